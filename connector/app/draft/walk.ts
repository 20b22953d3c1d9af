// The way to one source object with few calls: down its tree, along the first items that lead to it.
import type { ApiClient, ApiOutcome } from '../../model/api.js';
import { StopError } from '../../model/errors.js';
import type { JsonValue } from '../../model/json.js';
import type { Plan, PlanNode } from '../../model/plan.js';
import { problemText } from '../../model/problem-text.js';
import type { Partition } from '../../model/record.js';
import { PlanGraph } from '../../plan/plan-graph.js';
import { requestFor } from '../../read/pages.js';
import { type ItemContext, resolvePartitions } from '../../read/parents.js';

/** A reply with at least one item. */
export interface Found {
  node: PlanNode;
  partition: Partition;
  items: JsonValue[];
  inList: boolean;
  /** The item above it. */
  above?: ItemContext;
}

/** Parents tried one after another until one leads to an item. */
const PARENTS_TRIED = 10;

export class Walk {
  readonly notes: string[] = [];
  /** The last request on the way. */
  last: { node: PlanNode; partition: Partition } | undefined;
  /** The first reply of the source object directly above. */
  parents: Found | undefined;

  constructor(
    private readonly client: ApiClient,
    private readonly plan: Plan,
    private readonly signal?: AbortSignal,
  ) {}

  /** Throws `StopError` for a combination of source objects. */
  async to(node: PlanNode): Promise<Found | undefined> {
    return this.#down(this.#chain(node), undefined);
  }

  #chain(node: PlanNode): PlanNode[] {
    const graph = new PlanGraph(this.plan);
    const chain = [...graph.above(node).reverse(), node];
    const cross = graph.treeOf(node)?.cross ?? [];
    if (cross.length > 0) {
      throw new StopError(
        'preview-not-possible',
        `${chain[0]?.name}: a preview of combined source objects is not possible; preview ${cross.join(' or ')}`,
      );
    }
    return chain;
  }

  async #down([node, ...rest]: PlanNode[], above: ItemContext | undefined): Promise<Found | undefined> {
    if (!node) return undefined;
    const resolved = resolvePartitions(node, above);
    if (!('partitions' in resolved)) {
      this.notes.push('mismatch' in resolved ? resolved.mismatch : `{${resolved.blank}} is empty`);
      return undefined;
    }
    for (const partition of resolved.partitions) {
      this.last = { node, partition };
      const outcome = await this.client.call(requestFor(node, partition, this.signal));
      const items = this.#itemsOf(outcome);
      const inList = outcome.outcome === 'ok' && outcome.body.kind === 'array';
      const found = { node, partition, items, inList, ...(above && { above }) };
      if (rest.length === 1 && items.length > 0) this.parents ??= found;
      if (rest.length === 0 && items.length > 0) return found;
      for (const context of contextsOf(found).slice(0, PARENTS_TRIED)) {
        const below = await this.#down(rest, context);
        if (below) return below;
      }
    }
    return undefined;
  }

  /** Why it came to no object. */
  why(): string {
    return this.notes.at(-1) ?? 'the lists on the way to it are empty';
  }

  #itemsOf(outcome: ApiOutcome): JsonValue[] {
    if (outcome.outcome === 'ok') return [...outcome.body.items()];
    this.notes.push(problemText(outcome.problem));
    return [];
  }
}

/** Each item of a reply, with what is above it. */
export function contextsOf({ node, partition, items, above }: Found): ItemContext[] {
  return items.map((item) => ({
    source: node.name,
    partition,
    item,
    ...(above && { parent: above }),
    ordinal: 0,
  }));
}
