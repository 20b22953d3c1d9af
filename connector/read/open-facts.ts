// Facts that are still coming: those of a slice, and those of each root in it.
import type { ApiRecord, NotLoaded } from '../model/record.js';
import { Facts } from './facts.js';

/** What they need of the slice that they belong to. */
export interface Room {
  /** They hold one more. Waits while the slice holds too much. */
  added(): void | Promise<void>;
}

export abstract class OpenFacts extends Facts {
  #pending = 0;
  #isClosed = false;

  protected abstract readonly room: Room;

  /** Where an item goes that no other is above, with everything below it. */
  abstract item(): OpenFacts;

  /** Nothing to wait for where there is room: a promise for each record would cost more than the record. */
  push(record: ApiRecord): void | Promise<void> {
    this.hold(record);
    return this.room.added();
  }

  async pushMissing(missing: NotLoaded): Promise<void> {
    this.holdMissing(missing);
    await this.room.added();
  }

  /** A piece of work that belongs to them begins; it calls the result when it has ended. */
  begin(): () => void {
    this.#pending++;
    let hasEnded = false;
    return () => {
      if (hasEnded) return;
      hasEnded = true;
      this.#pending--;
      this.changed();
    };
  }

  /** Everything that belongs to them has begun. */
  close(): void {
    this.#isClosed = true;
    this.changed();
  }

  protected get isRead(): boolean {
    return this.#isClosed && this.#pending === 0;
  }

  protected abstract changed(): void;
}

/** A root, with everything below it. */
export class RootFacts extends OpenFacts {
  #isDone = false;

  constructor(
    protected readonly room: Room,
    /** Its place among those of the slice. */
    readonly order: number,
    /** Called once, when all of it is read. */
    private readonly done: (facts: RootFacts) => void,
  ) {
    super();
  }

  item(): this {
    return this;
  }

  protected changed(): void {
    if (this.#isDone || !this.isRead) return;
    this.#isDone = true;
    this.done(this);
  }
}

/** Keeps facts open while something that belongs to them is read. */
export class Holds {
  readonly #ends = new Map<OpenFacts, () => void>();

  constructor(facts: Iterable<OpenFacts>) {
    for (const each of facts) if (!this.#ends.has(each)) this.#ends.set(each, each.begin());
  }

  release(facts: OpenFacts): void {
    this.#ends.get(facts)?.();
  }

  releaseAll(): void {
    for (const end of this.#ends.values()) end();
  }
}
