// Rows that came with the key of another: the destination has one row for both.
import type { Clock } from '../model/clock.js';
import type { PlanNode } from '../model/plan.js';
import { IdSet } from '../read/id-set.js';

/** 24 bytes a row, and only for the tables that are watched. */
export class RepeatedRows {
  readonly #seen = new Map<string, IdSet>();
  readonly #pending = new Map<string, number>();
  readonly #counts = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** From now on the keys of a source object's rows are remembered. */
  watch(source: string): void {
    this.#seen.set(source, new IdSet(this.clock.random()));
  }

  add({ name }: PlanNode, key: string | undefined): void {
    const seen = this.#seen.get(name);
    if (!seen || key === undefined || seen.add(key)) return;
    this.#pending.set(name, (this.#pending.get(name) ?? 0) + 1);
  }

  /** What came since the last call is in the destination. */
  committed(): void {
    for (const [name, count] of this.#pending) this.#counts.set(name, this.count(name) + count);
    this.#pending.clear();
  }

  count(source: string): number {
    return this.#counts.get(source) ?? 0;
  }
}
