// A digest of what a source object reads. When it changes, what earlier loads remember of its items is useless.
import { createHash } from 'node:crypto';
import { INVALIDATES, type Invalidates, type OptionGroups } from '../model/definition.js';
import type { PlanNode } from '../model/plan.js';

/** The node and all that hangs on it. */
export function all(node: PlanNode): PlanNode[] {
  return [node, ...node.children.flatMap(all)];
}

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
export function fingerprint(node: PlanNode, ofCursor = false): string {
  const words = all(node).map(({ name, definition, load, table }) => {
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
