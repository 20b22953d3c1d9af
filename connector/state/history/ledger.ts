// The ledger of a run: for each source object, what was listed and what became of it; and a row for all that is not loaded.
import { type Acceptable, Acceptance, type AcceptedId } from '../../model/accept.js';
import type { ApiRecord, NotLoaded, Partition, WithdrawnEntry } from '../../model/record.js';
import { partitionId } from '../../model/record-id.js';
import type { RowBatch } from '../../model/table.js';
import type { PlanGraph } from '../../plan/plan-graph.js';
import type { Slice } from '../../read/slice.js';
import type { Recorder, SliceFacts } from '../recorder.js';
import { IdDigest, idHash } from './digest.js';
import { ledgerBatch } from './run-tables.js';
import { type Missed, removeFirst, SourceLedger } from './source-ledger.js';

/** What one slice adds. */
class SliceLedger {
  /** What is not loaded, in the order in which it came. */
  readonly entries: NotLoaded[] = [];
  /** Entries of earlier slices that do not hold. */
  withdrawn: WithdrawnEntry[] = [];
  readonly #rejectedRows = new Map<string, number>();
  readonly #ids = new Map<string, { listed: IdDigest; loaded: IdDigest }>();
  readonly #accepted: { source: string; reason: Acceptable; by: AcceptedId | true }[] = [];

  constructor(private readonly acceptance: (source: string) => Acceptance) {}

  addMissing(missing: NotLoaded): void {
    this.entries.push(this.#judged(missing));
    this.#idsOf(missing.source).listed.add(partitionId(missing.partition));
  }

  addRow(source: string, id: string): void {
    const { listed, loaded } = this.#idsOf(source);
    const hashed = idHash(id);
    listed.addHash(hashed);
    loaded.addHash(hashed);
  }

  addRejected(rejected: NotLoaded, id: string): void {
    const { source } = rejected;
    this.entries.push(this.#judged(rejected));
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
    this.#addAccepted(ledger, slice);
    const ids = this.#ids.get(name);
    if (!ids) return;
    ledger.listed.addAll(ids.listed);
    ledger.loaded.addAll(ids.loaded);
  }

  #judged(entry: NotLoaded): NotLoaded {
    const { source, reason } = entry;
    const by = this.acceptance(source).accepts(entry);
    if (by === undefined) return entry;
    this.#accepted.push({ source, reason, by });
    return { ...entry, accepted: true };
  }

  #addAccepted(ledger: SourceLedger, slice: Slice): void {
    const { acceptedIds, answeredIds, node } = ledger;
    for (const { source, reason, by } of this.#accepted) {
      if (source !== node.name) continue;
      ledger.accept(reason, 1);
      if (by !== true) acceptedIds.add(by);
    }
    for (const entry of slice.withdrawn) {
      if (entry.source === node.name && this.acceptance(entry.source).accepts(entry))
        ledger.accept(entry.reason, -1);
    }
    for (const { source, ids } of slice.answered) {
      if (source === node.name) for (const id of ids) answeredIds.add(id);
    }
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
  readonly #acceptances: ReadonlyMap<string, Acceptance>;
  #current: SliceLedger;
  #unconfirmed: { slice: Slice; ledger: SliceLedger } | undefined;

  constructor(
    graph: PlanGraph,
    private readonly options: LedgerOptions,
  ) {
    this.sources = new Map(
      graph.plan.nodes.map((node) => [node.name, new SourceLedger(node, graph.children(node).length === 0)]),
    );
    this.#acceptances = new Map(
      graph.plan.nodes.map(({ name, definition }) => [name, new Acceptance(definition.accept)]),
    );
    this.#current = this.#next();
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
    const entries = [...this.sources].map(([name, ledger]) => {
      const next = ledger.copy();
      this.#current.addTo(next, slice);
      return [name, next] as const;
    });
    return new Map(entries);
  }

  #next(): SliceLedger {
    const none = new Acceptance();
    return new SliceLedger((source) => this.#acceptances.get(source) ?? none);
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
    this.#current = this.#next();
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
