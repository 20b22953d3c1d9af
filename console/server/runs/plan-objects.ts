// Source objects of a plan, as the page shows them: each with its depth and its tree.
import type { Plan } from '../../../connector/model/plan.js';
import { routeOf } from '../../../connector/plan/path-template.js';
import { PlanGraph } from '../../../connector/plan/plan-graph.js';
import type { ObjectPlan } from '../../contract/run.js';

export function planObjects(plan: Plan): ObjectPlan[] {
  const graph = new PlanGraph(plan);
  return plan.nodes.map((node) => {
    const root = graph.above(node).at(-1) ?? node;
    return {
      name: node.name,
      depth: graph.above(node).length,
      tree: plan.trees.findIndex((tree) => tree.root === root.name),
      table: node.table.table,
      method: node.definition.method,
      path: routeOf(node.path),
      loaded: node.load,
    };
  });
}
