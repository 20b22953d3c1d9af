// The tables of ours that are in a DuckDB file, as its catalogue tells them.
import type { TableSchema } from '../../model/table.js';
import { isPending } from '../kit/pending-replace.js';
import { catalogedTables } from './catalog.js';
import type { Connection } from './database.js';

/** A table, and the DuckDB types of its columns, by name in lower case. */
export interface Table {
  schema: TableSchema;
  types: ReadonlyMap<string, string>;
}

/** The tables of ours, without the pending ones. */
export async function existingTables(connection: Connection): Promise<TableSchema[]> {
  return (await catalogedTables(connection)).filter(({ table }) => !isPending(table));
}

/** A table of ours, whatever the case of its name. */
export async function existingTable(connection: Connection, table: string): Promise<Table | undefined> {
  const [schema] = await catalogedTables(connection, table);
  return schema && { schema, types: await physicalTypes(connection, schema.table) };
}

/** All tables of ours, also pending ones. */
export async function everyTable(connection: Connection): Promise<Table[]> {
  const rows = await connection.query(
    `SELECT table_name, lower(column_name), data_type FROM duckdb_columns()
     WHERE database_name = current_database() AND schema_name = 'main'`,
  );
  const types = new Map<string, Map<string, string>>();
  for (const [table, column, type] of rows) {
    const own = types.get(String(table)) ?? new Map<string, string>();
    types.set(String(table), own.set(String(column), String(type)));
  }
  const schemas = await catalogedTables(connection);
  return schemas.map((schema) => ({ schema, types: types.get(schema.table) ?? new Map() }));
}

export async function physicalTypes(connection: Connection, table: string): Promise<Map<string, string>> {
  const rows = await connection.query(
    `SELECT column_name, data_type FROM duckdb_columns()
     WHERE database_name = current_database() AND schema_name = 'main' AND table_name = ?`,
    [table],
  );
  return new Map(rows.map(([name, type]) => [String(name).toLowerCase(), String(type)]));
}
