// Tables in a DuckDB file. One slice is one transaction; no other program has the file open meanwhile.
import { access, constants, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Destination, TableSession } from '../../model/destination.js';
import { DestinationError } from '../../model/errors.js';
import { takeLock } from '../kit/file-lock.js';
import type { DestinationKind } from '../kit/kind.js';
import { createCatalog } from './catalog.js';
import { type Connection, type Database, openDatabase } from './database.js';
import { loadDriver } from './driver.js';
import { DuckdbSession } from './session.js';
import { Encoder } from './values.js';

export interface DuckdbOptions {
  path: string;
  /** What DuckDB may use of the machine's memory. */
  memoryMegabytes?: number;
}

const MEMORY_MEGABYTES = 512;

export const DUCKDB: DestinationKind = {
  description: 'Tables in a DuckDB file; needs the package @duckdb/node-api',
  options: [
    {
      name: 'path',
      is: 'path',
      isLocation: true,
      default: 'ovh.duckdb',
      description:
        "The DuckDB file; relative to the configuration's folder, `~/` is your own. It is made when there is none, its folder is not.",
    },
    {
      name: 'memoryMegabytes',
      is: 'number',
      range: [64, 1_048_576],
      default: MEMORY_MEGABYTES,
      description:
        'What DuckDB may use of the memory, beside the connector; more than that goes to the disk.',
    },
  ],
  create: ({ path, memoryMegabytes }) =>
    duckdbDestination({ path: String(path), memoryMegabytes: Number(memoryMegabytes) }),
};

/** An instant has no offset, and all decimals of a column have as many places as the longest. */
export const DUCKDB_CAPABILITIES = { timestampOffsets: false, trailingZeros: false } as const;

/** A DuckDB file; it is made when there is none, its folder is not. */
export function duckdbDestination(options: DuckdbOptions): Destination<TableSession> {
  const { path } = options;
  return {
    name: 'duckdb',
    capabilities: DUCKDB_CAPABILITIES,
    location: path,
    open: ({ readOnly = false } = {}) => openFile(options, readOnly),
    check: () => check(options),
    lock: async (holder) => {
      const file = await usableFile(path);
      return takeLock(`${file}.lock`, `DuckDB file ${file}`, holder);
    },
  };
}

/** What is there is opened too: so it is known that it is a DuckDB file, and that nobody else has it. */
async function check(options: DuckdbOptions): Promise<string> {
  await loadDriver();
  const file = await usableFile(options.path);
  const exists = await isThere(file);
  try {
    await access(exists ? file : dirname(file), constants.W_OK);
  } catch (error) {
    throw new DestinationError(
      'destination-denied',
      `DuckDB file ${file} cannot be written to: change its rights, or another path`,
      {
        cause: error,
      },
    );
  }
  if (!exists) return 'will be made';
  await (await openFile(options, true)).close();
  return 'exists';
}

async function openFile(options: DuckdbOptions, readOnly: boolean): Promise<TableSession> {
  const { path, memoryMegabytes = MEMORY_MEGABYTES } = options;
  const driver = await loadDriver();
  const file = await usableFile(path);
  if (readOnly && !(await isThere(file))) {
    throw new DestinationError(
      'destination-empty',
      `DuckDB file ${file}: there is no such file yet, nothing was loaded into it. \`source-ovhcloud load\` makes it`,
    );
  }
  const database = await openDatabase(file, { readOnly, memoryMegabytes });
  const opened: Connection[] = [];
  try {
    const [writer, reader] = [await connected(database, opened), await connected(database, opened)];
    if (!readOnly) await writer.transaction(() => createCatalog(writer));
    return new DuckdbSession({ database, writer, reader, encoder: new Encoder(driver), readOnly });
  } catch (error) {
    for (const connection of opened) connection.close();
    await database.close();
    throw error;
  }
}

async function connected(database: Database, opened: Connection[]): Promise<Connection> {
  const connection = await database.connect();
  opened.push(connection);
  return connection;
}

/** Its one name, whatever it is called by. */
async function usableFile(path: string): Promise<string> {
  if (path === '' || path === ':memory:') {
    throw new DestinationError(
      'destination-path',
      'the path of a DuckDB file must be a file; for memory use the type "memory"',
    );
  }
  const file = resolve(path);
  const folder = dirname(file);
  if (!(await isFolder(folder))) {
    throw new DestinationError(
      'destination-missing',
      `DuckDB file ${file}: there is no folder ${folder}. Make it, or choose another path`,
    );
  }
  if (await isFolder(file)) {
    throw new DestinationError(
      'destination-path',
      `DuckDB file ${file}: this is a folder. Give the path of a file in it`,
    );
  }
  return realpath(file).catch(async () => join(await realpath(folder), basename(file)));
}

async function isThere(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined)) !== undefined;
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
