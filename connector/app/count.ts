// Counts for an estimate: lists without parameters are read, the rest comes from the rows of earlier loads.
import { existsSync } from 'node:fs';
import type { ApiClient } from '../model/api.js';
import type { Destination } from '../model/destination.js';
import { isScalar } from '../model/json.js';
import type { Plan, PlanNode } from '../model/plan.js';
import { PlanGraph } from '../plan/plan-graph.js';
import { detailNodeOf } from '../plan/strategy-nodes.js';
import { readPages, requestFor } from '../read/pages.js';
import { IdSet } from '../read/seen/id-set.js';
import { openChecked } from '../state/format.js';

/**
 * @param account counts only the rows of this account; absent: all rows
 * @param seed makes the hashes of ids unpredictable to those who name them
 */
export async function countRoots(
  plan: Plan,
  client: ApiClient,
  destination: Destination,
  { account, seed }: { account?: string; seed: number },
): Promise<Map<string, number>> {
  const items = await countLoaded(plan, destination, account);
  const graph = new PlanGraph(plan);
  for (const tree of plan.trees) {
    const [root, { cross }] = [graph.root(tree), tree];
    if (cross.length > 0 || root.bindings.length > 0 || root.definition.method !== 'GET') continue;
    const count = await countList(root, client, seed);
    if (count !== undefined) items.set(root.name, count);
  }
  return items;
}

/** All pages of a list, an id that comes twice once; undefined where it could not be read to its end. */
async function countList(root: PlanNode, client: ApiClient, seed: number): Promise<number | undefined> {
  let count = 0;
  const seen = new IdSet(seed);
  const request = { ...requestFor(root, {}), isProved: false };
  for await (const { outcome, isRepeat } of readPages(client, request, seed)) {
    if (outcome.outcome === 'skip') return undefined;
    if (isRepeat) continue;
    for (const item of outcome.body.items()) {
      if (!isScalar(item) || seen.add(`${typeof item}:${item}`)) count++;
    }
  }
  return count;
}

/** Rows of earlier loads, for lists that cannot be counted without reading everything. Never creates a file. */
export async function countLoaded(
  plan: Plan,
  destination: Destination,
  account?: string,
): Promise<Map<string, number>> {
  const items = new Map<string, number>();
  // A destination that is no local file is checked; one that cannot be used has no rows to count.
  const isThere =
    existsSync(destination.location) || (await destination.check().catch(() => '')) === 'exists';
  if (!isThere) return items;
  const session = await openChecked(destination, { readOnly: true });
  try {
    const graph = new PlanGraph(plan);
    for (const node of plan.nodes) {
      // A list without a table has as many items as its objects have rows.
      const stored = node.load ? node : detailNodeOf(graph, node);
      if (!stored?.load) continue;
      const count = await session.count(stored.table.table, account);
      if (count !== undefined) items.set(node.name, count);
    }
  } finally {
    await session.close();
  }
  return items;
}
