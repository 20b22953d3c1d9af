// Earlier runs, read from where they are written: beside the data. Calls nothing, makes no file, needs no lock.
import type { Destination, DestinationSession } from '../model/destination.js';
import type { DriftEntry } from '../model/drift.js';
import { ConfigError, DestinationError } from '../model/errors.js';
import { nearest } from '../model/names.js';
import type { StoredNotice } from '../model/notice.js';
import { LEDGER_STATES, type LedgerCounts, type LedgerEntry, type SourceReport } from '../model/report.js';
import { type Cell, JsonText } from '../model/table.js';
import { DRIFT, driftOf } from './drift-table.js';
import { openChecked } from './format.js';
import { LEDGER_TABLE, RUN_SOURCE_TABLE, RUN_TABLE } from './run-tables.js';

export interface StoredRun {
  runId: string;
  account: string;
  region: string;
  /** `running`: the run goes on, or was killed and no other has begun since. */
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
  /** False: it was cut, and did not come to everything that is listed. */
  readToEnd: boolean;
  sources: StoredSource[];
  /** What the run found to be new about the data. */
  drift: DriftEntry[];
}

/** What is written down of a source object. */
export type StoredSource = Pick<
  SourceReport,
  | 'name'
  | 'table'
  | 'method'
  | 'path'
  | 'loaded'
  | 'ledger'
  | 'calls'
  | 'reads'
  | 'rows'
  | 'duplicates'
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

/** The last runs, the latest first. Throws `DestinationError` when there is none. */
export function listRuns(destination: Destination, limit = 20): Promise<StoredRun[]> {
  return reading(destination, async (session) => {
    const runs = await runRows(session, destination, limit);
    return Promise.all(runs.map((row) => storedRun(session, row)));
  });
}

/** A run by its id, the beginning of it, or `last`. Throws `ConfigError` for one that is not there. */
export function findRun(destination: Destination, wanted: string): Promise<StoredRun> {
  return reading(destination, async (session) =>
    storedRun(session, await runRow(session, destination, wanted)),
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
    const where = { run_id: run.runId, ...(source !== undefined && { source }) };
    for await (const row of session.rows(LEDGER_TABLE, { where, orderBy: ['source', 'id', 'reason'] })) {
      if (!reasons || reasons.includes(text(row.reason))) yield storedEntry(row);
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
  const order = { orderBy: ['started_at', 'run_id'], descending: true, limit };
  const runs = await all(session.rows(RUN_TABLE, order));
  if (runs.length > 0) return runs;
  throw new DestinationError(
    'destination-empty',
    `${location}: no run is written there yet. \`source-ovhcloud load\` makes one`,
  );
}

async function runRow(session: DestinationSession, destination: Destination, wanted: string) {
  const runs = await runRows(session, destination, wanted === 'last' ? 1 : undefined);
  if (wanted === 'last') return runs[0] as Record<string, Cell>;
  const exact = runs.find((run) => run.run_id === wanted);
  const found = exact ? [exact] : runs.filter((run) => text(run.run_id).startsWith(wanted));
  if (found.length === 1 && found[0]) return found[0];
  const message =
    found.length > 1
      ? `${found.length} runs begin like this: ${found
          .slice(0, 5)
          .map((run) => run.run_id)
          .join(', ')}`
      : `${destination.location} has no such run. \`source-ovhcloud runs\` lists them; \`last\` is the latest`;
  throw new ConfigError([{ code: 'run-unknown', where: `run "${wanted}"`, message }]);
}

function checkSource(source: string, { runId, sources }: StoredRun): void {
  const names = sources.map(({ name }) => name);
  if (names.includes(source)) return;
  const guess = nearest(source, names);
  const message = `run ${runId} had no such source object${guess ? `; did you mean "${guess}"?` : '.'} It had: ${names.join(', ')}`;
  throw new ConfigError([{ code: 'run-unknown', where: `source "${source}"`, message }]);
}

async function storedRun(session: DestinationSession, row: Record<string, Cell>): Promise<StoredRun> {
  const runId = text(row.run_id);
  const sources = session.rows(RUN_SOURCE_TABLE, { where: { run_id: runId }, orderBy: ['position'] });
  const orderBy = ['foundAt', 'source', 'tableName', 'columnName', 'kind', 'toValue'] as const;
  const drift = DRIFT.read(session, { where: { runId }, orderBy });
  return {
    runId,
    account: text(row.account),
    region: text(row.region),
    outcome: text(row.outcome),
    startedAt: text(row.started_at),
    endedAt: optional(row.ended_at),
    seconds: number(row.seconds),
    slices: number(row.slices),
    calls: number(row.calls),
    retries: number(row.retries),
    budgetWaitSeconds: number(row.budget_wait_seconds),
    retryWaitSeconds: number(row.retry_wait_seconds),
    rows: number(row.rows),
    reasons: notices(row.reasons),
    warnings: notices(row.warnings),
    version: text(row.version),
    readToEnd: row.read_to_end === true || row.outcome === 'complete',
    ...(optional(row.retry_of) !== undefined && { retryOf: optional(row.retry_of) }),
    kind: optional(row.kind) ?? 'load',
    sources: (await all(sources)).map(storedSource),
    drift: (await all(drift)).map(driftOf),
  };
}

function storedSource(row: Record<string, Cell>): StoredSource {
  const counts = ['listed', ...LEDGER_STATES].map((name) => [name, number(row[name])]);
  const [listed, loaded] = [optional(row.ids_digest_listed), optional(row.ids_digest_loaded)];
  return {
    name: text(row.source),
    table: text(row.table_name),
    method: text(row.method),
    path: text(row.path),
    loaded: row.ids_only !== true,
    ledger: Object.fromEntries(counts) as LedgerCounts,
    calls: {
      single: number(row.calls_single),
      expanded: number(row.calls_expanded),
      batch: number(row.calls_batch),
    },
    reads: number(row.reads),
    rows: number(row.rows),
    duplicates: number(row.duplicates),
    ...(listed !== undefined && loaded !== undefined && { digests: { listed, loaded } }),
  };
}

function storedEntry(row: Record<string, Cell>): StoredEntry {
  const [status, attempts] = [row.status, row.attempts].map((cell) =>
    cell === null || cell === undefined ? undefined : number(cell),
  );
  return {
    source: text(row.source),
    id: text(row.id),
    reason: text(row.reason) as StoredEntry['reason'],
    status,
    code: optional(row.code),
    message: text(row.message),
    queryId: optional(row.query_id),
    attempts,
    at: text(row.at),
    ...rootOf(row),
  };
}

function rootOf(row: Record<string, Cell>): Pick<StoredEntry, 'root'> {
  const [source, item] = [optional(row.root_source), optional(row.root_item)];
  return source === undefined || item === undefined ? {} : { root: { source, item } };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const optional = (cell: Cell | undefined) => (cell === null || cell === undefined ? undefined : String(cell));
const text = (cell: Cell | undefined) => optional(cell) ?? '';
const number = (cell: Cell | undefined) => Number(text(cell));

function notices(cell: Cell | undefined): StoredNotice[] {
  const value: unknown = cell instanceof JsonText ? JSON.parse(cell.text) : [];
  return Array.isArray(value) ? value : [];
}
