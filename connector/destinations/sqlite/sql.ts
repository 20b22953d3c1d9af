// The statements of the SQLite destination.
import type { Column, ColumnType, TableSchema } from '../../model/table.js';
import type { Stored } from '../kit/cells.js';
import type { StoredQuery } from '../kit/row-query.js';
import { type Bound, bindable, isDigits, storedNumber } from './numbers.js';

/**
 * Declared types, by which other programs know what a column has. JSON is declared as text, and so are decimals of a key:
 * SQLite would turn what looks like a number into one.
 */
const DECLARED: Record<ColumnType, string> = {
  boolean: 'BOOLEAN',
  bigint: 'INTEGER',
  decimal: 'NUMERIC',
  text: 'TEXT',
  json: 'TEXT',
  timestamp: 'TIMESTAMP',
  date: 'DATE',
};

/** The function of our connections that writes a number with its digits. */
export const DIGITS_OF = '_ovh_digits';

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** @param extra declarations of columns that others have added */
export function createTable(name: string, schema: TableSchema, extra: readonly string[] = []): string {
  const key = new Set(schema.primaryKey.map((column) => column.toLowerCase()));
  const columns = schema.columns.map((column) => {
    const isKey = key.has(column.name.toLowerCase());
    return `${columnDeclaration(column, isKey)}${isKey ? ' NOT NULL' : ''}`;
  });
  const constraint = key.size > 0 ? [`PRIMARY KEY (${schema.primaryKey.map(quote).join(', ')})`] : [];
  return `CREATE TABLE ${quote(name)} (${[...columns, ...extra, ...constraint].join(', ')})`;
}

export function addColumn(table: string, column: Column): string {
  return `ALTER TABLE ${quote(table)} ADD COLUMN ${columnDeclaration(column, false)}`;
}

export interface UpsertOptions {
  /** Columns with the digits of others. */
  exact: readonly string[];
  /** Rows at once; a later one with the key of an earlier one replaces it. Default 1. */
  rows?: number;
}

/** Inserts rows, or replaces all columns of ours in the rows with the same keys. */
export function upsert(
  { table, columns, primaryKey }: TableSchema,
  { exact, rows = 1 }: UpsertOptions,
): string {
  const all = [...columns.map(({ name }) => name), ...exact];
  const names = all.map(quote);
  const row = `(${names.map(() => '?').join(', ')})`;
  const insert = `INSERT INTO ${quote(table)} (${names.join(', ')}) VALUES ${new Array(rows).fill(row).join(', ')}`;
  if (primaryKey.length === 0) return insert;
  const key = new Set(primaryKey.map((name) => name.toLowerCase()));
  const others = all
    .filter((name) => !key.has(name.toLowerCase()))
    .map((name) => `${quote(name)} = excluded.${quote(name)}`);
  const action = others.length > 0 ? `UPDATE SET ${others.join(', ')}` : 'NOTHING';
  return `${insert} ON CONFLICT (${primaryKey.map(quote).join(', ')}) DO ${action}`;
}

export interface Condition {
  sql: string;
  values: Bound[];
}

/** That a column has a value. @param exact the column with its digits, if there is one */
export function hasValue(
  { name, type }: Column,
  value: Stored,
  { isKey, exact }: { isKey: boolean; exact: string | undefined },
): Condition {
  const column = quote(name);
  if (type === 'decimal' && !isKey && typeof value === 'string') {
    const found = storedNumber(value);
    const digits = exact === undefined ? undefined : quote(exact);
    if (found.exact !== null)
      return digits ? { sql: `${digits} = ?`, values: [value] } : { sql: 'FALSE', values: [] };
    return { sql: `${column} = ?${digits ? ` AND ${digits} IS NULL` : ''}`, values: [found.number] };
  }
  return value === null
    ? { sql: `${column} IS NULL`, values: [] }
    : { sql: `${column} = ?`, values: [bindable(value)] };
}

/** The rows of a query; the values of its conditions are bound in their order. */
export function selectRows(
  table: string,
  conditions: readonly Condition[],
  { orderBy, descending, limit }: Pick<StoredQuery, 'orderBy' | 'descending' | 'limit'>,
): string {
  const order = orderBy.map(({ name }) => `${quote(name)}${descending ? ' DESC' : ''}`).join(', ');
  return [
    `SELECT * FROM ${quote(table)}`,
    conditions.length > 0 && `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`,
    order && `ORDER BY ${order}`,
    limit !== undefined && `LIMIT ${limit}`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** The value of a column in a column of another type. @param exact the column with its digits, if there is one */
export function castExpression(
  name: string,
  [from, to]: readonly [ColumnType, ColumnType],
  { isKey, exact }: { isKey: boolean; exact: string | undefined },
): string {
  const column = quote(name);
  if (from === to) return column;
  if (from === 'boolean') return `CASE ${column} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END`;
  if (to === 'decimal' && !isKey) return column;
  if (from === 'bigint') return `CAST(${column} AS TEXT)`;
  return from === 'decimal' && !isKey ? asDigits(name, exact) : column;
}

/** The number of a column with all of its digits. */
export function asDigits(name: string, exact: string | undefined): string {
  const written = `${DIGITS_OF}(${quote(name)})`;
  return exact === undefined ? written : `coalesce(${quote(exact)}, ${written})`;
}

function columnDeclaration({ name, type }: Column, isKey: boolean): string {
  return `${quote(name)} ${isDigits(type, isKey) ? 'TEXT' : DECLARED[type]}`;
}
