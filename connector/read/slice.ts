// A slice: roots with all their descendants, on their way from the reading to the destination.
import { Condition } from './condition.js';
import type { ReadBatch } from './facts.js';
import { OpenFacts, RootFacts } from './open-facts.js';

/** Records in memory at once for one slice before its writing begins. */
const HOLD = 20_000;

export interface SliceOptions {
  /** Notified of whatever happens to the slice. */
  change?: Condition;
  /** Something is read below the roots, so each has facts of its own. */
  hasBelow?: boolean;
  /** Called when all of a root is read. */
  rootDone?: () => void;
}

/**
 * Fills while it is read. It is handed on when it is whole, or, when it is very large, as it comes: then `push` waits
 * until the records so far have been taken. Roots that are read to their end can be split off before.
 */
export class Slice extends OpenFacts {
  /** In the run. */
  number = 0;
  /** Roots that were taken into it, and records so far, with those that were split off. */
  takenRoots = 0;
  takenRecords = 0;
  /** Bytes of the roots in the replies that brought them, as far as those tell. */
  takenBytes = 0;
  openedAt = 0;
  /** Roots that are read to their end and brought nothing: everything below them is known. */
  idleRoots = 0;
  #splitRoots = 0;
  readonly #open = new Set<RootFacts>();
  /** Roots that are read to their end. */
  #done: RootFacts[] = [];
  #count = 0;
  #failure: { error: unknown } | undefined;
  readonly #change: Condition;
  protected readonly room = this;

  constructor(private readonly options: SliceOptions = {}) {
    super();
    this.#change = options.change ?? new Condition();
  }

  get roots(): number {
    return this.takenRoots - this.#splitRoots;
  }

  /** Where one root goes, with everything below it: `close` says that all of it has begun. */
  root(): RootFacts {
    const facts = new RootFacts(this, this.takenRoots, (whole) => this.#rootDone(whole));
    this.#open.add(facts);
    return facts;
  }

  item(): OpenFacts {
    return this.options.hasBelow ? this.root() : this;
  }

  /** After a failure no more is read to its end: a call may be missing that has failed. */
  #rootDone(facts: RootFacts): void {
    if (this.#failure) return;
    this.#open.delete(facts);
    this.#done.push(facts);
    if (facts.broughtNothing) this.idleRoots++;
    this.options.rootDone?.();
    this.#change.notify();
  }

  added(): void | Promise<void> {
    this.#count++;
    this.takenRecords++;
    return this.isFull ? this.#room() : undefined;
  }

  /** A slice that is not whole by now never will be. */
  fail(error: unknown): void {
    if (this.isWhole) return;
    this.#failure ??= { error };
    this.#change.notify();
  }

  get isWhole(): boolean {
    return this.isRead && this.#open.size === 0 && !this.#failure;
  }

  /** It holds so much that it is to be taken as it comes. */
  get isFull(): boolean {
    return this.#count >= HOLD;
  }

  /** Some roots are read to their end, and others are not. */
  get isPartlyDone(): boolean {
    return this.#done.length > 0 && !this.isWhole;
  }

  /** The roots that are read to their end, as a slice of their own. */
  split(): Slice {
    const part = new Slice();
    part.takenRoots = this.#done.length;
    this.#splitRoots += this.#done.length;
    this.#giveDone(part);
    this.#count -= part.held;
    part.close();
    return part;
  }

  /** In the order in which the roots were listed, not in that in which calls ended. */
  #giveDone(to: Slice): void {
    for (const facts of this.#done.sort((a, b) => a.order - b.order)) to.absorb(facts);
    this.#done = [];
  }

  /** Everything, root after root. Throws when the slice cannot be whole. Then its facts are complete. */
  async *batches(): AsyncGenerator<ReadBatch> {
    for (;;) {
      if (this.#failure) throw this.#failure.error;
      const { isWhole } = this;
      const batch = this.#take();
      this.#change.notify();
      if (batch.records.length + batch.missing.length > 0) yield batch;
      if (isWhole) return;
      while (!this.isWhole && !this.isFull && !this.#failure) await this.#change.wait();
    }
  }

  #take(): ReadBatch {
    this.#giveDone(this);
    this.#count = 0;
    const batch = this.takeHeld();
    for (const facts of this.#open) {
      const { records, missing } = facts.takeHeld();
      for (const record of records) batch.records.push(record);
      for (const one of missing) batch.missing.push(one);
    }
    return batch;
  }

  protected changed(): void {
    this.#change.notify();
  }

  async #room(): Promise<void> {
    this.#change.notify();
    while (this.isFull && !this.#failure) await this.#change.wait();
    if (this.#failure) throw this.#failure.error;
  }
}
