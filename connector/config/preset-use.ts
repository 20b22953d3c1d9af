// The use of a preset: which of its definitions, with which changes.
import type { EndpointDefinition } from '../model/definition.js';
import type { Preset } from '../model/preset.js';
import { toDefinition } from './definition.js';
import type { ExpandedDefinition } from './definition-list.js';
import type { KeyPath } from './file/key-path.js';
import { isList, type Overridden, overridden, sourceOf } from './preset-overrides.js';
import { type Reading, refuseName } from './reading.js';
import { type DefinitionEntry, definitionSchema, type PresetUse } from './schema/endpoint-schema.js';
import { didYouMean } from './schema/suggestion.js';

type Context = Omit<Reading, 'entries'>;

/** The chosen definitions of a preset, in its order. What is wrong goes to the issues. */
export function expandPreset(use: PresetUse, path: KeyPath, reading: Context): ExpandedDefinition[] {
  const preset = reading.presets.find(({ name }) => name === use.preset);
  if (!preset) {
    const known = reading.presets.map(({ name }) => name);
    refuseName(reading, [...path, 'preset'], { problem: 'unknown preset', name: use.preset, known });
    return [];
  }
  const entries = readPreset(preset, reading);
  refuseUnknown(use, preset, entries, path, reading);
  const all = overridden(entries, use);
  const wanted = use.only ? withSources(use.only, all) : undefined;
  const chosen = all.filter(({ original }) => wanted?.has(original) ?? true);
  if (use.query && chosen.length > 0 && !chosen.some(({ entry }) => isList(entry))) {
    const message = 'applies to nothing: every path chosen of this preset has a parameter';
    reading.issues.at([...path, 'query'], 'config-conflict', message);
  }
  return chosen.map(({ original, entry }) => ({
    definition: narrowed(toDefinition(entry, reading.nowMs)),
    keys: [...path, 'definitions', original],
    override: overrideOf(entry, use, original),
  }));
}

function overrideOf(entry: DefinitionEntry, { query, definitions }: PresetUse, original: string) {
  const own = definitions?.[original];
  return query && isList(entry) ? { ...own, query: { ...query, ...own?.query } } : (own ?? {});
}

/** Names that the preset does not have, and changes to definitions that are not read. */
function refuseUnknown(
  { only, definitions = {} }: PresetUse,
  preset: Preset,
  entries: readonly DefinitionEntry[],
  path: KeyPath,
  reading: Context,
): void {
  const known = entries.map(({ name }) => name);
  const problem = `not in the preset ${preset.name}`;
  for (const [index, name] of (only ?? []).entries()) {
    if (!known.includes(name)) refuseName(reading, [...path, 'only', index], { problem, name, known });
  }
  for (const name of Object.keys(definitions)) {
    if (known.includes(name)) continue;
    const message = `${problem}${didYouMean(name, known)}; allowed: ${known.join(', ')}`;
    reading.issues.atKey([...path, 'definitions', name], 'config-name-unknown', message);
  }
}

/** A query that names the dates itself leaves no room for a window. */
function narrowed(definition: EndpointDefinition): EndpointDefinition {
  const { mode, window, ...sync } = definition.sync;
  if (mode !== 'window' || !window || !Object.hasOwn(definition.query, window.from)) return definition;
  return { ...definition, sync: { ...sync, window } };
}

function readPreset(preset: Preset, { issues }: Context): DefinitionEntry[] {
  return preset.endpoints.flatMap((entry, index) => {
    const parsed = definitionSchema.safeParse(entry);
    if (parsed.success) return [parsed.data];
    const [first] = parsed.error.issues;
    const key = ['endpoints', index, ...(first?.path ?? [])].join('.');
    const message = `allowed: ${first?.message ?? 'a definition'}`;
    issues.elsewhere(`preset ${preset.name}`, key, 'config-value', message);
    return [];
  });
}

/** These definitions, and those that give their path parameters, by their names in the preset. */
function withSources(only: readonly string[], all: readonly Overridden[]): Set<string> {
  const wanted = new Set<string>();
  const waiting = [...only];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const found = all.find(({ original, entry }) => original === name || entry.name === name);
    if (!found || wanted.has(found.original)) continue;
    wanted.add(found.original);
    for (const binding of Object.values(found.entry.parameters)) {
      const from = sourceOf(binding);
      if (from !== undefined) waiting.push(from);
    }
  }
  return wanted;
}
