// Where a node stands in its plan: what is above it, below it, and which source objects are combined.
import type { Plan, PlanNode } from '../../model/plan.js';

export class Ancestry {
  /** Names of source objects whose items are combined with those of others. */
  readonly combined: ReadonlySet<string>;
  readonly #parents: ReadonlyMap<PlanNode, PlanNode>;

  constructor({ trees, nodes }: Plan) {
    this.combined = new Set(trees.flatMap((tree) => tree.cross));
    this.#parents = new Map(
      nodes.flatMap((node) => node.children.map((child): [PlanNode, PlanNode] => [child, node])),
    );
  }

  parent(node: PlanNode): PlanNode | undefined {
    return this.#parents.get(node);
  }

  /** The nearest first. */
  above(node: PlanNode): PlanNode[] {
    const parent = this.parent(node);
    return parent ? [parent, ...this.above(parent)] : [];
  }
}

export function below(node: PlanNode): PlanNode[] {
  return node.children.flatMap((child) => [child, ...below(child)]);
}
