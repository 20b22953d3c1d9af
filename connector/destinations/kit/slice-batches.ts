// What every engine does with the batches of a slice: it counts their rows, and checks each table once.
import type { RowBatch, TableSchema } from '../../model/table.js';

/** Passes each batch on, and returns the rows by table, as `commit` reports them. */
export async function eachBatch(
  batches: AsyncIterable<RowBatch>,
  write: (batch: RowBatch) => Promise<void> | void,
): Promise<Record<string, number>> {
  const rows = new Map<string, number>();
  for await (const batch of batches) {
    const { table } = batch.schema;
    await write(batch);
    rows.set(table, (rows.get(table) ?? 0) + batch.rows.length);
  }
  return Object.fromEntries(rows);
}

/**
 * Refuses a table with its first rows, not when the slice is whole.
 *
 * @param check throws when a table of this name cannot become what is wanted
 * @returns called with each batch as it came and as it is written: to its table, or to the pending one
 */
export function tableChecker(
  check: (wanted: TableSchema) => Promise<void>,
): (given: RowBatch, target: RowBatch) => Promise<void> {
  const checked = new Set<string>();
  return async (given, target) => {
    const shape = JSON.stringify(target.schema);
    if (checked.has(shape)) return;
    if (given.pendingReplace) await check(given.schema);
    await check(target.schema);
    checked.add(shape);
  };
}
