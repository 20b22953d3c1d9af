// The ledger of a run: for each source object, what was listed and what became of it; and a row for all that is not loaded.
import type { PlanNode } from '../../model/plan.js';
import type { ApiRecord, NotLoaded, Partition, WithdrawnEntry } from '../../model/record.js';
import { partitionId } from '../../model/record-id.js';
import {
  LEDGER_STATES,
  type LedgerCounts,
  type LedgerEntry,
  type ListProof,
  weakerProof,
} from '../../model/report.js';
import type { RowBatch } from '../../model/table.js';
import type { PlanGraph } from '../../plan/plan-graph.js';
import type { NodeTally, Slice } from '../../read/slice.js';
import type { Recorder, SliceFacts } from '../recorder.js';
import { IdDigest } from './digest.js';
import { ledgerBatch } from './run-tables.js';

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

  /** As it will be when the slice is committed; without its entries. */
  after(slice: Slice, added: SliceLedger): SourceLedger {
    const next = new SourceLedger(this.node, this.isLeaf);
    Object.assign(next.counts, this.counts);
    next.reads = this.reads;
    next.duplicates = this.duplicates;
    next.proof = this.proof;
    next.blank = this.blank;
    next.listed.addAll(this.listed);
    next.loaded.addAll(this.loaded);
    added.addTo(next, slice);
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

function removeFirst<T>(list: T[], matches: (one: T) => boolean): boolean {
  const at = list.findIndex(matches);
  if (at >= 0) list.splice(at, 1);
  return at >= 0;
}

/** What one slice adds. */
class SliceLedger {
  /** What is not loaded, in the order in which it came. */
  readonly entries: NotLoaded[] = [];
  /** Entries of earlier slices that do not hold. */
  withdrawn: WithdrawnEntry[] = [];
  readonly #rejectedRows = new Map<string, number>();
  readonly #ids = new Map<string, { listed: IdDigest; loaded: IdDigest }>();

  addMissing(missing: NotLoaded): void {
    this.entries.push(missing);
    this.#idsOf(missing.source).listed.add(partitionId(missing.partition));
  }

  addRow(source: string, id: string): void {
    const { listed, loaded } = this.#idsOf(source);
    listed.add(id);
    loaded.add(id);
  }

  addRejected(rejected: NotLoaded, id: string): void {
    const { source } = rejected;
    this.entries.push(rejected);
    this.#rejectedRows.set(source, (this.#rejectedRows.get(source) ?? 0) + 1);
    this.#idsOf(source).listed.add(id);
  }

  /** Takes back those of its own entries that do not hold; the others are of earlier slices. */
  withdraw(withdrawn: readonly WithdrawnEntry[]): void {
    this.withdrawn = withdrawn.filter(
      ({ source, id, reason }) =>
        !removeFirst(
          this.entries,
          (entry) => entry.source === source && entry.id === id && entry.reason === reason,
        ),
    );
  }

  /** The counts and digests of the slice, without the entries. */
  addTo(ledger: SourceLedger, slice: Slice): void {
    const { name } = ledger.node;
    const tally = slice.tallies.get(name);
    if (tally) ledger.add(tally, this.#rejectedRows.get(name) ?? 0);
    for (const { source, partition } of slice.withdrawn) {
      if (source === name) ledger.listed.remove(partitionId(partition));
    }
    const ids = this.#ids.get(name);
    if (!ids) return;
    ledger.listed.addAll(ids.listed);
    ledger.loaded.addAll(ids.loaded);
  }

  #idsOf(source: string): { listed: IdDigest; loaded: IdDigest } {
    const ids = this.#ids.get(source) ?? { listed: new IdDigest(), loaded: new IdDigest() };
    this.#ids.set(source, ids);
    return ids;
  }
}

export interface LedgerOptions {
  runId: string;
  now: () => number;
}

export class Ledger implements Recorder {
  /** What is committed, by source object. */
  readonly sources: ReadonlyMap<string, SourceLedger>;
  #current = new SliceLedger();
  #unconfirmed: { slice: Slice; ledger: SliceLedger } | undefined;

  constructor(
    graph: PlanGraph,
    private readonly options: LedgerOptions,
  ) {
    this.sources = new Map(
      graph.plan.nodes.map((node) => [node.name, new SourceLedger(node, graph.children(node).length === 0)]),
    );
  }

  /** What the slice that is being shaped has not loaded. */
  get notLoaded(): readonly NotLoaded[] {
    return this.#current.entries;
  }

  addMissing(missing: NotLoaded): void {
    this.#current.addMissing(missing);
  }

  /** @param id see `recordId` */
  addRow(source: string, id: string): void {
    this.#current.addRow(source, id);
  }

  /** @param entryId names it in the entry; @param id see `recordId` */
  addRejected(record: ApiRecord, entryId: string, message: string, id: string): void {
    const { source, partition, parent, root, queryId } = record;
    const entry = { source, partition, parent, root, id: entryId, reason: 'rejected' as const };
    this.#current.addRejected({ ...entry, message, queryId }, id);
  }

  /** The ledgers as they will be when this slice is committed. */
  after(slice: Slice): Map<string, SourceLedger> {
    const entries = [...this.sources].map(
      ([name, ledger]) => [name, ledger.after(slice, this.#current)] as const,
    );
    return new Map(entries);
  }

  /** Something of a list did not come, or it is not known. */
  isMissing(source: string, isOfList: (partition: Partition) => boolean): boolean {
    const ledger = this.sources.get(source);
    const isMissed = ({ partition, reason }: Missed) => reason !== 'rejected' && isOfList(partition);
    return ledger === undefined || ledger.missedMore || ledger.missed.some(isMissed);
  }

  slice({ slice }: SliceFacts): RowBatch[] {
    const ledger = this.#current;
    this.#unconfirmed = { slice, ledger };
    this.#current = new SliceLedger();
    ledger.withdraw(slice.withdrawn);
    const { runId, now } = this.options;
    return [ledgerBatch(runId, ledger.entries, now(), ledger.withdrawn)];
  }

  committed(): void {
    if (!this.#unconfirmed) return;
    const { slice, ledger } = this.#unconfirmed;
    this.#unconfirmed = undefined;
    for (const source of this.sources.values()) ledger.addTo(source, slice);
    for (const entry of ledger.withdrawn) this.sources.get(entry.source)?.withdraw(entry);
    for (const entry of ledger.entries) this.sources.get(entry.source)?.addEntry(entry);
  }

  /** The table is there even when a run has loaded everything. */
  end(): RowBatch[] {
    this.#unconfirmed = undefined;
    const { runId, now } = this.options;
    return [ledgerBatch(runId, [], now())];
  }
}
