// SQLite files for the tests, read through a connection of their own, as another program would.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Driver, { type Database } from 'better-sqlite3';
import type { Stored } from '../../connector/destinations/kit/cells.js';
import { type SqliteOptions, sqliteDestination } from '../../connector/destinations/sqlite/sqlite.js';
import type { Fixture } from './slices.js';

export interface FileFixture extends Fixture {
  path: string;
  folder: string;
  /** Works on the file as another program does. */
  other<T>(work: (db: Database) => T): T;
}

export async function fileFixture(options: SqliteOptions = {}): Promise<FileFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'ovh-sqlite-'));
  const path = join(folder, 'data.db');
  const other = <T>(work: (db: Database) => T): T => {
    const db = new Driver(path);
    try {
      return work(db);
    } finally {
      db.close();
    }
  };
  return {
    path,
    folder,
    other,
    open: () => sqliteDestination(path, options).open(),
    destination: () => sqliteDestination(path, options),
    read: async (table) => other((db) => readRows(db, table)),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function readRows(db: Database, table: string): Record<string, Stored>[] {
  const name = table.replaceAll('"', '""');
  const isTable = db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(table);
  const order = isTable ? ' ORDER BY rowid' : '';
  const statement = db.prepare<[], Stored[]>(`SELECT * FROM "${name}"${order}`).safeIntegers().raw();
  const columns = statement.columns();
  return statement.all().map((row) =>
    Object.fromEntries(
      columns.map((column, index) => {
        const value = row[index] ?? null;
        return [column.name, column.type === 'BOOLEAN' && value !== null ? value === 1n : value];
      }),
    ),
  );
}
