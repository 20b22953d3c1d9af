// What loads remember in the destination: which items are done, and whether the last load came to its end.
import type { Checkpoint, KnownItems } from '../model/checkpoint.js';
import { knowsItems } from '../model/definition.js';
import type { DestinationSession } from '../model/destination.js';
import type { RowOf } from '../model/own-table.js';
import type { Plan, PlanNode } from '../model/plan.js';
import type { RowBatch } from '../model/table.js';
import { IdSet } from '../read/id-set.js';
import type { Slice } from '../read/slice.js';
import { Cursors } from './cursors.js';
import { all, fingerprint } from './fingerprint.js';
import { KNOWN, LOADS } from './state-tables.js';

/** An interrupted load is resumed within this time; later it starts over. */
const RESUMED_WITHIN_MS = 24 * 3_600_000;

export interface CheckpointOptions {
  account: string;
  runId: string;
  nowMs: number;
  /** Source objects that are read wholly, whatever is known; `true`: all. */
  refresh: readonly string[] | true;
  /** Only what an earlier run did not load is read: no load begins or ends with it. */
  isRetry?: boolean;
}

interface StoredItems {
  ids: IdSet;
  count: number;
}

/** Reads what is remembered of a plan. */
export async function openCheckpoints(
  session: DestinationSession,
  plan: Plan,
  options: CheckpointOptions,
): Promise<Checkpoints> {
  const tables = new Set((await session.tables()).map(({ table }) => table));
  const checkpoints = new Checkpoints(plan, options);
  if (plan.isApart) return checkpoints;
  if (tables.has(LOADS.table)) await checkpoints.readLoads(session);
  if (tables.has(KNOWN.table)) await checkpoints.readKnown(session, tables);
  await checkpoints.windows.read(session, tables);
  return checkpoints;
}

export class Checkpoints implements KnownItems {
  readonly #known = new Map<string, StoredItems>();
  /** Load of each root that was cut, and is gone on with. */
  readonly #resumed = new Map<string, string>();
  readonly windows: Cursors;
  /** Name of the root above each source object that holds snapshots. */
  readonly #snapshots: ReadonlyMap<string, string>;
  /** `_snapshot_at` of a resumed load, by root. */
  readonly #snapshotAt = new Map<string, number>();
  /** The loads that have marked something of a source object. */
  readonly #loads = new Map<string, Set<string>>();
  readonly #fingerprints: ReadonlyMap<string, string>;
  readonly #roots: ReadonlySet<string>;
  /** Roots whose load can be gone on with when it was cut. */
  readonly #resumable: ReadonlySet<string>;

  constructor(
    private readonly plan: Plan,
    private readonly options: CheckpointOptions,
  ) {
    this.#fingerprints = new Map(plan.nodes.map((node) => [node.name, fingerprint(node)]));
    this.#roots = new Set(plan.trees.map(({ root }) => root.name));
    this.#resumable = resumableRoots(plan);
    this.#snapshots = snapshotRoots(plan);
    const { account, nowMs } = options;
    this.windows = new Cursors(plan, { account, nowMs, isRefreshed: (node) => this.#isRefreshed(node) });
  }

  has(source: string, item: string): boolean {
    return this.#known.get(source)?.ids.has(item) ?? false;
  }

  /** Roots whose cut load is gone on with, and how many of their items are done. */
  resumed(): { source: string; items: number }[] {
    return [...this.#resumed.keys()].flatMap((source) => {
      const items = this.#known.get(source)?.count ?? 0;
      return items > 0 ? [{ source, items }] : [];
    });
  }

  /** ISO 8601: the begin of the load, also when this run goes on with it. */
  snapshotAt(source: string): string {
    return new Date(this.#snapshotOf(this.#snapshots.get(source) ?? '')).toISOString();
  }

  async readLoads(session: DestinationSession): Promise<void> {
    const { account, nowMs } = this.options;
    for (const { root: node } of this.plan.trees) {
      const root = node.name;
      if (this.#isRefreshed(node)) continue;
      const where = { account, source: root, fingerprint: this.#fingerprintOf(root) };
      for await (const load of LOADS.read(session, { where })) {
        const age = nowMs - load.startedAt;
        const isInterrupted = load.state === 'started' && age >= 0 && age < RESUMED_WITHIN_MS;
        if (!isInterrupted) continue;
        if (this.#resumable.has(root)) this.#resumed.set(root, load.loadId);
        if (load.snapshotAt !== undefined) this.#snapshotAt.set(root, load.snapshotAt);
      }
    }
  }

  async readKnown(session: DestinationSession, tables: ReadonlySet<string>): Promise<void> {
    const { account, refresh } = this.options;
    for (const node of this.plan.nodes) {
      const resumed = this.#resumed.get(node.name);
      const isKnowing = knowsItems(node.definition);
      const isRefreshed = refresh === true || refresh.includes(node.name);
      // Whoever drops a table wants it anew.
      const isThere = !node.load || tables.has(node.table.table);
      if (!isKnowing && resumed === undefined) continue;
      const isRead = !isRefreshed && isThere;
      const known = { ids: new IdSet(0), count: 0 };
      const where = {
        account,
        source: node.name,
        fingerprint: this.#fingerprintOf(node.name),
        ...(resumed === undefined ? {} : { loadId: resumed }),
      };
      for await (const { item, loadId } of KNOWN.read(session, { where })) {
        this.#remember(node.name, loadId);
        if (isRead && known.ids.add(item)) known.count++;
      }
      if (isRead) this.#known.set(node.name, known);
    }
  }

  #remember(source: string, load: string): void {
    const loads = this.#loads.get(source);
    if (loads) loads.add(load);
    else this.#loads.set(source, new Set([load]));
  }

  /**
   * Forgets what loads before have marked of these source objects: for a load that has read all that there is of them.
   * Something that comes back after it was gone is then not known, and is read.
   */
  forgotten(sources: Iterable<string>): RowBatch[] {
    const { account } = this.options;
    const keys = [...sources].flatMap((source) =>
      [...(this.#loads.get(source) ?? [])]
        .filter((load) => load !== this.#loadOf(source))
        .map((loadId) => ({ account, source, loadId })),
    );
    return keys.length > 0 ? [KNOWN.removal(['account', 'source', 'loadId'], keys)] : [];
  }

  /** What a slice leaves to remember: to be committed with its rows. */
  batchesOf(slice: Slice): RowBatch[] {
    if (this.plan.isApart) return [];
    const marks = slice.marks.flatMap(({ own, children }) => [...(own ? [own] : []), ...children.values()]);
    const rows = marks.filter((mark) => !mark.isOpen && this.#isKept(mark)).map((mark) => this.#row(mark));
    const lists = slice.marks.flatMap(({ own }) => own?.source ?? []);
    const roots = this.options.isRetry ? [] : new Set([...lists, ...this.#snapshots.values()]);
    const loads = [...roots].map((root) => this.#loadRow(root, 'started'));
    return [
      ...(rows.length > 0 ? [KNOWN.batch(rows)] : []),
      ...(loads.length > 0 ? [LOADS.batch(loads)] : []),
      ...this.windows.batchesOf(slice),
    ];
  }

  /** The reading of every tree came to its end: the next load is a new one. */
  ending(isDoubted = false): RowBatch[] {
    if (this.plan.isApart || this.options.isRetry) return [];
    const roots = new Set([...this.#resumable, ...this.#snapshots.values()]);
    const rows = [...roots].map((root) => this.#loadRow(root, 'ended'));
    return [...(rows.length > 0 ? [LOADS.batch(rows)] : []), ...(isDoubted ? [] : this.windows.ending())];
  }

  /** True where it is to be read wholly, or something that hangs on it. */
  #isRefreshed(node: PlanNode): boolean {
    const { refresh } = this.options;
    return refresh === true || all(node).some(({ name }) => refresh.includes(name));
  }

  #isKept({ source }: Checkpoint): boolean {
    if (!this.#roots.has(source)) return true;
    // Outside a load, a root is remembered only for one that goes on.
    return this.options.isRetry ? this.#resumed.has(source) : this.#resumable.has(source);
  }

  #row({ source, item }: Checkpoint): RowOf<typeof KNOWN> {
    const { account } = this.options;
    const [fingerprint, loadId] = [this.#fingerprintOf(source), this.#loadOf(source)];
    return { account, source, fingerprint, item, loadId };
  }

  #loadRow(root: string, state: 'started' | 'ended'): RowOf<typeof LOADS> {
    const { account, nowMs } = this.options;
    const isSnapshot = [...this.#snapshots.values()].includes(root);
    return {
      account,
      source: root,
      fingerprint: this.#fingerprintOf(root),
      loadId: this.#loadOf(root),
      startedAt: nowMs,
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

  #fingerprintOf(source: string): string {
    return this.#fingerprints.get(source) ?? '';
  }
}

/** Combinations need every item, and a table that is built anew needs every row. */
function resumableRoots({ trees }: Plan): Set<string> {
  const combined = new Set(trees.flatMap((tree) => tree.cross));
  const isWhole = ({ name, table }: PlanNode) => combined.has(name) || table.writeDisposition === 'replace';
  const resumable = trees.filter((tree) => tree.cross.length === 0 && !all(tree.root).some(isWhole));
  return new Set(resumable.map(({ root }) => root.name));
}

/** The roots whose trees hold snapshots: their loads have an instant, gone on with or not. */
function snapshotRoots({ trees }: Plan): Map<string, string> {
  const pairs = trees.flatMap(({ root }) =>
    all(root)
      .filter(({ table }) => table.snapshot)
      .map(({ name }): [string, string] => [name, root.name]),
  );
  return new Map(pairs);
}
