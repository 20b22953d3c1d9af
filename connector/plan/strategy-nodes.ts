// Which nodes of a plan may be read with few calls, and together with which others.
import type { Strategy } from '../model/definition.js';
import type { PlanNode } from '../model/plan.js';
import type { PlanGraph } from './plan-graph.js';

/** Objects asked for in one page of an expanded list: the sizes that are known to be used go to 50,000. */
export const EXPANDED_SIZE = 1000;

/** Which strategy a node has. */
export interface StrategyChoice {
  /** That of the source. */
  strategy: Strategy;
  /** It holds for every node, whatever its definition says. */
  everywhere?: boolean;
}

/** Whether the strategy of a node includes expanded lists, or batches. */
export function allowsStrategy(node: PlanNode, kind: 'expanded' | 'batch', choice: StrategyChoice): boolean {
  const [branch] = node.path;
  const isV2 = branch !== undefined && 'literal' in branch && branch.literal === 'v2';
  const isPaged = node.pagination !== undefined && node.pagination.by !== 'none';
  if (node.definition.method !== 'GET' || isV2 || isPaged) return false;
  const own = choice.everywhere ? undefined : node.definition.read.strategy;
  const strategy = own ?? choice.strategy;
  return strategy === 'auto' || strategy === kind;
}

/** The child whose objects a list may answer in place of their ids, where both may use it. */
export function expandableChild(
  graph: PlanGraph,
  list: PlanNode,
  choice: StrategyChoice,
): PlanNode | undefined {
  const detail = detailNodeOf(graph, list);
  const may = detail && [list, detail].every((node) => allowsStrategy(node, 'expanded', choice));
  return may ? detail : undefined;
}

/**
 * The child that reads one item of a list by itself: the list's path and `/{id}`, the bare item, nothing else
 * in its request. Its objects are what the expanded list has.
 */
export function detailNodeOf(graph: PlanGraph, list: PlanNode): PlanNode | undefined {
  return graph.children(list).find((child) => {
    const { definition, path, bindings } = child;
    const last = path.at(-1);
    if (
      definition.method !== 'GET' ||
      !last ||
      !('parameter' in last) ||
      path.length !== list.path.length + 1
    )
      return false;
    const isBelow = list.path.every((segment, at) => sameSegment(segment, path[at]));
    const isPlain = Object.keys(definition.query).length + Object.keys(definition.headers).length === 0;
    return isBelow && isPlain && bindings.every((binding) => bindsItem(binding, last.parameter, list));
  });
}

function bindsItem(binding: PlanNode['bindings'][number], last: string, list: PlanNode): boolean {
  if (binding.parameter === last)
    return binding.kind === 'item' && binding.source === list.name && binding.field === undefined;
  if (binding.kind === 'parameter')
    return binding.source === list.name && binding.sourceParameter === binding.parameter;
  const own = list.bindings.find(({ parameter }) => parameter === binding.parameter);
  return own !== undefined && JSON.stringify(own) === JSON.stringify(binding);
}

function sameSegment(a: PlanNode['path'][number], b: PlanNode['path'][number] | undefined): boolean {
  return b !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
