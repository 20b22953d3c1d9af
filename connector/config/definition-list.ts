// Entries of `endpoints` into definitions: each is a definition itself, or the use of a preset.
import type { EndpointDefinition } from '../model/definition.js';
import { type JsonValue, stringifyJson } from '../model/json.js';
import type { Preset } from '../model/preset.js';
import { toDefinition } from './definition.js';
import type { Issues } from './file/issues.js';
import type { KeyPath } from './file/place.js';
import { expandPreset } from './preset-use.js';
import { definitionSchema, presetUseSchema } from './schema/endpoint-schema.js';

/** A definition and the key path of the entry that it comes from. */
export interface LocatedDefinition {
  definition: EndpointDefinition;
  path: KeyPath;
  /** The preset where the entry is the use of one: the definition has no lines of its own. */
  preset?: string;
}

/**
 * Definitions of all entries that are valid; the others are left out. Wrong presets go to `issues`.
 *
 * @param written the configuration before variables were replaced: only this is shown
 * @param connection only the entries of this connection; absent where there are no connections
 */
export function collectDefinitions(
  entries: unknown,
  written: unknown,
  presets: readonly Preset[],
  issues: Issues,
  nowMs: number,
  connection?: string,
): LocatedDefinition[] {
  if (!Array.isArray(entries)) return [];
  // Presets that need the same list define it alike: it is read once.
  const shared = new Map<string, string>();
  const isNew = (definition: EndpointDefinition): boolean => {
    const text = stringifyJson(definition as unknown as JsonValue);
    if (shared.get(definition.name) === text) return false;
    shared.set(definition.name, text);
    return true;
  };
  return entries.flatMap((entry: unknown, index): LocatedDefinition[] => {
    const path = ['endpoints', index];
    if (!isFor(connection, entry)) return [];
    const own = definitionSchema.safeParse(entry);
    if (own.success) return [{ definition: toDefinition(own.data, nowMs), path }];
    const use = presetUseSchema.safeParse(entry);
    if (!use.success) return [];
    const place = { path, written, issues, nowMs };
    const definitions = expandPreset(use.data, presets, place).filter(isNew);
    return definitions.map((definition) => ({ definition, path, preset: use.data.preset }));
  });
}

/** An entry that names no connections is for all of them. */
function isFor(connection: string | undefined, entry: unknown): boolean {
  const { connections } = (entry ?? {}) as { connections?: unknown };
  return connection === undefined || !Array.isArray(connections) || connections.includes(connection);
}
