// The definition of a source object in parts that a person knows, so that a message can say what has changed.
import type { PlanNode } from '../../model/plan.js';
import { routeOf } from '../../plan/path-template.js';
import type { PlanGraph } from '../../plan/plan-graph.js';
import { rememberedOptions } from './fingerprint.js';

export type DefinitionParts = Record<string, string>;

/** `GET /me/bill/{billId}`: what a table has its rows of. */
export function routeText({ definition, path }: PlanNode): string {
  return `${definition.method} ${routeOf(path)}`;
}

/** Each part by its key in the definition. The fingerprint has more than these parts. */
export function partsOf(graph: PlanGraph, node: PlanNode): DefinitionParts {
  const { definition, load, table } = node;
  const parts = { path: routeText(node), table: table.table, 'loaded as a table': load };
  const keyed = (prefix: string, values: object) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [`${prefix}.${key}`, value]));
  const all: Record<string, unknown> = {
    ...parts,
    ...keyed('parameters', definition.parameters),
    ...keyed('query', definition.query),
    ...rememberedOptions(definition),
  };
  for (const child of graph.children(node)) {
    for (const [key, value] of Object.entries(partsOf(graph, child))) all[`${child.name}: ${key}`] = value;
  }
  const present = Object.entries(all).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present.map(([key, value]) => [key, text(value)]));
}

/** `table.include: none -> ["pdfUrl"]`, one for each part that differs. */
export function differences(before: DefinitionParts, after: DefinitionParts): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys
    .filter((key) => before[key] !== after[key])
    .map((key) => `${key}: ${before[key] ?? 'none'} -> ${after[key] ?? 'none'}`);
}

const SHOWN = 200;

function text(value: unknown): string {
  const whole = typeof value === 'string' ? value : JSON.stringify(value);
  return whole.length <= SHOWN ? whole : `${whole.slice(0, SHOWN)}...`;
}
