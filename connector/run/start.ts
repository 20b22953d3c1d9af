// The begin of a run: what loads before have left, and where this one stands before its first call.
import { randomBytes } from 'node:crypto';
import { capabilitiesOf } from '../model/capabilities.js';
import type { Clock } from '../model/clock.js';
import type { DestinationSession } from '../model/destination.js';
import type { PlanNode } from '../model/plan.js';
import { openCheckpoints } from '../state/checkpoints.js';
import { DeadLetters } from '../state/dead-letters/dead-letters.js';
import { Definitions } from '../state/definitions.js';
import { DriftBook } from '../state/drift-book.js';
import { SourceLedger } from '../state/ledger.js';
import { RunRecord } from '../state/run-record.js';
import { compatibleTables } from '../state/table-compatibility.js';
import { RepeatedRows } from './repeated-rows.js';
import { type RowCounter, RowCounts } from './row-counts.js';
import type { RunOptions, RunState } from './run-state.js';
import { openShapers } from './shapers.js';

export interface StartedRun {
  /** As given, with the dates from which lists in mode `window` are read. */
  options: RunOptions;
  state: RunState;
  counts: RowCounts;
  record: RunRecord;
}

export async function startRun(session: DestinationSession, given: RunOptions): Promise<StartedRun> {
  const runId = newRunId(given.clock);
  const { account, clock, refresh = [] } = given;
  const isRetry = given.retry !== undefined;
  const marking = { account, runId, nowMs: clock.now(), refresh, isRetry };
  const checkpoints = await openCheckpoints(session, given.plan, marking);
  const options = { ...given, plan: checkpoints.windows.dated() };
  const meta = { account, runId };
  const metaOf = ({ name }: PlanNode) => ({ ...meta, snapshotAt: checkpoints.snapshotAt(name) });
  const repeated = new RepeatedRows(clock);
  const rejected = new DeadLetters(meta, options.scrub);
  await rejected.readOlder(session, options.plan);
  const drift = new DriftBook({ ...meta, clock: options.clock });
  await drift.readOlder(session);
  const state: RunState = {
    ...nothingYet(),
    runId,
    startedAt: clock.now(),
    ledgers: new Map(options.plan.nodes.map((node) => [node.name, new SourceLedger(node)])),
    shapers: openShapers(options.plan, await compatibleTables(session, options.plan), metaOf),
    checkpoints,
    repeated,
    rejected,
    drift,
  };
  const counts = await countsBefore(options, session, state);
  const record = await RunRecord.open(session, options, state);
  if (!options.isPart && !options.retry && !options.plan.isApart) {
    state.configured = await Definitions.of(session, options.plan, options.account);
  }
  return { options, state, counts, record };
}

/** Where rows cannot be read back, the run counts what it has written; where they do not merge, a row is a row. */
function countsBefore(
  { destination, plan, clock }: RunOptions,
  session: DestinationSession,
  { rows, repeated }: RunState,
): Promise<RowCounts> {
  const { readBack, merge } = capabilitiesOf(destination);
  const counter: RowCounter = readBack ? session : { count: async (table) => rows[table] };
  return RowCounts.before(plan, counter, merge ? repeated : new RepeatedRows(clock));
}

function nothingYet() {
  return {
    slices: 0,
    rows: {},
    swapped: new Set<string>(),
    deleted: {},
    reasons: [],
    replacedCharacters: 0,
    stopped: false,
  };
}

/** `20261121T101500Z-1f3a9c`: sorts by time, unique. */
export function newRunId(clock: Clock): string {
  const instant = new Date(clock.now()).toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');
  return `${instant}-${randomBytes(3).toString('hex')}`;
}
