// The table `_ovh_columns` of a SQLite file: the tables of ours, and the field path of each column.
import type { Database } from 'better-sqlite3';
import { DestinationError } from '../../model/errors.js';
import type { Column, TableSchema } from '../../model/table.js';
import { CATALOG, type CatalogRow, catalogRows, catalogSchemas } from '../kit/catalog-rows.js';

const CREATE = `CREATE TABLE IF NOT EXISTS ${CATALOG} (
  table_name TEXT NOT NULL COLLATE NOCASE,
  position INTEGER NOT NULL,
  column_name TEXT NOT NULL COLLATE NOCASE,
  type TEXT NOT NULL,
  path TEXT NOT NULL,
  key_position INTEGER,
  PRIMARY KEY (table_name, column_name)
)`;

const SELECT = `SELECT table_name AS "table", column_name AS "column", type, path, key_position AS "keyPosition" FROM ${CATALOG}`;

/** How the path of a column ends that has the digits of another column's numbers, as text. */
const EXACT = '.=exact';
const IS_EXACT = `path LIKE '%${EXACT}'`;

/** The columns of every table that it lists. */
export const CATALOGED = `${SELECT} WHERE NOT ${IS_EXACT} ORDER BY table_name, position`;
/** Name and path of the columns of a table that have the digits of others. */
export const EXACT_COLUMNS = `SELECT column_name, path FROM ${CATALOG} WHERE table_name = ? AND ${IS_EXACT}`;

export function createCatalog(db: Database): void {
  db.exec(CREATE);
  const columns = db.prepare(`SELECT name FROM pragma_table_info('${CATALOG}')`).pluck().all();
  const expected = ['table_name', 'position', 'column_name', 'type', 'path', 'key_position'];
  if (expected.every((name) => columns.includes(name))) return;
  throw new DestinationError(
    'destination-foreign',
    `the file has a table "${CATALOG}" that source-ovhcloud did not make; it was left as it is. Choose another file`,
  );
}

/** False for a file that another program made, when it is opened for reading. */
export function hasCatalog(db: Database): boolean {
  const sql = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?";
  return db.prepare(sql).get(CATALOG) !== undefined;
}

/** The tables that the catalogue lists, whether or not they still exist. */
export function catalogedTables(db: Database): TableSchema[] {
  if (!hasCatalog(db)) return [];
  return catalogSchemas(db.prepare<[], CatalogRow>(CATALOGED).all());
}

/** Whatever the case of its name. */
export function catalogedTable(db: Database, table: string): TableSchema | undefined {
  const sql = `${SELECT} WHERE table_name = ? AND NOT ${IS_EXACT} ORDER BY position`;
  return catalogSchemas(db.prepare<[string], CatalogRow>(sql).all(table))[0];
}

/** Records a table as it is now. */
export function recordTable(db: Database, schema: TableSchema): void {
  db.prepare(`DELETE FROM ${CATALOG} WHERE table_name = ? AND NOT ${IS_EXACT}`).run(schema.table);
  const insert = db.prepare(`INSERT INTO ${CATALOG} VALUES (?, ?, ?, ?, ?, ?)`);
  for (const [position, { table, column, type, path, keyPosition }] of catalogRows(schema).entries()) {
    insert.run(
      table,
      BigInt(position),
      column,
      type,
      path,
      keyPosition === null ? null : BigInt(keyPosition),
    );
  }
}

export function forgetTable(db: Database, table: string): void {
  db.prepare(`DELETE FROM ${CATALOG} WHERE table_name = ?`).run(table);
}

/** Columns with the digits of others, by the name of the other in lower case. */
export function exactColumns(db: Database, { table, columns }: TableSchema): Map<string, string> {
  return exactByName(columns, db.prepare<[string], [string, string]>(EXACT_COLUMNS).raw().all(table));
}

/** @param found name and path of each column that has digits */
export function exactByName(
  columns: readonly Column[],
  found: readonly (readonly [name: string, path: string])[],
): Map<string, string> {
  const byPath = new Map(columns.map(({ name, path }) => [path, name.toLowerCase()]));
  return new Map(
    found.flatMap(([name, path]) => {
      const base = byPath.get(path.slice(0, -EXACT.length));
      return base === undefined ? [] : [[base, name]];
    }),
  );
}

/** Records a column with the digits of another. */
export function recordExact(db: Database, table: string, of: Column, name: string): void {
  const next = db.prepare<[string], bigint>(`SELECT max(position) + 1 FROM ${CATALOG} WHERE table_name = ?`);
  const position = next.pluck().safeIntegers().get(table) ?? 0n;
  db.prepare(`INSERT INTO ${CATALOG} VALUES (?, ?, ?, 'text', ?, NULL)`).run(
    table,
    position,
    name,
    of.path + EXACT,
  );
}

/** Records that a column has another name now. */
export function renameRecorded(db: Database, table: string, from: string, to: string): void {
  const sql = `UPDATE ${CATALOG} SET column_name = ? WHERE table_name = ? AND column_name = ?`;
  db.prepare(sql).run(to, table, from);
}
