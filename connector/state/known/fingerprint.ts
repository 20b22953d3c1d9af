// A digest of what a source object reads. When it changes, the state of its items no longer counts.
import { createHash } from 'node:crypto';
import { INVALIDATES, type Invalidates, isWindowed, type OptionGroups } from '../../model/definition.js';
import type { PlanNode } from '../../model/plan.js';
import type { PlanGraph } from '../../plan/plan-graph.js';
import type { StateKey } from './state-store.js';

/** The options on which remembered items depend, by their key paths: `table.include`. */
export function rememberedOptions(definition: OptionGroups): Record<string, unknown> {
  const groups = Object.entries(INVALIDATES) as [keyof OptionGroups, Record<string, Invalidates>][];
  const found = groups.flatMap(([group, options]) => {
    const values = new Map<string, unknown>(Object.entries(definition[group]));
    return Object.entries(options).flatMap(([name, effect]) =>
      effect === 'items' && values.has(name) ? [[`${group}.${name}`, values.get(name)]] : [],
    );
  });
  return Object.fromEntries(found);
}

/** A digest of what is read, from where, with which columns. The dates of a window count for its cursor only. */
export function fingerprint(graph: PlanGraph, node: PlanNode, ofCursor = false): string {
  const words = graph.branch(node).map(({ name, definition, load, table }) => {
    const { mode, window } = definition.sync;
    const { path, parameters, query } = definition;
    const known = [name, path, parameters, query, rememberedOptions(definition), load, table.table];
    const snapshot = mode === 'snapshot' ? [mode] : [];
    // A longer look-back reads more by itself.
    const { lookBack: _, ...dates } = window ?? {};
    return [...known, ...snapshot, ...(ofCursor && mode === 'window' ? [dates] : [])];
  });
  return createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 16);
}

/** The fingerprints of a plan, by source object. */
export class Fingerprints {
  readonly #ofItems = new Map<string, string>();
  readonly #ofCursors = new Map<string, string>();

  constructor(graph: PlanGraph) {
    for (const node of graph.plan.nodes) {
      this.#ofItems.set(node.name, fingerprint(graph, node));
      if (isWindowed(node.definition)) this.#ofCursors.set(node.name, fingerprint(graph, node, true));
    }
  }

  /** By which items, loads and definitions are stored. */
  key(source: string): StateKey {
    return { source, fingerprint: this.#ofItems.get(source) ?? '' };
  }

  /** By which the cursors of a list in mode `window` are stored. */
  cursorKey(source: string): StateKey {
    return { source, fingerprint: this.#ofCursors.get(source) ?? '' };
  }
}
