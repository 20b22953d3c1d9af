// The mapper: where the value of each path parameter comes from.
import { type EndpointDefinition, type ParameterBinding, tableOptions } from '../model/definition.js';
import type { Scalar } from '../model/json.js';
import { listedNames, nearest } from '../model/names.js';
import { toPlain } from '../model/plain-json.js';
import type { ResolvedBinding } from '../model/plan.js';
import type { IssueReporter, Parsed } from './context.js';
import { expandPath, parametersOf } from './path-template.js';

/** A definition's parameters, each with its binding. */
export interface Bound {
  bindings: ResolvedBinding[];
  /** Names of the source objects it is mapped from; may repeat. */
  sources: string[];
  combine: boolean;
}

/** The definitions that parameters can be mapped from, by name and by what they give. */
export class MapperSources {
  readonly #givers = new Map<string, Parsed[]>();

  constructor(private readonly all: ReadonlyMap<string, Parsed>) {
    for (const entry of all.values()) {
      const { read } = entry.definition;
      const given = new Set([read.item, ...(tableOptions(entry.definition).primaryKey ?? [])]);
      for (const name of given) {
        if (name === undefined) continue;
        const givers = this.#givers.get(name);
        if (givers) givers.push(entry);
        else this.#givers.set(name, [entry]);
      }
    }
  }

  get(name: string): Parsed | undefined {
    return this.all.get(name);
  }

  get names(): string[] {
    return [...this.all.keys()];
  }

  /** Those whose bare items have the name of a parameter, or whose key contains it. */
  giving(parameter: string): readonly Parsed[] {
    return this.#givers.get(parameter) ?? [];
  }
}

export function bindParameters(entry: Parsed, all: MapperSources, report: IssueReporter): Bound {
  const { definition, segments } = entry;
  const wanted = parametersOf(segments);
  const resolved = new Map<string, ResolvedBinding>();
  for (const [parameter, binding] of Object.entries(definition.parameters)) {
    if (segments.length > 0 && !wanted.includes(parameter)) {
      report(
        definition.name,
        `parameters.${parameter}`,
        'config-name-unknown',
        unknownParameter(parameter, wanted, definition.path),
      );
      continue;
    }
    const result = resolve(definition, parameter, binding, all, report);
    if (result) resolved.set(parameter, result);
  }
  // From the last parameter to the first: the deepest source knows the parameters it was read with.
  for (const parameter of [...wanted].reverse()) {
    if (resolved.has(parameter) || Object.hasOwn(definition.parameters, parameter)) continue;
    const found = mapByName(definition, parameter, [...resolved.values()], all, report);
    if (found) resolved.set(parameter, found);
  }
  const bindings = wanted.flatMap((parameter) => resolved.get(parameter) ?? []);
  const sources = bindings.flatMap((binding) => (binding.kind === 'constant' ? [] : [binding.source]));
  return { bindings, sources, combine: definition.read.combine ?? false };
}

function unknownParameter(parameter: string, wanted: string[], path: string): string {
  if (wanted.length === 0) return `the path ${path} has no parameters`;
  const hint = nearest(parameter, wanted);
  return `the path ${path} has no parameter {${parameter}}; ${hint ? `did you mean {${hint}}?` : `it has: ${wanted.map((name) => `{${name}}`).join(', ')}`}`;
}

function resolve(
  definition: EndpointDefinition,
  parameter: string,
  binding: ParameterBinding,
  all: MapperSources,
  report: IssueReporter,
): ResolvedBinding | undefined {
  const key = `parameters.${parameter}`;
  if ('value' in binding) return constant(definition.name, parameter, binding.value, report);
  const source = all.get(binding.from);
  if (!source) {
    const { names } = all;
    const hint = report.isFull() ? undefined : nearest(binding.from, names);
    const known = hint ? `did you mean "${hint}"?` : `there are: ${listedNames(names)}`;
    report(
      definition.name,
      key,
      'config-name-unknown',
      `there is no source object "${binding.from}"; ${known}`,
    );
    return undefined;
  }
  if (binding.field !== undefined && binding.parameter !== undefined) {
    report(definition.name, key, 'config-mapping', 'give either `field` or `parameter`, not both');
    return undefined;
  }
  if (binding.parameter !== undefined) {
    const has = parametersOf(source.segments);
    if (!has.includes(binding.parameter)) {
      const words = has.length > 0 ? `it is read with: ${has.join(', ')}` : 'it is read without parameters';
      report(
        definition.name,
        key,
        'config-name-unknown',
        `"${binding.from}" is not read with a parameter "${binding.parameter}"; ${words}`,
      );
      return undefined;
    }
    return { parameter, kind: 'parameter', source: binding.from, sourceParameter: binding.parameter };
  }
  return itemBinding(definition.name, parameter, source, binding.field, report);
}

function itemBinding(
  name: string,
  parameter: string,
  source: Parsed,
  field: string | undefined,
  report: IssueReporter,
) {
  const from = source.definition.name;
  const item = source.definition.read.item;
  if (field !== undefined && item !== undefined && field !== item) {
    report(
      name,
      `parameters.${parameter}`,
      'config-name-unknown',
      `"${from}" lists bare items ("${item}"): they have no field "${field}"`,
    );
    return undefined;
  }
  const bare = field === undefined || field === item;
  const binding: ResolvedBinding = { parameter, kind: 'item', source: from };
  return bare ? binding : { ...binding, field };
}

function constant(
  name: string,
  parameter: string,
  value: Scalar | Scalar[],
  report: IssueReporter,
): ResolvedBinding | undefined {
  const values = Array.isArray(value) ? value : [value];
  const key = `parameters.${parameter}`;
  if (values.length === 0) {
    report(name, key, 'config-mapping', 'an empty list: give at least one value');
    return undefined;
  }
  for (const one of values) {
    try {
      expandPath([{ parameter }], { [parameter]: one });
    } catch (error) {
      report(name, key, 'config-mapping', (error as Error).message);
      return undefined;
    }
  }
  const distinct = new Map(values.map((one) => [String(one), one]));
  return { parameter, kind: 'constant', values: [...distinct.values()].map((one) => toPlain(one)) };
}

/** Names that match are mapped by themselves where only one candidate exists. */
function mapByName(
  definition: EndpointDefinition,
  parameter: string,
  resolved: ResolvedBinding[],
  all: MapperSources,
  report: IssueReporter,
): ResolvedBinding | undefined {
  for (const binding of resolved) {
    if (binding.kind === 'constant') continue;
    const source = all.get(binding.source);
    if (source && parametersOf(source.segments).includes(parameter)) {
      return { parameter, kind: 'parameter', source: binding.source, sourceParameter: parameter };
    }
  }
  const candidates = all.giving(parameter).filter(({ definition: other }) => other.name !== definition.name);
  const [only] = candidates;
  if (only && candidates.length === 1)
    return itemBinding(definition.name, parameter, only, parameter, report);
  const example = `\`parameters: { ${parameter}: { from: NAME } }\``;
  const words =
    candidates.length === 0
      ? `no source object has items called "${parameter}": give a value, or map it with ${example}`
      : `several source objects could give it (${listedNames(candidates.map((candidate) => candidate.definition.name))}): say which with ${example}`;
  report(
    definition.name,
    `parameters.${parameter}`,
    'config-mapping',
    `the parameter {${parameter}} has no value: ${words}`,
  );
  return undefined;
}
