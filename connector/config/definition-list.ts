// Entries of `endpoints` into definitions: each is a definition itself, or the use of a preset.
import { mergedAccept } from '../model/accept.js';
import type { EndpointDefinition } from '../model/definition.js';
import { type JsonValue, stringifyJson } from '../model/json.js';
import { toDefinition } from './definition.js';
import type { KeyPath } from './file/key-path.js';
import { expandPreset } from './preset-use.js';
import type { Reading } from './reading.js';
import { type DefinitionOverride, definitionSchema, presetUseSchema } from './schema/endpoint-schema.js';

/** An entry of `endpoints` that is valid. */
export interface Entry {
  path: KeyPath;
  /** The preset where the entry is the use of one. */
  preset?: string;
  /** Only for these connections; absent: for all. */
  connections?: readonly string[];
  definitions: ExpandedDefinition[];
}

/** A definition, and the key path where its keys are written, or would be. */
export interface ExpandedDefinition {
  definition: EndpointDefinition;
  keys: KeyPath;
  /** Of a preset's definition: what its use writes in place of what the preset has. */
  override?: DefinitionOverride;
}

/** A definition and the key path of its entry. */
export interface LocatedDefinition extends ExpandedDefinition {
  path: KeyPath;
  /** The preset where the entry is the use of one. */
  preset?: string;
}

/** All entries that are valid; the others are left out. Wrong uses of presets go to the issues. */
export function readEntries(endpoints: unknown, reading: Omit<Reading, 'entries'>): Entry[] {
  if (!Array.isArray(endpoints)) return [];
  return endpoints.flatMap((entry: unknown, index): Entry[] => {
    const path = ['endpoints', index];
    const own = definitionSchema.safeParse(entry);
    if (own.success) {
      const { connections } = own.data;
      return [
        {
          path,
          connections,
          definitions: [{ definition: toDefinition(own.data, reading.nowMs), keys: path }],
        },
      ];
    }
    const use = presetUseSchema.safeParse(entry);
    if (!use.success) return [];
    const { preset, connections } = use.data;
    return [{ path, preset, connections, definitions: expandPreset(use.data, path, reading) }];
  });
}

/** The definitions of one connection, or of the configuration that has none. */
export function locatedDefinitions(entries: readonly Entry[], connection?: string): LocatedDefinition[] {
  const located = entries
    .filter(({ connections }) => connection === undefined || (connections?.includes(connection) ?? true))
    .flatMap(({ definitions, path, preset }) =>
      definitions.map((each) => ({ ...each, path, ...(preset === undefined ? {} : { preset }) })),
    );
  return withoutRepeats(located);
}

/** Presets that need the same list define it alike: it is read once, and accepts what either of them accepts. */
function withoutRepeats(located: readonly LocatedDefinition[]): LocatedDefinition[] {
  const last = new Map<string, { text: string; one: LocatedDefinition }>();
  const kept: LocatedDefinition[] = [];
  for (const one of located) {
    const { accept, ...rest } = one.definition;
    const text = stringifyJson(rest as unknown as JsonValue);
    const known = one.preset === undefined ? undefined : last.get(rest.name);
    if (known?.text === text) {
      const all = mergedAccept(known.one.definition.accept, accept);
      if (Object.keys(all).length > 0) known.one.definition = { ...known.one.definition, accept: all };
      continue;
    }
    const own = { ...one };
    if (one.preset !== undefined) last.set(rest.name, { text, one: own });
    kept.push(own);
  }
  return kept;
}
