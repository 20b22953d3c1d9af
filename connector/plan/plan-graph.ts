// A plan by its names: what lies above and below each source object. A plan is plain data, and this is how it is walked.
import type { Plan, PlanNode, PlanTree } from '../model/plan.js';

export class PlanGraph {
  /** Names of source objects whose items are combined with those of others. */
  readonly combined: ReadonlySet<string>;
  readonly nodes: ReadonlyMap<string, PlanNode>;
  readonly #children = new Map<string, PlanNode[]>();

  constructor(readonly plan: Plan) {
    this.nodes = new Map(plan.nodes.map((node) => [node.name, node]));
    this.combined = new Set(plan.trees.flatMap(({ cross }) => cross));
    for (const node of plan.nodes) {
      if (node.parent === undefined) continue;
      const siblings = this.#children.get(node.parent);
      if (siblings) siblings.push(node);
      else this.#children.set(node.parent, [node]);
    }
  }

  node(name: string): PlanNode | undefined {
    return this.nodes.get(name);
  }

  /** The root of a tree of this plan. */
  root({ root }: PlanTree): PlanNode {
    const node = this.nodes.get(root);
    if (!node) throw new Error(`the plan has a tree of "${root}", and no such source object`);
    return node;
  }

  parent({ parent }: PlanNode): PlanNode | undefined {
    return parent === undefined ? undefined : this.nodes.get(parent);
  }

  /** Directly below, in the order in which they are read. */
  children({ name }: PlanNode): readonly PlanNode[] {
    return this.#children.get(name) ?? [];
  }

  /** The nearest first. */
  above(node: PlanNode): PlanNode[] {
    const parent = this.parent(node);
    return parent ? [parent, ...this.above(parent)] : [];
  }

  below(node: PlanNode): PlanNode[] {
    return this.children(node).flatMap((child) => [child, ...this.below(child)]);
  }

  /** The node itself, and everything below it. */
  branch(node: PlanNode): PlanNode[] {
    return [node, ...this.below(node)];
  }

  /** The tree in which a source object is read. */
  treeOf(node: PlanNode): PlanTree | undefined {
    const root = this.above(node).at(-1) ?? node;
    return this.plan.trees.find((tree) => tree.root === root.name);
  }
}
