// The slices of one tree: which one takes the next root, when reading waits for writing, and what is handed on when.
import type { Clock } from '../model/clock.js';
import type { Condition } from './condition.js';
import { Slice } from './slice.js';

/** Slices that may be uncommitted at once: one being written, one being read. */
const OPEN_SLICES = 2;

/** After this time the roots that are read to their end are handed on: of a load's first slice, and of others. */
const FIRST_MS = 2_000;
const LATER_MS = 10_000;

/**
 * Roots with nothing below, or with nothing that is not known, come many at a time, and a commit costs as much for few rows
 * as for many: their slices take more than `sliceRoots`, up to `sliceRecords`, so much text, or so long.
 */
const GATHERED_BYTES = 8 * 1024 * 1024;
const GATHERED_MS = 2_000;

export interface SliceLimits {
  /** A slice takes no further root after this many roots or records. */
  sliceRoots: number;
  sliceRecords: number;
  clock: Clock;
}

export interface SliceSource {
  /** Notified of every change of a slice. */
  change: Condition;
  /** Something is read below the roots. */
  hasBelow: boolean;
  /** Called when all of a root is read. */
  rootDone: () => void;
  /** Number of the next slice, from tree to tree. */
  counters: { slice: number };
}

export class SliceQueue {
  readonly #queue: Slice[] = [];
  #current: Slice | undefined;
  #failure: { error: unknown } | undefined;
  #finished = false;
  /** When a slice was last handed on. */
  #since: number;

  constructor(
    private readonly limits: SliceLimits,
    private readonly from: SliceSource,
  ) {
    this.#since = limits.clock.now();
  }

  /** True when the next root goes into another slice than this one. */
  isFull(slice: Slice): boolean {
    const { sliceRoots, sliceRecords } = this.limits;
    const { takenRecords, takenRoots, idleRoots } = slice;
    if (takenRecords >= sliceRecords || takenRoots >= sliceRecords) return true;
    if (takenRoots < sliceRoots) return false;
    return (this.from.hasBelow && takenRoots - idleRoots >= sliceRoots) || this.#isWorthCommit(slice);
  }

  #isWorthCommit({ takenBytes, openedAt }: Slice): boolean {
    return takenBytes >= GATHERED_BYTES || this.limits.clock.now() - openedAt >= GATHERED_MS;
  }

  /** The slice that takes the next root, where there is one. */
  get current(): Slice | undefined {
    return this.#current && !this.isFull(this.#current) ? this.#current : undefined;
  }

  /** The slice that takes the next root. Waits while too many slices are uncommitted. */
  async forRoot(): Promise<Slice> {
    const { change } = this.from;
    const { current } = this;
    if (current) return current;
    this.#current?.close();
    while (this.#queue.length >= OPEN_SLICES && !this.#failure) await change.wait();
    if (this.#failure) throw this.#failure.error;
    // Timers and signals get their turn even when everything is already in memory.
    await this.limits.clock.sleep(0);
    this.#current = new Slice(this.from);
    this.#current.openedAt = this.limits.clock.now();
    this.#queue.push(this.#current);
    change.notify();
    return this.#current;
  }

  /** No further roots come. */
  finish(): void {
    this.#current?.close();
    this.#finished = true;
    this.from.change.notify();
  }

  /**
   * Slices in order; each must be taken wholly before the next is asked for. Of a slice that takes long, roots that are
   * read to their end come as a slice of their own; so do all of them when the reading fails, before this throws.
   */
  async *take(): AsyncGenerator<Slice> {
    for (;;) {
      const slice = this.#queue[0];
      if (slice && (slice.isWhole || (slice.isFull && !this.#failure))) {
        yield this.#numbered(slice);
        this.#queue.shift();
        this.#handedOn();
      } else if (this.#failure) {
        for (const each of this.#queue.splice(0)) {
          if (each.isWhole) yield this.#numbered(each);
          else if (each.isPartlyDone) yield this.#numbered(each.split());
        }
        throw this.#failure.error;
      } else if (this.#isTime && this.#queue.some((each) => each.isPartlyDone)) {
        for (const each of [...this.#queue]) if (each.isPartlyDone) yield this.#numbered(each.split());
        this.#handedOn();
      } else if (!slice && this.#finished) return;
      else await this.from.change.wait();
    }
  }

  get #isTime(): boolean {
    const { counters } = this.from;
    return this.limits.clock.now() - this.#since >= (counters.slice === 1 ? FIRST_MS : LATER_MS);
  }

  #numbered(slice: Slice): Slice {
    slice.number = this.from.counters.slice++;
    return slice;
  }

  #handedOn(): void {
    this.#since = this.limits.clock.now();
    this.from.change.notify();
  }

  /** What is whole still comes; a slice that is being taken throws this. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    for (const slice of this.#queue) slice.fail(error);
    this.from.change.notify();
  }
}
