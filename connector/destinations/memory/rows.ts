// What happens to the rows of a table in memory: removed, moved, marked.
import type { Deletion } from '../../model/destination.js';
import type { RowBatch, TableSchema } from '../../model/table.js';
import { recast, replacedKeys, type Stored } from '../cells.js';
import { DELETED_AT, exceptions } from '../staged.js';

export interface MemoryTable {
  schema: TableSchema;
  /** By key; by number where there is no key. */
  rows: Map<string, Stored[]>;
}

/** Removes the rows that a batch replaces. */
export function remove(rows: Map<string, Stored[]>, schema: TableSchema, batch: RowBatch): void {
  const { replaces } = batch;
  if (!replaces) return;
  const names = schema.columns.map((column) => column.name.toLowerCase());
  const indexes = replaces.columns.map((name) => names.indexOf(name.toLowerCase()));
  const textOf = (values: Stored[]) => JSON.stringify(values.map(String));
  const gone = new Set(replacedKeys(schema, batch).map(textOf));
  for (const [key, row] of rows) {
    if (gone.has(textOf(indexes.map((index) => row[index] ?? null)))) rows.delete(key);
  }
}

export function indexOf({ columns }: TableSchema, name: string): number {
  return columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
}

export function isOf(account: string, schema: TableSchema): (row: Stored[]) => boolean {
  const index = indexOf(schema, '_account');
  return (row) => row[index] === account;
}

export function removeRows({ rows, schema }: MemoryTable, account: string): void {
  const isOwn = isOf(account, schema);
  for (const [key, row] of rows) if (isOwn(row)) rows.delete(key);
}

/** Rows of one table as rows of another that has all of its columns, maybe wider ones. */
export function mover(from: TableSchema, to: TableSchema): (row: Stored[]) => Stored[] {
  const indexes = to.columns.map(({ name }) => indexOf(from, name));
  return (row) => to.columns.map(({ type }, at) => recast(row[indexes[at] ?? -1] ?? null, type));
}

export function markRows({ rows, schema }: MemoryTable, deletion: Deletion, at: string): number {
  const [run, deleted] = ['_run_id', DELETED_AT.name].map((name) => indexOf(schema, name)) as [
    number,
    number,
  ];
  const isOwn = isOf(deletion.account, schema);
  const kept = exceptions(deletion).map(({ columns, keys }) => ({
    indexes: columns.map((name) => indexOf(schema, name)),
    keys: new Set(keys.map((key) => JSON.stringify(key))),
  }));
  let marked = 0;
  for (const row of rows.values()) {
    if (!isOwn(row) || row[run] === deletion.runId || (row[deleted] ?? null) !== null) continue;
    const textOf = (indexes: number[]) => JSON.stringify(indexes.map((index) => String(row[index])));
    if (kept.some(({ indexes, keys }) => keys.has(textOf(indexes)))) continue;
    row[deleted] = at;
    marked++;
  }
  return marked;
}
