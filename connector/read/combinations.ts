// Values of independent source objects, kept until every combination of them is read.
import type { Scalar } from '../model/json.js';
import type { Plan, PlanTree, ResolvedBinding } from '../model/plan.js';
import type { Partition } from '../model/record.js';
import { type ItemContext, mappedValue } from './parents.js';

interface Tuple {
  values: Partition;
  /** Which item of each source above it belongs to: combinations agree on what they share. */
  above: Map<string, number>;
}

/**
 * Kept in memory: a combination costs a call, so what is combined is small beside the calls it makes.
 */
export class Combinations {
  readonly #byTree = new Map<PlanTree, Map<string, Tuple[]>>();
  readonly #treesOf = new Map<string, PlanTree[]>();

  constructor(plan: Plan) {
    for (const tree of plan.trees) {
      if (tree.cross.length === 0) continue;
      this.#byTree.set(tree, new Map(tree.cross.map((source) => [source, []])));
      for (const source of tree.cross) {
        this.#treesOf.set(source, [...(this.#treesOf.get(source) ?? []), tree]);
      }
    }
  }

  /** An item was read: remember what the combinations need of it. */
  add(frame: ItemContext): void {
    for (const tree of this.#treesOf.get(frame.node.name) ?? []) {
      const above = new Map<string, number>();
      for (let at: ItemContext | undefined = frame; at; at = at.parent) above.set(at.node.name, at.ordinal);
      const values = valuesFrom(tree.root.bindings, frame, above);
      if (values) this.#byTree.get(tree)?.get(frame.node.name)?.push({ values, above });
    }
  }

  /** Every combination, one after another. */
  *partitions(tree: PlanTree): Generator<Partition> {
    const constants = tree.root.bindings.filter((binding) => binding.kind === 'constant');
    const lists = [...(this.#byTree.get(tree)?.values() ?? [])];
    for (const tuple of combine(lists, 0, { values: {}, above: new Map() })) {
      yield* withConstants(constants, tuple.values);
    }
  }
}

function valuesFrom(
  bindings: ResolvedBinding[],
  frame: ItemContext,
  above: Map<string, number>,
): Partition | undefined {
  const values: Partition = {};
  for (const binding of bindings) {
    if (binding.kind === 'constant' || !above.has(binding.source)) continue;
    const mapped = mappedValue(binding, frame);
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
  for (const value of first.values as Scalar[])
    yield* withConstants(rest, { ...values, [first.parameter]: value });
}
