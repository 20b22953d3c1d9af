// What loads remember in the destination: which items are done, and whether the last load came to its end.
import { createHash } from 'node:crypto';
import type { KnownItems, Mark } from '../model/checkpoint.js';
import type { DestinationSession } from '../model/destination.js';
import type { Plan, PlanNode } from '../model/plan.js';
import type { Cell, RowBatch, TableSchema } from '../model/table.js';
import { SeenIds } from '../read/seen.js';
import type { Slice } from '../read/slice.js';

/** A load that was cut is gone on with within this time; later it is begun anew. */
const RESUMED_WITHIN_MS = 24 * 3_600_000;

const text = (name: string) => ({ name, type: 'text', path: name }) as const;

const KNOWN: TableSchema = {
  table: '_ovh_known',
  columns: ['_account', 'source', 'plan', 'item', 'load_id'].map(text),
  primaryKey: ['_account', 'source', 'plan', 'item'],
};

const LOADS: TableSchema = {
  table: '_ovh_load',
  columns: ['_account', 'source', 'plan', 'load_id', 'begun_at', 'state'].map(text),
  primaryKey: ['_account', 'source', 'plan'],
};

export interface CheckpointOptions {
  account: string;
  runId: string;
  nowMs: number;
  /** Source objects that are read wholly, whatever is known; `true`: all. */
  refresh: readonly string[] | true;
}

interface Remembered {
  plan: string;
  ids: SeenIds;
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
  if (tables.has(LOADS.table)) await checkpoints.readLoads(session);
  if (tables.has(KNOWN.table)) await checkpoints.readKnown(session, tables);
  return checkpoints;
}

export class Checkpoints implements KnownItems {
  readonly #known = new Map<string, Remembered>();
  /** Load of each root that was cut, and is gone on with. */
  readonly #resumed = new Map<string, string>();
  /** The loads that have marked something of a source object. */
  readonly #loads = new Map<string, Set<string>>();
  readonly #plans: ReadonlyMap<string, string>;
  readonly #roots: ReadonlySet<string>;
  /** Roots whose load can be gone on with when it was cut. */
  readonly #resumable: ReadonlySet<string>;

  constructor(
    private readonly plan: Plan,
    private readonly options: CheckpointOptions,
  ) {
    this.#plans = new Map(plan.nodes.map((node) => [node.name, fingerprint(node)]));
    this.#roots = new Set(plan.trees.map(({ root }) => root.name));
    this.#resumable = resumableRoots(plan);
  }

  has(source: string, item: string): boolean {
    return this.#known.get(source)?.ids.has(item) ?? false;
  }

  /** Roots whose cut load is gone on with, and how many of their items are done. */
  resumed(): { source: string; items: number }[] {
    return [...this.#resumed.keys()].map((source) => ({
      source,
      items: this.#known.get(source)?.count ?? 0,
    }));
  }

  async readLoads(session: DestinationSession): Promise<void> {
    const { account, nowMs, refresh } = this.options;
    for (const root of this.#resumable) {
      const where = { _account: account, source: root, plan: this.#planOf(root) };
      for await (const row of session.rows(LOADS.table, { where })) {
        const age = nowMs - Date.parse(String(row.begun_at));
        const isCut = row.state === 'begun' && age >= 0 && age < RESUMED_WITHIN_MS;
        if (isCut && refresh !== true) this.#resumed.set(root, String(row.load_id));
      }
    }
  }

  async readKnown(session: DestinationSession, tables: ReadonlySet<string>): Promise<void> {
    const { account, refresh } = this.options;
    for (const node of this.plan.nodes) {
      const resumed = this.#resumed.get(node.name);
      const isKnowing = (node.definition.options.mode ?? 'full') !== 'full';
      const isRefreshed = refresh === true || refresh.includes(node.name);
      // Whoever drops a table wants it anew.
      const isThere = !node.load || tables.has(node.table.table);
      if (!isKnowing && resumed === undefined) continue;
      const isRead = !isRefreshed && isThere;
      const known = { plan: this.#planOf(node.name), ids: new SeenIds(0), count: 0 };
      const where = {
        _account: account,
        source: node.name,
        plan: known.plan,
        ...(resumed === undefined ? {} : { load_id: resumed }),
      };
      for await (const row of session.rows(KNOWN.table, { where })) {
        this.#remember(node.name, String(row.load_id));
        if (isRead && known.ids.add(String(row.item))) known.count++;
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
        .map((load): Cell[] => [account, source, load]),
    );
    const replaces = { columns: ['_account', 'source', 'load_id'], keys };
    return keys.length > 0 ? [{ schema: KNOWN, rows: [], replaces }] : [];
  }

  /** What a slice leaves to remember: to be committed with its rows. */
  batchesOf(slice: Slice): RowBatch[] {
    const marks = slice.marks.flatMap(({ own, children }) => [own, ...children.values()]);
    const rows = marks.filter((mark) => !mark.isOpen && this.#isKept(mark)).map((mark) => this.#row(mark));
    const roots = new Set(slice.marks.map(({ own }) => own.source));
    const loads = [...roots].map((root) => this.#loadRow(root, 'begun'));
    return [
      ...(rows.length > 0 ? [{ schema: KNOWN, rows }] : []),
      ...(loads.length > 0 ? [{ schema: LOADS, rows: loads }] : []),
    ];
  }

  /** The reading of every tree came to its end: the next load is a new one. */
  ending(): RowBatch[] {
    const rows = [...this.#resumable].map((root) => this.#loadRow(root, 'ended'));
    return rows.length > 0 ? [{ schema: LOADS, rows }] : [];
  }

  #isKept({ source }: Mark): boolean {
    return !this.#roots.has(source) || this.#resumable.has(source);
  }

  #row({ source, item }: Mark): Cell[] {
    return [this.options.account, source, this.#planOf(source), item, this.#loadOf(source)];
  }

  #loadRow(root: string, state: 'begun' | 'ended'): Cell[] {
    const { account, nowMs } = this.options;
    const begun = new Date(nowMs).toISOString();
    return [account, root, this.#planOf(root), this.#loadOf(root), begun, state];
  }

  #loadOf(source: string): string {
    return this.#resumed.get(source) ?? this.options.runId;
  }

  #planOf(source: string): string {
    return this.#plans.get(source) ?? '';
  }
}

function all(node: PlanNode): PlanNode[] {
  return [node, ...node.children.flatMap(all)];
}

/** Combinations need every item, and a table that is built anew needs every row. */
function resumableRoots({ trees }: Plan): Set<string> {
  const combined = new Set(trees.flatMap((tree) => tree.cross));
  const isWhole = ({ name, table }: PlanNode) => combined.has(name) || table.writeDisposition === 'replace';
  const resumable = trees.filter((tree) => tree.cross.length === 0 && !all(tree.root).some(isWhole));
  return new Set(resumable.map(({ root }) => root.name));
}

/** What is read, from where, with which columns: when it changes, what is known says nothing any more. */
function fingerprint(node: PlanNode): string {
  const words = all(node).map(({ name, definition, load, table }) => {
    const { strategy: _, timeout: __, pageSize: ___, mode: ____, ...options } = definition.options;
    return [name, definition.path, definition.parameters, definition.query, options, load, table.table];
  });
  return createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 16);
}
