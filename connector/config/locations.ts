// Where the keys and definitions of a configuration are written: `source.yaml:12:5`.
import type { AccountConfig } from './account-config.js';
import type { ConfigWithoutKeys } from './config.js';
import { parseKey } from './file/key-path.js';
import type { Positions } from './file/positions.js';
import { ACCOUNT_KEYS } from './schema/schema.js';

export function locationsOf(
  positions: Positions,
  { definitions, scope }: AccountConfig,
): Pick<ConfigWithoutKeys, 'locate' | 'locateDefinition' | 'hasPresetMode'> {
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
  const hasPresetMode = (name: string): boolean => {
    const located = byName.get(name);
    return located?.preset !== undefined && !located.writesMode;
  };
  return { locate, locateDefinition, hasPresetMode };
}
