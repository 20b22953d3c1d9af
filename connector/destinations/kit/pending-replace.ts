// Pending rows wait in a table of their own until the end of a run; rows that are gone get `_deleted_at`.
import type { Deletion } from '../../model/destination.js';
import type { Column, RowBatch, TableSchema } from '../../model/table.js';

/** No technical name begins like this, so no source object has a table of this name. */
const PREFIX = '_ovh_next_';

/** The column that marks rows whose objects are gone. */
export const DELETED_AT: Column = { name: '_deleted_at', type: 'timestamp', path: '_deleted_at' };

/** The table in which the pending rows of a table wait. */
export function pendingName(table: string): string {
  return `${PREFIX}${table}`;
}

/** Whether a table holds pending rows: readers do not see it. */
export function isPending(table: string): boolean {
  return table.toLowerCase().startsWith(PREFIX);
}

/** The batch with the table that it is written to: a pending batch goes to the pending table. */
export function targetBatch(batch: RowBatch): RowBatch {
  if (!batch.pendingReplace) return batch;
  return { ...batch, schema: { ...batch.schema, table: pendingName(batch.schema.table) } };
}

/** The schema with `_deleted_at`, which older tables may lack. */
export function withDeletedAt(schema: TableSchema): TableSchema {
  const known = schema.columns.some(({ name }) => name.toLowerCase() === DELETED_AT.name);
  return known ? schema : { ...schema, columns: [...schema.columns, DELETED_AT] };
}

/** The groups of keys that must not be marked, without empty ones. */
export function keptKeys({ except }: Deletion): Deletion['except'] {
  return except.filter(({ keys }) => keys.length > 0);
}
