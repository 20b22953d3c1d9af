// A destination that is one file of a database: whether its path can be used, and in words why not.
import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { targetOf } from '../../disk/target.js';
import { DestinationError } from '../../model/errors.js';

/** @param kind for people: `SQLite file`. Returns the absolute path. Throws `DestinationError`. */
export async function usableFile(path: string, kind: string): Promise<string> {
  if (path === '' || path === ':memory:') {
    throw new DestinationError(
      'destination-path',
      `the path of a ${kind} must be a file; for memory use the type "memory"`,
    );
  }
  const file = resolve(path);
  refuseForeignLink(file, kind);
  const folder = dirname(file);
  if (!(await isFolder(folder))) {
    throw new DestinationError(
      'destination-missing',
      `${kind} ${file}: there is no folder ${folder}. Make it, or choose another path`,
    );
  }
  if (await isFolder(file)) {
    throw new DestinationError(
      'destination-path',
      `${kind} ${file}: this is a folder. Give the path of a file in it`,
    );
  }
  return file;
}

/** A link of another user may lead to a file of this one. Throws `DestinationError`. */
export function refuseForeignLink(file: string, kind: string): void {
  try {
    targetOf(file);
  } catch (error) {
    const words = `${kind} ${file}: ${(error as Error).message}. Remove it, or choose another path`;
    throw new DestinationError('destination-denied', words, { cause: error });
  }
}

export async function fileExists(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined)) !== undefined;
}

/** Whether the file exists. Throws `DestinationError` when it could not be written. */
export async function checkWritable(file: string, kind: string): Promise<boolean> {
  const exists = await fileExists(file);
  try {
    await access(exists ? file : dirname(file), constants.W_OK);
  } catch (error) {
    throw new DestinationError(
      'destination-denied',
      `${kind} ${file} cannot be written to: change its rights, or another path`,
      { cause: error },
    );
  }
  return exists;
}

/** The error of a session that was to read a file which does not exist. */
export function nothingLoaded(file: string, kind: string): DestinationError {
  return new DestinationError(
    'destination-empty',
    `${kind} ${file}: there is no such file yet, nothing was loaded into it. \`source-ovhcloud load\` makes it`,
  );
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
