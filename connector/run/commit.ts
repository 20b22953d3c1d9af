// Commits of a run: the rows of a slice together with what the recorders add, and at last how the run ended.
import type { DestinationSession } from '../model/destination.js';
import { DestinationError } from '../model/errors.js';
import type { NotLoaded } from '../model/record.js';
import type { RunReport } from '../model/report.js';
import { isOwnTable, type RowBatch } from '../model/table.js';
import type { Slice } from '../read/slice.js';
import { buildReport, withReason } from './report.js';
import type { RunOptions, RunState } from './run-state.js';
import { shapeSlice } from './shape-slice.js';

/** What a committed slice has brought. */
export interface CommittedSlice {
  notLoaded: readonly NotLoaded[];
  /** Rows by table, without the own tables. */
  rows: Record<string, number>;
}

/** That the run has begun. */
export async function recordBegin(
  options: RunOptions,
  session: DestinationSession,
  state: RunState,
): Promise<void> {
  const { runId, recorders } = state;
  const rows = recorders.all.begin(() => buildReport(options, state));
  await session.commit({ runId, batches: inTurn(rows) });
}

export async function commitSlice(
  slice: Slice,
  options: RunOptions,
  session: DestinationSession,
  state: RunState,
): Promise<CommittedSlice> {
  const { runId, recorders } = state;
  const { notLoaded } = recorders.ledger;
  const batches = withRecords(slice, options, state);
  const { rows, replacedCharacters = 0, digitsBeside = [] } = await session.commit({ runId, batches });
  await recorders.all.committed();
  const data = Object.entries(rows).filter(([table]) => !isOwnTable(table));
  for (const [table, count] of data) state.rows[table] = (state.rows[table] ?? 0) + count;
  state.replacedCharacters += replacedCharacters;
  for (const { table, beside, rows: count } of digitsBeside) {
    const known = state.digitsBeside.get(table) ?? { count: 0, columns: new Set() };
    state.digitsBeside.set(table, { count: known.count + count, columns: known.columns.add(beside) });
  }
  state.slices++;
  return { notLoaded, rows: Object.fromEntries(data) };
}

/** All of it is committed, or nothing. */
async function* withRecords(slice: Slice, options: RunOptions, state: RunState): AsyncGenerator<RowBatch> {
  const { ledger, all } = state.recorders;
  const rows = { ...state.rows };
  for await (const batch of shapeSlice(slice, state)) {
    const { table } = batch.schema;
    if (!isOwnTable(table)) rows[table] = (rows[table] ?? 0) + batch.rows.length;
    yield batch;
  }
  const ledgers = ledger.after(slice);
  const report = () => buildReport(options, { ...state, rows, ledgers, slices: state.slices + 1 });
  yield* all.slice({ slice, notLoaded: ledger.notLoaded, report });
}

/** That the end cannot be recorded must not hide how the run ended: the report says so. */
export async function recordEnd(
  options: RunOptions,
  session: DestinationSession,
  state: RunState,
): Promise<RunReport> {
  const { runId, recorders } = state;
  let made: RunReport | undefined;
  const report = () => {
    made ??= buildReport(options, state);
    return made;
  };
  try {
    const isReadToEnd = state.isReadToEnd === true;
    const rows = await recorders.all.end({ isReadToEnd, report });
    await session.commit({ runId, batches: inTurn(rows) });
    await recorders.all.committed();
    return report();
  } catch (error) {
    if (!(error instanceof DestinationError)) throw error;
    const message = `the end of the run could not be written beside the data: ${error.message}`;
    return withReason(report(), { code: 'end-not-recorded', message });
  }
}

export async function* inTurn(batches: readonly RowBatch[]): AsyncGenerator<RowBatch> {
  yield* batches;
}
