// What a source object reads, in one word: when it changes, what loads before remember of it says nothing any more.
import { createHash } from 'node:crypto';
import type { EndpointOptions } from '../model/definition.js';
import type { PlanNode } from '../model/plan.js';

/** The node and all that hangs on it. */
export function all(node: PlanNode): PlanNode[] {
  return [node, ...node.children.flatMap(all)];
}

/** The options with which what is remembered says something else; not those of how it is read, or read again. */
export function fingerprintedOptions(options: EndpointOptions): EndpointOptions {
  const { strategy: _, timeout: __, pageSize: ___, mode: ____, window: _____, ...others } = options;
  const { drift: ______, maxRejected: _______, ...telling } = others;
  return telling;
}

/** What is read, from where, with which columns. How dates narrow it is of its cursor alone. */
export function fingerprint(node: PlanNode, ofCursor = false): string {
  const words = all(node).map(({ name, definition, load, table }) => {
    const { mode, window } = definition.options;
    const options = fingerprintedOptions(definition.options);
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
    const { lookBack: _, ...dates } = window ?? {};
    return [...known, ...snapshot, ...(ofCursor && mode === 'window' ? [dates] : [])];
  });
  return createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 16);
}
