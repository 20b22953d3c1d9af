// A source: a configuration, its plan, and the connection that it needs.
import { PRESETS } from '../../endpoints/presets.js';
import type { Config, ConfigOptions, ConfigWithoutKeys, Environment } from '../config/config.js';
import type { CommandOutput } from '../config/connections/command-output.js';
import type { Shard } from '../config/connections/shard.js';
import { homeFolder } from '../config/home.js';
import { observabilitySecrets } from '../config/observability.js';
import { onlyConfig, readConfigs, readConfigsWithoutKeys } from '../config/read-configs.js';
import { isOrigin, ORIGIN_ALLOWED } from '../config/schema/addresses.js';
import { destinationSecrets } from '../destinations/registry.js';
import { connect, secretsOf } from '../http/connect.js';
import type { Connection } from '../http/connection.js';
import { type Clock, systemClock } from '../model/clock.js';
import { ConfigError } from '../model/errors.js';
import type { Listener } from '../model/events/events.js';
import type { Plan } from '../model/plan.js';
import { passwordsIn, type Secret } from '../model/secret.js';
import { networkSecrets } from '../network/settings.js';
import { budgetSharing, requireStore, sharingSecrets } from '../stores/budget-place.js';
import { version } from './package.js';
import { compiledPlan } from './plan/compiled.js';

const MIB = 1024 ** 2;

export interface SourceOptions {
  /** Load only these source objects, with everything that hangs on the same roots. */
  only?: readonly string[];
  /** `only` may name what has no table: for a preview. */
  preview?: boolean;
  /** `only` without the rest of the trees: parents are read for their ids. */
  alone?: boolean;
  /** A scheduler starts the run: methods with effects need `allowWriteOnSchedule`. */
  scheduled?: boolean;
  /** Environment for `OVH_...` variables and `${NAME}`. Default: that of the process. */
  env?: Record<string, string | undefined>;
  /** Base of relative names. Default: the working directory of the process. */
  cwd?: string;
  /** The folder `~`. Default: the user's home. */
  home?: string;
  clock?: Clock;
  /** Bytes of a file, by its absolute name; throws with a Node error code. Default: the disk. */
  readFile?: (path: string) => Uint8Array;
  /** Standard output of a program that lists connections (`connectionsFrom`). Default: it is run. */
  commandOutput?: CommandOutput;
  /** The profile of an ovh.conf whose keys are used, in place of any other. */
  profile?: string;
  /** Only these connections of a configuration that has several. */
  connections?: readonly string[];
  /** Only the connections of this shard; there may be none. */
  shard?: Shard;
  /** Replaces the configured origin. */
  baseUrl?: string;
  /** Replaces the configured destination, as `--to` does: `KIND:PLACE`, a file, or an address. */
  destinationPath?: string;
}

export interface SourceWithoutKeys {
  config: ConfigWithoutKeys;
  plan: Plan;
  clock: Clock;
}

export interface ConfiguredSource extends SourceWithoutKeys {
  config: Config;
}

/**
 * The source of a configuration: the name of a YAML or JSON file, or an object. Calls and opens nothing. Throws
 * `ConfigError` with everything that is wrong; a configuration of several connections is for `openSources`.
 */
export function openSource(input: string | object, options: SourceOptions = {}): ConfiguredSource {
  const config = onlyConfig(readConfigs(input, environmentOf(options), configOptions(options)));
  requireStores([config]);
  return sourceOf(config, options);
}

/** As `openSource`, but keys may be missing: to plan, or to ask for a consumer key. */
export function openWithoutKeys(input: string | object, options: SourceOptions = {}): SourceWithoutKeys {
  const configs = readConfigsWithoutKeys(input, environmentOf(options), configOptions(options));
  return sourceOf(onlyConfig(configs), options);
}

/** Throws `ConfigError` where a budget needs a package that is not installed: one for all connections. */
export function requireStores(configs: readonly ConfigWithoutKeys[]): void {
  for (const { budget, locate } of configs) requireStore(budget.shared, locate('budget.shared'));
}

/** How the configuration of a source is read. */
export function configOptions({
  connections,
  shard,
  destinationPath,
  profile,
}: SourceOptions): ConfigOptions {
  return { presets: PRESETS, connections, shard, to: destinationPath, profile };
}

/** A configuration with what the options put in its place, and its plan. */
export function sourceOf<C extends ConfigWithoutKeys>(
  loaded: C,
  options: SourceOptions,
): SourceWithoutKeys & { config: C } {
  const config = override(loaded, options);
  return { config, plan: compiledPlan(config, options), clock: options.clock ?? systemClock };
}

function override<C extends ConfigWithoutKeys>(config: C, { baseUrl }: SourceOptions): C {
  if (baseUrl === undefined) return config;
  if (!isOrigin(baseUrl)) {
    throw new ConfigError([
      { code: 'option-value', where: '--base-url', message: `"${baseUrl}": allowed is ${ORIGIN_ALLOWED}` },
    ]);
  }
  return { ...config, origin: new URL(baseUrl).origin };
}

/** All secrets of a configuration. */
export function secretsIn(config: ConfigWithoutKeys): Secret[] {
  const { budget, credentials, destination, network, observability, queue } = config;
  const known = credentials ? secretsOf(credentials) : [];
  return [
    ...known,
    ...networkSecrets(network),
    ...destinationSecrets(destination),
    ...sharingSecrets(budget.shared),
    ...observabilitySecrets(observability),
    ...passwordsIn(queue.url ?? ''),
  ];
}

/** The parts of the machine that a configuration uses. */
export function environmentOf(options: SourceOptions): Environment {
  return {
    env: options.env ?? process.env,
    cwd: options.cwd ?? process.cwd(),
    home: options.home ?? homeFolder(),
    readFile: options.readFile,
    commandOutput: options.commandOutput,
    clock: options.clock,
  };
}

export interface ConnectSourceOptions {
  onEvent?: Listener;
  /** A load has time. Where a person waits, an API that cannot be reached is given up early. Default: a person waits. */
  isPatient?: boolean;
}

/** Time for the first contact where a person waits. */
const FIRST_CONTACT_MS = 10_000;

/** Marks a fault of the configuration that only an answer showed. Gives the error back. */
export function afterCalls(error: unknown, { client }: Connection): unknown {
  if (error instanceof ConfigError && client.statistics().calls > 0) error.wasCalled = true;
  return error;
}

/** Creates the client of a source. Nothing is called yet. */
export function connectSource(
  source: SourceWithoutKeys,
  { onEvent, isPatient = false }: ConnectSourceOptions = {},
): Connection {
  const { config, clock } = source;
  if (!config.credentials) {
    const message = 'there are no credentials: configure auth, OVH_... variables, or an ovh.conf';
    throw new ConfigError([
      { code: 'credentials-missing', where: config.locate('auth'), key: 'auth', message },
    ]);
  }
  return connect({
    origin: config.origin,
    credentials: config.credentials,
    secrets: [...destinationSecrets(config.destination), ...sharingSecrets(config.budget.shared)],
    budget: config.budget,
    shared: budgetSharing(config.budget.shared, config.destination),
    budgetPer: config.budget.per,
    settings: {
      timeoutMs: config.http.timeout * 1000,
      deadlineMs: config.http.deadline * 1000,
      attempts: config.http.attempts,
      ...(isPatient ? {} : { firstContactMs: FIRST_CONTACT_MS }),
    },
    concurrency: config.http.concurrency,
    network: config.network,
    maxReplyBytes: config.http.maxReply * MIB,
    clock,
    userAgent: `source-ovhcloud/${version()}`,
    onEvent,
  });
}
