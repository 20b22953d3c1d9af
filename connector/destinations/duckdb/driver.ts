// The driver of DuckDB, an optional package, loaded on first use.
import { createRequire } from 'node:module';
import { DestinationError } from '../../model/errors.js';

export type Driver = typeof import('@duckdb/node-api');

/** Throws `DestinationError` when the package is not installed, or does not support this machine. */
export async function loadDriver(): Promise<Driver> {
  try {
    // `import` reads each of its 150 files a second time, for the names that they export: twice the CPU of a start.
    return createRequire(import.meta.url)('@duckdb/node-api') as Driver;
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
