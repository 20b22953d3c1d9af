// What a configuration says, as far as it can be read: for a form, which shows what is right beside what is wrong.
import { dirname, resolve } from 'node:path';
import type { DestinationConfig } from '../../destinations/kit/kind.js';
import { ConfigError } from '../../model/errors.js';
import { AbsolutePaths } from '../absolute-paths.js';
import { type AccountConfig, readAccount } from '../account-config.js';
import type { ConfigOptions, Environment } from '../config.js';
import { scopesOfForm } from '../connections/scopes.js';
import { destinationOf } from '../destination.js';
import { Issues } from '../file/issues.js';
import type { KeyPath } from '../file/key-path.js';
import { Positions } from '../file/positions.js';
import { writtenConfig } from '../file/written-config.js';
import { groupFlatOptions } from '../flat-options.js';
import { readNetwork } from '../network.js';
import { readingOf } from '../read-configs.js';
import { type Group, isGroup, type Reading } from '../reading.js';
import { currentSchema } from '../schema/schema.js';

export interface ConfigOutline {
  /** As written, variables included. */
  written: Group;
  /** The same with their values. */
  values: Group;
  accounts: AccountConfig[];
  /** Entries of `endpoints` that are valid, with the definitions that they make. */
  entries: Reading['entries'];
  /** With absolute paths; absent where it is not valid. */
  destination?: DestinationConfig;
  /** Line of a key, or of the nearest group around it. */
  lineOf(path: KeyPath): number;
}

/** Undefined for a text that is no group of keys. Calls nothing; opens what the configuration names itself, as reading does. */
export function outlineOf(
  file: string,
  environment: Environment,
  options: ConfigOptions,
): ConfigOutline | undefined {
  const issues = new Issues(new Positions(file));
  const written = writtenConfig(file, environment, issues);
  // What concerns no key concerns the text: it was not read to its end.
  const isWhole = !issues.any || issues.error().issues.every(({ key }) => key !== undefined);
  if (!isGroup(written) || !isWhole) return undefined;
  const grouped = groupFlatOptions(written, issues);
  const paths = new AbsolutePaths(dirname(resolve(environment.cwd, file)), environment);
  const reading = readingOf(grouped, issues, environment, paths, { ...options, keysRequired: false });
  const accounts = scopesOfForm(reading).map((scope) => readAccount(scope, reading));
  const destination = destinationIn(reading, file, options.to);
  return {
    written,
    values: reading.values,
    accounts,
    entries: reading.entries,
    ...(destination && { destination }),
    lineOf: (path) => issues.positions.of(path)?.line ?? 1,
  };
}

function destinationIn(reading: Reading, file: string, to?: string): DestinationConfig | undefined {
  const { environment, values } = reading;
  const paths = new AbsolutePaths(dirname(resolve(environment.cwd, file)), environment);
  const parsed = currentSchema().shape.destination.safeParse(values.destination);
  if (!parsed.success) return undefined;
  try {
    return destinationOf(parsed.data, { environment, paths, network: readNetwork(reading, paths), to });
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}
