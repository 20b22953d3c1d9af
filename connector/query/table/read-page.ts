// A page of the rows of a table: filtered, sorted, from a cursor on. Values as text, with every digit; NULL is null.
import type { QueryOptions, QuerySession, QueryValue } from '../../model/query.js';
import type { Column } from '../../model/table.js';
import { decimalText } from '../values.js';
import type { Bindable } from './column-sql.js';
import { type Condition, operandOf } from './condition.js';
import { afterSql, cursorOf, parsed } from './cursor.js';
import { binder, columnOf, conditionsOf, orderOf, type Sorting, termSql, wrong } from './selection.js';
import type { TableSql } from './table-sql.js';

/** Which rows of a table, in which order. */
export interface Selection {
  where?: readonly Condition[];
  /** Then by the key. Default: by the key alone. */
  sort?: readonly Sorting[];
}

export interface PageRequest extends Selection {
  /** Names, in the order wanted. Default: all. */
  columns?: readonly string[];
  /** `next` of the page before. */
  after?: string;
  /** Rows to leave out at the beginning, or after the cursor. */
  skip?: number;
  limit: number;
}

export interface TablePage {
  columns: Column[];
  rows: (string | null)[][];
  /** What names each row, for `readRecord`; empty where nothing does. */
  ids: string[];
  /** The cursor of what follows; absent: nothing does. */
  next?: string;
}

export type Limits = Pick<QueryOptions, 'timeoutMs' | 'signal'>;

/** Throws `ConfigError` for columns and values that do not fit, `DestinationError` where the query fails or is stopped. */
export async function readPage(
  session: QuerySession,
  table: TableSql,
  request: PageRequest,
  limits: Limits = {},
): Promise<TablePage> {
  const { limit, after, skip = 0 } = request;
  const columns = request.columns?.map((name) => columnOf(table, name)) ?? table.columns;
  const terms = orderOf(table, request.sort ?? []);
  const from = cursorOf(after, table, terms);
  const values: Bindable[] = [];
  const bind = binder(session, values);
  // In the order in which the placeholders stand.
  const conditions = conditionsOf(session, table, request.where ?? [], bind);
  if (from.values !== undefined) conditions.push(afterSql(terms, from.values, bind));
  // Without a key the order of equal rows says nothing of where a page ended.
  const cursor = table.key.length === 0 ? [] : terms.map(({ sql }) => sql);
  const ids = table.keyValues;
  const selected = [...columns.map(({ value }) => value), ...ids, ...cursor];
  const sql = [
    `SELECT ${selected.map((each, at) => `${each} AS ${quoteName(`c${at}`)}`).join(', ')} FROM ${table.from}`,
    conditions.length > 0 && `WHERE ${conditions.join(' AND ')}`,
    terms.length > 0 && `ORDER BY ${terms.map((term) => termSql(session, term)).join(', ')}`,
    `LIMIT ${limit + 1}`,
    from.skip + skip > 0 && `OFFSET ${from.skip + skip}`,
  ];
  const found = await session.query(sql.filter(Boolean).join(' '), { ...limits, values });
  const rows = found.rows.slice(0, limit);
  const types = columns.map(({ column }) => column.type);
  const last = rows.at(-1);
  const isMore = found.rows.length > limit && last !== undefined;
  const idsAt = columns.length;
  const cursorAt = idsAt + ids.length;
  return {
    columns: columns.map(({ column }) => column),
    rows: rows.map((row) => types.map((type, at) => textOf(row[at], type))),
    ids: ids.length === 0 ? [] : rows.map((row) => idText(row.slice(idsAt, cursorAt))),
    ...(isMore && {
      next: JSON.stringify(
        cursor.length > 0 ? { after: row(last.slice(cursorAt)) } : { skip: from.skip + skip + rows.length },
      ),
    }),
  };
}

const row = (values: readonly QueryValue[]) => values.map((value) => textOf(value));
const idText = (values: readonly QueryValue[]) => JSON.stringify(row(values));

/** One record by what names it, with all of its columns; undefined where it is no more. */
export async function readRecord(
  session: QuerySession,
  table: TableSql,
  id: string,
  limits: Limits = {},
): Promise<(string | null)[] | undefined> {
  const key = parsed(id);
  if (!Array.isArray(key) || key.length !== table.keyValues.length || key.length === 0) return undefined;
  const values: Bindable[] = [];
  const bind = binder(session, values);
  const names = table.schema.primaryKey;
  const conditions = names.map((name, at) => {
    const column = columnOf(table, name);
    const value = operandOf(column.column.type, String(key[at]));
    return value === undefined ? '1 = 0' : column.compare('=', value, bind);
  });
  const [only] = table.key;
  if (names.length === 0 && only) conditions.push(`${only.sql} = ${only.bound(String(key[0]), bind)}`);
  const selected = table.columns.map(({ value }, at) => `${value} AS ${quoteName(`c${at}`)}`).join(', ');
  const { rows } = await session.query(
    `SELECT ${selected} FROM ${table.from} WHERE ${conditions.join(' AND ')} LIMIT 1`,
    { ...limits, values },
  );
  const [found] = rows;
  return found && table.columns.map(({ column }, at) => textOf(found[at], column.type));
}

/** What the rows of a selection come to: how many there are, and the exact sum of a column. */
export async function readSum(
  session: QuerySession,
  table: TableSql,
  { where = [], column }: { where?: readonly Condition[]; column: string },
  limits: Limits = {},
): Promise<{ rows: string; sum: string | null }> {
  const { sum, column: of } = columnOf(table, column);
  if (sum === undefined) throw wrong(column, `it is ${of.type}, and only numbers can be added up`);
  const values: Bindable[] = [];
  const conditions = conditionsOf(session, table, where, binder(session, values));
  const { rows } = await session.query(
    `SELECT count(*), ${sum} FROM ${table.from}${conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''}`,
    { ...limits, values },
  );
  return { rows: String(rows[0]?.[0] ?? '0'), sum: textOf(rows[0]?.[1], 'decimal') };
}

/** Counts up to `most` rows of a selection. */
export async function countUpTo(
  session: QuerySession,
  table: TableSql,
  where: readonly Condition[],
  most: number | undefined,
  limits: Limits = {},
): Promise<number> {
  const values: Bindable[] = [];
  const conditions = conditionsOf(session, table, where, binder(session, values));
  const rest = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
  const sql =
    most === undefined
      ? `SELECT count(*) FROM ${table.from}${rest}`
      : `SELECT count(*) FROM (SELECT 1 FROM ${table.from}${rest} LIMIT ${most}) AS counted`;
  const { rows } = await session.query(sql, { ...limits, values });
  return Number(rows[0]?.[0] ?? 0);
}

const quoteName = (name: string) => `"${name}"`;

/** `true`, `12.5`, `2026-10-22T08:15:30.000000Z`: as text, in one form whichever engine answers. */
export function textOf(value: QueryValue | undefined, type?: Column['type']): string | null {
  if (value === null || value === undefined) return null;
  if (type === 'boolean' && typeof value === 'bigint') return value === 0n ? 'false' : 'true';
  const text = String(value);
  return type === 'decimal' && /^-?\d+\.\d+$/.test(text) ? decimalText(text) : text;
}
