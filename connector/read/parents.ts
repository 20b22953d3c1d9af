// Where a reading stands: an item and everything above it, from which path parameters take their values.
import { isObject, isScalar, type JsonValue, type Scalar, stringifyJson } from '../model/json.js';
import { fromPlain } from '../model/plain-json.js';
import type { PlanNode, ResolvedBinding } from '../model/plan.js';
import type { Ancestor, Partition, RootKey } from '../model/record.js';
import type { Detail } from './page.js';

export interface ItemContext extends Ancestor {
  /** The item of the node's reply. */
  item: JsonValue;
  parent?: ItemContext;
  /** The object that this id stands for, where it came with the list; and the source object that reads it. */
  detail?: { source: string; object: Detail };
  /** Of an item of a list that loads may know: see `itemKey`. */
  key?: string;
  /** Of an item of a root. */
  root?: RootKey;
  /** Of a root that is read alone: the source objects below it that are read. Absent: all. */
  branches?: readonly string[];
}

/** What loads remember an item by: as JSON text, and with the path parameters of its list where it has some. */
export function itemKey(partition: Partition, item: Scalar): string {
  return stringifyJson(Object.keys(partition).length === 0 ? item : [partition, item]);
}

/** Partitions to read; or why there is nothing to ask for; or why the mapping does not fit the data. */
export type Resolved = { partitions: Partition[] } | { blank: string } | { mismatch: string };

export function resolvePartitions(node: PlanNode, context: ItemContext | undefined): Resolved {
  let partitions: Partition[] = [{}];
  for (const binding of node.bindings) {
    const values =
      binding.kind === 'constant'
        ? binding.values.map((value) => fromPlain(value))
        : mappedValue(binding, context);
    if (!Array.isArray(values)) return values;
    partitions = partitions.flatMap((partition) =>
      values.map((value) => ({ ...partition, [binding.parameter]: value })),
    );
  }
  return { partitions };
}

type MappedBinding = Exclude<ResolvedBinding, { kind: 'constant' }>;

/** The one value of a mapped parameter. An empty or null value never becomes an address. */
export function mappedValue(
  binding: MappedBinding,
  context: ItemContext | undefined,
): Scalar[] | Exclude<Resolved, { partitions: Partition[] }> {
  const source = findContext(context, binding.source);
  if (!source) return { mismatch: `nothing was read from "${binding.source}"` };
  if (binding.kind === 'parameter') {
    const value = source.partition[binding.sourceParameter];
    return value === undefined ? { mismatch: `"${binding.source}" has no parameter` } : [value];
  }
  const value = binding.field === undefined ? source.item : fieldOf(source.item, binding.field);
  if (value === undefined) return { mismatch: missingField(binding, source.item) };
  if (value === null || value === '') return { blank: binding.parameter };
  if (!isScalar(value)) return { mismatch: notScalar(binding, value) };
  return [value];
}

function findContext(context: ItemContext | undefined, name: string): ItemContext | undefined {
  for (let at = context; at; at = at.parent) if (at.source === name) return at;
  return undefined;
}

/** `a.b` reaches into objects; a field whose name holds the dot wins. */
function fieldOf(item: JsonValue, field: string): JsonValue | undefined {
  if (!isObject(item)) return undefined;
  if (Object.hasOwn(item, field)) return item[field];
  const dot = field.indexOf('.');
  if (dot < 0) return undefined;
  const head = field.slice(0, dot);
  if (!Object.hasOwn(item, head)) return undefined;
  const inner = item[head];
  return inner === null ? null : fieldOf(inner as JsonValue, field.slice(dot + 1));
}

function missingField(binding: MappedBinding, item: JsonValue): string {
  const field = binding.kind === 'item' ? binding.field : undefined;
  const has = isObject(item)
    ? `it has: ${Object.keys(item).slice(0, 20).join(', ')}`
    : 'its items are bare values';
  return `{${binding.parameter}}: an item of "${binding.source}" has no field "${field}"; ${has}`;
}

function notScalar(binding: MappedBinding, value: JsonValue): string {
  if (binding.kind === 'item' && binding.field === undefined && isObject(value)) {
    const keys = Object.keys(value).slice(0, 20).join(', ');
    return `{${binding.parameter}}: "${binding.source}" gives objects: say which field (it has: ${keys})`;
  }
  const what = Array.isArray(value) ? 'a list' : isObject(value) ? 'an object' : `${value}`;
  return `{${binding.parameter}}: the value from "${binding.source}" is ${what}, which cannot stand in a path`;
}

/** The item of a root that a context hangs on. */
export function rootOf(context: ItemContext): ItemContext {
  let at = context;
  while (at.parent) at = at.parent;
  return at;
}

/** What identifies it. */
export function rootAbove(context: ItemContext | undefined): RootKey | undefined {
  return context && rootOf(context).root;
}

/** Frames in lots of at most `size`. */
export function portionsOf(contexts: readonly ItemContext[], size: number): ItemContext[][] {
  const portions: ItemContext[][] = [];
  for (let at = 0; at < contexts.length; at += size) portions.push(contexts.slice(at, at + size));
  return portions;
}
