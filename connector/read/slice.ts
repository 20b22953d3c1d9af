// A slice: roots with all their descendants, on their way from the reading to the destination.
import type { AcceptedId } from '../model/accept.js';
import type { SkipReason } from '../model/api.js';
import type { Ancestor, ApiRecord, NotLoaded, WithdrawnEntry } from '../model/record.js';
import type { ListProof } from '../model/report.js';
import { Condition } from './condition.js';

/** What was met while a node was read, in one slice. */
export interface NodeTally {
  /** Objects that the API named, each once. */
  listed: number;
  /** Of these, loaded before and not read again. */
  known: number;
  /** Records that came. */
  read: number;
  missing: Record<SkipReason | 'rejected', number>;
  /** Lists or objects that were asked for. */
  reads: number;
  duplicates: number;
  blank: number;
  /** The weakest of its lists. */
  proof?: ListProof;
}

export function newTally(): NodeTally {
  return {
    listed: 0,
    known: 0,
    read: 0,
    missing: { absent: 0, gone: 0, expired: 0, refused: 0, failed: 0, rejected: 0 },
    reads: 0,
    duplicates: 0,
    blank: 0,
  };
}

/** An item of a list that was read. */
export interface ListedItem extends Pick<Ancestor, 'source' | 'ordinal'> {
  /** As `itemKey` makes it. */
  key: string;
  /** Its list is at the root of a tree. */
  isRoot: boolean;
  /** The source objects directly below that are read for it. Absent: all, as is the item itself. */
  branches?: readonly string[];
}

/** One reading of a list in mode `window`. */
export interface WindowReading {
  source: string;
  /** Path parameters, as JSON text. */
  partition: string;
  /** The list is at the root: its reading goes through many slices. */
  isRoot: boolean;
}

export interface ReadBatch {
  records: ApiRecord[];
  missing: NotLoaded[];
}

/** Records in memory at once for one slice before its writing begins. */
const HOLD = 20_000;

/**
 * Fills while it is read. It is handed on when it is whole, or, when it is very large, as it comes:
 * then `push` waits until the records so far have been taken.
 */
export class Slice {
  readonly tallies = new Map<string, NodeTally>();
  /** Items of lists that later loads may know: those of lists at the root, and those with something to know below. */
  readonly items: ListedItem[] = [];
  /** What may still change: an object in mode `open` that is not final, or a list in that mode without an item. */
  readonly unfinished: Pick<ApiRecord, 'source' | 'parent'>[] = [];
  /** Entries of earlier readings that do not hold: the objects are read again in this slice. */
  readonly withdrawn: WithdrawnEntry[] = [];
  /** Items above them, listed in this or an earlier slice: what is not loaded below them is not known any more. */
  readonly reopened: ListedItem[] = [];
  /** Readings that were answered, of objects that the configuration accepts as not loaded. */
  readonly answered: { source: string; ids: AcceptedId[] }[] = [];
  /** Readings of lists in mode `window`, once for each set of path parameters. */
  readonly windows = new Map<string, WindowReading>();
  roots = 0;
  records = 0;
  #held: ReadBatch = { records: [], missing: [] };
  #pending = 0;
  #closed = false;
  #failure: { error: unknown } | undefined;
  readonly #change = new Condition();

  constructor(readonly number: number) {}

  tally(node: string): NodeTally {
    let tally = this.tallies.get(node);
    if (!tally) {
      tally = newTally();
      this.tallies.set(node, tally);
    }
    return tally;
  }

  async push(record: ApiRecord): Promise<void> {
    this.#held.records.push(record);
    this.records++;
    if (this.#isFull()) await this.#room();
  }

  async pushMissing(missing: NotLoaded): Promise<void> {
    this.#held.missing.push(missing);
    this.tally(missing.source).missing[missing.reason]++;
    if (this.#isFull()) await this.#room();
  }

  /** Takes an entry back, as if it had not been made. */
  withdraw(entry: WithdrawnEntry): void {
    const tally = this.tally(entry.source);
    tally.listed--;
    tally.missing[entry.reason]--;
    this.withdrawn.push(entry);
  }

  /** A piece of work that belongs to this slice begins; it calls the result when it has ended. */
  begin(): () => void {
    this.#pending++;
    return () => {
      this.#pending--;
      this.#change.notify();
    };
  }

  /** No further roots come. */
  close(): void {
    this.#closed = true;
    this.#change.notify();
  }

  /** A slice that is not whole by now never will be. */
  fail(error: unknown): void {
    if (this.#isWhole()) return;
    this.#failure ??= { error };
    this.#change.notify();
  }

  /** Resolves when the slice is whole, holds too much, or has failed. */
  async ready(): Promise<void> {
    while (!this.#isWhole() && !this.#isFull() && !this.#failure) await this.#change.wait();
  }

  /** Everything, in the order in which it came. Throws when the slice cannot be whole. */
  async *batches(): AsyncGenerator<ReadBatch> {
    for (;;) {
      if (this.#failure) throw this.#failure.error;
      const whole = this.#isWhole();
      const batch = this.#held;
      this.#held = { records: [], missing: [] };
      this.#change.notify();
      if (batch.records.length + batch.missing.length > 0) yield batch;
      if (whole) return;
      while (!this.#isWhole() && !this.#isFull() && !this.#failure) await this.#change.wait();
    }
  }

  #isWhole(): boolean {
    return this.#closed && this.#pending === 0;
  }

  #isFull(): boolean {
    return this.#held.records.length + this.#held.missing.length >= HOLD;
  }

  async #room(): Promise<void> {
    this.#change.notify();
    while (this.#isFull() && !this.#failure) await this.#change.wait();
    if (this.#failure) throw this.#failure.error;
  }
}
