// A table as its pages are asked for: its columns in the SQL of the engine, and what names a row.
import type { QuerySession } from '../../model/query.js';
import type { Column, TableSchema } from '../../model/table.js';
import {
  type ColumnSql,
  duckdbColumn,
  type OrderTerm,
  postgresColumnSql,
  sqliteColumn,
} from './column-sql.js';

export interface TableSql {
  schema: TableSchema;
  /** What stands after FROM. */
  from: string;
  columns: readonly ColumnSql[];
  /** What names a row, in the order in which its index has it; empty where nothing does. */
  key: readonly OrderTerm[];
  /** What is selected for the key, as text. */
  keyValues: readonly string[];
  isView: boolean;
}

const SQL_OF = { sqlite: sqliteColumn, postgres: postgresColumnSql, duckdb: duckdbColumn };

/** A table of the connector, or a view; undefined where there is none of this name. */
export async function tableSql(session: QuerySession, name: string): Promise<TableSql | undefined> {
  const schema = (await session.tables()).find(({ table }) => table === name);
  if (schema) return ofTable(session, schema);
  if (!(await session.others()).has(name.toLowerCase())) return undefined;
  const from = session.nameOf(name);
  // What has no declared type has that of its first value.
  const { columns } = await session.query(`SELECT * FROM ${from}`, { limit: 1 });
  const found = columns.map(({ name: column, type }): Column => ({ name: column, type, path: column }));
  const sql = SQL_OF[session.dialect];
  return {
    schema: { table: name, columns: found, primaryKey: [] },
    from,
    columns: found.map((column) => sql(column, { isKey: false })),
    key: [],
    keyValues: [],
    isView: true,
  };
}

async function ofTable(session: QuerySession, schema: TableSchema): Promise<TableSql> {
  const exact = await session.exactColumns?.(schema);
  const physical = session.dialect === 'duckdb' ? await physicalTypes(session, schema.table) : undefined;
  const keys = schema.primaryKey.map((name) => name.toLowerCase());
  const sql = SQL_OF[session.dialect];
  const columns = schema.columns.map((column) => {
    const name = column.name.toLowerCase();
    const place = { isKey: keys.includes(name), exact: exact?.get(name), physical: physical?.get(name) };
    return sql(column, place);
  });
  const own = keys.flatMap((key) => columns.find(({ column }) => column.name.toLowerCase() === key) ?? []);
  const row = keys.length > 0 ? undefined : rowId(session);
  return {
    schema,
    from: session.nameOf(schema.table),
    columns,
    key: row ? [row] : own.flatMap((column) => keyTerms(column, session.dialect === 'postgres')),
    keyValues: row ? [row.sql] : own.map(({ value }) => value),
    isView: false,
  };
}

/** As the index of the key has it: in PostgreSQL with the order of the database. */
function keyTerms({ column, order }: ColumnSql, isPostgres: boolean): OrderTerm[] {
  if (!isPostgres || column.type !== 'text') return order;
  return order.map((term) => ({ ...term, sql: term.sql.replace(/ COLLATE "C"$/, '') }));
}

/** Rows of a table without a key, by where they stand. A folder of files has none. */
function rowId({ dialect, setup }: QuerySession): OrderTerm | undefined {
  const term = (sql: string, cast: (bound: string) => string): OrderTerm => ({
    sql,
    bound: (value, bind) => cast(bind(value)),
    isNullable: false,
  });
  if (dialect === 'sqlite') return term('_rowid_', (bound) => `CAST(${bound} AS INTEGER)`);
  if (dialect === 'postgres') return term('ctid', (bound) => `${bound}::tid`);
  return setup.length > 0 ? undefined : term('rowid', (bound) => `CAST(${bound} AS BIGINT)`);
}

async function physicalTypes(session: QuerySession, table: string): Promise<Map<string, string>> {
  const { rows } = await session.query(TYPES_OF, { values: [table] });
  return new Map(rows.map(([name, type]) => [String(name).toLowerCase(), String(type)]));
}

const TYPES_OF = `SELECT column_name, data_type FROM information_schema.columns
  WHERE table_catalog = current_database() AND table_schema = 'main' AND table_name = ?`;
