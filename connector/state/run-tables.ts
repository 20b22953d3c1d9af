// The tables that the connector keeps about itself, beside the data: runs, what was listed, what is not loaded.

import { Decimal } from '../model/json.js';
import type { Notice } from '../model/notice.js';
import { LEDGER_STATES, type RunReport, type SourceReport } from '../model/report.js';
import { type Cell, type ColumnType, JsonText, type RowBatch, type TableSchema } from '../model/table.js';
import type { NotLoaded } from './ledger.js';

export const RUN_TABLE = '_ovh_run';
export const RUN_SOURCE_TABLE = '_ovh_run_source';
export const LEDGER_TABLE = '_ovh_ledger';

const COUNTS = ['listed', ...LEDGER_STATES] as const;

const RUN = schema(RUN_TABLE, ['run_id'], {
  run_id: 'text',
  account: 'text',
  region: 'text',
  outcome: 'text',
  started_at: 'timestamp',
  ended_at: 'timestamp',
  seconds: 'decimal',
  slices: 'bigint',
  calls: 'bigint',
  retries: 'bigint',
  budget_wait_seconds: 'decimal',
  retry_wait_seconds: 'decimal',
  rows: 'bigint',
  reasons: 'json',
  warnings: 'json',
  version: 'text',
  kind: 'text',
  retry_of: 'text',
  read_to_end: 'boolean',
});

const SOURCE = schema(RUN_SOURCE_TABLE, ['run_id', 'source'], {
  run_id: 'text',
  source: 'text',
  position: 'bigint',
  table_name: 'text',
  method: 'text',
  path: 'text',
  ids_only: 'boolean',
  ...(Object.fromEntries(COUNTS.map((name) => [name, 'bigint'])) as Record<string, ColumnType>),
  calls_single: 'bigint',
  calls_expanded: 'bigint',
  calls_batch: 'bigint',
  reads: 'bigint',
  rows: 'bigint',
  duplicates: 'bigint',
  ids_digest_listed: 'text',
  ids_digest_loaded: 'text',
});

const LEDGER = schema(LEDGER_TABLE, ['run_id', 'source', 'id', 'reason'], {
  run_id: 'text',
  source: 'text',
  id: 'text',
  reason: 'text',
  status: 'bigint',
  code: 'text',
  message: 'text',
  query_id: 'text',
  attempts: 'bigint',
  at: 'timestamp',
  root_source: 'text',
  root_item: 'text',
});

/** The rows of a run and its source objects, as of now. `running`: it goes on. */
export function runBatches(report: RunReport, version: string, running: boolean): RowBatch[] {
  const rows = report.sources.reduce((sum, source) => sum + source.rows, 0);
  const run: Record<string, Cell | undefined> = {
    run_id: report.runId,
    account: report.account,
    region: report.region,
    outcome: running ? 'running' : report.outcome,
    started_at: report.startedAt,
    ended_at: running ? null : report.endedAt,
    seconds: decimal(report.seconds),
    slices: report.slices,
    calls: report.calls.calls,
    retries: report.calls.retries,
    budget_wait_seconds: decimal(report.calls.budgetWaitMs / 1000),
    retry_wait_seconds: decimal(report.calls.retryWaitMs / 1000),
    rows,
    reasons: new JsonText(JSON.stringify(running ? [] : report.reasons)),
    warnings: new JsonText(JSON.stringify(report.warnings)),
    version,
    kind: report.kind ?? 'load',
    retry_of: report.retryOf,
    read_to_end: report.readToEnd,
  };
  const sources = report.sources.map((source, index) => sourceRow(report.runId, source, index));
  return [
    { schema: RUN, rows: [aligned(RUN, run)] },
    { schema: SOURCE, rows: sources },
  ];
}

/** What is not loaded, and why. No rows, no batch, but the table is made all the same. */
export function ledgerBatch(
  runId: string,
  entries: readonly NotLoaded<{ name: string }>[],
  at: string,
  scrub: (text: string) => string,
): RowBatch {
  const rows = entries.map(({ node, entry, root }) =>
    aligned(LEDGER, {
      run_id: runId,
      source: node.name,
      id: entry.id,
      reason: entry.reason,
      status: entry.status,
      code: entry.code,
      message: entry.message,
      query_id: entry.queryId,
      attempts: entry.attempts,
      at,
      ...rootCells(root, scrub),
    }),
  );
  return { schema: LEDGER, rows };
}

/** What holds a secret cannot be kept: then the list that named it is asked for again. */
function rootCells(root: NotLoaded['root'], scrub: (text: string) => string) {
  if (!root || scrub(root.text) !== root.text) return {};
  return { root_source: root.source, root_item: root.text };
}

/** A run that never told its end: nobody else runs while we do, so it is over. */
export function abandonedBatch(runs: readonly Record<string, Cell>[]): RowBatch {
  const message =
    'it ended without a word: it was killed, or the machine stopped. What it committed is there';
  const abandoned: Notice = { code: 'abandoned', message };
  const reasons = new JsonText(JSON.stringify([abandoned]));
  return { schema: RUN, rows: runs.map((run) => aligned(RUN, { ...run, outcome: 'failed', reasons })) };
}

function sourceRow(runId: string, source: SourceReport, position: number): Cell[] {
  return aligned(SOURCE, {
    run_id: runId,
    source: source.name,
    position,
    table_name: source.table,
    method: source.method,
    path: source.path,
    ids_only: !source.loaded,
    ...source.ledger,
    calls_single: source.calls.single,
    calls_expanded: source.calls.expanded,
    calls_batch: source.calls.batch,
    reads: source.reads,
    rows: source.rows,
    duplicates: source.duplicates,
    ids_digest_listed: source.digests?.listed,
    ids_digest_loaded: source.digests?.loaded,
  });
}

function schema(table: string, primaryKey: string[], columns: Record<string, ColumnType>): TableSchema {
  return {
    table,
    columns: Object.entries(columns).map(([name, type]) => ({ name, type, path: name })),
    primaryKey,
  };
}

function aligned({ columns }: TableSchema, row: Record<string, Cell | undefined>): Cell[] {
  return columns.map(({ name }) => row[name] ?? null);
}

/** Seconds with their three places. */
function decimal(value: number): Cell {
  return new Decimal(value.toFixed(3));
}
