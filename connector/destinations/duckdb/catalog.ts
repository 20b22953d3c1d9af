// The table `_ovh_columns` of a DuckDB file: the tables of ours, and the field path of each column.
import type { DuckDBValue } from '@duckdb/node-api';
import { DestinationError } from '../../model/errors.js';
import type { TableSchema } from '../../model/table.js';
import { CATALOG, catalogRows, catalogSchemas } from '../kit/catalog-rows.js';
import type { Connection } from './database.js';

const COLUMNS = ['table_key', 'table_name', 'position', 'column_name', 'type', 'path', 'key_position'];

export async function createCatalog(connection: Connection): Promise<void> {
  const known = await catalogColumns(connection);
  if (known.length === 0) {
    await connection.run(`CREATE TABLE ${CATALOG} (table_key VARCHAR NOT NULL, table_name VARCHAR NOT NULL,
      position INTEGER NOT NULL, column_name VARCHAR NOT NULL, type VARCHAR NOT NULL, path VARCHAR NOT NULL,
      key_position INTEGER)`);
    return;
  }
  if (COLUMNS.every((name) => known.includes(name))) return;
  throw new DestinationError(
    'destination-foreign',
    `DuckDB file ${connection.file} has a table "${CATALOG}" that source-ovhcloud did not make; it was left as it ` +
      'is. Choose another file',
  );
}

/** False for a file that another program made, when it is opened for reading. */
export async function hasCatalog(connection: Connection): Promise<boolean> {
  const known = await catalogColumns(connection);
  return COLUMNS.every((name) => known.includes(name));
}

async function catalogColumns(connection: Connection): Promise<string[]> {
  const rows = await connection.query(
    `SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = 'main'
     AND table_name = ?`,
    [CATALOG],
  );
  return rows.map(([name]) => String(name));
}

/** The tables that the catalogue lists and that still exist. @param only one of them, whatever the case of its name */
export async function catalogedTables(connection: Connection, only?: string): Promise<TableSchema[]> {
  if (!(await hasCatalog(connection))) return [];
  const rows = await connection.query(
    `SELECT table_name, column_name, type, path, key_position::VARCHAR FROM ${CATALOG} k
     WHERE EXISTS (SELECT 1 FROM duckdb_tables() t WHERE t.database_name = current_database()
       AND t.schema_name = 'main' AND t.table_name = k.table_name)
     ${only === undefined ? '' : 'AND table_key = ?'} ORDER BY table_name, position`,
    only === undefined ? [] : [only.toLowerCase()],
  );
  return catalogSchemas(
    rows.map(([table, column, type, path, position]) => ({
      table: String(table),
      column: String(column),
      type: String(type),
      path: String(path),
      keyPosition: position === null ? null : Number(position),
    })),
  );
}

/** Records a table as it is now. */
export async function recordTable(connection: Connection, table: TableSchema): Promise<void> {
  await forgetTable(connection, table.table);
  const values = catalogRows(table).flatMap(
    ({ table: name, column, type, path, keyPosition }, position): DuckDBValue[] => {
      return [name.toLowerCase(), name, position, column, type, path, keyPosition];
    },
  );
  const row = `(${COLUMNS.map(() => '?').join(', ')})`;
  await connection.run(`INSERT INTO ${CATALOG} VALUES ${table.columns.map(() => row).join(', ')}`, values);
}

export async function forgetTable(connection: Connection, table: string): Promise<void> {
  await connection.run(`DELETE FROM ${CATALOG} WHERE table_key = ?`, [table.toLowerCase()]);
}
