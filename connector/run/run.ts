// A run: the slices of a plan, shaped and committed one after another, and the report of it.
import { randomBytes } from 'node:crypto';
import type { Clock } from '../model/clock.js';
import type { DestinationSession } from '../model/destination.js';
import { DestinationError, InterruptedError, StopError } from '../model/errors.js';
import type { RunReport } from '../model/report.js';
import type { RowBatch } from '../model/table.js';
import { PlanReader } from '../read/plan-reader.js';
import type { TreeProgress } from '../read/reading.js';
import type { Slice } from '../read/slice.js';
import { openCheckpoints } from './checkpoints.js';
import { markDeletions } from './deletions.js';
import { isOwnTable } from './history/own-tables.js';
import { RunRecord } from './history/run-record.js';
import { SliceLedger, SourceLedger } from './ledger.js';
import { RepeatedRows } from './repeated-rows.js';
import { beginReplacing, keepOthers, swapComplete } from './replacing.js';
import { buildReport } from './report.js';
import { RowCounts } from './row-counts.js';
import { declaredSchemas, openShapers, shapeBatches } from './shapers.js';
import type { RunOptions, RunState } from './state.js';
import { progressOf } from './telling/progress.js';
import { RunTeller } from './telling/teller.js';

const SLICE_ROOTS = 200;
const SLICE_RECORDS = 5000;

/**
 * Loads a plan. Always resolves with a report once the destination is open; what ended the run early
 * is in it. Throws `DestinationError` when the destination cannot be used at all: nothing was called then.
 */
export async function runPlan(options: RunOptions): Promise<RunReport> {
  const session = await options.destination.open();
  try {
    const runId = newRunId(options.clock);
    const meta = { account: options.account, runId };
    const repeated = new RepeatedRows(options.clock);
    const state: RunState = {
      runId,
      startedAt: options.clock.now(),
      slices: 0,
      rows: {},
      ledgers: new Map(options.plan.nodes.map((node) => [node.name, new SourceLedger(node)])),
      shapers: openShapers(options.plan, await session.tables(), meta),
      repeated,
      swapped: new Set(),
      deleted: {},
      reasons: [],
      stopped: false,
    };
    const counts = await RowCounts.before(options.plan, session, repeated);
    const record = await RunRecord.open(session, options, state);
    state.checkpoints = await openCheckpoints(session, options.plan, {
      account: options.account,
      runId,
      nowMs: options.clock.now(),
      refresh: options.refresh ?? [],
    });
    const teller = new RunTeller(options, state);
    teller.began();
    await beginReplacing(options, session, state);
    await readAndCommit(options, session, state, record, teller);
    await keepOthers(options, session, state);
    state.shortcuts?.remember();
    state.reasons.push(...(await counts.contradictions(state.ledgers)));
    const report = await record.close(buildReport(options, state));
    teller.ended(report);
    return report;
  } finally {
    await session.close();
  }
}

async function readAndCommit(
  options: RunOptions,
  session: DestinationSession,
  state: RunState,
  record: RunRecord,
  teller: RunTeller,
): Promise<void> {
  const reader = new PlanReader(options.plan, options.client, {
    concurrency: options.concurrency,
    sliceRoots: options.sliceRoots ?? SLICE_ROOTS,
    sliceRecords: options.sliceRecords ?? SLICE_RECORDS,
    clock: options.clock,
    signal: options.signal,
    finish: options.finish,
    shortcuts: options.shortcuts,
    known: state.checkpoints,
  });
  state.shortcuts = reader.shortcuts;
  const progress = () => progressOf(options, state, reader);
  options.onProgress?.(progress);
  try {
    for await (const slice of reader.slices()) {
      const { entries, rows } = await commitSlice(slice, options, session, state, record);
      teller.committed(slice, entries, rows, reader.progress()?.root);
      options.onProgress?.(progress);
    }
    await session.prepare(declaredSchemas(state.shapers));
    await swapComplete(options, session, state);
    await markDeletions(options, session, state);
    state.isWhole = true;
  } catch (error) {
    endEarly(error, options, state, reader.progress());
  }
}

async function commitSlice(
  slice: Slice,
  options: RunOptions,
  session: DestinationSession,
  state: RunState,
  record: RunRecord,
) {
  const ledger = new SliceLedger();
  const shaped = shapeBatches(slice, state.shapers, ledger, state.repeated, options.scrub);
  const batches = withMarks(record.with(slice, ledger, shaped), slice, state);
  const { rows } = await session.commit({ runId: state.runId, batches });
  // Only what is committed counts.
  ledger.commitTo(state.ledgers, slice);
  state.repeated.committed();
  for (const [table, count] of Object.entries(rows)) {
    if (!isOwnTable(table)) state.rows[table] = (state.rows[table] ?? 0) + count;
  }
  state.slices++;
  const told = Object.entries(rows).filter(([table]) => !isOwnTable(table));
  return { entries: ledger.entries, rows: Object.fromEntries(told) };
}

/** The rows of a slice, and then what is to be remembered of it: all of it or nothing is committed. */
async function* withMarks(
  batches: AsyncIterable<RowBatch>,
  slice: Slice,
  { checkpoints }: RunState,
): AsyncGenerator<RowBatch> {
  yield* batches;
  yield* checkpoints?.batchesOf(slice) ?? [];
}

function endEarly(
  error: unknown,
  options: RunOptions,
  state: RunState,
  tree: TreeProgress | undefined,
): void {
  const isKnown =
    error instanceof StopError || error instanceof InterruptedError || error instanceof DestinationError;
  const words = error instanceof Error ? error.message : String(error);
  state.reasons.push(options.scrub(isKnown ? words : `unexpected: ${words}`));
  if (!isKnown && error instanceof Error && error.stack) state.reasons.push(options.scrub(error.stack));
  state.interrupted = error instanceof InterruptedError;
  state.stopped = !state.interrupted;
  if (tree && tree.rootsListed > 0) {
    const ledger = state.ledgers.get(tree.root);
    state.reasons.push(
      `the reading ended early: ${ledger?.counts.loaded ?? 0} of ${tree.rootsListed} items of "${tree.root}" are committed with all that belongs to them`,
    );
  }
}

/** `20261121T101500Z-1f3a9c`: sorts by time, unique. */
function newRunId(clock: Clock): string {
  const instant = new Date(clock.now()).toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');
  return `${instant}-${randomBytes(3).toString('hex')}`;
}
