// The start of a run: what earlier loads have left, and where this run stands before its first call.
import { randomBytes } from 'node:crypto';
import { capabilitiesOf } from '../model/capabilities.js';
import type { Clock } from '../model/clock.js';
import type { DestinationSession } from '../model/destination.js';
import type { PlanNode } from '../model/plan.js';
import { partitionId } from '../model/record-id.js';
import { PlanGraph } from '../plan/plan-graph.js';
import { DeadLetters } from '../state/dead-letters/dead-letters.js';
import { FormatRecorder } from '../state/format.js';
import { ConnectionRecorder } from '../state/history/connection-table.js';
import { DriftRecorder } from '../state/history/drift-recorder.js';
import { Ledger } from '../state/history/ledger.js';
import { Retention } from '../state/history/retention.js';
import { RunRecorder } from '../state/history/run-recorder.js';
import { DestinationStore } from '../state/known/destination-store.js';
import { StateRecorder } from '../state/known/state-recorder.js';
import { Recorders } from '../state/recorder.js';
import { compatibleTables } from '../state/table-compatibility.js';
import { LatestSnapshots } from './latest-snapshots.js';
import { RepeatedRows } from './repeated-rows.js';
import { type RowCounter, RowCounts } from './row-counts.js';
import type { RunOptions, RunRecorders, RunState } from './run-state.js';
import { openShapers, type Shapers } from './shapers.js';

export interface StartedRun {
  state: RunState;
  counts: RowCounts;
}

/** Reads what earlier loads have left. Nothing is called, and nothing is written. */
export async function startRun(session: DestinationSession, options: RunOptions): Promise<StartedRun> {
  const { plan, clock, account } = options;
  const [runId, startedAt] = [newRunId(clock), clock.now()];
  const graph = new PlanGraph(plan);
  const shapers: Shapers = new Map();
  const recorders = await recordersOf(session, options, { runId, startedAt, graph, shapers });
  await recorders.all.open(session);
  const snapshotAt = ({ name }: PlanNode) =>
    new Date(recorders.state?.snapshotAt(name) ?? startedAt).toISOString();
  const { limits } = capabilitiesOf(options.destination);
  const metaOf = (node: PlanNode) => ({ account, runId, snapshotAt: snapshotAt(node), limits });
  openShapers(plan, await compatibleTables(session, plan), metaOf, shapers);
  const state: RunState = {
    ...nothingYet(),
    ...{ runId, startedAt, graph, shapers, recorders },
    ledgers: recorders.ledger.sources,
  };
  return { state, counts: await countsBefore(options, session, state) };
}

/** Everything that the run records beside its rows. */
async function recordersOf(
  session: DestinationSession,
  options: RunOptions,
  { runId, startedAt, graph, shapers }: Pick<RunState, 'runId' | 'startedAt' | 'graph' | 'shapers'>,
): Promise<RunRecorders> {
  const { plan, account, scrub, version, clock, keepRuns, refresh = [], isSubset = false } = options;
  const meta = { account, runId, now: () => clock.now() };
  const ledger = new Ledger(graph, meta);
  const drift = new DriftRecorder(meta, shapers, ledger.sources);
  const isMissing = (source: string, list: string) =>
    ledger.isMissing(source, (partition) => scrub(partitionId(partition)) === list);
  const letters = new DeadLetters({ account, runId, scrub, plan, isMissing });
  const repeated = new RepeatedRows(clock);
  const isRetry = options.retry !== undefined;
  const store = plan.isBackfill
    ? undefined
    : (options.state ?? (await DestinationStore.open(session, account)));
  const stateOptions = { runId, nowMs: startedAt, refresh, isRetry, isSubset };
  const state = store && new StateRecorder(graph, store, stateOptions);
  const snapshots = new LatestSnapshots({
    ...{ account, runId, graph, shapers, ledgers: ledger.sources, retry: options.retry },
    snapshotAt: (source) => state?.snapshotAt(source) ?? startedAt,
  });
  const all = new Recorders([
    new FormatRecorder({ version, now: meta.now }),
    ...connectionOf(options, startedAt),
    ...(state ? [state] : []),
    // The report of the end has what they find at the end.
    ...[ledger, letters, drift, repeated, snapshots],
    new RunRecorder(account, version),
    new Retention({ account, runId, keepRuns }),
  ]);
  return { all, ledger, letters, drift, repeated, snapshots, state };
}

function connectionOf(
  { account, connection, region, labels }: RunOptions,
  recordedAt: number,
): ConnectionRecorder[] {
  if (connection === undefined) return [];
  return [new ConnectionRecorder({ account, connection, region, ...(labels && { labels }), recordedAt })];
}

/** Where rows cannot be read back, the run counts what it has written; where they do not merge, a row is a row. */
function countsBefore(
  { destination, plan, account, clock }: RunOptions,
  session: DestinationSession,
  { rows, recorders: { repeated } }: RunState,
): Promise<RowCounts> {
  const { readBack, merge } = capabilitiesOf(destination);
  const counter: RowCounter = readBack ? session : { count: async (table) => rows[table] };
  return RowCounts.before({ plan, account }, counter, merge ? repeated : new RepeatedRows(clock));
}

function nothingYet() {
  return {
    slices: 0,
    rows: {},
    swapped: new Set<string>(),
    deleted: {},
    reasons: [],
    warnings: [],
    replacedCharacters: 0,
    digitsBeside: new Map(),
    stopped: false,
  };
}

/** `20261121T101500Z-1f3a9c`: sorts by time, unique. */
export function newRunId(clock: Clock): string {
  const instant = new Date(clock.now()).toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');
  return `${instant}-${randomBytes(3).toString('hex')}`;
}
