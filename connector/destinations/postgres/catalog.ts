// The table `_ovh_columns` of a schema: the tables of ours, the field path of each column, and its stored name.
import { DestinationError } from '../../model/errors.js';
import type { TableSchema } from '../../model/table.js';
import { CATALOG, catalogRows, catalogSchemas } from '../kit/catalog-rows.js';
import type { Connection } from './connection.js';
import { lockTables } from './lock.js';
import { quote, storedName, tableName } from './sql.js';
import { transact } from './transaction.js';

const COLUMNS = [
  'table_key',
  'table_name',
  'position',
  'column_name',
  'type',
  'path',
  'key_position',
  'stored_table',
  'stored_column',
];

/** Makes the schema and the catalogue when they do not exist. */
export async function createCatalog(connection: Connection, schema: string): Promise<void> {
  if (await hasCatalog(connection, schema)) return;
  await transact(connection, async () => {
    await lockTables(connection, schema, false);
    await makeCatalog(connection, schema);
  });
}

/** What is there is looked at again: another session may have made it. */
async function makeCatalog(connection: Connection, schema: string): Promise<void> {
  const there = await connection.value('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema]);
  if (!there) await connection.run(`CREATE SCHEMA IF NOT EXISTS ${quote(schema)}`);
  const known = await physicalNames(connection, schema);
  if (known.length === 0) {
    await connection.run(`CREATE TABLE IF NOT EXISTS ${tableName(schema, CATALOG)} (
      table_key text NOT NULL, table_name text NOT NULL, position integer NOT NULL, column_name text NOT NULL, type text NOT NULL,
      path text NOT NULL, key_position integer, stored_table text NOT NULL, stored_column text NOT NULL,
      PRIMARY KEY (table_key, column_name))`);
    return;
  }
  if (COLUMNS.every((name) => known.includes(name))) return;
  throw new DestinationError(
    'destination-foreign',
    `${connection.server.where} has a table "${CATALOG}" that source-ovhcloud did not make; it was left as it is. ` +
      'Choose another schema',
  );
}

/** Whether anything was ever loaded into the schema. */
export async function hasCatalog(connection: Connection, schema: string): Promise<boolean> {
  const known = await physicalNames(connection, schema);
  return COLUMNS.every((name) => known.includes(name));
}

async function physicalNames(connection: Connection, schema: string): Promise<(string | null)[]> {
  const rows = await connection.query(
    `SELECT attname FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace
     WHERE nspname = $1 AND relname = $2 AND attnum > 0 AND NOT attisdropped`,
    [schema, CATALOG],
  );
  return rows.map(([name]) => name ?? null);
}

/** The tables that the catalogue lists and that still exist. @param only one of them, whatever the case of its name */
export async function catalogedTables(
  connection: Connection,
  schema: string,
  only?: string,
): Promise<TableSchema[]> {
  const rows = await connection.query(
    `SELECT table_name, column_name, type, path, key_position FROM ${tableName(schema, CATALOG)} k
     WHERE EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
       WHERE nspname = $1 AND relname = k.stored_table AND relkind IN ('r', 'p'))
     ${only === undefined ? '' : 'AND table_key = $2'} ORDER BY table_name, position`,
    only === undefined ? [schema] : [schema, tableKey(only)],
  );
  return catalogSchemas(
    rows.map(([table, column, type, path, position]) => ({
      table: table ?? '',
      column: column ?? '',
      type: type ?? '',
      path: path ?? '',
      keyPosition: position === null || position === undefined ? null : Number(position),
    })),
  );
}

/** Records a table as it is now. */
export async function recordTable(connection: Connection, schema: string, table: TableSchema): Promise<void> {
  await forgetTable(connection, schema, table.table);
  const rows = catalogRows(table).map(({ table: name, column, type, path, keyPosition }, position) => [
    tableKey(name),
    name,
    position,
    column,
    type,
    path,
    keyPosition,
    storedName(column),
  ]);
  await connection.run(
    `INSERT INTO ${tableName(schema, CATALOG)}
     SELECT r->>0, r->>1, (r->>2)::int, r->>3, r->>4, r->>5, (r->>6)::int, $2, r->>7 FROM jsonb_array_elements($1::jsonb) r`,
    [JSON.stringify(rows).replaceAll('\\u0000', '\\ufffd'), storedName(table.table)],
  );
}

export async function forgetTable(connection: Connection, schema: string, table: string): Promise<void> {
  await connection.run(`DELETE FROM ${tableName(schema, CATALOG)} WHERE table_key = $1`, [tableKey(table)]);
}

/** Names that differ only in case are one table, which has the name that came first. */
function tableKey(table: string): string {
  return table.toLowerCase().replaceAll('\0', '\ufffd');
}
