// What there is below the items of a list: asked for each item, and the same for all of them but for what is known.
import { knowsItems } from '../model/definition.js';
import type { PlanNode } from '../model/plan.js';
import type { PlanGraph } from '../plan/plan-graph.js';
import type { KnownItems } from './earlier-state.js';

interface Below {
  children: readonly PlanNode[];
  /** Later loads may know something directly below. */
  knows: boolean;
  /** ... all that is below, and nothing else asks for an item: it has no row, and no combination. */
  knowsAll: boolean;
  /** Nothing asks for what was read of an item. */
  isLeaf: boolean;
}

export class BelowLists {
  readonly #below = new Map<string, Below>();

  constructor(
    private readonly graph: PlanGraph,
    private readonly known: KnownItems,
  ) {}

  of(list: PlanNode): Below {
    let below = this.#below.get(list.name);
    if (!below) {
      const children = this.graph.children(list);
      const isCombined = this.graph.combined.has(list.name);
      const knowing = children.filter(({ definition }) => knowsItems(definition));
      const isAll = children.length > 0 && knowing.length === children.length;
      below = {
        children,
        knows: knowing.length > 0,
        knowsAll: isAll && !isCombined && !list.load,
        isLeaf: children.length === 0 && !isCombined,
      };
      this.#below.set(list.name, below);
    }
    return below;
  }

  /** Nothing is left to do for an item: earlier loads have all that is below it. */
  isAllKnown(list: PlanNode, key: string): boolean {
    const { knowsAll, children } = this.of(list);
    return knowsAll && children.every(({ name }) => this.known.has(name, key));
  }
}
