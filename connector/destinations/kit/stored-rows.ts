// Finds, moves and reads rows of stored values, for destinations that hold rows in memory.
import type { Deletion, RowQuery } from '../../model/destination.js';
import type { Cell, TableSchema } from '../../model/table.js';
import { castStored, type Stored } from './cells.js';
import { DELETED_AT, keptKeys } from './pending-replace.js';
import { compareStored, decodeCell, storedQuery } from './row-query.js';

/** Returns the values of these columns; null for a column that the table or the row lacks. */
export function valueReader(
  { columns }: TableSchema,
  names: readonly string[],
): (row: readonly Stored[]) => Stored[] {
  const known = columns.map(({ name }) => name.toLowerCase());
  const indexes = names.map((name) => known.indexOf(name.toLowerCase()));
  return (row) => indexes.map((index) => row[index] ?? null);
}

/** Whether a row belongs to this account. */
export function isOfAccount(account: string, schema: TableSchema): (row: readonly Stored[]) => boolean {
  const values = valueReader(schema, ['_account']);
  return (row) => values(row)[0] === account;
}

/** Whether a row gets `_deleted_at`: it has none, the run has not written it, and it is not excepted. */
export function isToBeMarked(deletion: Deletion, schema: TableSchema): (row: readonly Stored[]) => boolean {
  const kept = keptKeys(deletion).map(({ columns, keys }) => ({
    values: valueReader(schema, columns),
    keys: new Set(keys.map(valuesText)),
  }));
  const values = valueReader(schema, ['_account', '_run_id', DELETED_AT.name]);
  return (row) => {
    const [account, run, deletedAt] = values(row);
    if (account !== deletion.account || run === deletion.runId || deletedAt !== null) return false;
    return !kept.some((one) => one.keys.has(valuesText(one.values(row))));
  };
}

/** Whether a row has one of these keys in these columns. */
export function isOneOf(
  schema: TableSchema,
  columns: readonly string[],
  keys: readonly Stored[][],
): (row: readonly Stored[]) => boolean {
  const texts = new Set(keys.map(valuesText));
  const values = valueReader(schema, columns);
  return (row) => texts.has(valuesText(values(row)));
}

/** Turns a row of one table into a row of another that has all of its columns, perhaps wider ones. */
export function rowMover(from: TableSchema, to: TableSchema): (row: readonly Stored[]) => Stored[] {
  const values = valueReader(
    from,
    to.columns.map(({ name }) => name),
  );
  return (row) => values(row).map((value, index) => castStored(value, to.columns[index]?.type ?? 'text'));
}

/** The rows that a query asks for, as cells. Throws as `storedQuery` does. */
export function* queriedRows(
  schema: TableSchema,
  rows: Iterable<readonly Stored[]>,
  query: RowQuery,
): Generator<Record<string, Cell>> {
  const { where, orderBy, descending, limit } = storedQuery(schema, query);
  const reader = (columns: { name: string }[]) =>
    valueReader(
      schema,
      columns.map(({ name }) => name),
    );
  const [asked, order] = [reader(where.map(({ column }) => column)), reader(orderBy)];
  const found = [...rows].filter((row) => asked(row).every((value, at) => value === where[at]?.value));
  if (orderBy.length > 0) found.sort((a, b) => compareRows(order(a), order(b)) * (descending ? -1 : 1));
  for (const row of found.slice(0, limit)) {
    yield Object.fromEntries(
      schema.columns.map(({ name, type }, index) => [name, decodeCell(row[index] ?? null, type)]),
    );
  }
}

function compareRows(a: Stored[], b: Stored[]): number {
  const orders = a.map((value, index) => compareStored(value, b[index] ?? null));
  return orders.find((order) => order !== 0) ?? 0;
}

function valuesText(values: readonly Stored[]): string {
  return JSON.stringify(values.map(String));
}
