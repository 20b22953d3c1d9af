// Rows that wait beside their table until the end of a run: where they wait, and what gets `_deleted_at`.
import type { Deletion } from '../../model/destination.js';
import type { Column, RowBatch, TableSchema } from '../../model/table.js';

/** No technical name begins like this, so no source object has such a table. */
const PREFIX = '_ovh_next_';

/** The column that marks rows whose objects are gone. */
export const DELETED_AT: Column = { name: '_deleted_at', type: 'timestamp', path: '_deleted_at' };

/** The table in which rows wait for a swap into this one. */
export function pendingName(table: string): string {
  return `${PREFIX}${table}`;
}

/** Whether rows wait in it: then it is no table for readers. */
export function isPending(table: string): boolean {
  return table.toLowerCase().startsWith(PREFIX);
}

/** The batch as it is written: a pending one goes to the table that waits. */
export function targetBatch(batch: RowBatch): RowBatch {
  if (!batch.pendingReplace) return batch;
  return { ...batch, schema: { ...batch.schema, table: pendingName(batch.schema.table) } };
}

/** The table with the column for deletions, which older tables may lack. */
export function withDeletedAt(schema: TableSchema): TableSchema {
  const known = schema.columns.some(({ name }) => name.toLowerCase() === DELETED_AT.name);
  return known ? schema : { ...schema, columns: [...schema.columns, DELETED_AT] };
}

/** What must not be marked, without the groups that name nothing. */
export function keptKeys({ except }: Deletion): Deletion['except'] {
  return except.filter(({ keys }) => keys.length > 0);
}
