// Records of a slice become batches of rows; what cannot be shaped is counted by name.

import type { Plan, PlanNode } from '../model/plan.js';
import type { ApiRecord } from '../model/record.js';
import type { Cell, RowBatch, TableSchema } from '../model/table.js';
import type { Slice } from '../read/slice.js';
import { createShaper, type ShapeMeta, type Shaper } from '../shape/shaper.js';
import type { DeadLetters } from '../state/dead-letters/dead-letters.js';
import type { DriftBook } from '../state/drift-book.js';
import type { SliceLedger } from '../state/ledger.js';
import { recordId, rowKeys } from '../state/record-id.js';
import type { RepeatedRows } from './repeated-rows.js';

export type Shapers = Map<string, Shaper>;

/** One for each source object that is loaded. Throws `DestinationError` for a table that does not fit. */
export function openShapers(
  plan: Plan,
  existing: TableSchema[],
  metaOf: (node: PlanNode) => ShapeMeta,
): Shapers {
  const tables = new Map(existing.map((schema) => [schema.table, schema]));
  const loaded = plan.nodes.filter((node) => node.load);
  return new Map(
    loaded.map((node) => [
      node.name,
      createShaper(node.table, tables.get(node.table.table), metaOf(node), (table) => tables.get(table)),
    ]),
  );
}

/** Tables of source objects that gave no row, where the API's documents tell what they are. */
export function declaredSchemas(shapers: Shapers): TableSchema[] {
  return [...shapers.values()].flatMap((shaper) => shaper.declaredSchema() ?? []);
}

/** What shaping writes down beside its rows. */
export interface SliceRecorders {
  ledger: SliceLedger;
  repeated: RepeatedRows;
  rejected: DeadLetters;
  drift: DriftBook;
}

export async function* shapeBatches(
  slice: Slice,
  shapers: Shapers,
  books: SliceRecorders,
): AsyncGenerator<RowBatch> {
  const { ledger, rejected } = books;
  for await (const batch of slice.batches()) {
    for (const missing of batch.missing) ledger.addMissing(missing);
    for (const [node, records] of groupByNode(batch.records)) {
      const shaper = shapers.get(node.name);
      if (!shaper) continue;
      const rows = shapeRecords(node, records, shaper, books);
      const pendingReplace = node.table.writeDisposition === 'replace';
      if (rows.length > 0) yield { schema: shaper.schema(), rows, pendingReplace };
      for (const children of shaper.children()) yield { ...children, pendingReplace };
    }
    yield* rejected.take();
    yield* books.drift.batches(shapers);
  }
}

function groupByNode(records: ApiRecord[]): Map<PlanNode, ApiRecord[]> {
  const groups = new Map<PlanNode, ApiRecord[]>();
  for (const record of records) {
    const group = groups.get(record.node);
    if (group) group.push(record);
    else groups.set(record.node, [record]);
  }
  return groups;
}

function shapeRecords(
  node: PlanNode,
  records: ApiRecord[],
  shaper: Shaper,
  { ledger, repeated, rejected }: SliceRecorders,
): Cell[][] {
  const rows: Cell[][] = [];
  let schema: TableSchema | undefined;
  let keyOf = (_row: Cell[]): string | undefined => undefined;
  for (const record of records) {
    const shaped = shaper.shape(record);
    rejected.met(node, record);
    if ('row' in shaped) {
      if (schema !== shaper.schema()) {
        schema = shaper.schema();
        keyOf = rowKeys(schema);
      }
      const key = keyOf(shaped.row);
      rows.push(shaped.row);
      ledger.addRow(node, recordId(record, key));
      repeated.add(node, key);
    } else {
      for (const mark of record.marks ?? []) mark.isOpen = true;
      const message = shaped.rejected;
      const id = rejected.keep(node, record, message);
      const entry = { id, reason: 'rejected' as const, message, queryId: record.queryId };
      ledger.addRejectedRow(record, entry, recordId(record, undefined));
    }
  }
  return rows;
}
