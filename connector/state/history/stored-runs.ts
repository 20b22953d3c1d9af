// Earlier runs, read from where they are written: beside the data. Calls nothing, makes no file, needs no lock.
import type { Destination, DestinationSession } from '../../model/destination.js';
import type { DriftEntry } from '../../model/drift.js';
import { ConfigError, DestinationError } from '../../model/errors.js';
import { nearest } from '../../model/names.js';
import type { StoredNotice } from '../../model/notice.js';
import type { RowOf } from '../../model/own-table.js';
import {
  type Due,
  LEDGER_STATES,
  type LedgerCounts,
  type LedgerEntry,
  type SourceReport,
} from '../../model/report.js';
import { openChecked } from '../format.js';
import { DRIFT, driftOf } from './drift-table.js';
import { LEDGER, RUN_SOURCES, RUNS, type StoredRunRow } from './run-tables.js';

export interface StoredRun {
  runId: string;
  account: string;
  /** Name of the connection when it ran; absent where the configuration had one account. */
  connection?: string;
  region: string;
  /** `running`: the run has not ended, or it was killed and no other one of its account has started since. */
  outcome: string;
  startedAt: string;
  endedAt?: string;
  seconds: number;
  slices: number;
  calls: number;
  retries: number;
  /** Seconds that calls waited, together: for the budget, and between attempts. */
  budgetWaitSeconds: number;
  retryWaitSeconds: number;
  rows: number;
  reasons: StoredNotice[];
  warnings: StoredNotice[];
  version: string;
  /** `load`: rows came from the API; `retry`: only what an earlier run had missed. `replay`: dead letters were shaped again. */
  kind: string;
  /** The run whose failures this one read again. */
  retryOf?: string;
  /** False: it was interrupted, and did not reach everything that is listed. */
  readToEnd: boolean;
  /** The batch of runs that it is a part of. */
  batchId?: string;
  /** What the schedule had due. */
  due?: Due;
  sources: StoredSource[];
  /** What the run found to be new about the data. */
  drift: DriftEntry[];
}

/** The record of a source object. */
export type StoredSource = Pick<
  SourceReport,
  | 'name'
  | 'table'
  | 'method'
  | 'path'
  | 'loaded'
  | 'ledger'
  | 'accepted'
  | 'calls'
  | 'reads'
  | 'rows'
  | 'duplicates'
  | 'proof'
  | 'digests'
>;

export type StoredEntry = LedgerEntry & {
  source: string;
  at: string;
  /** The root that it hangs on: source object and item, as JSON text. Absent: the list of roots itself. */
  root?: { source: string; item: string };
};

export interface LedgerFilter {
  source?: string;
  reasons?: readonly string[];
}

/** The rows of all runs, the latest first; none where nothing was loaded. Throws `DestinationError`. */
export function runRowsOf(destination: Destination): Promise<StoredRunRow[]> {
  return reading(destination, (session) =>
    all(RUNS.read(session, { orderBy: ['startedAt', 'runId'], descending: true })),
  );
}

/** The last runs, the latest first. Throws `DestinationError` when there is none. */
export function listRuns(destination: Destination, limit = 20): Promise<StoredRun[]> {
  return chosenRuns(destination, (rows) => rows, limit);
}

/** Those of all runs, the latest first, that are chosen by their rows. Throws `DestinationError` when there is none. */
export function chosenRuns(
  destination: Destination,
  choose: (rows: readonly StoredRunRow[]) => readonly StoredRunRow[],
  limit?: number,
): Promise<StoredRun[]> {
  return reading(destination, async (session) => {
    const runs = choose(await runRows(session, destination, limit));
    if (runs.length <= READ_ONE_BY_ONE) return Promise.all(runs.map((row) => storedRun(session, row)));
    return storedTogether(session, runs);
  });
}

/**
 * A run by its id, the beginning of it, or `last`. Throws `ConfigError` for one that is not there.
 * @param isOf only runs for which it is true
 */
export function findRun(
  destination: Destination,
  wanted: string,
  isOf?: (row: StoredRunRow) => boolean,
): Promise<StoredRun> {
  return reading(destination, async (session) =>
    storedRun(session, await runRow(session, destination, wanted, isOf)),
  );
}

/** What a run did not load, one after another, and why. Throws `ConfigError` for an unknown run or source object. */
export async function* ledgerOf(
  destination: Destination,
  wanted: string,
  { source, reasons }: LedgerFilter = {},
): AsyncGenerator<StoredEntry> {
  const session = await openChecked(destination, { readOnly: true });
  try {
    const run = await storedRun(session, await runRow(session, destination, wanted));
    if (source !== undefined) checkSource(source, run);
    const where = { runId: run.runId, ...(source !== undefined && { source }) };
    for await (const row of LEDGER.read(session, { where, orderBy: ['source', 'id', 'reason'] })) {
      if (!reasons || reasons.includes(row.reason)) yield storedEntry(row);
    }
  } finally {
    await session.close();
  }
}

async function reading<T>(
  destination: Destination,
  work: (session: DestinationSession) => Promise<T>,
): Promise<T> {
  const session = await openChecked(destination, { readOnly: true });
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

async function runRows(session: DestinationSession, { location }: Destination, limit?: number) {
  const orderBy = ['startedAt', 'runId'] as const;
  const runs = await all(RUNS.read(session, { orderBy, descending: true, limit }));
  if (runs.length > 0) return runs;
  throw new DestinationError(
    'destination-empty',
    `${location}: no run is written there yet. \`source-ovhcloud load\` makes one`,
  );
}

async function runRow(
  session: DestinationSession,
  destination: Destination,
  wanted: string,
  isOf?: (row: StoredRunRow) => boolean,
): Promise<StoredRunRow> {
  const rows = await runRows(session, destination, wanted === 'last' && !isOf ? 1 : undefined);
  const runs = isOf ? rows.filter(isOf) : rows;
  const exact = runs.find(({ runId }) => wanted === 'last' || runId === wanted);
  const found = exact ? [exact] : runs.filter(({ runId }) => runId.startsWith(wanted));
  if (found.length === 1 && found[0]) return found[0];
  const ids = found.slice(0, 5).map(({ runId }) => runId);
  const message =
    found.length > 1
      ? `${found.length} runs begin like this: ${ids.join(', ')}`
      : `${destination.location} has no such run. \`source-ovhcloud runs\` lists them; \`last\` is the latest`;
  throw new ConfigError([{ code: 'run-unknown', where: `run "${wanted}"`, message }]);
}

/** Throws `ConfigError` where the run had no such source object. */
export function checkSource(source: string, { runId, sources }: StoredRun): void {
  const names = sources.map(({ name }) => name);
  if (names.includes(source)) return;
  const guess = nearest(source, names);
  const message = `run ${runId} had no such source object${guess ? `; did you mean "${guess}"?` : '.'} It had: ${names.join(', ')}`;
  throw new ConfigError([{ code: 'run-unknown', where: `source "${source}"`, message }]);
}

const DRIFT_ORDER = ['foundAt', 'source', 'tableName', 'columnName', 'kind', 'toValue'] as const;

async function storedRun(session: DestinationSession, run: StoredRunRow): Promise<StoredRun> {
  const where = { runId: run.runId };
  const sources = await all(RUN_SOURCES.read(session, { where, orderBy: ['position'] }));
  const drift = await all(DRIFT.read(session, { where, orderBy: DRIFT_ORDER }));
  return runOf(run, sources, drift);
}

/** Runs whose tables are asked for each by itself; of more, each table is read once. */
const READ_ONE_BY_ONE = 4;

async function storedTogether(
  session: DestinationSession,
  runs: readonly StoredRunRow[],
): Promise<StoredRun[]> {
  const ids = new Set(runs.map(({ runId }) => runId));
  const sources = new Map<string, RowOf<typeof RUN_SOURCES>[]>();
  const drift = new Map<string, RowOf<typeof DRIFT>[]>();
  const gather = <Row extends { runId: string }>(row: Row, into: Map<string, Row[]>) => {
    if (!ids.has(row.runId)) return;
    const rows = into.get(row.runId);
    if (rows) rows.push(row);
    else into.set(row.runId, [row]);
  };
  for await (const row of RUN_SOURCES.read(session, { orderBy: ['position'] })) gather(row, sources);
  for await (const row of DRIFT.read(session, { orderBy: DRIFT_ORDER })) gather(row, drift);
  return runs.map((run) => runOf(run, sources.get(run.runId) ?? [], drift.get(run.runId) ?? []));
}

function runOf(
  run: StoredRunRow,
  sources: readonly RowOf<typeof RUN_SOURCES>[],
  drift: readonly RowOf<typeof DRIFT>[],
): StoredRun {
  const { startedAt, endedAt, pipeline, dueAt, ...others } = run;
  return {
    ...others,
    startedAt: iso(startedAt),
    ...(endedAt !== undefined && { endedAt: iso(endedAt) }),
    ...(pipeline !== undefined && dueAt !== undefined && { due: { pipeline, tick: iso(dueAt) } }),
    readToEnd: run.readToEnd || run.outcome === 'complete',
    sources: sources.map(storedSource),
    drift: drift.map(driftOf),
  };
}

function storedSource(row: RowOf<typeof RUN_SOURCES>): StoredSource {
  const { callsSingle: single, callsExpanded: expanded, callsBatch: batch } = row;
  const { listedIdsDigest: listed, loadedIdsDigest: loaded } = row;
  const counts = (['listed', ...LEDGER_STATES] as const).map((name) => [name, row[name]]);
  return {
    name: row.source,
    table: row.tableName,
    method: row.method,
    path: row.path,
    loaded: !row.idsOnly,
    ledger: Object.fromEntries(counts) as LedgerCounts,
    ...(Object.keys(row.accepted).length > 0 && { accepted: row.accepted }),
    calls: { single, expanded, batch },
    reads: row.reads,
    rows: row.rows,
    duplicates: row.duplicates,
    ...(row.proof !== undefined && { proof: row.proof }),
    ...(listed !== undefined && loaded !== undefined && { digests: { listed, loaded } }),
  };
}

export function storedEntry(row: RowOf<typeof LEDGER>): StoredEntry {
  const { runId: _, recordedAt, rootSource: source, rootItem: item, accepted, ...entry } = row;
  const root = source === undefined || item === undefined ? {} : { root: { source, item } };
  return { ...entry, ...(accepted && { accepted }), at: iso(recordedAt), ...root };
}

const iso = (ms: number) => new Date(ms).toISOString();

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
