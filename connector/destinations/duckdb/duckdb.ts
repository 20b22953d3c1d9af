// Tables in a DuckDB file. A slice is a transaction; no other program can open the file during a load.
import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Access } from '../../disk/access.js';
import type { Destination, LockHolder, TableSession } from '../../model/destination.js';
import { ACCESS_OPTION, accessOf } from '../kit/access-option.js';
import { checkWritable, fileExists, nothingLoaded, usableFile } from '../kit/database-file.js';
import type { DestinationKind } from '../kit/kind.js';
import { AccountLocks } from '../locks/account-locks.js';
import { takeLock } from '../locks/file-lock.js';
import { WriteTurns } from '../locks/write-turns.js';
import { folderProblem } from '../storage/local.js';
import { createCatalog } from './catalog.js';
import { type Connection, type Database, openDatabase } from './database.js';
import { loadDriver } from './driver.js';
import { DuckdbSession } from './session.js';
import { Encoder } from './values.js';

export interface DuckdbOptions {
  path: string;
  /** Memory of DuckDB, beside that of the connector. */
  memoryMegabytes?: number;
  /** Who may read a file that is made. Default `owner`. */
  access?: Access;
}

const KIND = 'DuckDB file';
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
        "The DuckDB file, relative to the configuration's folder; `~/` is your home. A load makes it when it does not exist, but not its folder.",
    },
    ACCESS_OPTION,
    {
      name: 'memoryMegabytes',
      is: 'number',
      range: [64, 1_048_576],
      default: MEMORY_MEGABYTES,
      description:
        'Memory of DuckDB in megabytes, beside that of the connector. Beyond it DuckDB writes to the disk.',
    },
  ],
  extensions: ['duckdb', 'ddb', 'db'],
  create: (options) =>
    duckdbDestination({
      path: String(options.path),
      memoryMegabytes: Number(options.memoryMegabytes),
      access: accessOf(options),
    }),
};

/** All decimals of a column have as many places as the longest. A wide table takes memory for each of its columns. */
export const DUCKDB_CAPABILITIES = capabilitiesWith(MEMORY_MEGABYTES);

/** While rows are written, a column takes half a megabyte in two tables; two wide tables may be written at once. */
function capabilitiesWith(megabytes: number) {
  const columns = Math.min(1000, Math.floor(megabytes * 0.75));
  return {
    sql: 'duckdb',
    comments: true,
    accountsAtOnce: true,
    trailingZeros: false,
    limits: { columns },
  } as const;
}

/** A DuckDB file. A load makes it when it does not exist, but not its folder. */
export function duckdbDestination(options: DuckdbOptions): Destination<TableSession> {
  const { path, memoryMegabytes = MEMORY_MEGABYTES } = options;
  const turns = new WriteTurns();
  const lock = async (holder: LockHolder) => {
    const file = await realFile(path);
    try {
      return await takeLock(`${file}.lock`, `${KIND} ${file}`, holder, options);
    } catch (error) {
      throw folderProblem(error, dirname(file));
    }
  };
  const accounts = new AccountLocks(`${KIND} ${path}`, lock);
  return {
    name: 'duckdb',
    capabilities: capabilitiesWith(memoryMegabytes),
    location: path,
    open: ({ readOnly = false } = {}) => openFile(options, readOnly, turns),
    check: () => check(options),
    lock,
    share: (holder) => accounts.share(holder),
  };
}

/** Opens a file that exists, to see that it is a DuckDB file and that no other program has it. */
async function check(options: DuckdbOptions): Promise<string> {
  await loadDriver();
  const file = await realFile(options.path);
  if (!(await checkWritable(file, KIND))) return 'will be made';
  await (await openFile(options, true, new WriteTurns())).close();
  return 'exists';
}

async function openFile(options: DuckdbOptions, readOnly: boolean, turns: WriteTurns): Promise<TableSession> {
  const { path, memoryMegabytes = MEMORY_MEGABYTES, access = 'owner' } = options;
  const driver = await loadDriver();
  const file = await realFile(path);
  if (readOnly && !(await fileExists(file))) throw nothingLoaded(file, KIND);
  const database = await openDatabase(file, { readOnly, memoryMegabytes, access });
  const opened: Connection[] = [];
  try {
    const [writer, reader] = [await connected(database, opened), await connected(database, opened)];
    if (!readOnly) await turns.take(() => writer.transaction(() => createCatalog(writer)));
    return new DuckdbSession({ database, writer, reader, encoder: new Encoder(driver), readOnly, turns });
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

/** The real path: two names of one file are one database. */
async function realFile(path: string): Promise<string> {
  const file = await usableFile(path, KIND);
  return realpath(file).catch(async () => join(await realpath(dirname(file)), basename(file)));
}
