// The use of a preset: which of its definitions, with which query-string parameters.
import type { EndpointDefinition } from '../model/definition.js';
import type { Preset } from '../model/preset.js';
import { datedQuery } from '../model/relative-date.js';
import { toDefinition } from './definition.js';
import type { KeyPath } from './file/key-path.js';
import { type Reading, refuseName } from './reading.js';
import { definitionSchema, type PresetUse } from './schema/endpoint-schema.js';

type Context = Omit<Reading, 'entries'>;

/** The chosen definitions of a preset, in its order. What is wrong goes to the issues. */
export function expandPreset(use: PresetUse, path: KeyPath, reading: Context): EndpointDefinition[] {
  const preset = reading.presets.find(({ name }) => name === use.preset);
  if (!preset) {
    const known = reading.presets.map(({ name }) => name);
    refuseName(reading, [...path, 'preset'], { problem: 'unknown preset', name: use.preset, known });
    return [];
  }
  const all = readPreset(preset, reading);
  const known = all.map(({ name }) => name);
  for (const [index, name] of (use.only ?? []).entries()) {
    const problem = `not in the preset ${preset.name}`;
    if (!known.includes(name)) refuseName(reading, [...path, 'only', index], { problem, name, known });
  }
  const wanted = use.only ? withSources(use.only, all) : new Set(known);
  const chosen = all.filter(({ name }) => wanted.has(name));
  if (!use.query) return chosen;
  if (chosen.length > 0 && !chosen.some(isList)) {
    const message = 'applies to nothing: every path chosen of this preset has a parameter';
    reading.issues.at([...path, 'query'], 'config-conflict', message);
  }
  const query = datedQuery(use.query, reading.nowMs);
  return chosen.map((definition) =>
    isList(definition) ? narrowed({ ...definition, query: { ...definition.query, ...query } }) : definition,
  );
}

/** A query that names the dates itself leaves no room for a window. */
function narrowed(definition: EndpointDefinition): EndpointDefinition {
  const { mode, window, ...sync } = definition.sync;
  if (mode !== 'window' || !window || !Object.hasOwn(definition.query, window.from)) return definition;
  return { ...definition, sync: { ...sync, window } };
}

function readPreset(preset: Preset, { issues, nowMs }: Context): EndpointDefinition[] {
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
