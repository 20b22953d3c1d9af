// A run: the slices of a plan, shaped and committed one after another, and the report of it.
import type { DestinationSession } from '../model/destination.js';
import { DestinationError, InterruptedError, noticesOf } from '../model/errors.js';
import type { EngineEvent } from '../model/events/events.js';
import type { RunReport } from '../model/report.js';
import { scrubbed } from '../model/secret.js';
import { PlanReader } from '../read/plan-reader.js';
import type { TreeProgress } from '../read/reading.js';
import { checkRejected } from '../state/dead-letters/limit.js';
import { openChecked } from '../state/format.js';
import { commentTables } from './comments.js';
import { commitSlice, recordBegin, recordEnd } from './commit.js';
import { markDeletions } from './deletions.js';
import { progressOf } from './progress.js';
import { keepOthers, startReplacing, swapComplete } from './replacing.js';
import { withReason } from './report.js';
import { RunEvents } from './run-events.js';
import type { RunOptions, RunState } from './run-state.js';
import { scrubbedSession } from './scrubbed-session.js';
import { declaredSchemas } from './shapers.js';
import { startRun } from './start.js';

const SLICE_ROOTS = 200;
const SLICE_RECORDS = 15_000;

/**
 * Loads a plan. Once the destination is open it always resolves with a report, which names what ended the run early. The
 * report, the events and what is stored about the run have no secrets. Throws `DestinationError` when the destination
 * cannot be used at all: nothing was called then.
 */
export async function runPlan(given: RunOptions): Promise<RunReport> {
  const { scrub, onEvent } = given;
  const session = scrubbedSession(await openChecked(given.destination), scrub);
  const options = {
    ...given,
    onEvent: onEvent && ((event: EngineEvent) => onEvent(scrubbed(event, scrub))),
  };
  try {
    const { state, counts } = await startRun(session, options);
    const events = new RunEvents(options, state);
    events.started();
    await startReplacing(options, session, state);
    await readAndCommit(options, session, state, events);
    await keepOthers(options, session, state);
    state.strategies?.remember();
    state.reasons.push(...(await counts.contradictions(state.ledgers)));
    const report = scrubbed(await published(session, await recordEnd(options, session, state)), scrub);
    events.ended(report);
    return report;
  } finally {
    await session.close();
  }
}

/** Publishes what was loaded. A failure is a reason of the report, because the rows themselves are safe. */
async function published(session: DestinationSession, report: RunReport): Promise<RunReport> {
  try {
    await session.publish?.();
    return report;
  } catch (error) {
    if (!(error instanceof DestinationError)) throw error;
    const message =
      `what is loaded is safe, but the files for other programs are not all written: ${error.message}. ` +
      'The next run writes them';
    return withReason(report, { code: 'not-published', message });
  }
}

async function readAndCommit(
  options: RunOptions,
  session: DestinationSession,
  state: RunState,
  events: RunEvents,
): Promise<void> {
  const reader = new PlanReader(options.plan, options.client, {
    concurrency: options.concurrency,
    sliceRoots: options.sliceRoots ?? SLICE_ROOTS,
    sliceRecords: options.sliceRecords ?? SLICE_RECORDS,
    clock: options.clock,
    signal: options.signal,
    finish: options.finish,
    strategies: options.strategies,
    known: state.recorders.state,
    dates: state.recorders.state,
  });
  state.strategies = reader.strategies;
  const progress = () => progressOf(options, state, reader);
  options.onProgress?.(progress);
  try {
    await recordBegin(options, session, state);
    for await (const slice of reader.slices()) {
      const committed = await commitSlice(slice, options, session, state);
      events.committed(slice, committed, reader.progress()?.root);
      checkRejected(options, state.ledgers);
      options.onProgress?.(progress);
    }
    await session.prepare(declaredSchemas(state.shapers));
    await swapComplete(options, session, state);
    await commentTables(options, session, state);
    // Only whole lists prove that something is gone.
    if (!options.retry) await markDeletions(options, session, state);
    state.isReadToEnd = true;
  } catch (error) {
    endEarly(error, state, reader.progress());
  }
}

function endEarly(error: unknown, state: RunState, tree: TreeProgress | undefined): void {
  state.reasons.push(...noticesOf(error));
  state.interrupted = error instanceof InterruptedError;
  state.stopped = !state.interrupted;
  if (tree && tree.rootsListed > 0) {
    const count = state.ledgers.get(tree.root)?.counts.loaded ?? 0;
    const message = `the reading ended early: ${count} of ${tree.rootsListed} items are committed with all that belongs to them`;
    state.reasons.push({ code: 'ended-early', source: tree.root, count, message });
  }
}
