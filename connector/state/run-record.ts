// The record of a run, written beside the data in the same commits: never more, never less than what is there.
import type { DestinationSession } from '../model/destination.js';
import { DestinationError } from '../model/errors.js';
import type { RunReport } from '../model/report.js';
import { isOwnTable, type RowBatch } from '../model/table.js';
import type { Slice } from '../read/slice.js';
import { buildReport, withReason } from '../run/report.js';
import type { RunOptions, RunState } from '../run/run-state.js';
import { FormatRecord } from './format.js';
import type { Missed, SliceLedger } from './ledger.js';
import { partitionId } from './record-id.js';
import { outdatedRuns } from './retention.js';
import { abandonedBatch, ledgerBatch, RUNS, runBatches, type StoredRunRow } from './run-tables.js';

export class RunRecord {
  private constructor(
    private readonly session: DestinationSession,
    private readonly options: RunOptions,
    private readonly state: RunState,
    /** Runs that never recorded their end. */
    private readonly abandoned: StoredRunRow[],
    private readonly format: FormatRecord,
  ) {}

  static async open(session: DestinationSession, options: RunOptions, state: RunState): Promise<RunRecord> {
    const abandoned: StoredRunRow[] = [];
    for await (const run of RUNS.read(session, { where: { outcome: 'running' } })) abandoned.push(run);
    const format = await FormatRecord.open(session, options.version);
    return new RunRecord(session, options, state, abandoned, format);
  }

  /** The batches of a slice, and after them what the record then is. */
  async *with(slice: Slice, ledger: SliceLedger, shaped: AsyncIterable<RowBatch>): AsyncGenerator<RowBatch> {
    const { state, options } = this;
    const rows = { ...state.rows };
    for await (const batch of shaped) {
      const { table } = batch.schema;
      if (!isOwnTable(table)) rows[table] = (rows[table] ?? 0) + batch.rows.length;
      yield batch;
    }
    const ledgers = new Map([...state.ledgers].map(([name, each]) => [name, each.after(slice, ledger)]));
    const then = { ...state, rows, ledgers, slices: state.slices + 1 };
    yield* this.format.batches(options.clock.now());
    yield* this.#abandoned();
    yield* runBatches(buildReport(options, then), options.version, true);
    yield* state.configured?.beginning(state.runId) ?? [];
    yield ledgerBatch(state.runId, ledger.entries, options.clock.now());
  }

  /** What `with` handed out last is in the destination. */
  committed(): void {
    this.format.committed();
  }

  /** Writes how the run ended. That this fails must not hide how it ended: it is told in the report. */
  async close(): Promise<RunReport> {
    const { state, options } = this;
    const drift = state.drift.ending(state);
    state.drift.committed();
    const report = buildReport(options, state);
    try {
      const ended = [...drift, ...(await this.#ended(report))];
      await this.session.commit({ runId: state.runId, batches: inTurn(ended) });
      return report;
    } catch (error) {
      if (!(error instanceof DestinationError)) throw error;
      const message = `the end of the run could not be written beside the data: ${error.message}`;
      return withReason(report, { code: 'end-not-recorded', message });
    }
  }

  async #ended(report: RunReport): Promise<RowBatch[]> {
    const { state, options } = this;
    const kept = { account: options.account, runId: state.runId, keepRuns: options.keepRuns };
    return [
      ...this.format.batches(options.clock.now()),
      ...this.#abandoned(),
      ...runBatches(report, options.version, false),
      ledgerBatch(state.runId, [], 0),
      ...(state.isWhole ? (state.checkpoints?.ending(this.#isDoubted()) ?? []) : []),
      ...(state.isWhole ? (state.configured?.ending(state.runId) ?? []) : []),
      ...(state.isWhole ? state.rejected.ending((source, list) => this.#missed(source, list)) : []),
      ...(await outdatedRuns(this.session, kept)),
    ];
  }

  /** Lists that were taken for whole may not be: what they lack must be listed again. */
  #isDoubted(): boolean {
    return (this.state.strategies?.doubtedLists() ?? 0) > 0;
  }

  /** Something of this list did not come, or nobody knows. */
  #missed(source: string, list: string): boolean {
    const ledger = this.state.ledgers.get(source);
    const isList = ({ partition, reason }: Missed) =>
      reason !== 'rejected' && this.options.scrub(partitionId(partition)) === list;
    return ledger === undefined || ledger.missedMore || ledger.missed.some(isList);
  }

  #abandoned(): RowBatch[] {
    return this.abandoned.length === 0 ? [] : [abandonedBatch(this.abandoned)];
  }
}

async function* inTurn(batches: RowBatch[]): AsyncGenerator<RowBatch> {
  yield* batches;
}
