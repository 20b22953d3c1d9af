// The table `_ovh_columns`: which tables of a SQLite file are ours, and where each column comes from.
import type { Database } from 'better-sqlite3';
import { DestinationError } from '../../model/errors.js';
import { COLUMN_TYPES, type Column, type ColumnType, type TableSchema } from '../../model/table.js';

const CATALOGUE = '_ovh_columns';

const CREATE = `CREATE TABLE IF NOT EXISTS ${CATALOGUE} (
  table_name TEXT NOT NULL COLLATE NOCASE,
  position INTEGER NOT NULL,
  column_name TEXT NOT NULL COLLATE NOCASE,
  type TEXT NOT NULL,
  path TEXT NOT NULL,
  key_position INTEGER,
  PRIMARY KEY (table_name, column_name)
)`;

const SELECT = `SELECT table_name, column_name, type, path, key_position FROM ${CATALOGUE}`;

interface CatalogueRow {
  table_name: string;
  column_name: string;
  type: ColumnType;
  path: string;
  key_position: number | null;
}

const TYPES = new Set<string>(COLUMN_TYPES);

export function createCatalog(db: Database): void {
  db.exec(CREATE);
  const columns = db.prepare(`SELECT name FROM pragma_table_info('${CATALOGUE}')`).pluck().all();
  const expected = ['table_name', 'position', 'column_name', 'type', 'path', 'key_position'];
  if (expected.every((name) => columns.includes(name))) return;
  throw new DestinationError(
    'destination-foreign',
    `the file has a table "${CATALOGUE}" that source-ovhcloud did not make; it was left as it is. Choose another file`,
  );
}

/** Not in a file that somebody else made, when it is opened to be read alone. */
export function hasCatalog(db: Database): boolean {
  const sql = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?";
  return db.prepare(sql).get(CATALOGUE) !== undefined;
}

/** The tables that the catalogue knows, whether or not they are still there. */
export function catalogedTables(db: Database): TableSchema[] {
  if (!hasCatalog(db)) return [];
  const rows = db.prepare<[], CatalogueRow>(`${SELECT} ORDER BY table_name, position`).all();
  const byTable = new Map<string, CatalogueRow[]>();
  for (const row of rows) {
    const columns = byTable.get(row.table_name);
    if (columns) columns.push(row);
    else byTable.set(row.table_name, [row]);
  }
  return [...byTable.values()].flatMap(toSchema);
}

export function catalogedTable(db: Database, table: string): TableSchema | undefined {
  const rows = db
    .prepare<[string], CatalogueRow>(`${SELECT} WHERE table_name = ? ORDER BY position`)
    .all(table);
  return toSchema(rows)[0];
}

/** Puts what a table is now in the place of what it was. */
export function recordTable(db: Database, { table, columns, primaryKey }: TableSchema): void {
  forgetTable(db, table);
  const insert = db.prepare(`INSERT INTO ${CATALOGUE} VALUES (?, ?, ?, ?, ?, ?)`);
  for (const [position, { name, type, path }] of columns.entries()) {
    const keyPosition = primaryKey.findIndex((key) => key.toLowerCase() === name.toLowerCase());
    insert.run(table, BigInt(position), name, type, path, keyPosition < 0 ? null : BigInt(keyPosition));
  }
}

export function forgetTable(db: Database, table: string): void {
  db.prepare(`DELETE FROM ${CATALOGUE} WHERE table_name = ?`).run(table);
}

function toSchema(rows: CatalogueRow[]): TableSchema[] {
  const [first] = rows;
  if (!first) return [];
  const columns = rows.map((row): Column => {
    if (!TYPES.has(row.type)) {
      throw new DestinationError(
        'destination-version',
        `table "${CATALOGUE}" holds the unknown type "${row.type}": use a newer version`,
      );
    }
    return { name: row.column_name, type: row.type, path: row.path };
  });
  const key = rows
    .filter((row) => row.key_position !== null)
    .sort((a, b) => Number(a.key_position) - Number(b.key_position));
  return [{ table: first.table_name, columns, primaryKey: key.map((row) => row.column_name) }];
}
