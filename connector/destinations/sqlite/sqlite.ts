// Tables in a SQLite file. One slice is one transaction; other programs may read at any time.
import { access, constants, realpath, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Destination, TableSession } from '../../model/destination.js';
import { DestinationError } from '../../model/errors.js';
import { takeLock } from '../kit/file-lock.js';
import type { DestinationKind } from '../kit/kind.js';
import { createCatalog } from './catalog.js';
import { loadDriver } from './driver.js';
import { sqliteProblem } from './errors.js';
import { SqliteSession } from './session.js';

export interface SqliteOptions {
  /** Pages (of 4 KB) that the file may have; more is refused like a full disk. */
  maxPages?: number;
  /** Milliseconds to wait for another program that is writing. Default 5,000. */
  busyTimeoutMs?: number;
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
        "The SQLite file; relative to the configuration's folder, `~/` is your own. It is made when there is none, its folder is not.",
    },
  ],
  create: ({ path }) => sqliteDestination(String(path)),
};

/** A SQLite file; it is made when there is none, its folder is not. */
export function sqliteDestination(path: string, options: SqliteOptions = {}): Destination<TableSession> {
  return {
    name: 'sqlite',
    location: path,
    open: ({ readOnly = false } = {}) => (readOnly ? openToRead(path, options) : openFile(path, options)),
    check: () => check(path),
    lock: async (holder) => {
      const file = await usableFile(path);
      // Whatever name it is called by.
      const real = await realpath(file).catch(() => file);
      return takeLock(`${real}.lock`, `SQLite file ${real}`, holder);
    },
  };
}

async function check(path: string): Promise<string> {
  const file = await usableFile(path);
  const exists = (await stat(file).catch(() => undefined)) !== undefined;
  try {
    await access(exists ? file : dirname(file), constants.W_OK);
  } catch (error) {
    throw new DestinationError(
      'destination-denied',
      `SQLite file ${file} cannot be written to: change its rights, or another path`,
      {
        cause: error,
      },
    );
  }
  return exists ? 'exists' : 'will be made';
}

/** One connection that may not write. It opens for writing all the same: only so SQLite leaves no file behind. */
async function openToRead(path: string, options: SqliteOptions): Promise<TableSession> {
  const file = await usableFile(path);
  if (!(await stat(file).catch(() => undefined))) {
    throw new DestinationError(
      'destination-empty',
      `SQLite file ${file}: there is no such file yet, nothing was loaded into it. \`source-ovhcloud load\` makes it`,
    );
  }
  const openDatabase = await loadDriver();
  let db: Database | undefined;
  try {
    db = openDatabase(file, { fileMustExist: true, timeout: options.busyTimeoutMs ?? 5000 });
    db.pragma('query_only = ON');
    return new SqliteSession(file, db, db);
  } catch (error) {
    db?.close();
    throw sqliteProblem(error, file);
  }
}

async function openFile(path: string, options: SqliteOptions): Promise<TableSession> {
  const file = await usableFile(path);
  const openDatabase = await loadDriver();
  const opened: Database[] = [];
  try {
    const writer = openDatabase(file, { timeout: options.busyTimeoutMs ?? 5000 });
    opened.push(writer);
    prepareWriter(writer, options);
    const reader = openDatabase(file, { readonly: true, timeout: options.busyTimeoutMs ?? 5000 });
    opened.push(reader);
    return new SqliteSession(file, writer, reader);
  } catch (error) {
    for (const db of opened) db.close();
    throw sqliteProblem(error, file);
  }
}

function prepareWriter(db: Database, { maxPages }: SqliteOptions): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = OFF');
  if (maxPages !== undefined) db.pragma(`max_page_count = ${Math.trunc(maxPages)}`);
  db.exec('BEGIN IMMEDIATE');
  createCatalog(db);
  db.exec('COMMIT');
}

async function usableFile(path: string): Promise<string> {
  if (path === '' || path === ':memory:') {
    throw new DestinationError(
      'destination-path',
      'the path of a SQLite file must be a file; for memory use the type "memory"',
    );
  }
  const file = resolve(path);
  const folder = dirname(file);
  if (!(await isFolder(folder))) {
    throw new DestinationError(
      'destination-missing',
      `SQLite file ${file}: there is no folder ${folder}. Make it, or choose another path`,
    );
  }
  if (await isFolder(file)) {
    throw new DestinationError(
      'destination-path',
      `SQLite file ${file}: this is a folder. Give the path of a file in it`,
    );
  }
  return file;
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
