// Identifies a root without its list: by its item, or by the path parameters that it is read with.
import { isObject, type JsonObject, type JsonValue, stringifyJson } from '../model/json.js';
import type { PlanNode, PlanTree } from '../model/plan.js';
import type { Partition, RootKey } from '../model/record.js';
import type { PlanGraph } from '../plan/plan-graph.js';
import type { Combinations } from './combinations.js';
import { resolvePartitions } from './parents.js';

/** The path parameters of the one list whose items are the roots of a tree; undefined where each reading is a root. */
export function rootList(graph: PlanGraph, tree: PlanTree): Partition | undefined {
  const resolved = tree.cross.length > 0 ? undefined : resolvePartitions(graph.root(tree), undefined);
  if (!resolved || !('partitions' in resolved) || resolved.partitions.length !== 1) return undefined;
  return resolved.partitions[0];
}

/** Each of them is a root: constants, or combinations of what other trees have brought. */
export function rootPartitions(graph: PlanGraph, tree: PlanTree, cross: Combinations): Partition[] {
  const resolved = tree.cross.length > 0 ? undefined : resolvePartitions(graph.root(tree), undefined);
  return resolved && 'partitions' in resolved ? resolved.partitions : [...cross.partitions(graph.root(tree))];
}

export class RootKeys {
  readonly #isList: boolean;
  readonly #fields: readonly string[];

  constructor(
    graph: PlanGraph,
    private readonly tree: PlanTree,
  ) {
    this.#isList = rootList(graph, tree) !== undefined;
    this.#fields = [...new Set(graph.below(graph.root(tree)).flatMap((node) => fieldsOf(node, tree.root)))];
  }

  /** Of a reading of the root itself; undefined where that is the list of all roots. */
  ofReading(partition: Partition): RootKey | undefined {
    return this.#isList ? undefined : this.#key(partition);
  }

  /** Of an item of the root, with everything below it. */
  ofItem(item: JsonValue, partition: Partition): RootKey {
    return this.#key(this.#isList ? item : partition);
  }

  /** Its text is made on demand: most items are loaded, and need none. */
  #key(value: JsonValue): RootKey {
    return new RootText(this.tree.root, value, this.#isList ? this.#fields : undefined);
  }
}

class RootText implements RootKey {
  constructor(
    readonly source: string,
    private readonly value: JsonValue,
    private readonly fields: readonly string[] | undefined,
  ) {}

  get text(): string {
    const { value, fields } = this;
    return stringifyJson(fields && isObject(value) ? picked(value, fields) : value);
  }
}

/** Fields of the root that path parameters of a node take their values from. */
function fieldsOf({ bindings }: PlanNode, root: string): string[] {
  return bindings.flatMap((binding) =>
    binding.kind === 'item' && binding.source === root && binding.field !== undefined ? [binding.field] : [],
  );
}

/** The object with these fields alone. */
function picked(object: JsonObject, fields: readonly string[]): JsonObject {
  const found: JsonObject = {};
  for (const field of fields) {
    const head = Object.hasOwn(object, field) ? field : (field.split('.')[0] ?? field);
    const value = object[head];
    if (value === undefined) continue;
    const inner = isObject(value) && head !== field;
    const before = found[head];
    found[head] = inner
      ? { ...(isObject(before) ? before : {}), ...picked(value, [field.slice(head.length + 1)]) }
      : value;
  }
  return found;
}
