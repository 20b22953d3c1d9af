// The driver of SQLite, loaded on first use.
import type { Database } from 'better-sqlite3';
import { DestinationError } from '../../model/errors.js';

export type OpenDatabase = (
  file: string,
  options: { readonly?: boolean; fileMustExist?: boolean; timeout: number },
) => Database;

export async function loadDriver(): Promise<OpenDatabase> {
  try {
    const { default: Driver } = await import('better-sqlite3');
    // The first database loads the native part, not the import.
    new Driver(':memory:').close();
    return (file, options) => new Driver(file, options);
  } catch (error) {
    throw new DestinationError(
      'destination-driver',
      'the SQLite driver (better-sqlite3) could not be loaded. Run "npm rebuild better-sqlite3" with this version ' +
        `of Node (${process.version}): ${String(error)}`,
      { cause: error },
    );
  }
}
