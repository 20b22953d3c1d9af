// Names, types and expressions in the SQL of PostgreSQL.
import { createHash } from 'node:crypto';
import type { ColumnType, TableSchema } from '../../model/table.js';
import type { StoredQuery } from '../kit/row-query.js';

/** Longest identifier, in bytes. */
const LONGEST = 63;
const HASH = 10;
/** Every table has system columns of these names. */
const SYSTEM = new Set(['oid', 'tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid']);

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * The stored name of a table or column: its own where PostgreSQL allows it. Other names are cut and end with a hash of
 * the whole, so that a name is stored alike in every run.
 */
export function storedName(name: string): string {
  const possible = name.toWellFormed().replaceAll('\0', '_');
  const isOwn = possible === name && !SYSTEM.has(name) && Buffer.byteLength(name) <= LONGEST;
  if (isOwn) return name;
  const hash = createHash('sha256').update(Buffer.from(name, 'utf16le')).digest('hex').slice(0, HASH);
  return `${cutToBytes(possible, LONGEST - HASH - 1)}_${hash}`;
}

/** The quoted stored name of a column. */
export function column(name: string): string {
  return quote(storedName(name));
}

/** Cuts a text to at most this many bytes of UTF-8, never inside a character. */
export function cutToBytes(text: string, bytes: number): string {
  let cut = text;
  while (Buffer.byteLength(cut) > bytes) cut = [...cut].slice(0, -1).join('');
  return cut;
}

/** `numeric` without a scale keeps every digit; `timestamptz` the instant, in UTC. */
export const TYPES: Record<ColumnType, string> = {
  boolean: 'boolean',
  bigint: 'bigint',
  decimal: 'numeric',
  text: 'text',
  json: 'jsonb',
  timestamp: 'timestamptz',
  date: 'date',
};

export function tableName(schema: string, table: string): string {
  return `${quote(schema)}.${quote(storedName(table))}`;
}

export function createTable(schema: string, { table, columns, primaryKey }: TableSchema): string {
  const key = primaryKey.length > 0 ? [`PRIMARY KEY (${primaryKey.map(column).join(', ')})`] : [];
  const declared = columns.map(({ name, type }) => `${column(name)} ${TYPES[type]}`);
  return `CREATE TABLE ${tableName(schema, table)} (${[...declared, ...key].join(', ')})`;
}

/** The value of an expression after its type has changed; texts are as `rows` returns them. */
export function cast(expression: string, from: ColumnType, to: ColumnType): string {
  if (from === to) return expression;
  return to === 'text' ? asText(expression, from) : `${expression}::${TYPES[to]}`;
}

export function asText(expression: string, type: ColumnType): string {
  if (type === 'text') return expression;
  if (type !== 'timestamp') return `${expression}::text`;
  return `to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** The rows of a query; the values of `where` that are not null are bound in their order. */
export function selectRows(schema: string, table: TableSchema, query: StoredQuery): string {
  const { where, orderBy, descending, limit } = query;
  let bound = 0;
  const conditions = where.map(({ column: { name, type }, value }) =>
    value === null ? `${column(name)} IS NULL` : `${column(name)} = $${++bound}::${TYPES[type]}`,
  );
  const key = new Set(table.primaryKey.map((name) => name.toLowerCase()));
  // As in every destination, null comes first and texts are sorted by their characters.
  const order = orderBy.map(({ name, type }) => {
    const nulls = key.has(name.toLowerCase()) ? '' : descending ? ' NULLS LAST' : ' NULLS FIRST';
    return `${column(name)}${type === 'text' ? ' COLLATE "C"' : ''}${descending ? ' DESC' : ''}${nulls}`;
  });
  return [
    `SELECT ${table.columns.map(({ name }) => column(name)).join(', ')} FROM ${tableName(schema, table.table)}`,
    conditions.length > 0 && `WHERE ${conditions.join(' AND ')}`,
    order.length > 0 && `ORDER BY ${order.join(', ')}`,
    limit !== undefined && `LIMIT ${limit}`,
  ]
    .filter(Boolean)
    .join(' ');
}
