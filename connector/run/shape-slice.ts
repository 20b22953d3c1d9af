// Records of a slice become batches of rows; what cannot be shaped becomes an entry of the ledger and a dead letter.
import type { PlanNode } from '../model/plan.js';
import type { ApiRecord } from '../model/record.js';
import { recordId, rowKeys } from '../model/record-id.js';
import type { Cell, RowBatch, TableSchema } from '../model/table.js';
import type { Slice } from '../read/slice.js';
import type { Shaper } from '../shape/shaper.js';
import type { RunRecorders, RunState } from './run-state.js';

/** Records that are shaped at once: their rows are written, and gone, before the next are made. */
const SHAPED = 500;

/** The rows of a slice, and after each batch of records what recorders add. */
export async function* shapeSlice(
  slice: Slice,
  { graph, shapers, recorders }: RunState,
): AsyncGenerator<RowBatch> {
  for await (const batch of slice.batches()) {
    for (const missing of batch.missing) recorders.ledger.addMissing(missing);
    for (const [source, records] of bySource(batch.records)) {
      const [node, shaper] = [graph.node(source), shapers.get(source)];
      if (!node || !shaper) continue;
      const pendingReplace = node.table.writeDisposition === 'replace';
      for (let from = 0; from < records.length; from += SHAPED) {
        const rows = shapeRecords(node, records.slice(from, from + SHAPED), shaper, recorders);
        if (rows.length > 0) yield { schema: shaper.schema(), rows, pendingReplace };
        for (const children of shaper.children()) yield { ...children, pendingReplace };
      }
    }
    yield* recorders.all.batch();
  }
}

function bySource(records: readonly ApiRecord[]): Map<string, ApiRecord[]> {
  const groups = new Map<string, ApiRecord[]>();
  for (const record of records) {
    const group = groups.get(record.source);
    if (group) group.push(record);
    else groups.set(record.source, [record]);
  }
  return groups;
}

function shapeRecords(
  node: PlanNode,
  records: readonly ApiRecord[],
  shaper: Shaper,
  { ledger, repeated, letters }: RunRecorders,
): Cell[][] {
  const rows: Cell[][] = [];
  let schema: TableSchema | undefined;
  let keyOf = (_row: Cell[]): string | undefined => undefined;
  for (const record of records) {
    const shaped = shaper.shape(record);
    letters.met(record);
    if ('row' in shaped) {
      if (schema !== shaper.schema()) {
        schema = shaper.schema();
        keyOf = rowKeys(schema);
      }
      const key = keyOf(shaped.row);
      rows.push(shaped.row);
      ledger.addRow(node.name, recordId(record, key));
      repeated.add(node.name, key);
    } else {
      const id = letters.keep(record, shaped.rejected);
      ledger.addRejected(record, id, shaped.rejected, recordId(record, undefined));
    }
  }
  return rows;
}
