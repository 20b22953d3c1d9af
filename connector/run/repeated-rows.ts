// Rows that came with the key of another: the destination has one row for both.
import type { Clock } from '../model/clock.js';
import type { RowBatch } from '../model/table.js';
import { IdSet } from '../read/seen/id-set.js';
import type { Recorder } from '../state/recorder.js';

/** 24 bytes a row, and only for the tables that are watched. */
export class RepeatedRows implements Recorder {
  readonly #seen = new Map<string, IdSet>();
  readonly #pending = new Map<string, number>();
  readonly #counts = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** From now on the keys of a source object's rows are remembered. */
  watch(source: string): void {
    this.#seen.set(source, new IdSet(this.clock.random()));
  }

  add(source: string, key: string | undefined): void {
    const seen = this.#seen.get(source);
    if (!seen || key === undefined || seen.add(key)) return;
    this.#pending.set(source, (this.#pending.get(source) ?? 0) + 1);
  }

  /** What came since the last commit is in the destination. */
  committed(): void {
    for (const [name, count] of this.#pending) this.#counts.set(name, this.count(name) + count);
    this.#pending.clear();
  }

  end(): RowBatch[] {
    this.#pending.clear();
    return [];
  }

  count(source: string): number {
    return this.#counts.get(source) ?? 0;
  }
}
