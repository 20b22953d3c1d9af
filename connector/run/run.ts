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
import type { RunOptions, RunProgress, RunState } from './state.js';

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
    await beginReplacing(options, session, state);
    await readAndCommit(options, session, state, record);
    await keepOthers(options, session, state);
    state.shortcuts?.remember();
    state.reasons.push(...(await counts.contradictions(state.ledgers)));
    return await published(options, session, await record.close(buildReport(options, state)));
  } finally {
    await session.close();
  }
}

/** That other programs do not see it yet must not hide what was loaded: it is told in the report. */
async function published(
  options: RunOptions,
  session: DestinationSession,
  report: RunReport,
): Promise<RunReport> {
  try {
    await session.publish?.();
    return report;
  } catch (error) {
    if (!(error instanceof DestinationError)) throw error;
    const reason =
      `what is loaded is safe, but the files for other programs are not all written: ${options.scrub(error.message)}. ` +
      'The next run writes them';
    const outcome = report.outcome === 'complete' ? 'incomplete' : report.outcome;
    return { ...report, outcome, reasons: [...report.reasons, reason] };
  }
}

async function readAndCommit(
  options: RunOptions,
  session: DestinationSession,
  state: RunState,
  record: RunRecord,
): Promise<void> {
  const reader = new PlanReader(options.plan, options.client, {
    concurrency: options.concurrency,
    sliceRoots: options.sliceRoots ?? SLICE_ROOTS,
    sliceRecords: options.sliceRecords ?? SLICE_RECORDS,
    clock: options.clock,
    signal: options.signal,
    shortcuts: options.shortcuts,
    known: state.checkpoints,
  });
  state.shortcuts = reader.shortcuts;
  const progress = (): RunProgress => ({
    tree: reader.progress(),
    calls: options.client.statistics().calls,
    rows: Object.values(state.rows).reduce((sum, count) => sum + count, 0),
    slices: state.slices,
  });
  options.onProgress?.(progress);
  try {
    for await (const slice of reader.slices()) {
      await commitSlice(slice, options, session, state, record);
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
  state.stopped = !(error instanceof InterruptedError);
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
