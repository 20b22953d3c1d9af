// Opens a destination for queries: nothing that is asked of it can change data.
import type { DestinationConfig, OptionValue } from '../destinations/kit/kind.js';
import { createDestination } from '../destinations/registry.js';
import { isBucketPath } from '../destinations/storage/s3-path.js';
import { DestinationError } from '../model/errors.js';
import type { QuerySession } from '../model/query.js';
import { openDuckdb, openParquetFolder } from './duckdb.js';
import { openPostgres } from './postgres.js';
import { openSqlite } from './sqlite.js';

export interface OpenOptions {
  /** Queries keep nobody else waiting: what runs in this process otherwise (SQLite) has a process of its own. */
  ownProcess?: boolean | undefined;
}

/**
 * Throws `ConfigError` for options that are wrong, and `DestinationError`: `destination-unable` for kinds that cannot be
 * queried, `destination-empty` where nothing was loaded yet.
 */
export async function openQueries(
  config: DestinationConfig,
  env: NodeJS.ProcessEnv = process.env,
  { ownProcess = false }: OpenOptions = {},
): Promise<QuerySession> {
  // Checks the options; opens nothing.
  const { location } = createDestination(config);
  const { type, ...options } = config;
  const path = String(options.path ?? location);
  if (type === 'sqlite') return openSqlite(path, ownProcess);
  if (type === 'postgres') return openPostgres(options as Record<string, OptionValue>, env);
  if (type === 'duckdb') return openDuckdb(path, Number(options.memoryMegabytes ?? 512));
  if (type === 'parquet' && !isBucketPath(path)) return openParquetFolder(path);
  throw new DestinationError(
    'destination-unable',
    `a destination of type "${type}"${isBucketPath(path) ? ' in object storage' : ''} cannot be queried. Those that can: sqlite, postgres, duckdb, and parquet in a folder of this machine`,
  );
}
