// The destination of a configuration, or of `--to` in its place: both get their defaults, absolute paths and network here.
import type { DestinationConfig } from '../destinations/kit/kind.js';
import { destinationAt, locationOption } from '../destinations/location.js';
import { DESTINATIONS } from '../destinations/registry.js';
import { ConfigError } from '../model/errors.js';
import { AbsolutePaths } from './absolute-paths.js';
import type { Environment, NetworkConfig } from './config.js';
import { Issues } from './file/issues.js';
import { Positions } from './file/positions.js';
import { quoted } from './file/quoted.js';
import { throughNetwork } from './network.js';
import { explainSchemaIssues } from './schema/explain.js';
import { currentSchema } from './schema/schema.js';
import { meantName } from './schema/suggestion.js';

interface Surroundings {
  environment: Environment;
  /** Of the configuration. */
  paths: AbsolutePaths;
  network: NetworkConfig;
  /** The location in place of the configured one. */
  to: string | undefined;
}

/**
 * @param written as the schema returns it
 * @throws ConfigError for a location that cannot be used
 */
export function destinationOf(
  written: DestinationConfig,
  { environment, paths, network, to }: Surroundings,
): DestinationConfig {
  const chosen = to === undefined ? written : destinationTo(to, written, environment);
  return throughNetwork(paths.destination(chosen), network);
}

/** Stands for the name of the connection in a path, a prefix, an address or a schema. */
const CONNECTION = '{connection}';

/** The destination of one connection: its own where an option has `{connection}`, else that of all. */
export function destinationOfConnection(
  config: DestinationConfig,
  connection: string | undefined,
  where: string,
): DestinationConfig {
  const texts = Object.entries(config).filter(
    (option): option is [string, string] => typeof option[1] === 'string',
  );
  refuseMisspelt(texts, where);
  const named = texts.filter(([, text]) => text.includes(CONNECTION));
  if (named.length === 0) return config;
  if (connection === undefined) {
    const message = `has ${CONNECTION}, and there are no connections: write a name in its place`;
    throw new ConfigError(
      named.map(([key]) => ({ code: 'config-conflict', where, key: `destination.${key}`, message })),
    );
  }
  const own = named.map(([key, text]) => [key, text.replaceAll(CONNECTION, connection)]);
  return { ...config, ...Object.fromEntries(own) };
}

/** A name in braces. */
const BRACES = /\{+([\w -]{1,40})\}+/g;

/** Another spelling would be a part of the name of a file, of one for all connections. */
function refuseMisspelt(options: readonly [string, string][], where: string): void {
  const wrong = options.flatMap(([key, text]) => {
    const found = [...text.matchAll(BRACES)].find(
      ([written, name = '']) =>
        written !== CONNECTION && meantName(name.trim(), ['connection']) !== undefined,
    );
    return found ? [{ key: `destination.${key}`, written: found[0] }] : [];
  });
  if (wrong.length === 0) return;
  throw new ConfigError(
    wrong.map(({ key, written }) => {
      const message = `has ${quoted(written)}: did you mean ${CONNECTION}?`;
      return { code: 'config-value', where, key, message };
    }),
  );
}

/** The same options as those of a file that says the same. What the command line names is relative to the current folder. */
function destinationTo(
  to: string,
  configured: DestinationConfig,
  environment: Environment,
): DestinationConfig {
  const chosen = destinationAt(to, configured);
  const kind = DESTINATIONS.get(chosen.type);
  const parsed = currentSchema().shape.destination.safeParse(chosen);
  if (!parsed.success) {
    const issues = new Issues(new Positions('--to'));
    explainSchemaIssues(parsed.error.issues, chosen, issues);
    throw issues.error();
  }
  const option = kind && locationOption(kind);
  const here = new AbsolutePaths(environment.cwd, environment).destination(parsed.data);
  return option === undefined ? parsed.data : { ...parsed.data, [option]: here[option] ?? '' };
}
