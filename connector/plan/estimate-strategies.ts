// What a plan costs with expanded lists and batches: fewer calls, by node.
import type { Plan, PlanNode } from '../model/plan.js';
import type { CallCount, Estimate } from './estimate.js';
import { templateOf } from './path-template.js';
import { PlanGraph } from './plan-graph.js';
import { allowsStrategy, EXPANDED_SIZE, expandableChild, type StrategyChoice } from './strategy-nodes.js';

export interface StrategyEstimate {
  node: PlanNode;
  /** How it is read: in words for the user. */
  way: string;
  /** Their sum. */
  calls: CallCount[];
}

/** A strategy, on a route, as the API refused it: see `ProbedStrategy`. */
export interface RefusedStrategy {
  strategy: 'expanded' | 'batch' | 'combined';
  route: string;
}

export interface StrategyCosts extends StrategyChoice {
  batchSize: number;
  /** What an earlier load was refused is not asked for again. Default: nothing. */
  isRefused?: (strategy: RefusedStrategy['strategy'], route: string) => boolean;
}

/** Fewer ids than this, and nothing else to be asked for with them, are read one by one. */
const FEW_IDS = 6;

/**
 * Calls of each node where every strategy works that was not refused earlier. Comparing some objects with single calls
 * costs a few more.
 */
export function estimateStrategies(
  plan: Plan,
  { nodes }: Pick<Estimate, 'nodes'>,
  items: ReadonlyMap<string, number>,
  costs: StrategyCosts,
): StrategyEstimate[] {
  return new StrategyCounts(plan, nodes, items, costs).all();
}

class StrategyCounts {
  readonly #graph: PlanGraph;

  constructor(
    plan: Plan,
    private readonly nodes: Estimate['nodes'],
    private readonly items: ReadonlyMap<string, number>,
    private readonly costs: StrategyCosts,
  ) {
    this.#graph = new PlanGraph(plan);
  }

  all(): StrategyEstimate[] {
    return this.nodes.map(({ node, calls }) => ({ node, ...this.#of(node, calls) }));
  }

  #of(node: PlanNode, calls: CallCount): Omit<StrategyEstimate, 'node'> {
    const parent = this.#graph.parent(node);
    if (parent && this.#child(parent)?.name === node.name && this.#bringsObjects(parent)) {
      return { way: `comes with ${parent.name}`, calls: [{ factor: 0 }] };
    }
    const expands = this.#child(node) !== undefined && !this.#isRefused('expanded', node);
    if (!parent) {
      if (!expands) return { way: 'single', calls: [calls] };
      return { way: 'expanded list', calls: [calls, ...pages(node, this.items)] };
    }
    if (this.#isBatched(node)) return this.#batches(node, parent, calls);
    // Each list is read twice: as objects, and as ids, which prove that none is left out.
    if (expands) return { way: 'expanded lists', calls: [{ ...calls, factor: calls.factor * 2 }] };
    return { way: 'single', calls: [calls] };
  }

  #batches(node: PlanNode, parent: PlanNode, calls: CallCount): Omit<StrategyEstimate, 'node'> {
    const { batchSize } = this.costs;
    if (this.#child(node)) {
      // So is each batch of lists.
      if (!this.#isRefused('combined', node)) {
        return { way: 'batches of expanded lists', calls: [divided(calls, batchSize / 2)] };
      }
      if (!this.#isRefused('expanded', node)) {
        return { way: 'expanded lists, and batches of ids', calls: [calls, divided(calls, batchSize)] };
      }
    }
    const lists = this.#separate(node, parent);
    if (!lists || calls.times !== undefined) return { way: 'batches', calls: [divided(calls, batchSize)] };
    // Each list has batches of its own.
    const each = lists > 0 ? calls.factor / lists : 0;
    if (each < FEW_IDS) return { way: 'single', calls: [calls] };
    return { way: 'batches', calls: [{ factor: lists * Math.ceil(each / batchSize) }] };
  }

  /** How many lists the objects are in, where a batch can take those of one list: one parameter varies in it. */
  #separate(node: PlanNode, parent: PlanNode): number | undefined {
    const mapped = node.bindings.filter(({ kind }) => kind !== 'constant');
    const lists = this.nodes.find((entry) => entry.node.name === parent.name)?.calls;
    return mapped.length > 1 && lists && lists.times === undefined ? lists.factor : undefined;
  }

  /** Whether the objects of a list come without calls of their own. */
  #bringsObjects(list: PlanNode): boolean {
    const isExpanded = !this.#isRefused('expanded', list);
    return isExpanded || (this.#isBatched(list) && !this.#isRefused('combined', list));
  }

  #isBatched(node: PlanNode): boolean {
    const isBelow = this.#graph.parent(node) !== undefined;
    return isBelow && allowsStrategy(node, 'batch', this.costs) && !this.#isRefused('batch', node);
  }

  #child(list: PlanNode): PlanNode | undefined {
    return expandableChild(this.#graph, list, this.costs);
  }

  #isRefused(strategy: RefusedStrategy['strategy'], { path }: PlanNode): boolean {
    return this.costs.isRefused?.(strategy, templateOf(path)) ?? false;
  }
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
