// What a plan costs with expanded lists and batches: fewer calls, by node.
import type { Strategy } from '../model/definition.js';
import type { Plan, PlanNode } from '../model/plan.js';
import type { CallCount, Estimate } from './estimate.js';
import { PlanGraph } from './plan-graph.js';
import { allowsStrategy, EXPANDED_SIZE, expandableChild } from './strategy-nodes.js';

export interface StrategyEstimate {
  node: PlanNode;
  /** How it is read: in words for the user. */
  way: string;
  /** Their sum. */
  calls: CallCount[];
}

/** Calls of each node where every strategy works. Comparing some objects with single calls costs a few more. */
export function estimateStrategies(
  plan: Plan,
  { nodes }: Pick<Estimate, 'nodes'>,
  items: ReadonlyMap<string, number>,
  { strategy, batchSize }: { strategy: Strategy; batchSize: number },
): StrategyEstimate[] {
  const graph = new PlanGraph(plan);
  return nodes.map(({ node, calls }) => {
    const parent = graph.parent(node);
    const isList = expandableChild(graph, node, { strategy }) !== undefined;
    if (parent && expandableChild(graph, parent, { strategy })?.name === node.name) {
      return { node, way: `comes with ${parent.name}`, calls: [{ factor: 0 }] };
    }
    if (isList && !parent) {
      return { node, way: 'expanded list', calls: [calls, ...pages(node, items)] };
    }
    if (!parent || !allowsStrategy(node, 'batch', { strategy })) {
      if (!isList) return { node, way: 'single', calls: [calls] };
      // Each list is read twice: as objects, and as ids, which prove that none is left out.
      return { node, way: 'expanded lists', calls: [{ ...calls, factor: calls.factor * 2 }] };
    }
    // So is each batch of lists.
    const way = isList ? 'batches of expanded lists' : 'batches';
    return { node, way, calls: [divided(calls, isList ? batchSize / 2 : batchSize)] };
  });
}

function pages(node: PlanNode, items: ReadonlyMap<string, number>): CallCount[] {
  const known = items.get(node.name);
  if (known !== undefined) return [{ factor: Math.ceil(known / EXPANDED_SIZE) }];
  return [{ factor: 1 / EXPANDED_SIZE, times: node.name }];
}

function divided({ factor, times }: CallCount, by: number): CallCount {
  return times === undefined ? { factor: Math.ceil(factor / by) } : { factor: factor / by, times };
}

/** Sum of calls: those that are certain, and those by items that are not counted yet. */
export function totalOf(counts: readonly CallCount[]): { known: number; unknown: CallCount[] } {
  const unknown = new Map<string, number>();
  let known = 0;
  for (const { factor, times } of counts) {
    if (times === undefined) known += factor;
    else if (factor > 0) unknown.set(times, (unknown.get(times) ?? 0) + factor);
  }
  return { known, unknown: [...unknown].map(([times, factor]) => ({ factor, times })) };
}
