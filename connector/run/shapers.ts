// One shaper for each source object that is loaded.

import type { Plan, PlanNode } from '../model/plan.js';
import type { TableSchema } from '../model/table.js';
import { createShaper, type ShapeMeta, type Shaper } from '../shape/shaper.js';

export type Shapers = Map<string, Shaper>;

/** Throws `DestinationError` for a table that does not fit. */
export function openShapers(
  plan: Plan,
  existing: TableSchema[],
  metaOf: (node: PlanNode) => ShapeMeta,
  /** They are added here. */
  shapers: Shapers,
): void {
  const tables = new Map(existing.map((schema) => [schema.table, schema]));
  const lookup = (table: string) => tables.get(table);
  for (const node of plan.nodes.filter(({ load }) => load)) {
    shapers.set(node.name, createShaper(node.table, lookup(node.table.table), metaOf(node), lookup));
  }
}

/** Tables of source objects that gave no row, where the API's documents tell what they are. */
export function declaredSchemas(shapers: Shapers): TableSchema[] {
  return [...shapers.values()].flatMap((shaper) => shaper.declaredSchema() ?? []);
}
