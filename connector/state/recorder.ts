// What a run records beside the rows: items, cursors, definitions, runs, ledger, dead letters, drift. All of it has one life.
import type { DestinationSession } from '../model/destination.js';
import type { NotLoaded } from '../model/record.js';
import type { RunReport } from '../model/report.js';
import type { RowBatch } from '../model/table.js';
import type { Slice } from '../read/slice.js';

/** A slice, when all of its records were shaped. */
export interface SliceFacts {
  /** What was read: counts, items of lists, readings of windows. */
  slice: Slice;
  /** Every object of the slice that is not loaded, with the items above it. */
  notLoaded: readonly NotLoaded[];
  /** The report of the run as it will be when the slice is committed. */
  report(): RunReport;
}

export interface RunEnd {
  /** Every list was read to its end. */
  isReadToEnd: boolean;
  report(): RunReport;
}

/**
 * The run calls the recorders of its list one after another, never in parallel: `open` once; `begin` once, whose rows
 * are a commit of their own; then for each slice `batch` (zero or more times), `slice` and, when the destination has
 * committed, `committed`; at last `end` once. The rows that a recorder returns are in the same commit as the rows of the
 * slice, so both are there or neither.
 */
export interface Recorder {
  /** Before the first call of the API. An error keeps the run from starting. */
  open?(session: DestinationSession): Promise<void>;
  /** Before anything is read: rows that say so, should the run be killed before its first slice. */
  begin?(report: () => RunReport): RowBatch[];
  /** After each batch of records: rows that are too many to wait for the end of the slice. */
  batch?(): RowBatch[];
  /** When all records of a slice were shaped. An error leaves the slice out whole and ends the run. */
  slice?(facts: SliceFacts): RowBatch[];
  /** What the last `slice` or `end` returned is in the destination. What was not confirmed by then never will be. */
  committed?(): void | Promise<void>;
  /**
   * When the run ends, however it ends. The rows are the last commit; an error of the destination becomes a reason of
   * the report.
   */
  end?(end: RunEnd): RowBatch[] | Promise<RowBatch[]>;
}

/** The list of a run. */
export class Recorders implements Required<Recorder> {
  constructor(private readonly list: readonly Recorder[]) {}

  async open(session: DestinationSession): Promise<void> {
    for (const recorder of this.list) await recorder.open?.(session);
  }

  begin(report: () => RunReport): RowBatch[] {
    return this.list.flatMap((recorder) => recorder.begin?.(report) ?? []);
  }

  batch(): RowBatch[] {
    return this.list.flatMap((recorder) => recorder.batch?.() ?? []);
  }

  slice(facts: SliceFacts): RowBatch[] {
    return this.list.flatMap((recorder) => recorder.slice?.(facts) ?? []);
  }

  async committed(): Promise<void> {
    for (const recorder of this.list) await recorder.committed?.();
  }

  async end(end: RunEnd): Promise<RowBatch[]> {
    const rows: RowBatch[] = [];
    for (const recorder of this.list) rows.push(...((await recorder.end?.(end)) ?? []));
    return rows;
  }
}
