// Which source objects a load reads fully, whatever is known of them: `--full-refresh`.
import type { PlanNode } from '../../model/plan.js';
import type { PlanGraph } from '../../plan/plan-graph.js';

export class Refresh {
  /** @param names `true`: all source objects */
  constructor(
    private readonly graph: PlanGraph,
    private readonly names: readonly string[] | true,
  ) {}

  has({ name }: PlanNode): boolean {
    return this.names === true || this.names.includes(name);
  }

  /** The source object itself, or one below it. */
  hasBranch(node: PlanNode): boolean {
    return this.graph.branch(node).some((each) => this.has(each));
  }
}
