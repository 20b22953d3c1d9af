// Entries of `endpoints` into definitions: each is a definition itself, or the use of a preset.
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
  // Presets that need the same list define it alike: it is read once.
  const texts = new Map<string, string>();
  const isNew = ({ definition }: ExpandedDefinition): boolean => {
    const text = stringifyJson(definition as unknown as JsonValue);
    if (texts.get(definition.name) === text) return false;
    texts.set(definition.name, text);
    return true;
  };
  return entries
    .filter(({ connections }) => connection === undefined || (connections?.includes(connection) ?? true))
    .flatMap(({ definitions, path, preset }) => {
      const own = preset === undefined ? definitions : definitions.filter(isNew);
      return own.map((each) => ({ ...each, path, ...(preset === undefined ? {} : { preset }) }));
    });
}
