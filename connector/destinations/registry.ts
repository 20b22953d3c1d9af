// The destinations there are. A new one is one file and one entry here.
import type { Destination } from '../model/destination.js';
import { ConfigError } from '../model/errors.js';
import { nearest } from '../model/names.js';
import { MemoryDestination } from './memory.js';
import { sqliteDestination } from './sqlite/sqlite.js';

export type DestinationConfig = { type: 'sqlite'; path: string } | { type: 'memory' };

/** One option of a destination, for configuration files and forms. */
export interface DestinationOption {
  name: string;
  description: string;
}

export interface DestinationKind {
  description: string;
  /** Texts that must be given, beside `type`. */
  options: DestinationOption[];
  /** Drivers are loaded by `open`, not here. */
  create(options: Record<string, string>): Destination;
}

export const DESTINATIONS: ReadonlyMap<string, DestinationKind> = new Map<string, DestinationKind>([
  [
    'sqlite',
    {
      description: 'Tables in a SQLite file',
      options: [{ name: 'path', description: 'The file; it is made when there is none, its folder is not' }],
      create: ({ path = '' }) => sqliteDestination(path),
    },
  ],
  [
    'memory',
    {
      description: 'Tables in memory, gone when the program ends',
      options: [],
      create: () => new MemoryDestination(),
    },
  ],
]);

/** Throws `ConfigError` for an unknown type or an option that is missing or unknown. */
export function createDestination(config: DestinationConfig): Destination {
  const { type, ...given }: { type: string } & Record<string, unknown> = config;
  const kind = DESTINATIONS.get(type);
  if (!kind) throw issue('type', unknownWords(type, 'type', [...DESTINATIONS.keys()]));
  const names = kind.options.map((option) => option.name);
  const stray = Object.keys(given).find((name) => !names.includes(name));
  if (stray !== undefined) throw issue(stray, unknownWords(stray, 'option', names));
  const options = new Map<string, string>();
  for (const { name, description } of kind.options) {
    const value = given[name];
    if (typeof value !== 'string' || value === '') throw issue(name, `is missing. ${description}`);
    options.set(name, value);
  }
  return kind.create(Object.fromEntries(options));
}

function issue(key: string, message: string): ConfigError {
  return new ConfigError([{ where: 'destination', key, message }]);
}

function unknownWords(found: string, what: string, known: string[]): string {
  const guess = nearest(String(found), known);
  const list = known.length > 0 ? `known: ${known.join(', ')}` : 'there are none';
  return `"${found}" is not a known ${what} (${list})${guess ? `. Did you mean "${guess}"?` : ''}`;
}
