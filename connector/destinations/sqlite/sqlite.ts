// Tables in a SQLite file. A slice is a transaction; other programs may read at any time.
import { realpath } from 'node:fs/promises';
import type { Database } from 'better-sqlite3';
import { type Access, makeEmptyFile } from '../../disk/access.js';
import { type Clock, systemClock } from '../../model/clock.js';
import type { Destination, LockHolder, TableSession } from '../../model/destination.js';
import { ACCESS_OPTION, accessOf } from '../kit/access-option.js';
import { checkWritable, fileExists, nothingLoaded, usableFile } from '../kit/database-file.js';
import type { DestinationKind } from '../kit/kind.js';
import { AccountLocks } from '../locks/account-locks.js';
import { WriteTurns } from '../locks/write-turns.js';
import { createCatalog } from './catalog.js';
import { loadDriver } from './driver.js';
import { sqliteProblem } from './errors.js';
import { takeSqliteLock } from './lock.js';
import { numberText } from './numbers.js';
import { SqliteSession } from './session.js';
import { DIGITS_OF } from './sql.js';
import { DRIVER_WAIT_MS, type Patience, whenFree } from './when-free.js';

const KIND = 'SQLite file';
const BUSY_SECONDS = 60;
/** A reader waits for other programs only while one of them changes how the file is written. */
const READER_WAIT_MS = 1000;

export interface SqliteOptions {
  /** Largest number of 4 KB pages; a larger file is refused as a full disk is. */
  maxPages?: number;
  /** Milliseconds to wait while another program writes. Default 60,000. */
  busyTimeoutMs?: number;
  clock?: Clock;
  /** Who may read a file that is made. Default `owner`. */
  access?: Access;
}

export const SQLITE: DestinationKind = {
  description: 'Tables in a SQLite file',
  options: [
    {
      name: 'path',
      is: 'path',
      isLocation: true,
      default: 'ovh.db',
      description:
        "The SQLite file, relative to the configuration's folder; `~/` is your home. A load makes it when it does not exist, but not its folder.",
    },
    {
      name: 'busyTimeout',
      is: 'number',
      range: [0, 86_400],
      default: BUSY_SECONDS,
      description: 'Seconds that a load waits while another program writes to the file.',
    },
    ACCESS_OPTION,
  ],
  extensions: ['db', 'sqlite', 'sqlite3', 'db3'],
  create: (options) =>
    sqliteDestination(String(options.path), {
      busyTimeoutMs: Number(options.busyTimeout) * 1000,
      access: accessOf(options),
    }),
};

/** A decimal is a number, which has no zeros at its end. */
export const SQLITE_CAPABILITIES = { sql: 'sqlite', trailingZeros: false, accountsAtOnce: true } as const;

/** A SQLite file. A load makes it when it does not exist, but not its folder. */
export function sqliteDestination(path: string, options: SqliteOptions = {}): Destination<TableSession> {
  const turns = new WriteTurns();
  const lock = async (holder: LockHolder) => {
    const file = await usableFile(path, KIND);
    // Two names of one file have one lock.
    const real = await realpath(file).catch(() => file);
    return takeSqliteLock(`${real}.lock`, `${KIND} ${real}`, holder, options.access);
  };
  const accounts = new AccountLocks(`${KIND} ${path}`, lock);
  return {
    name: 'sqlite',
    capabilities: SQLITE_CAPABILITIES,
    location: path,
    open: ({ readOnly = false } = {}) =>
      readOnly ? openToRead(path, options) : openFile(path, options, turns),
    check: async () => {
      const exists = await checkWritable(await usableFile(path, KIND), KIND);
      return exists ? 'exists' : 'will be made';
    },
    lock,
    share: (holder) => accounts.share(holder),
  };
}

/** One connection that may not write. It is opened for writing all the same, else SQLite leaves files behind. */
async function openToRead(path: string, options: SqliteOptions): Promise<TableSession> {
  const file = await usableFile(path, KIND);
  if (!(await fileExists(file))) throw nothingLoaded(file, KIND);
  const openDatabase = await loadDriver();
  let db: Database | undefined;
  try {
    db = openDatabase(file, { fileMustExist: true, timeout: READER_WAIT_MS });
    db.pragma('query_only = ON');
    return new SqliteSession(file, {
      writer: db,
      reader: db,
      patience: patienceOf(options),
      turns: new WriteTurns(),
    });
  } catch (error) {
    db?.close();
    throw sqliteProblem(error, file);
  }
}

async function openFile(path: string, options: SqliteOptions, turns: WriteTurns): Promise<TableSession> {
  const file = await usableFile(path, KIND);
  const openDatabase = await loadDriver();
  const opened: Database[] = [];
  try {
    // SQLite gives the mode of the file to those that it makes beside it.
    makeEmptyFile(file, options.access);
    const writer = openDatabase(file, { timeout: DRIVER_WAIT_MS });
    opened.push(writer);
    const patience = patienceOf(options);
    await turns.take(() => whenFree(() => prepareWriter(writer, options), patience));
    const reader = openDatabase(file, { readonly: true, timeout: READER_WAIT_MS });
    opened.push(reader);
    return new SqliteSession(file, { writer, reader, patience, turns });
  } catch (error) {
    for (const db of opened) db.close();
    throw sqliteProblem(error, file);
  }
}

function prepareWriter(db: Database, { maxPages }: SqliteOptions): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = OFF');
  db.function(DIGITS_OF, { deterministic: true, safeIntegers: true }, (value) =>
    value === null ? null : numberText(value as number | bigint | string),
  );
  if (maxPages !== undefined) db.pragma(`max_page_count = ${Math.trunc(maxPages)}`);
  db.exec('BEGIN IMMEDIATE');
  try {
    createCatalog(db);
    db.exec('COMMIT');
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK');
  }
}

function patienceOf({ busyTimeoutMs = BUSY_SECONDS * 1000, clock = systemClock }: SqliteOptions): Patience {
  return { clock, waitMs: busyTimeoutMs };
}
