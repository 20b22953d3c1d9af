// What is committed of one source object in a run: counts, what is not loaded, digests, what is accepted.
import type { Acceptable, AcceptedCounts, AcceptedId } from '../../model/accept.js';
import type { PlanNode } from '../../model/plan.js';
import type { NotLoaded, WithdrawnEntry } from '../../model/record.js';
import { partitionId } from '../../model/record-id.js';
import {
  LEDGER_STATES,
  type LedgerCounts,
  type LedgerEntry,
  type ListProof,
  MISSING_STATES,
  weakerProof,
} from '../../model/report.js';
import type { NodeTally } from '../../read/facts.js';
import { IdDigest } from './digest.js';

/** Entries of a source object in the report; the counts go on. */
export const REPORTED_ENTRIES = 10_000;

/** Missing with these path parameters: what lies there is not known. */
export type Missed = Pick<NotLoaded, 'partition' | 'reason'>;

/** What is committed of one source object. */
export class SourceLedger {
  readonly counts: LedgerCounts = {
    listed: 0,
    ...(Object.fromEntries(LEDGER_STATES.map((state) => [state, 0])) as Omit<LedgerCounts, 'listed'>),
  };
  readonly notLoaded: LedgerEntry[] = [];
  notLoadedTotal = 0;
  /** Of the counts, what the configuration accepts. */
  readonly accepted: AcceptedCounts = {};
  /** Ids of `accept` by which something was accepted, and those that were answered. */
  readonly acceptedIds = new AcceptedIds();
  readonly answeredIds = new AcceptedIds();
  readonly missed: Missed[] = [];
  /** More was missed than is stored. */
  missedMore = false;
  reads = 0;
  duplicates = 0;
  proof: ListProof | undefined;
  blank = 0;
  readonly listed = new IdDigest();
  readonly loaded = new IdDigest();

  constructor(
    readonly node: PlanNode,
    private readonly isLeaf: boolean,
  ) {}

  /** The same without its entries, to be added to. */
  copy(): SourceLedger {
    const next = new SourceLedger(this.node, this.isLeaf);
    Object.assign(next.counts, this.counts);
    Object.assign(next.accepted, this.accepted);
    next.reads = this.reads;
    next.duplicates = this.duplicates;
    next.proof = this.proof;
    next.blank = this.blank;
    next.listed.addAll(this.listed);
    next.loaded.addAll(this.loaded);
    return next;
  }

  /** `listed` = sum of all states. */
  get balanced(): boolean {
    const sum = LEDGER_STATES.reduce((total, state) => total + this.counts[state], 0);
    return sum === this.counts.listed;
  }

  get complete(): boolean {
    const { counts } = this;
    return (
      this.balanced &&
      MISSING_STATES.every((state) => counts[state] === 0) &&
      !(this.isList && counts.gone > 0)
    );
  }

  /** Something makes the run incomplete that the configuration does not accept. */
  get hasUnaccepted(): boolean {
    const { counts, accepted } = this;
    return (
      !this.balanced ||
      this.isRouteGone ||
      MISSING_STATES.some((state) => counts[state] > (accepted[state] ?? 0))
    );
  }

  /** As `complete`, but for what the configuration accepts below lists that were read. */
  get settled(): boolean {
    return !this.hasUnaccepted && !(this.isList && Object.keys(this.accepted).length > 0);
  }

  /** A path without parameters names no object that could be gone: the route itself is not there. */
  get isRouteGone(): boolean {
    return this.isList && this.counts.gone > (this.accepted.gone ?? 0);
  }

  private get isList(): boolean {
    return this.node.table.parameters.length === 0;
  }

  accept(reason: Acceptable, count: number): void {
    this.accepted[reason] = (this.accepted[reason] ?? 0) + count;
  }

  add(tally: NodeTally, rejectedRows: number): void {
    this.counts.listed += tally.listed;
    this.counts.known += tally.known;
    this.counts.loaded += tally.read - rejectedRows;
    this.counts.rejected += rejectedRows;
    for (const [reason, count] of Object.entries(tally.missing) as [keyof NodeTally['missing'], number][]) {
      this.counts[reason] += count;
    }
    this.reads += tally.reads;
    this.duplicates += tally.duplicates;
    this.proof = weakerProof(this.proof, tally.proof);
    this.blank += tally.blank;
  }

  addEntry({ source: _, partition, parent: __, root: ___, ...entry }: NotLoaded): void {
    this.#addMissed({ partition, reason: entry.reason });
    this.notLoadedTotal++;
    if (this.notLoaded.length < REPORTED_ENTRIES) this.notLoaded.push(entry);
  }

  /** An entry that does not hold: the object was read again. */
  withdraw({ id, partition, reason }: WithdrawnEntry): void {
    this.notLoadedTotal--;
    removeFirst(this.notLoaded, (entry) => entry.id === id && entry.reason === reason);
    const name = partitionId(partition);
    removeFirst(this.missed, (one) => one.reason === reason && partitionId(one.partition) === name);
  }

  /** "There is none" is an answer; only what lies below it stays unknown. It may be said of most objects. */
  #addMissed(missed: Missed): void {
    if (missed.reason === 'absent' && this.isLeaf && this.node.bindings.length > 0) return;
    if (this.missed.length < REPORTED_ENTRIES) this.missed.push(missed);
    else this.missedMore = true;
  }
}

export function removeFirst<T>(list: T[], matches: (one: T) => boolean): boolean {
  const at = list.findIndex(matches);
  if (at >= 0) list.splice(at, 1);
  return at >= 0;
}

/** Ids of `accept`, each once. */
class AcceptedIds {
  readonly #ids = new Map<string, AcceptedId>();

  add(one: AcceptedId): void {
    this.#ids.set(keyOf(one), one);
  }

  has(one: AcceptedId): boolean {
    return this.#ids.has(keyOf(one));
  }

  all(): AcceptedId[] {
    return [...this.#ids.values()];
  }
}

const keyOf = ({ reason, id }: AcceptedId) => `${reason} ${id}`;
