// Lists in mode `window`: from which date each is read, and until when earlier loads have read it.
import { isWindowed } from '../../model/definition.js';
import { stringifyJson } from '../../model/json.js';
import type { Notice } from '../../model/notice.js';
import type { PlanNode } from '../../model/plan.js';
import type { Partition } from '../../model/record.js';
import { type DateQuery, windowBegin, windowQuery } from '../../model/window.js';
import type { PlanGraph } from '../../plan/plan-graph.js';
import type { WindowDates } from '../../read/earlier-state.js';
import type { Facts, WindowReading } from '../../read/facts.js';
import type { Fingerprints } from './fingerprint.js';
import { type OpenItems, windowKey } from './open-items.js';
import type { Refresh } from './refresh.js';
import { isTooLong, type StateStore, type StoredCursor } from './state-store.js';

/** Clocks differ by this much at most: a clock that was wrong wrote a cursor further in the future. */
const TOLERANCE_MS = 600_000;

export interface CursorOptions {
  /** The start of the load. */
  nowMs: number;
  refresh: Refresh;
}

export class Cursors implements WindowDates {
  readonly warnings: Notice[] = [];
  /** By source object and path parameters: what is dated before was read, apart from the look-back. */
  readonly #cursors = new Map<string, number>();
  /** Lists at the root go through many slices: they are read when the run has read everything. */
  readonly #roots = new Map<string, WindowReading>();
  readonly #open = new Set<string>();

  constructor(
    private readonly graph: PlanGraph,
    private readonly fingerprints: Fingerprints,
    private readonly options: CursorOptions,
  ) {}

  async read(store: StateStore): Promise<void> {
    for (const node of this.graph.plan.nodes.filter(({ definition }) => isWindowed(definition))) {
      // A dropped table is to be loaded again.
      const isThere = this.graph
        .branch(node)
        .every(({ load, table }) => !load || store.hasTable(table.table));
      if (!isThere || this.options.refresh.hasBranch(node)) continue;
      for await (const { partition, readUntil } of store.cursors(this.fingerprints.cursorKey(node.name))) {
        this.#take(node, partition, readUntil);
      }
    }
  }

  queryOf(source: string, partition: Partition): DateQuery {
    const spec = this.graph.node(source)?.definition.sync.window;
    if (!spec) return {};
    const cursor = this.#cursors.get(windowKey({ source, partition: stringifyJson(partition) }));
    return windowQuery(spec, windowBegin(spec, cursor, this.options.nowMs));
  }

  /** Lists that were read to their end in this slice, with everything below them. */
  changes(slice: Facts, open: OpenItems): StoredCursor[] {
    for (const key of open.windows) this.#open.add(key);
    for (const [key, window] of slice.windows) if (window.isRoot) this.#roots.set(key, window);
    const below = [...slice.windows.values()].filter(({ isRoot }) => !isRoot);
    return this.#closed(below);
  }

  /** Everything was read to its end. */
  ending(): StoredCursor[] {
    return this.#closed([...this.#roots.values()]);
  }

  #closed(windows: readonly WindowReading[]): StoredCursor[] {
    const { nowMs } = this.options;
    return windows
      .filter((window) => !this.#open.has(windowKey(window)) && !isTooLong(window.partition))
      .map(({ source, partition }) => {
        const before = this.#cursors.get(windowKey({ source, partition })) ?? nowMs;
        return { ...this.fingerprints.cursorKey(source), partition, readUntil: Math.max(before, nowMs) };
      });
  }

  #take(node: PlanNode, partition: string, cursor: number): void {
    if (Number.isNaN(cursor)) return;
    if (cursor > this.options.nowMs + TOLERANCE_MS) this.#warn(node, cursor);
    else this.#cursors.set(windowKey({ source: node.name, partition }), cursor);
  }

  #warn({ name }: PlanNode, cursor: number): void {
    if (this.warnings.some(({ source }) => source === name)) return;
    const [until, now] = [cursor, this.options.nowMs].map((ms) => new Date(ms).toISOString());
    const message = `an earlier load has read it until ${until}, and now it is ${now}: one of the two clocks is wrong. This load reads all of it, and the window starts over from now; correct the clock of this machine if it is the wrong one`;
    this.warnings.push({ code: 'clock-moved', source: name, message });
  }
}
