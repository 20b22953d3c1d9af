// Drift in a table of ours: what each run found to be new.
import type { DriftEffect, DriftEntry, DriftKind } from '../model/drift.js';
import type { Cell, RowBatch, TableSchema } from '../model/table.js';

export const DRIFT_TABLE = '_ovh_drift';

const COLUMNS = [
  ...['run_id', 'account', 'source', 'table_name', 'column_name', 'kind', 'effect'],
  ...['from_type', 'to_value', 'first_id'],
] as const;

const DRIFT: TableSchema = {
  table: DRIFT_TABLE,
  columns: [
    ...COLUMNS.map((name) => ({ name, type: 'text' as const, path: name })),
    { name: 'at', type: 'timestamp', path: 'at' },
  ],
  primaryKey: ['run_id', 'source', 'table_name', 'column_name', 'kind', 'effect', 'to_value'],
};

export interface DriftMeta {
  runId: string;
  account: string;
  /** ISO 8601. */
  at: string;
}

export function driftBatch(entries: readonly DriftEntry[], { runId, account, at }: DriftMeta): RowBatch {
  const rows = entries.map((entry): Cell[] => [
    ...[runId, account, entry.source, entry.table, entry.column, entry.kind, entry.effect],
    // A part of the key is never null.
    ...[entry.from ?? null, entry.to ?? '', entry.firstId ?? null, at],
  ]);
  return { schema: DRIFT, rows };
}

export function driftOf(row: Record<string, Cell>): DriftEntry {
  const [from, to, firstId] = [row.from_type, row.to_value, row.first_id].map((cell) =>
    typeof cell === 'string' && cell !== '' ? cell : undefined,
  );
  return {
    source: String(row.source),
    table: String(row.table_name),
    column: String(row.column_name),
    kind: String(row.kind) as DriftKind,
    effect: String(row.effect) as DriftEffect,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(firstId !== undefined && { firstId }),
  };
}
