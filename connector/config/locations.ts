// Where the keys and definitions of a configuration are written: `source.yaml:12:5`.
import type { AccountConfig } from './account-config.js';
import type { ConfigWithoutKeys } from './config.js';
import { type KeyPath, parseKey } from './file/key-path.js';
import type { Positions } from './file/positions.js';
import { ACCOUNT_KEYS } from './schema/schema.js';

export function locationsOf(
  positions: Positions,
  { definitions, scope }: AccountConfig,
): Pick<ConfigWithoutKeys, 'locate' | 'locateDefinition' | 'hasPresetMode' | 'isWritten'> {
  const byName = new Map(definitions.map((each) => [each.definition.name, each] as const).reverse());
  const locateDefinition = (name: string | number, key = ''): string => {
    const located = typeof name === 'number' ? definitions[name] : byName.get(name);
    if (!located) return positions.source;
    return positions.print([...located.keys, ...parseKey(key)]);
  };
  const locate = (key: string): string => {
    const path = parseKey(key);
    const [first, second, ...rest] = path;
    if (ACCOUNT_KEYS.includes(String(first))) return positions.print([...scope.path, ...path]);
    if (first !== 'endpoints' || typeof second !== 'string') return positions.print(path);
    const located = byName.get(second);
    if (!located) return positions.source;
    return positions.print([...located.keys, ...rest]);
  };
  const isWritten = (name: string, key: string): boolean => {
    const located = byName.get(name);
    return located?.preset === undefined || has(located.override, parseKey(key));
  };
  const hasPresetMode = (name: string): boolean => !isWritten(name, 'sync.mode');
  return { locate, locateDefinition, hasPresetMode, isWritten };
}

function has(value: unknown, [first, ...rest]: KeyPath): boolean {
  if (first === undefined) return true;
  const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, first);
  return isThere && has((value as Record<string | number, unknown>)[first], rest);
}
