// The table `_ovh_columns`: which tables of a schema are ours, where each column comes from, and how it is stored.
import { DestinationError } from '../../model/errors.js';
import { COLUMN_TYPES, type Column, type ColumnType, type TableSchema } from '../../model/table.js';
import type { Connection, Row } from './connection.js';
import { quote, storedName, tableName } from './sql.js';

export const CATALOG = '_ovh_columns';

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
const TYPES = new Set<string>(COLUMN_TYPES);

/** Makes the schema and the catalogue where they are missing. */
export async function createCatalog(connection: Connection, schema: string): Promise<void> {
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

/** Tables that the catalogue knows and that are still there; `only`: one, whatever the case of its name. */
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
  const byTable = new Map<string, Row[]>();
  for (const row of rows) {
    const known = byTable.get(row[0] ?? '');
    if (known) known.push(row);
    else byTable.set(row[0] ?? '', [row]);
  }
  return [...byTable.values()].flatMap(toSchema);
}

/** Puts what a table is now in the place of what it was. */
export async function recordTable(connection: Connection, schema: string, table: TableSchema): Promise<void> {
  await forgetTable(connection, schema, table.table);
  const keys = table.primaryKey.map((name) => name.toLowerCase());
  const rows = table.columns.map(({ name, type, path }, position) => {
    const key = keys.indexOf(name.toLowerCase());
    return [
      tableKey(table.table),
      table.table,
      position,
      name,
      type,
      path,
      key < 0 ? null : key,
      storedName(name),
    ];
  });
  await connection.run(
    `INSERT INTO ${tableName(schema, CATALOG)}
     SELECT r->>0, r->>1, (r->>2)::int, r->>3, r->>4, r->>5, (r->>6)::int, $2, r->>7 FROM jsonb_array_elements($1::jsonb) r`,
    [JSON.stringify(rows).replaceAll('\\u0000', '\\ufffd'), storedName(table.table)],
  );
}

export async function forgetTable(connection: Connection, schema: string, table: string): Promise<void> {
  await connection.run(`DELETE FROM ${tableName(schema, CATALOG)} WHERE table_key = $1`, [tableKey(table)]);
}

/** Names that differ only in case are one table: the first one's name is everybody's. */
function tableKey(table: string): string {
  return table.toLowerCase().replaceAll('\0', '\ufffd');
}

function toSchema(rows: Row[]): TableSchema[] {
  const table = rows[0]?.[0];
  if (!table) return [];
  const columns = rows.map(([, name, type, path]): Column => {
    if (!TYPES.has(type ?? '')) {
      throw new DestinationError(
        'destination-version',
        `table "${CATALOG}" holds the unknown type "${type}": use a newer version`,
      );
    }
    return { name: name ?? '', type: type as ColumnType, path: path ?? '' };
  });
  const key = rows
    .filter(([, , , , position]) => position !== null)
    .sort(([, , , , a], [, , , , b]) => Number(a) - Number(b));
  return [{ table, columns, primaryKey: key.map(([, name]) => name ?? '') }];
}
