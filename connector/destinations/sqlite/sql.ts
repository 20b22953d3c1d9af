// The statements of the SQLite destination.
import type { Column, ColumnType, TableSchema } from '../../model/table.js';
import type { StoredQuery } from '../kit/row-query.js';

/** Declared types whose affinity leaves values as they are: TEXT for digits, JSON and instants, INTEGER for integers. */
const DECLARED: Record<ColumnType, string> = {
  boolean: 'BOOLEAN',
  bigint: 'INTEGER',
  decimal: 'DECIMAL_TEXT',
  text: 'TEXT',
  json: 'JSON_TEXT',
  timestamp: 'TIMESTAMP_TEXT',
  date: 'DATE_TEXT',
};

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** @param extra declarations of columns that others have added */
export function createTable(name: string, schema: TableSchema, extra: readonly string[] = []): string {
  const key = new Set(schema.primaryKey.map((column) => column.toLowerCase()));
  const columns = schema.columns.map(
    (column) => `${columnDeclaration(column)}${key.has(column.name.toLowerCase()) ? ' NOT NULL' : ''}`,
  );
  const constraint = key.size > 0 ? [`PRIMARY KEY (${schema.primaryKey.map(quote).join(', ')})`] : [];
  return `CREATE TABLE ${quote(name)} (${[...columns, ...extra, ...constraint].join(', ')})`;
}

export function addColumn(table: string, column: Column): string {
  return `ALTER TABLE ${quote(table)} ADD COLUMN ${columnDeclaration(column)}`;
}

/** Inserts a row, or replaces all columns of ours in the row with the same key. */
export function upsert({ table, columns, primaryKey }: TableSchema): string {
  const names = columns.map((column) => quote(column.name));
  const insert = `INSERT INTO ${quote(table)} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
  if (primaryKey.length === 0) return insert;
  const key = new Set(primaryKey.map((name) => name.toLowerCase()));
  const others = columns
    .filter((column) => !key.has(column.name.toLowerCase()))
    .map(({ name }) => `${quote(name)} = excluded.${quote(name)}`);
  const action = others.length > 0 ? `UPDATE SET ${others.join(', ')}` : 'NOTHING';
  return `${insert} ON CONFLICT (${primaryKey.map(quote).join(', ')}) DO ${action}`;
}

/** Removes the rows that have certain values in these columns. */
export function deleteWhere(table: string, columns: readonly string[]): string {
  return `DELETE FROM ${quote(table)} WHERE ${columns.map((name) => `${quote(name)} = ?`).join(' AND ')}`;
}

/** The rows of a query; the values of `where` are bound in their order. */
export function selectRows(table: string, { where, orderBy, descending, limit }: StoredQuery): string {
  const conditions = where.map(({ column }) => `${quote(column.name)} IS ?`).join(' AND ');
  const order = orderBy.map(({ name }) => `${quote(name)}${descending ? ' DESC' : ''}`).join(', ');
  return [
    `SELECT * FROM ${quote(table)}`,
    conditions && `WHERE ${conditions}`,
    order && `ORDER BY ${order}`,
    limit !== undefined && `LIMIT ${limit}`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** The value of a column after its type has changed. */
export function castExpression(name: string, from: ColumnType, to: ColumnType): string {
  const column = quote(name);
  if (from === to) return column;
  if (from === 'boolean') return `CASE ${column} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END`;
  return from === 'bigint' ? `CAST(${column} AS TEXT)` : column;
}

function columnDeclaration({ name, type }: Column): string {
  return `${quote(name)} ${DECLARED[type]}`;
}
