// What of a slice is not finished: derived from its facts when it is committed. All other items are known from then on.
import { isWindowed } from '../../model/definition.js';
import { stringifyJson } from '../../model/json.js';
import type { Ancestor, Partition } from '../../model/record.js';
import type { PlanGraph } from '../../plan/plan-graph.js';
import type { SliceFacts } from '../recorder.js';

/** Nothing is known of what was not loaded for these reasons: it may be there. */
const UNKNOWN = new Set<string>(['refused', 'failed', 'rejected']);

export class OpenItems {
  readonly #items = new Set<number>();
  readonly #branches = new Set<string>();
  /** ... because something of it was not loaded. */
  readonly #missing = new Set<string>();
  /** Readings of lists in mode `window` of which something is missing: see `windowKey`. */
  readonly windows = new Set<string>();

  constructor(
    private readonly graph: PlanGraph,
    { notLoaded, slice }: Pick<SliceFacts, 'notLoaded' | 'slice'>,
  ) {
    for (const { source, partition, reason, parent } of notLoaded) {
      const node = graph.node(source);
      // What there is none of may still come, where the definition says so.
      if (reason !== 'absent' || node?.definition.sync.mode === 'open') this.#openAbove(source, parent);
      this.#openWindow(source, partition);
      if (UNKNOWN.has(reason)) this.#openWindows(parent);
    }
    for (const { source, parent } of slice.unfinished) if (parent) this.#openBranch(parent, source);
  }

  /** Something below the item is not finished. */
  hasItem(ordinal: number): boolean {
    return this.#items.has(ordinal);
  }

  /** ... of what is read for it by a source object directly below. */
  hasBranch(ordinal: number, source: string): boolean {
    return this.#branches.has(`${ordinal} ${source}`);
  }

  /** Something of it was not loaded; else all of it was, and may change. */
  isMissing(ordinal: number, source: string): boolean {
    return this.#missing.has(`${ordinal} ${source}`);
  }

  #openAbove(source: string, parent: Ancestor | undefined): void {
    let below = source;
    for (let at = parent; at; at = at.parent) {
      this.#items.add(at.ordinal);
      this.#openBranch(at, below);
      this.#missing.add(`${at.ordinal} ${below}`);
      below = at.source;
    }
  }

  #openBranch({ ordinal }: Ancestor, below: string): void {
    this.#branches.add(`${ordinal} ${below}`);
  }

  #openWindows(parent: Ancestor | undefined): void {
    for (let at = parent; at; at = at.parent) this.#openWindow(at.source, at.partition);
  }

  #openWindow(source: string, partition: Partition): void {
    const node = this.graph.node(source);
    if (node && isWindowed(node.definition)) {
      this.windows.add(windowKey({ source, partition: stringifyJson(partition) }));
    }
  }
}

export function windowKey({ source, partition }: { source: string; partition: string }): string {
  return `${source} ${partition}`;
}
