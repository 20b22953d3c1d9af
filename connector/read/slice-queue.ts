// The slices of one tree: which one takes the next root, and when reading waits for writing.
import type { Clock } from '../model/clock.js';
import type { Condition } from './condition.js';
import { Slice } from './slice.js';

/** Slices that may be uncommitted at once: one being written, one being read. */
const OPEN_SLICES = 2;

export interface SliceLimits {
  /** A slice takes no further root after this many roots or records. */
  sliceRoots: number;
  sliceRecords: number;
  clock: Clock;
}

export class SliceQueue {
  readonly #queue: Slice[] = [];
  #current: Slice | undefined;
  #failure: { error: unknown } | undefined;
  #finished = false;

  constructor(
    private readonly limits: SliceLimits,
    private readonly change: Condition,
    private readonly nextNumber: () => number,
  ) {}

  /** True when the next root goes into another slice than this one. */
  isFull(slice: Slice): boolean {
    const { sliceRoots, sliceRecords } = this.limits;
    return slice.roots >= sliceRoots || slice.records >= sliceRecords;
  }

  /** The slice that takes the next root. Waits while too many slices are uncommitted. */
  async forRoot(): Promise<Slice> {
    const current = this.#current;
    if (current && !this.isFull(current)) return current;
    current?.close();
    while (this.#queue.length >= OPEN_SLICES && !this.#failure) await this.change.wait();
    if (this.#failure) throw this.#failure.error;
    // Timers and signals get their turn even when everything is already in memory.
    await this.limits.clock.sleep(0);
    this.#current = new Slice(this.nextNumber());
    this.#queue.push(this.#current);
    this.change.notify();
    return this.#current;
  }

  /** No further roots come. */
  finish(): void {
    this.#current?.close();
    this.#finished = true;
    this.change.notify();
  }

  /** Slices in order; each must be taken wholly before the next is asked for. */
  async *take(): AsyncGenerator<Slice> {
    for (;;) {
      const slice = this.#queue[0];
      if (slice) {
        await slice.ready();
        yield slice;
        this.#queue.shift();
        this.change.notify();
      } else if (this.#failure) throw this.#failure.error;
      else if (this.#finished) return;
      else await this.change.wait();
    }
  }

  /** Slices that are whole still come; those that are not throw this while they are taken. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    for (const slice of this.#queue) slice.fail(error);
    this.change.notify();
  }
}
