// Drift in a table of ours: what each run found to be new.
import type { DriftEffect, DriftEntry, DriftKind } from '../../model/drift.js';
import { instant, optional, ownTable, type RowOf, text } from '../../model/own-table.js';
import type { RowBatch } from '../../model/table.js';

export const DRIFT = ownTable(
  '_ovh_drift',
  "difference from the tables or the API's documents that a run found",
  {
    runId: text('the run'),
    account: text('value of `_account` in the rows of the data'),
    source: text('technical name of the source object'),
    tableName: text('the table'),
    columnName: text('the column'),
    kind: text<DriftKind>('`added`, `widened`, `retyped`, `new-enum-value` or `vanished`'),
    effect: text<DriftEffect>('`taken`, `left out` or `rejected`'),
    fromType: optional(text('type before; null for a new column')),
    // A part of the key is never null.
    toValue: text('type after, or the new value; empty for what vanished'),
    firstId: optional(text('the first object that brought it, as the ledger names objects')),
    foundAt: instant('when the run recorded it'),
  },
  ['runId', 'source', 'tableName', 'columnName', 'kind', 'effect', 'toValue'],
);

export interface DriftMeta {
  runId: string;
  account: string;
  /** Milliseconds since 1970. */
  foundAt: number;
}

export function driftBatch(entries: readonly DriftEntry[], meta: DriftMeta): RowBatch {
  return DRIFT.batch(
    entries.map(({ source, table, column, kind, effect, from, to, firstId }) => ({
      ...meta,
      source,
      tableName: table,
      columnName: column,
      kind,
      effect,
      fromType: from,
      toValue: to ?? '',
      firstId,
    })),
  );
}

export function driftOf(row: RowOf<typeof DRIFT>): DriftEntry {
  const { source, tableName: table, columnName: column, kind, effect, fromType, toValue, firstId } = row;
  return {
    source,
    table,
    column,
    kind,
    effect,
    ...(fromType !== undefined && { from: fromType }),
    ...(toValue !== '' && { to: toValue }),
    ...(firstId !== undefined && { firstId }),
  };
}
