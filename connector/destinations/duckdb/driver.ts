// DuckDB's driver, an optional package, loaded when it is needed.
import { DestinationError } from '../../model/errors.js';

export type Driver = typeof import('@duckdb/node-api');

/** Throws `DestinationError` when the package is not there, or has nothing for this machine. */
export async function loadDriver(): Promise<Driver> {
  try {
    return await import('@duckdb/node-api');
  } catch (error) {
    throw new DestinationError(
      'destination-driver',
      'the destination "duckdb" needs the package @duckdb/node-api, which is not installed or cannot be loaded on ' +
        `this machine (${process.platform} ${process.arch}, Node ${process.version}). Run "npm install @duckdb/node-api", ` +
        `or choose another destination: ${firstLine(error)}`,
      { cause: error },
    );
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
