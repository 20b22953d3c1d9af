// Values of independent source objects, stored until every combination of them is read.
import { fromPlain } from '../model/plain-json.js';
import type { PlanNode, ResolvedBinding } from '../model/plan.js';
import type { Partition } from '../model/record.js';
import type { PlanGraph } from '../plan/plan-graph.js';
import { type ItemContext, mappedValue } from './parents.js';

interface Tuple {
  values: Partition;
  /** Which item of each source above it belongs to: combinations agree on what they share. */
  above: Map<string, number>;
}

/**
 * In memory: a combination costs a call, so its values are small beside the calls.
 */
export class Combinations {
  /** By the root that combines. */
  readonly #tuples = new Map<string, Map<string, Tuple[]>>();
  /** Roots that combine a source object. */
  readonly #roots = new Map<string, PlanNode[]>();

  constructor(graph: PlanGraph) {
    for (const tree of graph.plan.trees) {
      if (tree.cross.length === 0) continue;
      this.#tuples.set(tree.root, new Map(tree.cross.map((source) => [source, []])));
      for (const source of tree.cross) {
        this.#roots.set(source, [...(this.#roots.get(source) ?? []), graph.root(tree)]);
      }
    }
  }

  /** Stores what the combinations need of an item that was read. */
  add(context: ItemContext): void {
    for (const { name, bindings } of this.#roots.get(context.source) ?? []) {
      const above = new Map<string, number>();
      for (let at: ItemContext | undefined = context; at; at = at.parent) above.set(at.source, at.ordinal);
      const values = valuesFrom(bindings, context, above);
      if (values) this.#tuples.get(name)?.get(context.source)?.push({ values, above });
    }
  }

  /** Every combination, one after another. */
  *partitions({ name, bindings }: PlanNode): Generator<Partition> {
    const constants = bindings.filter((binding) => binding.kind === 'constant');
    const lists = [...(this.#tuples.get(name)?.values() ?? [])];
    for (const tuple of combine(lists, 0, { values: {}, above: new Map() })) {
      yield* withConstants(constants, tuple.values);
    }
  }
}

function valuesFrom(
  bindings: ResolvedBinding[],
  context: ItemContext,
  above: Map<string, number>,
): Partition | undefined {
  const values: Partition = {};
  for (const binding of bindings) {
    if (binding.kind === 'constant' || !above.has(binding.source)) continue;
    const mapped = mappedValue(binding, context);
    // A blank or unfit value makes no combination.
    if (!Array.isArray(mapped)) return undefined;
    const [value] = mapped;
    if (value !== undefined) values[binding.parameter] = value;
  }
  return values;
}

function* combine(lists: Tuple[][], at: number, so: Tuple): Generator<Tuple> {
  const list = lists[at];
  if (!list) {
    yield so;
    return;
  }
  for (const tuple of list) {
    const agrees = [...tuple.above].every(([name, ordinal]) => (so.above.get(name) ?? ordinal) === ordinal);
    if (!agrees) continue;
    const joined = {
      values: { ...so.values, ...tuple.values },
      above: new Map([...so.above, ...tuple.above]),
    };
    yield* combine(lists, at + 1, joined);
  }
}

type ConstantBinding = Extract<ResolvedBinding, { kind: 'constant' }>;

function* withConstants(bindings: ConstantBinding[], values: Partition): Generator<Partition> {
  const [first, ...rest] = bindings;
  if (!first) {
    yield values;
    return;
  }
  for (const value of first.values)
    yield* withConstants(rest, { ...values, [first.parameter]: fromPlain(value) });
}
