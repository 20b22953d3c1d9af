// The table `_ovh_columns`: which tables of a DuckDB file are ours, and where each column comes from.
import type { DuckDBValue } from '@duckdb/node-api';
import { DestinationError } from '../../model/errors.js';
import { COLUMN_TYPES, type Column, type ColumnType, type TableSchema } from '../../model/table.js';
import type { Connection, Row } from './database.js';

const CATALOGUE = '_ovh_columns';
const COLUMNS = ['table_key', 'table_name', 'position', 'column_name', 'type', 'path', 'key_position'];
const TYPES = new Set<string>(COLUMN_TYPES);

export async function createCatalog(connection: Connection): Promise<void> {
  const known = await catalogueColumns(connection);
  if (known.length === 0) {
    await connection.run(`CREATE TABLE ${CATALOGUE} (table_key VARCHAR NOT NULL, table_name VARCHAR NOT NULL,
      position INTEGER NOT NULL, column_name VARCHAR NOT NULL, type VARCHAR NOT NULL, path VARCHAR NOT NULL,
      key_position INTEGER)`);
    return;
  }
  if (COLUMNS.every((name) => known.includes(name))) return;
  throw new DestinationError(
    'destination-foreign',
    `DuckDB file ${connection.file} has a table "${CATALOGUE}" that source-ovhcloud did not make; it was left as it ` +
      'is. Choose another file',
  );
}

/** Not in a file that somebody else made, when it is opened to be read alone. */
export async function hasCatalog(connection: Connection): Promise<boolean> {
  const known = await catalogueColumns(connection);
  return COLUMNS.every((name) => known.includes(name));
}

async function catalogueColumns(connection: Connection): Promise<string[]> {
  const rows = await connection.query(
    `SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = 'main'
     AND table_name = ?`,
    [CATALOGUE],
  );
  return rows.map(([name]) => String(name));
}

/** Tables that the catalogue knows and that are still there; `only`: one, whatever the case of its name. */
export async function catalogedTables(connection: Connection, only?: string): Promise<TableSchema[]> {
  if (!(await hasCatalog(connection))) return [];
  const rows = await connection.query(
    `SELECT table_name, column_name, type, path, key_position::VARCHAR FROM ${CATALOGUE} k
     WHERE EXISTS (SELECT 1 FROM duckdb_tables() t WHERE t.database_name = current_database()
       AND t.schema_name = 'main' AND t.table_name = k.table_name)
     ${only === undefined ? '' : 'AND table_key = ?'} ORDER BY table_name, position`,
    only === undefined ? [] : [only.toLowerCase()],
  );
  const byTable = new Map<string, Row[]>();
  for (const row of rows) {
    const name = String(row[0]);
    const known = byTable.get(name);
    if (known) known.push(row);
    else byTable.set(name, [row]);
  }
  return [...byTable].map(([table, columns]) => toSchema(table, columns));
}

/** Puts what a table is now in the place of what it was. */
export async function recordTable(connection: Connection, table: TableSchema): Promise<void> {
  await forgetTable(connection, table.table);
  const keys = table.primaryKey.map((name) => name.toLowerCase());
  const values = table.columns.flatMap(({ name, type, path }, position): DuckDBValue[] => {
    const key = keys.indexOf(name.toLowerCase());
    return [table.table.toLowerCase(), table.table, position, name, type, path, key < 0 ? null : key];
  });
  const row = `(${COLUMNS.map(() => '?').join(', ')})`;
  await connection.run(`INSERT INTO ${CATALOGUE} VALUES ${table.columns.map(() => row).join(', ')}`, values);
}

export async function forgetTable(connection: Connection, table: string): Promise<void> {
  await connection.run(`DELETE FROM ${CATALOGUE} WHERE table_key = ?`, [table.toLowerCase()]);
}

function toSchema(table: string, rows: Row[]): TableSchema {
  const columns = rows.map(([, name, type, path]): Column => {
    if (!TYPES.has(String(type))) {
      throw new DestinationError(
        'destination-version',
        `table "${CATALOGUE}" holds the unknown type "${type}": use a newer version`,
      );
    }
    return { name: String(name), type: String(type) as ColumnType, path: String(path) };
  });
  const key = rows
    .filter(([, , , , position]) => position !== null)
    .sort(([, , , , a], [, , , , b]) => Number(a) - Number(b));
  return { table, columns, primaryKey: key.map(([, name]) => String(name)) };
}
