// What a plan costs: calls by node, as far as the numbers of items are known.
import type { Plan, PlanNode } from '../model/plan.js';
import { PlanGraph } from './plan-graph.js';

/** A number of calls: `factor`, or `factor` times the number of items of a source object. */
export interface CallCount {
  factor: number;
  /** Name of the source object whose number of items is not known. */
  times?: string;
}

export interface NodeEstimate {
  node: PlanNode;
  calls: CallCount;
}

export interface Estimate {
  nodes: NodeEstimate[];
  /** Calls that are certain. */
  known: number;
  /** What comes on top, by source object whose number of items is not known. */
  unknown: CallCount[];
  /** Minutes at the budget, when all numbers are known. */
  minutes: number | undefined;
}

/** @param items number of items by source object, where known. */
export function estimate(plan: Plan, items: ReadonlyMap<string, number>, callsPerSecond: number): Estimate {
  const calls = new Map<string, CallCount>();
  const graph = new PlanGraph(plan);
  for (const tree of plan.trees) {
    const combined = tree.cross.map((source) => itemsOf(source, graph, calls, items));
    visit(graph.root(tree), product(combined, tree.cross), graph, calls, items);
  }
  const nodes = plan.nodes.map((node) => ({ node, calls: calls.get(node.name) ?? { factor: 0 } }));
  const known = sum(nodes.filter((entry) => !entry.calls.times).map((entry) => entry.calls.factor));
  const unknown = new Map<string, number>();
  for (const { calls: count } of nodes) {
    if (count.times) unknown.set(count.times, (unknown.get(count.times) ?? 0) + count.factor);
  }
  return {
    nodes,
    known,
    unknown: [...unknown].map(([times, factor]) => ({ factor, times })),
    minutes: unknown.size > 0 ? undefined : known / callsPerSecond / 60,
  };
}

function visit(
  node: PlanNode,
  parents: CallCount,
  graph: PlanGraph,
  calls: Map<string, CallCount>,
  items: ReadonlyMap<string, number>,
): void {
  const constants = node.bindings.reduce(
    (total, binding) => (binding.kind === 'constant' ? total * binding.values.length : total),
    1,
  );
  calls.set(node.name, { ...parents, factor: parents.factor * constants });
  for (const child of graph.children(node)) {
    visit(child, itemsOf(node.name, graph, calls, items), graph, calls, items);
  }
}

/** A path that ends in a parameter reads one object a call; any other may be a list. */
function itemsOf(
  name: string,
  graph: PlanGraph,
  calls: Map<string, CallCount>,
  items: ReadonlyMap<string, number>,
): CallCount {
  const known = items.get(name);
  if (known !== undefined) return { factor: known };
  const node = graph.node(name);
  const last = node?.path.at(-1);
  const isObject = last !== undefined && 'parameter' in last;
  return isObject ? (calls.get(name) ?? { factor: 0 }) : { factor: 1, times: name };
}

function product(counts: CallCount[], names: string[]): CallCount {
  const unknown = counts.filter((count) => count.times);
  const factor = counts.reduce((total, count) => total * count.factor, 1);
  if (unknown.length === 0) return { factor };
  return { factor, times: unknown.length === 1 ? unknown[0]?.times : names.join(' × ') };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** `3`, `items(bill_ids)`, `2 × items(bill_ids)`, `items(bill_ids)/25`. */
export function formatCount({ factor, times }: CallCount): string {
  if (!times) return factor.toLocaleString('en');
  if (factor === 1) return `items(${times})`;
  const parts = Math.round(1 / factor);
  return factor < 1 && parts > 1
    ? `items(${times})/${parts.toLocaleString('en')}`
    : `${factor.toLocaleString('en')} × items(${times})`;
}
