// Items that loads have read with everything below them, and loads that were interrupted: what need not be read again.
import { knowsItems } from '../../model/definition.js';
import type { PlanNode, PlanTree } from '../../model/plan.js';
import type { PlanGraph } from '../../plan/plan-graph.js';
import type { KnownItems } from '../../read/earlier-state.js';
import type { Facts, ListedItem } from '../../read/facts.js';
import { Hasher } from '../../read/seen/hashes.js';
import { LaneSet } from '../../read/seen/id-set.js';
import type { Fingerprints } from './fingerprint.js';
import type { OpenItems } from './open-items.js';
import type { Refresh } from './refresh.js';
import {
  isTooLong,
  type KnownItem,
  type StateChanges,
  type StateStore,
  type StoredLoad,
} from './state-store.js';

/** An interrupted load is resumed within this time; later it starts over. */
const RESUMED_WITHIN_MS = 24 * 3_600_000;

export interface KnownItemsOptions {
  runId: string;
  nowMs: number;
  /** Source objects that are read fully, whatever is known of them. */
  refresh: Refresh;
  /** Only what an earlier run did not load is read: no load starts or ends with it. */
  isRetry: boolean;
}

/** What is remembered of a stored item. */
const FINAL = 1;
const LISTED = 2;

/** The items of a source object that earlier loads have stored: one hash answers everything that is asked of an item. */
class StoredItems {
  /** Those that are not read again. */
  finals = 0;
  readonly #hashes = new Hasher(0);
  readonly #items = new LaneSet({ hasBits: true });
  #unlisted = 0;

  add(item: string, isFinal: boolean): void {
    const { a, b, c } = this.#hashOf(item);
    if (this.#items.add(a, b, c)) this.#unlisted++;
    const before = this.#items.mark(a, b, c, isFinal ? FINAL : 0) ?? 0;
    if (isFinal && (before & FINAL) === 0) this.finals++;
  }

  /** Whether it is not read again. This load has met the item in its list. */
  list(item: string): boolean {
    if (this.#items.isEmpty) return false;
    const { a, b, c } = this.#hashOf(item);
    const before = this.#items.mark(a, b, c, LISTED);
    if (before === undefined) return false;
    if ((before & LISTED) === 0) this.#unlisted--;
    return (before & FINAL) !== 0;
  }

  isListed(item: string): boolean {
    const { a, b, c } = this.#hashOf(item);
    return ((this.#items.mark(a, b, c, 0) ?? 0) & LISTED) !== 0;
  }

  /** No list of this load has named some of them. */
  get hasUnlisted(): boolean {
    return this.#unlisted > 0;
  }

  #hashOf(item: string): Hasher {
    this.#hashes.text(item);
    return this.#hashes;
  }
}

/** What became of the items that earlier loads have stored of a source object: their keys. */
export interface StoredFate {
  /** Lists of this load name them. */
  listed: string[];
  /** No list names them any more. */
  gone: string[];
}

export class KnownItemState implements KnownItems {
  readonly #known = new Map<string, StoredItems>();
  /** `load_id` of the interrupted load of each root that is resumed. */
  readonly #resumed = new Map<string, string>();
  /** Name of the root above each source object that has snapshots. */
  readonly #snapshots: ReadonlyMap<string, string>;
  /** `_snapshot_at` of a resumed load, by root. */
  readonly #snapshotAt = new Map<string, number>();
  /** The loads that have stored an item of a source object. */
  readonly #loads = new Map<string, Set<string>>();
  /** Roots whose load can be resumed after an interruption. */
  readonly #resumable: ReadonlySet<string>;
  /** Names of the source objects below a list of which items are known. */
  readonly #knowing = new Map<string, readonly string[]>();

  constructor(
    private readonly graph: PlanGraph,
    private readonly fingerprints: Fingerprints,
    private readonly options: KnownItemsOptions,
  ) {
    this.#resumable = resumableRoots(graph);
    this.#snapshots = snapshotRoots(graph);
  }

  /** Asked for each item that a list names. */
  has(source: string, item: string): boolean {
    return this.#known.get(source)?.list(item) ?? false;
  }

  /** Whether no list of this load has named some items that earlier loads have stored. */
  hasUnlisted(source: string): boolean {
    return this.#known.get(source)?.hasUnlisted ?? false;
  }

  /** Call it when every list was read to its end. Undefined where everything is read anyway. */
  async fateOf(source: string, store: StateStore): Promise<StoredFate | undefined> {
    const stored = this.#known.get(source);
    if (!stored) return undefined;
    const fate: StoredFate = { listed: [], gone: [] };
    for await (const { item } of store.known(this.fingerprints.key(source))) {
      (stored.isListed(item) ? fate.listed : fate.gone).push(item);
    }
    return fate;
  }

  /** Roots whose interrupted load is resumed, and how many of their items are done. */
  resumed(): { source: string; items: number }[] {
    return [...this.#resumed.keys()].flatMap((source) => {
      const items = this.#known.get(source)?.finals ?? 0;
      return items > 0 ? [{ source, items }] : [];
    });
  }

  /** Milliseconds since 1970: the start of the load, also when this run resumes it. */
  snapshotAt(source: string): number {
    return this.#snapshotOf(this.#snapshots.get(source) ?? '');
  }

  async open(store: StateStore): Promise<void> {
    for (const tree of this.graph.plan.trees) await this.#readLoad(this.graph.root(tree), store);
    for (const node of this.graph.plan.nodes) await this.#readKnown(node, store);
  }

  /** What a slice leaves for later loads. */
  changes(slice: Facts, open: OpenItems): Pick<StateChanges, 'known' | 'loads' | 'gone'> {
    const known = slice.items.flatMap((item) => this.#read(item, open));
    const gone = slice.reopened.flatMap((item) => this.#reopened(item, open));
    const lists = slice.items.filter(({ isRoot }) => isRoot).map(({ source }) => source);
    const roots = this.options.isRetry ? [] : new Set([...lists, ...this.#snapshots.values()]);
    return { known, gone, loads: [...roots].map((root) => this.#load(root, 'started')) };
  }

  /** Every tree was read to its end: the next load is a new one. */
  ending(): StoredLoad[] {
    const roots = new Set([...this.#resumable, ...this.#snapshots.values()]);
    return [...roots].map((root) => this.#load(root, 'ended'));
  }

  /**
   * The items that earlier loads have stored of these source objects: forgotten by a load that has read everything there
   * is of them. An object that comes back after it was gone is then read.
   */
  forgotten(sources: Iterable<string>): Pick<KnownItem, 'source' | 'loadId'>[] {
    return [...sources].flatMap((source) =>
      [...(this.#loads.get(source) ?? [])]
        .filter((loadId) => loadId !== this.#loadOf(source))
        .map((loadId) => ({ source, loadId })),
    );
  }

  async #readLoad(root: PlanNode, store: StateStore): Promise<void> {
    if (this.options.refresh.hasBranch(root)) return;
    for await (const load of store.loads(this.fingerprints.key(root.name))) {
      const age = this.options.nowMs - load.startedAt;
      const isInterrupted = load.state === 'started' && age >= 0 && age < RESUMED_WITHIN_MS;
      // What a retry brings belongs to the snapshot that misses it.
      if (this.options.isRetry && load.snapshotAt !== undefined)
        this.#snapshotAt.set(root.name, load.snapshotAt);
      if (!isInterrupted) continue;
      if (this.#resumable.has(root.name)) this.#resumed.set(root.name, load.loadId);
      if (load.snapshotAt !== undefined) this.#snapshotAt.set(root.name, load.snapshotAt);
    }
  }

  async #readKnown(node: PlanNode, store: StateStore): Promise<void> {
    const resumed = this.#resumed.get(node.name);
    if (!knowsItems(node.definition) && resumed === undefined) return;
    // A dropped table is to be loaded again.
    const isThere = !node.load || store.hasTable(node.table.table);
    const isRead = isThere && !this.options.refresh.has(node);
    const known = new StoredItems();
    for await (const { item, loadId, isFinal } of store.known(this.fingerprints.key(node.name), resumed)) {
      const loads = this.#loads.get(node.name) ?? new Set();
      this.#loads.set(node.name, loads.add(loadId));
      if (isRead) known.add(item, isFinal);
    }
    if (isRead) this.#known.set(node.name, known);
  }

  /** What was read of an item: the item of a root, and each source object below that knows items. */
  #read({ source, ordinal, key, isRoot, branches }: ListedItem, open: OpenItems): KnownItem[] {
    if (isTooLong(key)) return [];
    const isOwn =
      isRoot &&
      branches === undefined &&
      !open.hasItem(ordinal) &&
      this.#isStored(source) &&
      !this.#isKnownBelow(source, key);
    const below = this.#knowingBelow(source)
      .filter((child) => branches?.includes(child) ?? true)
      .map((child) => ({ child, isFinal: !open.hasBranch(ordinal, child) }))
      .filter(({ child, isFinal }) => !open.isMissing(ordinal, child) && !(isFinal && this.has(child, key)));
    const items = [...(isOwn ? [{ child: source, isFinal: true }] : []), ...below];
    return items.map(({ child, isFinal }) => ({
      ...this.fingerprints.key(child),
      item: key,
      loadId: this.#loadOf(child),
      isFinal,
    }));
  }

  /** Of an item of an earlier slice: what is not known any more, because something of it did not come after all. */
  #reopened({ source, ordinal, key, isRoot }: ListedItem, open: OpenItems): StateChanges['gone'] {
    const isOwn = isRoot && open.hasItem(ordinal);
    const below = this.#knowingBelow(source).filter((child) => open.isMissing(ordinal, child));
    return [...(isOwn ? [source] : []), ...below].map((name) => ({ source: name, item: key }));
  }

  /** Nothing was to be read of it, and it has no row: a load that is resumed needs no word of it. */
  #isKnownBelow(list: string, key: string): boolean {
    const node = this.graph.node(list);
    const below = this.#knowingBelow(list);
    if (!node || node.load || below.length === 0) return false;
    return below.length === this.graph.children(node).length && below.every((child) => this.has(child, key));
  }

  #knowingBelow(list: string): readonly string[] {
    let names = this.#knowing.get(list);
    if (!names) {
      const node = this.graph.node(list);
      const children = node ? this.graph.children(node) : [];
      names = children.filter(({ definition }) => knowsItems(definition)).map(({ name }) => name);
      this.#knowing.set(list, names);
    }
    return names;
  }

  /** Outside a load, an item of a root is stored only for a load that is resumed later. */
  #isStored(root: string): boolean {
    return this.options.isRetry ? this.#resumed.has(root) : this.#resumable.has(root);
  }

  #load(root: string, state: StoredLoad['state']): StoredLoad {
    const isSnapshot = [...this.#snapshots.values()].includes(root);
    return {
      ...this.fingerprints.key(root),
      loadId: this.#loadOf(root),
      startedAt: this.options.nowMs,
      state,
      snapshotAt: isSnapshot ? this.#snapshotOf(root) : undefined,
    };
  }

  #snapshotOf(root: string): number {
    return this.#snapshotAt.get(root) ?? this.options.nowMs;
  }

  #loadOf(source: string): string {
    return this.#resumed.get(source) ?? this.options.runId;
  }
}

/** Combinations need every item, and a table that is replaced needs every row. */
function resumableRoots(graph: PlanGraph): Set<string> {
  const isWhole = ({ name, table }: PlanNode) =>
    graph.combined.has(name) || table.writeDisposition === 'replace';
  const isResumable = (tree: PlanTree) =>
    tree.cross.length === 0 && !graph.branch(graph.root(tree)).some(isWhole);
  return new Set(graph.plan.trees.filter(isResumable).map(({ root }) => root));
}

/** The roots whose trees have snapshots: their loads have an instant, resumed or not. */
function snapshotRoots(graph: PlanGraph): Map<string, string> {
  const pairs = graph.plan.trees.flatMap((tree) =>
    graph
      .branch(graph.root(tree))
      .filter(({ table }) => table.snapshot)
      .map(({ name }): [string, string] => [name, tree.root]),
  );
  return new Map(pairs);
}
