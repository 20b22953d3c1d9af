// Names, types and expressions in the SQL of DuckDB.

import { daysOf, microsecondsOf } from '../../model/instants.js';
import type { ColumnType, TableSchema } from '../../model/table.js';
import type { Stored } from '../kit/cells.js';
import { type Digits, decimalScale, MOST_DIGITS } from '../kit/decimals.js';
import type { StoredQuery } from '../kit/row-query.js';

/** Types of columns; for decimals see `decimalType`. */
export const TYPES: Record<Exclude<ColumnType, 'decimal'>, string> = {
  boolean: 'BOOLEAN',
  bigint: 'BIGINT',
  text: 'VARCHAR',
  json: 'JSON',
  timestamp: 'TIMESTAMP WITH TIME ZONE',
  date: 'DATE',
};

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The DECIMAL that holds numbers with these digits, or VARCHAR when none does. */
export function decimalType(digits: Digits): string {
  const scale = decimalScale(digits);
  return scale === undefined ? 'VARCHAR' : `DECIMAL(${MOST_DIGITS},${scale})`;
}

export function typeOf(type: ColumnType, digits: Digits = [1, 0]): string {
  return type === 'decimal' ? decimalType(digits) : TYPES[type];
}

/** The scale of a DECIMAL(38, s), by the name of the type; undefined for other types. */
export function scaleOf(type: string): number | undefined {
  const [, digits, scale] = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(type) ?? [];
  return Number(digits) === MOST_DIGITS ? Number(scale) : undefined;
}

/** The value of an expression as `rows` returns it: texts, integers and booleans. */
export function plain(expression: string, type: ColumnType): string {
  return type === 'boolean' || type === 'bigint' ? expression : asText(expression, type);
}

/** @param isKey strips trailing zeros of decimals, so that the same number is the same key */
export function asText(expression: string, type: ColumnType, isKey = false): string {
  if (type === 'text') return expression;
  if (type === 'timestamp') {
    return `strftime(make_timestamp(epoch_us(${expression})), '%Y-%m-%dT%H:%M:%S.%fZ')`;
  }
  const text = `CAST(${expression} AS VARCHAR)`;
  return type === 'decimal' && isKey ? withoutZeros(text) : text;
}

/** The value of an expression in a column of another type. @param physical the DuckDB name of that type */
export function cast(expression: string, from: ColumnType, physical: string, isKey: boolean): string {
  if (physical === 'VARCHAR') return asText(expression, from, isKey);
  return from === 'decimal' || from === 'bigint' ? `CAST(${expression} AS ${physical})` : expression;
}

/** A decimal without trailing zeros, as `asText` writes keys. */
export function shortest(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

function withoutZeros(text: string): string {
  return `CASE WHEN contains(${text}, '.') THEN rtrim(rtrim(${text}, '0'), '.') ELSE ${text} END`;
}

/** The rows of a query, and the values to bind. */
export function selectRows(
  { table, columns }: TableSchema,
  { where, orderBy, descending, limit }: StoredQuery,
): { sql: string; values: Exclude<Stored, null>[] } {
  const bound = where.map(({ column: { name, type }, value }) => condition(quote(name), type, value));
  const order = orderBy.map(
    ({ name }) => `${quote(name)}${descending ? ' DESC NULLS LAST' : ' ASC NULLS FIRST'}`,
  );
  const sql = [
    `SELECT ${columns.map(({ name, type }) => plain(quote(name), type)).join(', ')} FROM ${quote(table)}`,
    bound.length > 0 && `WHERE ${bound.map((one) => one.sql).join(' AND ')}`,
    order.length > 0 && `ORDER BY ${order.join(', ')}`,
    limit !== undefined && `LIMIT ${limit}`,
  ];
  return {
    sql: sql.filter(Boolean).join(' '),
    values: bound.flatMap(({ value }) => (value === undefined ? [] : [value])),
  };
}

/** No row has a value that is outside of its type. */
function condition(
  name: string,
  type: ColumnType,
  value: Stored,
): { sql: string; value?: Exclude<Stored, null> } {
  if (value === null) return { sql: `${name} IS NULL` };
  if (type === 'decimal') return { sql: `${asText(name, type, true)} = ?`, value: shortest(String(value)) };
  if (type === 'timestamp') {
    const micros = microsecondsOf(String(value));
    return micros === undefined ? { sql: 'false' } : { sql: `epoch_us(${name}) = ?`, value: micros };
  }
  if (type === 'date' && daysOf(String(value)) === undefined) return { sql: 'false' };
  return { sql: type === 'date' ? `${name} = CAST(? AS DATE)` : `${name} = ?`, value };
}
