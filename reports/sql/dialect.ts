// What SQL is called in each engine. The views are written once, with these words; results are the same digits everywhere.
//
// Amounts are whole numbers of 10^-8 units in 64 bits, and no amount passes through a float on its way. SQLite turns a
// product beyond 64 bits into a float without a word, so amounts are added and compared there, never multiplied. A sum
// beyond 64 bits (92 thousand million of a currency) is an error in every engine, never a wrong number.
import type { SqlDialect } from '../../connector/model/query.js';

/** Types of the columns of views. */
export type SqlType = 'text' | 'bigint' | 'decimal' | 'date' | 'timestamp';

export interface Dialect {
  readonly name: SqlDialect;
  /** A typed NULL. */
  none(type: SqlType): string;
  cast(value: string, type: SqlType): string;
  /** Sum of whole numbers, exact. NULL where there is none. */
  sum(value: string): string;
  /** Whole 10^-8 units as a decimal with 8 places. */
  money(ucents: string): string;
  /** A whole number of ten-thousandths as a decimal with 4 places. */
  tenThousandths(value: string): string;
  /** A whole number of millionths as a decimal with 6 places. */
  millionths(value: string): string;
  /** A decimal in whole millionths, rounded. */
  toMillionths(value: string): string;
  /** Quotient of whole numbers, towards zero. */
  div(dividend: string, divisor: string): string;
  /** Months since the year 0 of a date, as a whole number. */
  monthOf(day: string): string;
  /** `2026-10` of such a number. */
  monthText(month: string): string;
  /** `2026-10` of a date. */
  month(day: string): string;
  /** First day of such a month, as a date. */
  firstDay(month: string): string;
  /** Days from one date to another. */
  days(from: string, to: string): string;
  /** A date so many days later. */
  plusDays(day: string, days: string): string;
  /** The date in UTC of a timestamp. */
  utcDay(instant: string): string;
  /** Whether a text matches a pattern of `*`, `?`, `[...]` as a whole. */
  glob(text: string, pattern: string): string;
  /** ASCII letters in lower case, others as they are. */
  lower(text: string): string;
  /** Whether one text contains another. */
  contains(text: string, part: string): string;
  /**
   * Condition of a join beside one that tells rows apart. Most databases have one account: PostgreSQL would sort both sides
   * by it alone and compare all rows of one with all of the other, where it guesses few.
   */
  sameAccount(one: string, other: string): string;
  greatest(...values: string[]): string;
  least(...values: string[]): string;
  /** Aggregate: the first text by its bytes, whatever the collation of the database. */
  minText(value: string): string;
  /** JSON as text. */
  jsonText(value: string): string;
  /** A list of texts in JSON, as text. */
  jsonList(value: string): string;
  /** A query of these columns with the JSON object `object` of all names and values that they have, by name, as text. */
  objects(from: string, columns: readonly string[], name: string, value: string): string;
  /** A query of these columns with name and value of each member of a JSON object: one row a member. */
  members(from: string, columns: readonly string[], json: string): string;
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

const sqlite: Dialect = {
  name: 'sqlite',
  none: () => 'NULL',
  cast: (value, type) =>
    type === 'bigint' ? `CAST(${value} AS INTEGER)` : type === 'text' ? `CAST(${value} AS TEXT)` : value,
  sum: (value) => `sum(${value})`,
  money: (ucents) => `((${ucents}) / 100000000.0)`,
  tenThousandths: (value) => `((${value}) / 10000.0)`,
  millionths: (value) => `((${value}) / 1000000.0)`,
  toMillionths: (value) => `CAST(round((${value}) * 1000000) AS INTEGER)`,
  div: (dividend, divisor) => `((${dividend}) / (${divisor}))`,
  monthOf: (day) =>
    `(CAST(substr(${day}, 1, 4) AS INTEGER) * 12 + CAST(substr(${day}, 6, 2) AS INTEGER) - 1)`,
  monthText: (month) => `printf('%04d-%02d', (${month}) / 12, (${month}) % 12 + 1)`,
  month: (day) => `substr(${day}, 1, 7)`,
  firstDay: (month) => `printf('%04d-%02d-01', (${month}) / 12, (${month}) % 12 + 1)`,
  days: (from, to) => `CAST(julianday(${to}) - julianday(${from}) AS INTEGER)`,
  plusDays: (day, days) => `date(${day}, (${days}) || ' days')`,
  utcDay: (instant) => `substr(${instant}, 1, 10)`,
  glob: (value, pattern) => `${value} GLOB ${text(pattern)}`,
  lower: (value) => `lower(${value})`,
  contains: (value, part) => `instr(${value}, ${part}) > 0`,
  sameAccount: (one, other) => `${one}._account = ${other}._account`,
  greatest: (...values) => `max(${values.join(', ')})`,
  least: (...values) => `min(${values.join(', ')})`,
  minText: (value) => `min(${value})`,
  jsonText: (value) => value,
  jsonList: (value) => value,
  // An aggregate has an order only since 3.44, which Python and others do not have.
  objects: (from, columns, name, value) =>
    `SELECT DISTINCT ${columns.join(', ')}, '{' || group_concat(json_quote(${name}) || ':' || json_quote(${value}), ',') OVER (
  PARTITION BY ${columns.join(', ')} ORDER BY ${name} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) || '}' AS object
FROM ${from}`,
  members: (from, columns, json) =>
    `SELECT ${columns.map((name) => `t.${name}`).join(', ')}, j.key, CAST(j.value AS TEXT)
FROM ${from} AS t, json_each(CASE WHEN json_valid(t.${json}) AND json_type(t.${json}) = 'object' THEN t.${json} END) AS j`,
};

const POSTGRES_TYPES: Record<SqlType, string> = {
  text: 'text',
  bigint: 'bigint',
  decimal: 'numeric',
  date: 'date',
  timestamp: 'timestamptz',
};

const postgres: Dialect = {
  name: 'postgres',
  none: (type) => `CAST(NULL AS ${POSTGRES_TYPES[type]})`,
  cast: (value, type) => `CAST(${value} AS ${POSTGRES_TYPES[type]})`,
  sum: (value) => `CAST(sum(${value}) AS bigint)`,
  money: (ucents) => `CAST((${ucents}) * 0.00000001 AS numeric(38, 8))`,
  tenThousandths: (value) => `CAST((${value}) * 0.0001 AS numeric(38, 4))`,
  millionths: (value) => `CAST((${value}) * 0.000001 AS numeric(38, 6))`,
  toMillionths: (value) => `CAST(round((${value}) * 1000000) AS bigint)`,
  div: (dividend, divisor) => `((${dividend}) / (${divisor}))`,
  monthOf: (day) =>
    `(CAST(date_part('year', ${day}) AS bigint) * 12 + CAST(date_part('month', ${day}) AS bigint) - 1)`,
  monthText: (month) => `(to_char((${month}) / 12, 'FM0000') || '-' || to_char((${month}) % 12 + 1, 'FM00'))`,
  month: (day) => `to_char(${day}, 'YYYY-MM')`,
  firstDay: (month) => `make_date(CAST((${month}) / 12 AS int), CAST((${month}) % 12 + 1 AS int), 1)`,
  days: (from, to) => `CAST((${to}) - (${from}) AS bigint)`,
  plusDays: (day, days) => `((${day}) + CAST(${days} AS int))`,
  utcDay: (instant) => `CAST((${instant}) AT TIME ZONE 'UTC' AS date)`,
  glob: (value, pattern) => `${value} ~ ${text(`^${regex(pattern)}$`)}`,
  lower: (value) => `lower((${value}) COLLATE "C")`,
  contains: (value, part) => `strpos(${value}, ${part}) > 0`,
  sameAccount: (one, other) => `coalesce(${one}._account = ${other}._account, FALSE)`,
  greatest: (...values) => `greatest(${values.join(', ')})`,
  least: (...values) => `least(${values.join(', ')})`,
  minText: (value) => `min((${value}) COLLATE "C")`,
  jsonText: (value) => `CAST(${value} AS text)`,
  // The text of jsonb has blanks.
  jsonList: (value) => `replace(CAST(${value} AS text), '", "', '","')`,
  objects: (from, columns, name, value) =>
    `SELECT ${columns.join(', ')}, '{' || string_agg(CAST(to_json(${name}) AS text) || ':' || CAST(to_json(${value}) AS text), ',' ORDER BY ${name} COLLATE "C") || '}' AS object
FROM ${from} GROUP BY ${columns.join(', ')}`,
  members: (from, columns, json) =>
    `SELECT ${columns.map((name) => `t.${name}`).join(', ')}, j.key, j.value
FROM ${from} AS t CROSS JOIN LATERAL jsonb_each_text(CAST(t.${json} AS jsonb)) AS j(key, value)
WHERE t.${json} LIKE '{%'`,
};

const DUCKDB_TYPES: Record<SqlType, string> = {
  text: 'VARCHAR',
  bigint: 'BIGINT',
  decimal: 'DECIMAL(38, 18)',
  date: 'DATE',
  timestamp: 'TIMESTAMP WITH TIME ZONE',
};

const duckdb: Dialect = {
  name: 'duckdb',
  none: (type) => `CAST(NULL AS ${DUCKDB_TYPES[type]})`,
  cast: (value, type) => `CAST(${value} AS ${DUCKDB_TYPES[type]})`,
  sum: (value) => `CAST(sum(${value}) AS BIGINT)`,
  money: (ucents) => `(CAST(${ucents} AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8)))`,
  tenThousandths: (value) => `(CAST(${value} AS DECIMAL(34, 0)) * CAST(0.0001 AS DECIMAL(4, 4)))`,
  millionths: (value) => `(CAST(${value} AS DECIMAL(32, 0)) * CAST(0.000001 AS DECIMAL(6, 6)))`,
  toMillionths: (value) => `CAST(round((${value}) * 1000000) AS BIGINT)`,
  div: (dividend, divisor) => `((${dividend}) // (${divisor}))`,
  monthOf: (day) => `(CAST(year(${day}) AS BIGINT) * 12 + month(${day}) - 1)`,
  monthText: (month) => `printf('%04d-%02d', (${month}) // 12, (${month}) % 12 + 1)`,
  month: (day) => `strftime(${day}, '%Y-%m')`,
  firstDay: (month) => `make_date((${month}) // 12, (${month}) % 12 + 1, 1)`,
  days: (from, to) => `date_diff('day', ${from}, ${to})`,
  plusDays: (day, days) => `((${day}) + CAST(${days} AS INTEGER))`,
  utcDay: (instant) => `(DATE '1970-01-01' + CAST(epoch_ms(${instant}) // 86400000 AS INTEGER))`,
  glob: (value, pattern) => `${value} GLOB ${text(pattern)}`,
  lower: (value) => `translate(${value}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')`,
  contains: (value, part) => `contains(${value}, ${part})`,
  sameAccount: (one, other) => `${one}._account = ${other}._account`,
  greatest: (...values) => `greatest(${values.join(', ')})`,
  least: (...values) => `least(${values.join(', ')})`,
  minText: (value) => `min(${value})`,
  jsonText: (value) => `CAST(${value} AS VARCHAR)`,
  jsonList: (value) => `CAST(${value} AS VARCHAR)`,
  objects: (from, columns, name, value) =>
    `SELECT ${columns.join(', ')}, '{' || string_agg(CAST(to_json(${name}) AS VARCHAR) || ':' || CAST(to_json(${value}) AS VARCHAR), ',' ORDER BY ${name}) || '}' AS object
FROM ${from} GROUP BY ${columns.join(', ')}`,
  members: (from, columns, json) =>
    `SELECT ${columns.map((name) => `t.${name}`).join(', ')}, j.key, j.value ->> '$'
FROM ${from} AS t, json_each(CAST(t.${json} AS JSON)) AS j
WHERE t.${json} LIKE '{%'`,
};

export const DIALECTS: Readonly<Record<SqlDialect, Dialect>> = { sqlite, postgres, duckdb };

/** A pattern as a regular expression of PostgreSQL. */
function regex(pattern: string): string {
  return pattern.replace(/\[[^\]]*\]|[\s\S]/g, (part) => {
    if (part.length > 1) return part;
    if (part === '*') return '.*';
    return part === '?' ? '.' : part.replace(/[.+^${}()|\\[\]]/, '\\$&');
  });
}
