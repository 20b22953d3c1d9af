// The names, types and expressions that the DuckDB destination is made of.
import type { ColumnType, TableSchema } from '../../model/table.js';
import { daysOf, microsecondsOf } from '../formats/instants.js';
import type { Stored } from '../kit/cells.js';
import { type Digits, decimalScale, MOST_DIGITS } from '../kit/decimals.js';
import type { StoredQuery } from '../kit/row-query.js';

/** Decimals have the type that `decimalType` gives. */
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

/** The DECIMAL that holds them all, or VARCHAR. */
export function decimalType(digits: Digits): string {
  const scale = decimalScale(digits);
  return scale === undefined ? 'VARCHAR' : `DECIMAL(${MOST_DIGITS},${scale})`;
}

export function typeOf(type: ColumnType, digits: Digits = [1, 0]): string {
  return type === 'decimal' ? decimalType(digits) : TYPES[type];
}

/** The scale of a DECIMAL of ours, by the name of the type. */
export function scaleOf(type: string): number | undefined {
  const [, digits, scale] = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(type) ?? [];
  return Number(digits) === MOST_DIGITS ? Number(scale) : undefined;
}

/** The value of an expression as `rows` gives it: texts, integers and booleans. */
export function plain(expression: string, type: ColumnType): string {
  return type === 'boolean' || type === 'bigint' ? expression : asText(expression, type);
}

/** `isKey`: decimals without zeros at their end, so that the same number is the same key. */
export function asText(expression: string, type: ColumnType, isKey = false): string {
  if (type === 'text') return expression;
  if (type === 'timestamp') {
    const digits = `strftime(make_timestamp(epoch_us(${expression})), '%Y-%m-%dT%H:%M:%S.%f')`;
    return `(regexp_replace(${digits}, '000$', '') || 'Z')`;
  }
  const text = `CAST(${expression} AS VARCHAR)`;
  return type === 'decimal' && isKey ? withoutZeros(text) : text;
}

/** The value of an expression in a column of another type; `physical` is the name of that type in DuckDB. */
export function cast(expression: string, from: ColumnType, physical: string, isKey: boolean): string {
  if (physical === 'VARCHAR') return asText(expression, from, isKey);
  return from === 'decimal' || from === 'bigint' ? `CAST(${expression} AS ${physical})` : expression;
}

/** A decimal without zeros at its end, as `asText` writes keys. */
export function shortest(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

function withoutZeros(text: string): string {
  return `CASE WHEN contains(${text}, '.') THEN rtrim(rtrim(${text}, '0'), '.') ELSE ${text} END`;
}

/** Rows of a table, and the values to bind. */
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

/** A value that the type cannot have is in no row. */
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
