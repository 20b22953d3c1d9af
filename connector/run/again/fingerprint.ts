// What a source object reads, in one word: when it changes, what loads before remember of it says nothing any more.
import { createHash } from 'node:crypto';
import type { PlanNode } from '../../model/plan.js';

/** The node and all that hangs on it. */
export function all(node: PlanNode): PlanNode[] {
  return [node, ...node.children.flatMap(all)];
}

/** What is read, from where, with which columns. How dates narrow it is of its cursor alone. */
export function fingerprint(node: PlanNode, ofCursor = false): string {
  const words = all(node).map(({ name, definition, load, table }) => {
    const { strategy: _, timeout: __, pageSize: ___, mode, window, ...others } = definition.options;
    const { drift: ____, maxRejected: _____, ...options } = others;
    const known = [
      name,
      definition.path,
      definition.parameters,
      definition.query,
      options,
      load,
      table.table,
    ];
    const snapshot = mode === 'snapshot' ? [mode] : [];
    // A longer look-back reads more by itself.
    const { lookBack: ______, ...dates } = window ?? {};
    return [...known, ...snapshot, ...(ofCursor && mode === 'window' ? [dates] : [])];
  });
  return createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 16);
}
