// The use of a preset: which of its definitions, with which query-string parameters.
import type { EndpointDefinition } from '../model/definition.js';
import { nearest } from '../model/names.js';
import type { Preset } from '../model/preset.js';
import { datedQuery } from '../model/relative-date.js';
import { toDefinition } from './definition.js';
import type { Issues } from './file/issues.js';
import type { KeyPath } from './file/place.js';
import { definitionSchema, type PresetUse } from './schema/endpoint-schema.js';
import { describe } from './schema/explain.js';

/** Where the use stands, to say what is wrong with it. */
export interface UsePlace {
  path: KeyPath;
  /** The configuration before variables were replaced: only this is shown. */
  written: unknown;
  issues: Issues;
  /** Of what dates are reckoned from. */
  nowMs: number;
}

/** The chosen definitions of a preset, in its order. What is wrong goes to the place's issues. */
export function expandPreset(
  use: PresetUse,
  presets: readonly Preset[],
  place: UsePlace,
): EndpointDefinition[] {
  const preset = presets.find(({ name }) => name === use.preset);
  if (!preset) {
    const names = presets.map(({ name }) => name);
    complain(place, ['preset'], 'unknown preset', use.preset, names);
    return [];
  }
  const all = readPreset(preset, place);
  const names = all.map(({ name }) => name);
  for (const [index, name] of (use.only ?? []).entries()) {
    if (!names.includes(name))
      complain(place, ['only', index], `not in the preset ${preset.name}`, name, names);
  }
  const wanted = use.only ? withSources(use.only, all) : new Set(names);
  const chosen = all.filter(({ name }) => wanted.has(name));
  if (!use.query) return chosen;
  if (chosen.length > 0 && !chosen.some(isList)) {
    const message = 'applies to nothing: every path chosen of this preset has a parameter';
    place.issues.at([...place.path, 'query'], 'config-conflict', message);
  }
  const query = datedQuery(use.query, place.nowMs);
  return chosen.map((definition) =>
    isList(definition) ? narrowed({ ...definition, query: { ...definition.query, ...query } }) : definition,
  );
}

/** Whoever names the dates himself has no window. */
function narrowed(definition: EndpointDefinition): EndpointDefinition {
  const { mode, window, ...sync } = definition.sync;
  if (mode !== 'window' || !window || !Object.hasOwn(definition.query, window.from)) return definition;
  return { ...definition, sync: { ...sync, window } };
}

function readPreset(preset: Preset, { issues, nowMs }: UsePlace): EndpointDefinition[] {
  return preset.endpoints.flatMap((entry, index) => {
    const parsed = definitionSchema.safeParse(entry);
    if (parsed.success) return [toDefinition(parsed.data, nowMs)];
    const [first] = parsed.error.issues;
    const key = ['endpoints', index, ...(first?.path ?? [])].join('.');
    issues.elsewhere(
      `preset ${preset.name}`,
      key,
      'config-value',
      `allowed: ${first?.message ?? 'a definition'}`,
    );
    return [];
  });
}

function complain(
  place: UsePlace,
  key: KeyPath,
  problem: string,
  name: string,
  known: readonly string[],
): void {
  const path = [...place.path, ...key];
  const meant = name.length <= 60 ? nearest(name, known) : undefined;
  const hint = meant === undefined ? '' : ` (did you mean "${meant}"?)`;
  const found = describe(place.written, path);
  place.issues.at(
    path,
    'config-name-unknown',
    `${problem}: ${found}${hint}; allowed: ${known.join(', ') || 'none'}`,
  );
}

function isList(definition: EndpointDefinition): boolean {
  return !definition.path.includes('{');
}

function withSources(only: readonly string[], all: readonly EndpointDefinition[]): Set<string> {
  const wanted = new Set<string>();
  const waiting = [...only];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (wanted.has(name)) continue;
    wanted.add(name);
    const bindings = Object.values(all.find((definition) => definition.name === name)?.parameters ?? {});
    for (const binding of bindings) if ('from' in binding) waiting.push(binding.from);
  }
  return wanted;
}
