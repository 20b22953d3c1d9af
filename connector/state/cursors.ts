// Lists of mode `window`: from when each is read, and until when it was read in loads before.
import type { Checkpoint } from '../model/checkpoint.js';
import type { DestinationSession } from '../model/destination.js';
import { stringifyJson } from '../model/json.js';
import type { Notice } from '../model/notice.js';
import type { RowOf } from '../model/own-table.js';
import type { Plan, PlanNode } from '../model/plan.js';
import type { Partition } from '../model/record.js';
import type { RowBatch } from '../model/table.js';
import { windowBegin, windowQuery } from '../model/window.js';
import type { Slice } from '../read/slice.js';
import { all, fingerprint } from './fingerprint.js';
import { CURSORS } from './state-tables.js';

/** Clocks differ by this much at most: a clock that was wrong wrote a cursor further in the future. */
const TOLERANCE_MS = 600_000;

export interface CursorOptions {
  account: string;
  /** The begin of the load. */
  nowMs: number;
  isRefreshed: (node: PlanNode) => boolean;
}

export class Cursors {
  readonly warnings: Notice[] = [];
  /** By source object and path parameters: all that is dated before was read, look-back aside. */
  readonly #cursors = new Map<string, Map<string, number>>();
  readonly #fingerprints = new Map<string, string>();
  /** Lists at the root go through many slices: they are read when the run is at its end. */
  readonly #roots = new Set<Checkpoint>();

  constructor(
    private readonly plan: Plan,
    private readonly options: CursorOptions,
  ) {
    for (const node of this.#nodes()) this.#fingerprints.set(node.name, fingerprint(node, true));
  }

  async read(session: DestinationSession, tables: ReadonlySet<string>): Promise<void> {
    if (!tables.has(CURSORS.table)) return;
    for (const node of this.#nodes()) {
      // Whoever drops a table wants it anew.
      const isThere = all(node).every(({ load, table }) => !load || tables.has(table.table));
      if (!isThere || this.options.isRefreshed(node)) continue;
      const { account } = this.options;
      const where = { account, source: node.name, fingerprint: this.#fingerprints.get(node.name) ?? '' };
      for await (const { partition, readUntil } of CURSORS.read(session, { where })) {
        this.#take(node, partition, readUntil);
      }
    }
  }

  /** The plan with the dates that this run asks for; the same where no list has a window. */
  dated(): Plan {
    const windowed = new Set(this.#nodes());
    if (windowed.size === 0) return this.plan;
    const nodes = new Map<string, PlanNode>();
    const copy = (node: PlanNode): PlanNode => {
      const dates = windowed.has(node)
        ? { of: (partition: Partition) => this.#queryOf(node, partition) }
        : undefined;
      const copied = { ...node, ...(dates ? { dates } : {}), children: node.children.map(copy) };
      nodes.set(node.name, copied);
      return copied;
    };
    const trees = this.plan.trees.map((tree) => ({ ...tree, root: copy(tree.root) }));
    return { ...this.plan, trees, nodes: this.plan.nodes.map((node) => nodes.get(node.name) ?? node) };
  }

  /** Lists that were read to their end in this slice, with all that hangs on them. */
  batchesOf(slice: Slice): RowBatch[] {
    const marks = [...slice.windows.values()];
    for (const mark of marks) if (mark.isRoot) this.#roots.add(mark);
    return this.#batches(marks.filter((mark) => !mark.isRoot));
  }

  /** The reading came to its end. */
  ending(): RowBatch[] {
    return this.#batches([...this.#roots]);
  }

  #batches(marks: readonly Checkpoint[]): RowBatch[] {
    const rows = marks.filter(({ isOpen }) => !isOpen).map((mark) => this.#row(mark));
    return rows.length > 0 ? [CURSORS.batch(rows)] : [];
  }

  #row({ source, item }: Checkpoint): RowOf<typeof CURSORS> {
    const { account, nowMs } = this.options;
    const readUntil = Math.max(this.#cursors.get(source)?.get(item) ?? nowMs, nowMs);
    return { account, source, fingerprint: this.#fingerprints.get(source) ?? '', partition: item, readUntil };
  }

  #take(node: PlanNode, partition: string, cursor: number): void {
    if (Number.isNaN(cursor)) return;
    if (cursor > this.options.nowMs + TOLERANCE_MS) {
      this.#warn(node, cursor);
      return;
    }
    const cursors = this.#cursors.get(node.name) ?? new Map<string, number>();
    this.#cursors.set(node.name, cursors.set(partition, cursor));
  }

  #warn({ name }: PlanNode, cursor: number): void {
    if (this.warnings.some(({ source }) => source === name)) return;
    const [until, now] = [cursor, this.options.nowMs].map((ms) => new Date(ms).toISOString());
    const message = `a load before has read it until ${until}, and now it is ${now}: one of the two clocks is wrong. All of it is read, and the window begins anew from now; set the clock of this machine right if it is not`;
    this.warnings.push({ code: 'clock-moved', source: name, message });
  }

  #queryOf(node: PlanNode, partition: Partition): Record<string, string> {
    const spec = node.definition.sync.window;
    if (!spec) return {};
    const { nowMs } = this.options;
    const cursor = this.#cursors.get(node.name)?.get(partitionText(partition));
    return windowQuery(spec, windowBegin(spec, cursor, nowMs));
  }

  #nodes(): PlanNode[] {
    return this.plan.nodes.filter(({ definition }) => definition.sync.mode === 'window');
  }
}

function partitionText(partition: Partition): string {
  return stringifyJson(partition);
}
