// What reading brings, as facts: counts, records, items of lists, and what is missing.
import type { AcceptedId } from '../model/accept.js';
import type { SkipReason } from '../model/api.js';
import type { Ancestor, ApiRecord, NotLoaded, WithdrawnEntry } from '../model/record.js';
import { type ListProof, weakerProof } from '../model/report.js';

/** What was met while a node was read. */
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

export class Facts {
  readonly tallies = new Map<string, NodeTally>();
  /** Items of lists that later loads may know: those of lists at the root, and those with something to know below. */
  readonly items: ListedItem[] = [];
  /** What may still change: an object in mode `open` that is not final, or a list in that mode without an item. */
  readonly unfinished: Pick<ApiRecord, 'source' | 'parent'>[] = [];
  /** Entries of earlier readings that do not hold: the objects were read again. */
  readonly withdrawn: WithdrawnEntry[] = [];
  /** Items above them, listed with these facts or earlier: what is not loaded below them is not known any more. */
  readonly reopened: ListedItem[] = [];
  /** Readings that were answered, of objects that the configuration accepts as not loaded. */
  readonly answered: { source: string; ids: AcceptedId[] }[] = [];
  /** Readings of lists in mode `window`, once for each set of path parameters. */
  readonly windows = new Map<string, WindowReading>();
  #held: ReadBatch = { records: [], missing: [] };
  #brought = false;

  tally(node: string): NodeTally {
    let tally = this.tallies.get(node);
    if (!tally) {
      tally = newTally();
      this.tallies.set(node, tally);
    }
    return tally;
  }

  /** Takes an entry back, as if it had not been made. */
  withdraw(entry: WithdrawnEntry): void {
    const tally = this.tally(entry.source);
    tally.listed--;
    tally.missing[entry.reason]--;
    this.withdrawn.push(entry);
  }

  /** Records and missing objects that nobody has taken yet. */
  get held(): number {
    return this.#held.records.length + this.#held.missing.length;
  }

  /** No record and nothing missing so far. */
  get broughtNothing(): boolean {
    return !this.#brought;
  }

  hold(record: ApiRecord): void {
    this.#brought = true;
    this.#held.records.push(record);
  }

  holdMissing(missing: NotLoaded): void {
    this.#brought = true;
    this.#held.missing.push(missing);
    this.tally(missing.source).missing[missing.reason]++;
  }

  takeHeld(): ReadBatch {
    const held = this.#held;
    this.#held = { records: [], missing: [] };
    return held;
  }

  /** Adds those of others, which are not used any more. */
  absorb(others: Facts): void {
    for (const [node, tally] of others.tallies) addTally(this.tally(node), tally);
    addAll(this.items, others.items);
    addAll(this.unfinished, others.unfinished);
    addAll(this.withdrawn, others.withdrawn);
    addAll(this.reopened, others.reopened);
    addAll(this.answered, others.answered);
    for (const [key, window] of others.windows) this.windows.set(key, window);
    const { records, missing } = others.takeHeld();
    addAll(this.#held.records, records);
    addAll(this.#held.missing, missing);
  }
}

function addTally(to: NodeTally, more: NodeTally): void {
  for (const count of ['listed', 'known', 'read', 'reads', 'duplicates', 'blank'] as const)
    to[count] += more[count];
  for (const reason of Object.keys(to.missing) as (keyof NodeTally['missing'])[])
    to.missing[reason] += more.missing[reason];
  if (more.proof) to.proof = weakerProof(to.proof, more.proof);
}

function addAll<T>(to: T[], more: readonly T[]): void {
  for (const one of more) to.push(one);
}
