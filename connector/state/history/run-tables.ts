// What is recorded of each run: the run, its source objects, and every object that it did not load.
import type { AcceptedCounts } from '../../model/accept.js';
import type { Notice, StoredNotice } from '../../model/notice.js';
import {
  count,
  flag,
  instant,
  json,
  optional,
  ownTable,
  type RowOf,
  seconds,
  text,
} from '../../model/own-table.js';
import type { RootKey, WithdrawnEntry } from '../../model/record.js';
import type { LedgerEntry, ListProof, RunReport, SourceReport } from '../../model/report.js';
import type { RowBatch } from '../../model/table.js';

const runId = text('the run; every row of the data has its run in `_run_id`');
const source = text('technical name of the source object');

export const RUNS = ownTable(
  '_ovh_run',
  'run',
  {
    runId,
    account: text('value of `_account` in the rows of the data'),
    connection: optional(text('name of the connection; null where the configuration has one account')),
    region: text('region of the API'),
    outcome: text('`running`, then `complete`, `incomplete` or `failed`'),
    startedAt: instant('when it started'),
    endedAt: optional(instant('when it ended')),
    seconds: seconds('duration'),
    slices: count('slices that it committed'),
    calls: count('calls of the API, retries included'),
    retries: count('calls that were made again'),
    budgetWaitSeconds: seconds('time that all calls together waited for the budget'),
    retryWaitSeconds: seconds('time that all calls together waited between attempts'),
    rows: count('rows that it wrote'),
    reasons: json<StoredNotice[]>('why it is not complete: `{ code, source, count, message }`', []),
    warnings: json<StoredNotice[]>('warnings of its report, in the same form', []),
    version: text('version of the connector'),
    kind: text<'load' | 'retry' | 'replay'>('`load`, `retry`, or `replay` of dead letters'),
    retryOf: optional(text('the run whose missing objects it read again')),
    readToEnd: flag('false: it was interrupted, and did not reach everything that is listed'),
    batchId: optional(text('the batch of runs that it is a part of (`enqueue`, `load --batch`)')),
    pipeline: optional(
      text('the pipeline of the schedule that it ran for; null where something else started it'),
    ),
    dueAt: optional(instant('when the schedule had it due')),
  },
  ['runId'],
);

export const RUN_SOURCES = ownTable(
  '_ovh_run_source',
  'source object of a run',
  {
    runId,
    source,
    position: count('its place in the plan'),
    tableName: text('its table'),
    method: text('method of its route'),
    path: text('path of its route'),
    idsOnly: flag('it was read only because others need its ids (`--alone`)'),
    listed: count('objects that the API named: the sum of the counts that follow'),
    loaded: count('rows are in the table'),
    known: count('loaded before, and not read again'),
    absent: count('the API said that there is none'),
    gone: count('404 or 410: deleted since it was listed'),
    expired: count('460: the service has expired'),
    refused: count('the key has no right to it'),
    rejected: count('read, but it could not be shaped'),
    failed: count('no answer that could be used'),
    accepted: json<AcceptedCounts>('of these counts, what the configuration accepts, by state', {}),
    callsSingle: count('calls for one object or list'),
    callsExpanded: count('calls for lists with their objects'),
    callsBatch: count('calls for many ids at once'),
    reads: count('lists or objects that were read'),
    rows: count('rows written to its table'),
    duplicates: count('ids that are twice in a list'),
    proof: optional(
      text<ListProof>('what its completeness rests on: `single`, `reply`, `ids`, `cursor` or `pages`'),
    ),
    listedIdsDigest: optional(text('sum of hashes of the ids that were listed')),
    loadedIdsDigest: optional(text('sum of hashes of the ids that are loaded')),
  },
  ['runId', 'source'],
);

export const LEDGER = ownTable(
  '_ovh_ledger',
  'object that a run neither loaded nor knew from earlier loads',
  {
    runId,
    source,
    id: text('its path parameters: `billId=FR1`; `(list)` for a reading without parameters'),
    reason: text<LedgerEntry['reason']>('the count of `_ovh_run_source` that it belongs to'),
    status: optional(count('HTTP status')),
    code: optional(text('error code of the API or of the network, or `list-changed`')),
    message: text('what the API answered, or what went wrong'),
    queryId: optional(text("query id of the API's reply")),
    attempts: optional(count('attempts of the call')),
    accepted: flag('the configuration accepts it: it does not make the run incomplete'),
    recordedAt: instant('when its slice was committed'),
    rootSource: optional(
      text('the source object at the root of its tree; null for the list of roots itself'),
    ),
    rootItem: optional(text('the root above it, as JSON: `retry` reads it again')),
  },
  ['runId', 'source', 'id', 'reason'],
);

export type StoredRunRow = RowOf<typeof RUNS>;

/** The rows of a run and its source objects, as of now. `running`: it has not ended. */
export function runBatches(report: RunReport, version: string, running: boolean): RowBatch[] {
  const { runId: id, calls } = report;
  const run: StoredRunRow = {
    runId: id,
    account: report.account,
    connection: report.connection,
    region: report.region,
    outcome: running ? 'running' : report.outcome,
    startedAt: Date.parse(report.startedAt),
    endedAt: running ? undefined : Date.parse(report.endedAt),
    seconds: report.seconds,
    slices: report.slices,
    calls: calls.calls,
    retries: calls.retries,
    budgetWaitSeconds: calls.budgetWaitMs / 1000,
    retryWaitSeconds: calls.retryWaitMs / 1000,
    rows: report.sources.reduce((sum, { rows }) => sum + rows, 0),
    reasons: running ? [] : report.reasons,
    warnings: report.warnings,
    version,
    kind: report.kind ?? 'load',
    retryOf: report.retryOf,
    readToEnd: report.readToEnd ?? false,
    batchId: report.batch,
    pipeline: report.due?.pipeline,
    dueAt: report.due && Date.parse(report.due.tick),
  };
  const sources = report.sources.map((each, position) => sourceRow(id, each, position));
  return [RUNS.batch([run]), RUN_SOURCES.batch(sources)];
}

/** An entry with its source object and root. */
export type LedgerRecord = LedgerEntry & { source: string; root?: RootKey };

/**
 * What is not loaded, and why; and entries of the same run that go. The table is made even when there are no rows.
 */
export function ledgerBatch(
  id: string,
  entries: readonly LedgerRecord[],
  recordedAt: number,
  withdrawn: readonly WithdrawnEntry[] = [],
): RowBatch {
  const keys = withdrawn.map((entry) => ({ ...entry, runId: id }));
  const { replaces } = LEDGER.removal(['runId', 'source', 'id', 'reason'], keys);
  const batch = LEDGER.batch(
    entries.map(({ root, ...entry }) => ({
      ...entry,
      accepted: entry.accepted ?? false,
      runId: id,
      recordedAt,
      rootSource: root?.source,
      rootItem: root?.text,
    })),
  );
  return { ...batch, ...(keys.length > 0 && { replaces }) };
}

/** Runs of one account that never recorded their end. Only one run at a time has the account, so they are over. */
export function abandonedBatch(runs: readonly StoredRunRow[]): RowBatch {
  const message =
    'the run never recorded its end: it was killed, or the machine stopped. What it committed is there';
  const reasons: Notice[] = [{ code: 'abandoned', message }];
  return RUNS.batch(runs.map((run) => ({ ...run, outcome: 'failed', reasons })));
}

function sourceRow(id: string, report: SourceReport, position: number): RowOf<typeof RUN_SOURCES> {
  const { name, table, method, path, loaded, ledger, calls, reads, rows, duplicates, proof, digests } =
    report;
  const { accepted = {} } = report;
  return {
    runId: id,
    source: name,
    position,
    tableName: table,
    method,
    path,
    idsOnly: !loaded,
    ...ledger,
    accepted,
    callsSingle: calls.single,
    callsExpanded: calls.expanded,
    callsBatch: calls.batch,
    reads,
    rows,
    duplicates,
    proof,
    listedIdsDigest: digests?.listed,
    loadedIdsDigest: digests?.loaded,
  };
}
