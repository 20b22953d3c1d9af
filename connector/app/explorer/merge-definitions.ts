// Merges new definitions with those of a plan: existing ones are reused, a name that is taken gets a number.
import { toDefinition } from '../../config/definition.js';
import { definitionSchema } from '../../config/schema/endpoint-schema.js';
import { type JsonValue, stringifyJson } from '../../model/json.js';
import { snakeCase } from '../../model/names.js';
import type { PlanNode, ResolvedBinding } from '../../model/plan.js';
import type { BindingInput, EndpointInput } from '../../model/preset.js';
import { compilePlan } from '../../plan/compile.js';
import { routeOf } from '../../plan/path-template.js';

export interface MergedDefinitions {
  /** Definitions to write, parents first; they refer to the existing names. */
  added: EndpointInput[];
  /** Names of existing source objects that do the same. */
  reused: string[];
  notes: string[];
}

/** What a source object reads, and the names that it has taken. */
export interface ExistingObject extends Pick<PlanNode, 'name' | 'path'> {
  bindings: readonly ResolvedBinding[];
  definition: Pick<PlanNode['definition'], 'method'> & {
    table?: unknown;
    query: Readonly<Record<string, unknown>>;
    headers: Readonly<Record<string, unknown>>;
    body?: JsonValue;
  };
  table: { table: string };
}

/** `definitions` refer only to each other. */
export function mergeDefinitions(
  definitions: readonly EndpointInput[],
  existing: { nodes: readonly ExistingObject[] },
): MergedDefinitions {
  const merged: MergedDefinitions = { added: [], reused: [], notes: [] };
  const names = new Map<string, string>();
  const known = new Map(existing.nodes.map((node) => [identity(node, (name) => name), node]));
  const taken = new Map<string, ExistingObject>(existing.nodes.map((node) => [node.table.table, node]));
  for (const node of compiled(definitions)) {
    const there = known.get(identity(node, (name) => names.get(name) ?? name));
    if (there !== undefined) {
      names.set(node.name, there.name);
      merged.reused.push(there.name);
      if (there.definition.table === false && node.definition.table !== false) {
        const message = `"${there.name}" is there already, read for its items alone: \`table: true\` loads it as a table`;
        merged.notes.push(message);
      }
      continue;
    }
    const input = definitions.find((each) => each.name === node.name);
    if (!input) throw new Error(`no definition ${node.name}`);
    const name = freeName(input.name, (each) => taken.has(snakeCase(each)));
    const other = taken.get(snakeCase(input.name));
    if (other && name !== input.name) merged.notes.push(takenWords(input.name, name, other, node));
    names.set(node.name, name);
    taken.set(snakeCase(name), node);
    merged.added.push(renamed(input, name, names));
  }
  return merged;
}

function compiled(definitions: readonly EndpointInput[]): PlanNode[] {
  const full = definitions.map((definition) => toDefinition(definitionSchema.parse(definition), 0));
  return compilePlan(full, { secrets: [], v2: true, locate: (name) => name }).nodes;
}

/** Source objects with the same identity read the same. */
function identity({ definition, path, bindings }: ExistingObject, nameOf: (name: string) => string): string {
  const binding = (each: ResolvedBinding): JsonValue =>
    each.kind === 'constant'
      ? [each.parameter, each.values.map(String)]
      : [
          each.parameter,
          nameOf(each.source),
          each.kind,
          (each.kind === 'item' ? each.field : each.sourceParameter) ?? null,
        ];
  const sorted = (members: Readonly<Record<string, unknown>>): JsonValue =>
    Object.entries(members)
      .map(([name, value]): string[] => [name, String(value)])
      .sort(([one = ''], [other = '']) => (one < other ? -1 : 1));
  return stringifyJson([
    definition.method,
    routeOf(path),
    bindings.map(binding),
    sorted(definition.query),
    sorted(definition.headers),
    definition.body ?? null,
  ]);
}

function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  for (let number = 2; ; number++) {
    const other = `${name.slice(0, 58)}_${number}`;
    if (!isTaken(other)) return other;
  }
}

function takenWords(name: string, chosen: string, other: ExistingObject, node: PlanNode): string {
  const same = routeOf(other.path) === routeOf(node.path);
  const why = same ? 'reads the same route with other values' : `reads ${routeOf(other.path)}`;
  return `"${name}" exists and ${why}: the new one is called "${chosen}"`;
}

function renamed(input: EndpointInput, name: string, names: ReadonlyMap<string, string>): EndpointInput {
  if (!input.parameters) return { ...input, name };
  const parameters = Object.entries(input.parameters).map(([parameter, binding]): [string, BindingInput] => {
    const isMapped = typeof binding === 'object' && 'from' in binding;
    return [parameter, isMapped ? { ...binding, from: names.get(binding.from) ?? binding.from } : binding];
  });
  return { ...input, name, parameters: Object.fromEntries(parameters) };
}
