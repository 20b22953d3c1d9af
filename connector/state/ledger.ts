// The ledger of a run: for each source object, what was listed and what became of it.
import type { PlanNode } from '../model/plan.js';
import { problemMessage } from '../model/problem-text.js';
import type { ApiRecord, RootKey, UnloadedRecord } from '../model/record.js';
import { LEDGER_STATES, type LedgerCounts, type LedgerEntry } from '../model/report.js';
import type { NodeTally, Slice } from '../read/slice.js';
import { IdDigest } from './digest.js';
import { partitionId } from './record-id.js';

/** Entries kept by source object for the report; the counts go on. */
const KEPT_ENTRIES = 10_000;

/** Missed with these path parameters: nothing is known of what lies there. */
export type Missed = Pick<UnloadedRecord, 'partition' | 'reason'>;

export interface NotLoaded<Node = PlanNode> {
  node: Node;
  entry: LedgerEntry;
  /** By which it can be asked for again, without the list that named it. */
  root?: RootKey;
}

export class SourceLedger {
  readonly counts: LedgerCounts = {
    listed: 0,
    ...(Object.fromEntries(LEDGER_STATES.map((state) => [state, 0])) as Omit<LedgerCounts, 'listed'>),
  };
  readonly notLoaded: LedgerEntry[] = [];
  notLoadedTotal = 0;
  readonly missed: Missed[] = [];
  /** More was missed than is kept. */
  missedMore = false;
  reads = 0;
  duplicates = 0;
  blank = 0;
  readonly listed = new IdDigest();
  readonly loaded = new IdDigest();

  constructor(readonly node: PlanNode) {}

  /** As it will be when the slice is committed; without its entries. */
  after(slice: Slice, ledger: SliceLedger): SourceLedger {
    const next = new SourceLedger(this.node);
    Object.assign(next.counts, this.counts);
    next.reads = this.reads;
    next.duplicates = this.duplicates;
    next.blank = this.blank;
    next.listed.addAll(this.listed);
    next.loaded.addAll(this.loaded);
    ledger.addTo(next, slice);
    return next;
  }

  /** `listed` = sum of all states. */
  get balanced(): boolean {
    const sum = LEDGER_STATES.reduce((total, state) => total + this.counts[state], 0);
    return sum === this.counts.listed;
  }

  get complete(): boolean {
    const { refused, rejected, failed } = this.counts;
    return this.balanced && refused + rejected + failed === 0 && !this.isRouteGone;
  }

  /** A path without parameters names no object that could be gone: the route itself is not there. */
  get isRouteGone(): boolean {
    return this.node.table.parameters.length === 0 && this.counts.gone > 0;
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
    this.blank += tally.blank;
  }

  addEntry(entry: LedgerEntry, missed: Missed): void {
    this.#keepMissed(missed);
    this.notLoadedTotal++;
    if (this.notLoaded.length < KEPT_ENTRIES) this.notLoaded.push(entry);
  }

  /** "There is none" is an answer; only what lies below it stays unknown. It may be said of most objects. */
  #keepMissed(missed: Missed): void {
    const { children, bindings } = this.node;
    if (missed.reason === 'absent' && children.length === 0 && bindings.length > 0) return;
    if (this.missed.length < KEPT_ENTRIES) this.missed.push(missed);
    else this.missedMore = true;
  }
}

/** What one slice adds; taken over only once the slice is committed. */
export class SliceLedger {
  readonly #entries: (NotLoaded & { missed: Missed })[] = [];
  readonly #rejectedRows = new Map<string, number>();
  readonly #ids = new Map<string, { listed: IdDigest; loaded: IdDigest }>();

  /** What is not loaded, in the order in which it came. */
  get entries(): readonly NotLoaded[] {
    return this.#entries;
  }

  addMissing(missing: UnloadedRecord): void {
    const { node, root } = missing;
    this.#entries.push({ node, root, entry: ledgerEntry(missing), missed: missing });
    this.#idsOf(missing.node).listed.add(partitionId(missing.partition));
  }

  addRow(node: PlanNode, id: string): void {
    const { listed, loaded } = this.#idsOf(node);
    listed.add(id);
    loaded.add(id);
  }

  addRejectedRow({ node, root, partition }: ApiRecord, entry: LedgerEntry, id: string): void {
    this.#entries.push({ node, root, entry, missed: { partition, reason: 'rejected' } });
    this.#rejectedRows.set(node.name, (this.#rejectedRows.get(node.name) ?? 0) + 1);
    this.#idsOf(node).listed.add(id);
  }

  /** The counts and digests of the slice, without the entries. */
  addTo(ledger: SourceLedger, slice: Slice): void {
    const { name } = ledger.node;
    const tally = slice.tallies.get(name);
    if (tally) ledger.add(tally, this.#rejectedRows.get(name) ?? 0);
    const ids = this.#ids.get(name);
    if (!ids) return;
    ledger.listed.addAll(ids.listed);
    ledger.loaded.addAll(ids.loaded);
  }

  commitTo(ledgers: Map<string, SourceLedger>, slice: Slice): void {
    for (const ledger of ledgers.values()) this.addTo(ledger, slice);
    for (const { node, entry, missed } of this.#entries) {
      ledgers.get(node.name)?.addEntry(entry, { partition: missed.partition, reason: missed.reason });
    }
  }

  #idsOf({ name }: PlanNode): { listed: IdDigest; loaded: IdDigest } {
    const ids = this.#ids.get(name) ?? { listed: new IdDigest(), loaded: new IdDigest() };
    this.#ids.set(name, ids);
    return ids;
  }
}

function ledgerEntry({ partition, reason, problem }: UnloadedRecord): LedgerEntry {
  const id = partitionId(partition);
  if (!('attempts' in problem)) return { id, reason, message: problem.message };
  const { status, code, queryId, attempts } = problem;
  return { id, reason, status, code, message: problemMessage(problem), queryId, attempts };
}
