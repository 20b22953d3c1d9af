// Reads a configuration: a file or an object in, checked values with every default out, or everything that is wrong.
import { dirname, resolve } from 'node:path';
import type { DestinationConfig } from '../destinations/kit/kind.js';
import { systemClock } from '../model/clock.js';
import { ConfigError } from '../model/errors.js';
import type { Pipeline } from '../schedule/pipeline.js';
import { configuredSharing, lacksDatabase } from '../stores/budget-place.js';
import { AbsolutePaths } from './absolute-paths.js';
import { type AccountConfig, readAccount } from './account-config.js';
import type {
  Config,
  ConfigOptions,
  ConfigWithoutKeys,
  Environment,
  Labels,
  NetworkConfig,
} from './config.js';
import { commandOutput } from './connections/command-output.js';
import { withListedConnections } from './connections/listed-connections.js';
import { refuseMisplacedSecrets } from './connections/misplaced-secrets.js';
import { checkEntries, isOfOthers, refuseSameKeys, scopesOf } from './connections/scopes.js';
import { readEntries } from './definition-list.js';
import { destinationOf, destinationOfConnection } from './destination.js';
import { Issues } from './file/issues.js';
import { isInAuth, type KeyPath } from './file/key-path.js';
import { Positions } from './file/positions.js';
import { readText } from './file/source-file.js';
import { expandVariables } from './file/variables.js';
import { writtenConfig } from './file/written-config.js';
import { groupFlatOptions } from './flat-options.js';
import { OvhConf } from './keys/ovh-conf.js';
import { locationsOf } from './locations.js';
import { readNetwork } from './network.js';
import { observabilityOf } from './observability.js';
import { type Group, isGroup, type Reading } from './reading.js';
import { readSchedule } from './schedule.js';
import { explainSchemaIssues } from './schema/explain.js';
import { runLimitsOf } from './schema/limit-schema.js';
import { currentSchema, type ParsedConfig } from './schema/schema.js';

/**
 * A configuration for each connection of a file or an object, in their order; one where there are no connections.
 *
 * @param input path of a YAML or JSON file, relative to `environment.cwd`; or the configuration itself
 * @throws ConfigError with every issue
 */
export function readConfigs(
  input: string | object,
  environment: Environment,
  options: ConfigOptions,
): Config[] {
  return read(input, environment, options, true).map((config) => {
    const { credentials } = config;
    if (!credentials) throw new Error('a configuration without issues must have keys');
    return { ...config, credentials };
  });
}

/** As `readConfigs`, but keys may be missing: to plan, or to log in. */
export function readConfigsWithoutKeys(
  input: string | object,
  environment: Environment,
  options: ConfigOptions,
): ConfigWithoutKeys[] {
  return read(input, environment, options, false);
}

/** The configuration of one account. Throws `ConfigError` where there are several connections. */
export function onlyConfig<C extends ConfigWithoutKeys>(configs: readonly C[]): C {
  const [config, ...others] = configs;
  if (config && others.length === 0) return config;
  const names = configs.map(({ connection }) => connection).join(', ');
  const message = `has several connections (${names}): use openSources, or name one of them`;
  const code = 'connection-not-chosen';
  throw new ConfigError([{ code, where: config?.source ?? '', key: 'connections', message }]);
}

function read(
  input: string | object,
  environment: Environment,
  { to, ...chosen }: ConfigOptions,
  keysRequired: boolean,
): ConfigWithoutKeys[] {
  const source = typeof input === 'string' ? input : 'configuration object';
  const issues = new Issues(new Positions(source));
  const folder = typeof input === 'string' ? dirname(resolve(environment.cwd, input)) : environment.cwd;
  const paths = new AbsolutePaths(folder, environment);
  const written = groupFlatOptions(groupOf(writtenConfig(input, environment, issues), issues), issues);
  const options = { ...chosen, keysRequired };
  const reading = readingOf(written, issues, environment, paths, options);
  const { accounts, data } = readValues(reading, paths);
  const destination = destinationOf(data.destination, { environment, paths, network: data.network, to });
  const byName = new Map(data.connections?.map((each) => [each.name, each]));
  return accounts.map((account) => {
    const own = byName.get(account.scope.name ?? '') ?? data;
    return configOf(account, own, { ...data, destination }, paths, issues);
  });
}

/** What is written with listed connections, its variables replaced, and those of its entries that are valid. */
export function readingOf(
  text: Group,
  issues: Issues,
  environment: Environment,
  paths: AbsolutePaths,
  {
    presets,
    connections = [],
    shard,
    profile,
    keysRequired,
  }: Omit<ConfigOptions, 'to'> & { keysRequired: boolean },
): Reading {
  const readFile = (name: string) => readText(paths.of(name), environment);
  const readers = {
    readFile,
    pathOf: (name: string) => paths.of(name),
    env: environment.env,
    commandOutput: environment.commandOutput ?? commandOutput,
  };
  const listed = withListedConnections(text, readers, issues);
  const { written, shown, isWhole, isLiteral } = listed;
  const unset = new Map<string, string>();
  const values = expandVariables(written, {
    readFile,
    env: environment.env,
    issues,
    isLiteral,
    mayBeAbsent: (path) =>
      (!keysRequired && isInAuth(path)) || isOfOthers(path, written, { connections, shard }),
    onAbsent: (path, variable) => unset.set(JSON.stringify(path), variable),
  });
  const surroundings = {
    values: isGroup(values) ? values : {},
    written: shown,
    unsetVariable: (path: KeyPath) => unset.get(JSON.stringify(path)),
    connectionsAreKnown: isWhole,
    presets,
    environment,
    conf: new OvhConf(environment, issues),
    nowMs: (environment.clock ?? systemClock).now(),
    keysRequired,
    profile,
    connections,
    shard,
    issues,
  };
  return { ...surroundings, entries: readEntries(surroundings.values.endpoints, surroundings) };
}

type ParsedValues = Omit<ParsedConfig, 'schedule'> & { schedule: Pipeline[]; network: NetworkConfig };

/** Checks everything. Throws `ConfigError` with all that is wrong. */
function readValues(
  reading: Reading,
  paths: AbsolutePaths,
): { accounts: AccountConfig[]; data: ParsedValues } {
  const { values, written, issues } = reading;
  refuseMisplacedSecrets(values, issues);
  const parsed = currentSchema().safeParse(values);
  explainSchemaIssues(parsed.error?.issues ?? [], written, issues);
  const scopes = scopesOf(reading);
  const accounts = scopes.map((scope) => readAccount(scope, reading));
  checkEntries(reading, scopes);
  refuseSameKeys(accounts, issues);
  const schedule = readSchedule(reading);
  const network = readNetwork(reading, paths);
  issues.throwIfAny();
  if (!parsed.data) throw new Error('a configuration without issues must be complete');
  return { accounts, data: { ...parsed.data, schedule, network } };
}

function configOf(
  account: AccountConfig,
  own: Pick<ParsedValues, 'account'> & Partial<Pick<ParsedValues, 'budget'>> & { labels?: Labels },
  data: ParsedValues,
  paths: AbsolutePaths,
  { positions, warnings }: Issues,
): ConfigWithoutKeys {
  const { scope, profile, region, origin, credentials, sources, keys = [], definitions } = account;
  if (!region || !origin) throw new Error('a configuration without issues must have a region');
  const located = locationsOf(positions, account);
  const { locate } = located;
  const { network, history, views, services, strategy, batchSize, concurrency, drift, schedule } = data;
  return {
    ...(scope.name === undefined ? {} : { connection: scope.name }),
    ...(profile === undefined ? {} : { profile }),
    ...(own.account === undefined ? {} : { account: own.account }),
    ...(own.labels === undefined ? {} : { labels: own.labels }),
    ...(data.schemasVersion === undefined ? {} : { schemasVersion: data.schemasVersion }),
    ...(credentials ? { credentials } : {}),
    region,
    origin,
    destination: destinationOfConnection(data.destination, scope.name, locate('destination')),
    destinationFor: (connection) =>
      destinationOfConnection(data.destination, connection, locate('destination')),
    budget: budgetOf(own.budget ?? data.budget, data.destination, locate('budget')),
    http: httpOf(data.http),
    network,
    schemas: paths.schemas(data.schemas),
    history,
    views,
    services,
    queue: data.queue ?? {},
    observability: observabilityOf(data, (file) => paths.of(file)),
    strategy,
    batchSize,
    concurrency,
    drift,
    limits: runLimitsOf(data),
    schedule,
    endpoints: definitions.map(({ definition }) => definition),
    source: positions.source,
    credentialSources: sources,
    keys,
    warnings,
    ...located,
  };
}

/** Proxy and authorities are in `network`. */
function httpOf({ proxy: _proxy, ca: _ca, ...http }: ParsedConfig['http']): ConfigWithoutKeys['http'] {
  return http;
}

function budgetOf(
  budget: ParsedConfig['budget'],
  destination: DestinationConfig,
  where: string,
): ConfigWithoutKeys['budget'] {
  const shared = configuredSharing(budget.shared);
  if (lacksDatabase(shared, destination)) {
    const message =
      `\`true\` shares the budget by the PostgreSQL of the destination, and this destination is ${destination.type}. Write ` +
      'the address of a store (postgres://..., redis://...), or `machine` for the processes of this machine alone';
    throw new ConfigError([{ code: 'config-conflict', where, key: 'budget.shared', message }]);
  }
  const routes = budget.routes.map(({ method, path, callsPerSecond, callsPerMinute = 0 }) => ({
    ...(method ? { method } : {}),
    path,
    callsPerSecond: callsPerSecond ?? callsPerMinute / 60,
  }));
  return { ...budget, shared, routes };
}

function groupOf(written: unknown, issues: Issues): Group {
  if (isGroup(written)) return written;
  if (!issues.any) issues.inText('config-value', notAGroup(written));
  throw issues.error();
}

function notAGroup(written: unknown): string {
  const found = Array.isArray(written) ? 'holds a list' : 'holds a single value';
  const problem = written === null || written === undefined ? 'is empty' : found;
  return `${problem}; allowed: a group of keys such as region, auth, destination, endpoints`;
}
