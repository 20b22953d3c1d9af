// The kinds of destination. A new kind is a folder and an entry here.

import type { ConfigCode } from '../model/codes/codes.js';
import type { Destination } from '../model/destination.js';
import { ConfigError } from '../model/errors.js';
import { nearest } from '../model/names.js';
import { passwordsIn, Secret } from '../model/secret.js';
import { DUCKDB } from './duckdb/duckdb.js';
import { CSV, JSONL, PARQUET } from './files/kinds.js';
import type { DestinationConfig, DestinationKind, DestinationOption, OptionValue } from './kit/kind.js';
import { MEMORY } from './memory/memory.js';
import { POSTGRES } from './postgres/postgres.js';
import { SQLITE } from './sqlite/sqlite.js';

const KINDS = new Map<string, DestinationKind>([
  ['sqlite', SQLITE],
  ['postgres', POSTGRES],
  ['duckdb', DUCKDB],
  ['parquet', PARQUET],
  ['jsonl', JSONL],
  ['csv', CSV],
  ['memory', MEMORY],
]);

export const DESTINATIONS: ReadonlyMap<string, DestinationKind> = KINDS;

/**
 * Adds a kind of destination to this process: for configurations, `createDestination` and `--to NAME:LOCATION`. The same
 * kind may be registered again.
 *
 * @param type 2 to 40 small letters
 * @throws ConfigError for another name, or one that another kind has
 */
export function registerDestination(type: string, kind: DestinationKind): void {
  if (!/^[a-z]{2,40}$/.test(type))
    throw issue('type', 'config-value', `"${type}" is not a valid name of a kind: 2 to 40 small letters`);
  if ((KINDS.get(type) ?? kind) !== kind)
    throw issue('type', 'config-name-taken', `there is a kind "${type}" already`);
  KINDS.set(type, kind);
}

/** Throws `ConfigError` for an unknown type, and for an option that is missing, unknown or has a wrong value. */
export function createDestination({ type, ...given }: DestinationConfig): Destination {
  const kind = DESTINATIONS.get(type);
  if (!kind) throw issue('type', 'config-value', unknownWords(type, 'type', [...DESTINATIONS.keys()]));
  const names = kind.options.map((option) => option.name);
  const stray = Object.keys(given).find((name) => !names.includes(name));
  if (stray !== undefined) throw issue(stray, 'config-unknown-key', unknownWords(stray, 'option', names));
  const options = kind.options.flatMap((option) => {
    const value = optionValue(option, given[option.name]);
    return value === undefined ? [] : [[option.name, value] as const];
  });
  return kind.create(Object.fromEntries(options));
}

/** The options of a kind that are files or folders. */
export function pathOptions(type: string): string[] {
  return (DESTINATIONS.get(type)?.options ?? []).filter(({ is }) => is === 'path').map(({ name }) => name);
}

/** The secrets in a destination's options, in its environment variables, and the passwords in addresses. */
export function destinationSecrets(
  { type, ...given }: DestinationConfig,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Secret[] {
  const kind = DESTINATIONS.get(type);
  const secret = new Set(kind?.options.filter(({ is }) => is === 'secret').map(({ name }) => name));
  const configured = Object.entries(given).flatMap(([name, value]) => [
    ...(secret.has(name) ? [new Secret(String(value))] : []),
    ...passwordsIn(String(value)),
  ]);
  const found = (kind?.secretVariables?.(given) ?? []).flatMap((name) => env[name] ?? []);
  return [...configured, ...found.map((text) => new Secret(text))];
}

function optionValue(option: DestinationOption, given: unknown): OptionValue | undefined {
  const { name, description, is = 'text', values, range, optional } = option;
  const value = given ?? option.default;
  if (value === undefined && optional) return undefined;
  if (value === undefined || value === '') throw issue(name, 'config-missing', `is missing. ${description}`);
  const types = { text: 'string', path: 'string', secret: 'string', number: 'number', flag: 'boolean' };
  const found: string = typeof value;
  if (found !== types[is]) throw issue(name, 'config-value', `must be a ${types[is]}. ${description}`);
  if (values && !values.includes(String(value)))
    throw issue(name, 'config-value', unknownWords(String(value), 'value', [...values]));
  if (range && (Number(value) < range[0] || Number(value) > range[1]))
    throw issue(name, 'config-value', `must be from ${range[0]} to ${range[1]}`);
  return value as OptionValue;
}

function issue(key: string, code: ConfigCode, message: string): ConfigError {
  return new ConfigError([{ code, where: 'destination', key, message }]);
}

function unknownWords(found: string, what: string, known: string[]): string {
  const guess = nearest(String(found), known);
  const list = known.length > 0 ? `known: ${known.join(', ')}` : 'there are none';
  return `"${found}" is not a known ${what} (${list})${guess ? `. Did you mean "${guess}"?` : ''}`;
}
