// What happens to the rows of a table in memory: added, removed, marked.
import type { Deletion } from '../../model/destination.js';
import type { RowBatch, TableSchema } from '../../model/table.js';
import { replacedKeys, type Stored } from '../kit/cells.js';
import { DELETED_AT } from '../kit/pending-replace.js';
import { isOfAccount, isOneOf, isToBeMarked } from '../kit/stored-rows.js';

export interface MemoryTable {
  schema: TableSchema;
  /** By key; by number where there is no key. */
  rows: Map<string, Stored[]>;
  /** Rows without a key that ever came: the number of the next one. */
  added: number;
}

/** Adds rows, or puts them in the place of those with their keys. */
export function put(
  table: MemoryTable,
  keyOf: (row: Stored[]) => string | undefined,
  added: Stored[][],
): void {
  for (const row of added) table.rows.set(keyOf(row) ?? String(table.added++), row);
}

/** Removes the rows that a batch replaces. */
export function remove(rows: Map<string, Stored[]>, schema: TableSchema, batch: RowBatch): void {
  const { replaces } = batch;
  if (!replaces) return;
  const isGone = isOneOf(schema, replaces.columns, replacedKeys(schema, batch));
  for (const [key, row] of rows) if (isGone(row)) rows.delete(key);
}

export function removeRows({ rows, schema }: MemoryTable, account: string): void {
  const isOwn = isOfAccount(account, schema);
  for (const [key, row] of rows) if (isOwn(row)) rows.delete(key);
}

export function markRows({ rows, schema }: MemoryTable, deletion: Deletion, at: string): number {
  const isMeant = isToBeMarked(deletion, schema);
  const index = schema.columns.findIndex(({ name }) => name.toLowerCase() === DELETED_AT.name);
  const marked = [...rows.values()].filter(isMeant);
  for (const row of marked) row[index] = at;
  return marked.length;
}
