// Reads a configuration: file or object in, checked values out, or everything that is wrong with it.

import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { DestinationConfig } from '../destinations/kit/kind.js';
import { isFilePath } from '../destinations/kit/places.js';
import { pathOptions } from '../destinations/registry.js';
import { systemClock } from '../model/clock.js';
import { ConfigError } from '../model/errors.js';
import type { Region } from '../model/region.js';
import type { Pipeline } from '../schedule/pipeline.js';
import type { Config, DraftConfig, Environment, LoadOptions } from './config.js';
import { checkEntries, holdersOf, isOfOthers, refuseSameKeys } from './connections.js';
import { collectDefinitions, type LocatedDefinition } from './definition-list.js';
import { Issues } from './file/issues.js';
import { copyObject } from './file/object-tree.js';
import { isInAuth, Places, parseKey } from './file/place.js';
import { readText, UnreadableFile } from './file/source-file.js';
import { expandVariables } from './file/variables.js';
import { readYaml } from './file/yaml-tree.js';
import { groupFlatOptions } from './flat-options.js';
import type { CredentialScope } from './keys/credential-scope.js';
import { type ResolvedCredentials, resolveCredentials } from './keys/credentials.js';
import { OvhConf } from './keys/ovh-conf.js';
import { resolveRegion } from './keys/region.js';
import { observabilityOf } from './observability.js';
import { refuseMissing } from './region-gaps.js';
import { readSchedule } from './schedule.js';
import { explainSchemaIssues } from './schema/explain.js';
import { currentSchema, HOLDER_KEYS, type ParsedConfig } from './schema/schema.js';

/**
 * A configuration from a YAML or JSON file, or from an object.
 *
 * @param input path of a file, relative to `environment.cwd`; or the configuration itself
 * @throws ConfigError with every issue that was found, and for a configuration of several connections
 */
export function loadConfig(
  input: string | object,
  environment: Environment,
  options: LoadOptions & { requireCredentials?: true },
): Config;
export function loadConfig(
  input: string | object,
  environment: Environment,
  options: LoadOptions,
): DraftConfig;
export function loadConfig(
  input: string | object,
  environment: Environment,
  options: LoadOptions,
): DraftConfig {
  const [config, ...others] = loadConfigs(input, environment, options);
  if (config && others.length === 0) return config;
  const names = [config, ...others].map((each) => each?.connection).join(', ');
  const message = `has several connections (${names}): use openSources, or name one of them`;
  throw new ConfigError([
    { code: 'connection-not-chosen', where: config?.source ?? '', key: 'connections', message },
  ]);
}

/**
 * The same for one account or several: a configuration for each of its connections, in their order.
 *
 * @throws ConfigError with every issue that was found
 */
export function loadConfigs(
  input: string | object,
  environment: Environment,
  options: LoadOptions & { requireCredentials?: true },
): Config[];
export function loadConfigs(
  input: string | object,
  environment: Environment,
  options: LoadOptions,
): DraftConfig[];
export function loadConfigs(
  input: string | object,
  environment: Environment,
  options: LoadOptions,
): DraftConfig[] {
  const places = new Places(typeof input === 'string' ? input : 'configuration object');
  const issues = new Issues(places);
  const tree = typeof input === 'string' ? readFile(input, environment, issues) : copyObject(input, issues);
  const written = groupFlatOptions(tree, issues);
  if (!isGroup(written)) {
    if (!issues.any) issues.inText('config-value', notAGroup(written));
    issues.throwIfAny();
  }
  const required = options.requireCredentials !== false;
  const expanded = expandVariables(written, {
    env: environment.env,
    issues,
    mayBeAbsent: (path) => (!required && isInAuth(path)) || isOfOthers(path, written, options.connections),
  });
  const values: Record<string, unknown> = isGroup(expanded) ? expanded : {};
  const parsed = currentSchema().safeParse(values);
  explainSchemaIssues(parsed.error?.issues ?? [], written, issues);
  const holders = holdersOf(values, options.connections, issues);
  const conf = new OvhConf(environment, issues);
  const parts = holders.map((holder) =>
    readPart(holder, { values, written, environment, conf, options, issues }),
  );
  checkEntries(values, written, holders, issues);
  refuseSameKeys(parts, issues);
  const nowMs = (environment.clock ?? systemClock).now();
  const schedule = readSchedule({ values, written, presets: options.presets, nowMs, issues });
  issues.throwIfAny();
  const { data } = parsed;
  if (!data) throw new Error('a configuration without issues must be complete');
  const folder = typeof input === 'string' ? dirname(resolve(environment.cwd, input)) : environment.cwd;
  return parts.map((part) => assemble(part, { ...data, schedule }, folder, environment, issues));
}

interface Reading {
  values: Record<string, unknown>;
  /** The same before variables were replaced: only this is shown. */
  written: unknown;
  environment: Environment;
  conf: OvhConf;
  options: LoadOptions;
  issues: Issues;
}

/** What is of one account: the whole of a configuration, or one of its connections. */
interface Part extends ResolvedCredentials {
  holder: CredentialScope;
  region?: Region;
  origin?: string;
  definitions: LocatedDefinition[];
}

function readPart(holder: CredentialScope, reading: Reading): Part {
  const { values, written, environment, conf, options, issues } = reading;
  const { env, clock = systemClock } = environment;
  const region = resolveRegion(holder, written, env, conf, issues);
  const required = options.requireCredentials !== false;
  const source = issues.places.source;
  const found = resolveCredentials({ holder, source, env, conf, region, required, issues });
  const definitions = collectDefinitions(
    values.endpoints,
    written,
    options.presets,
    issues,
    clock.now(),
    holder.name,
  );
  if (region) refuseMissing(definitions, region, issues);
  const { baseUrl } = holder.values;
  const isCalled = typeof baseUrl === 'string' && URL.canParse(baseUrl);
  const origin = isCalled ? new URL(baseUrl).origin : region?.origin;
  return { holder, ...found, ...(region ? { region, origin } : {}), definitions };
}

function assemble(
  { holder, region, origin, credentials, sources, definitions }: Part,
  data: Omit<ParsedConfig, 'schedule'> & { schedule: Pipeline[] },
  folder: string,
  environment: Environment,
  { places, warnings }: Issues,
): DraftConfig {
  if (!region || !origin) throw new Error('a configuration without issues must have a region');
  const { name } = holder;
  const own = data.connections?.find((connection) => connection.name === name) ?? data;
  return {
    ...(name === undefined ? {} : { connection: name }),
    ...plainParts({ ...data, account: own.account, budget: own.budget ?? data.budget }),
    region,
    origin,
    ...(credentials ? { credentials } : {}),
    destination: placeDestination(data.destination, folder, environment.home),
    schemas: placeSchemas(data.schemas, folder, environment),
    history: data.history,
    observability: observabilityOf(data, (file) => placeFile(file, folder, environment.home)),
    strategy: data.strategy,
    batchSize: data.batchSize,
    schedule: data.schedule,
    drift: data.drift,
    ...(data.maxRejected === undefined ? {} : { maxRejected: data.maxRejected }),
    endpoints: definitions.map(({ definition }) => definition),
    source: places.source,
    credentialSources: sources,
    warnings,
    ...locators(places, definitions, holder),
  };
}

function readFile(path: string, environment: Environment, issues: Issues): unknown {
  try {
    return readYaml(readText(resolve(environment.cwd, path), environment), issues);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    issues.inText(
      'config-unreadable',
      error.message,
      error.line === undefined ? undefined : { line: error.line, column: 1 },
    );
    return undefined;
  }
}

function notAGroup(written: unknown): string {
  const found = Array.isArray(written) ? 'holds a list' : 'holds a single value';
  const problem = written === null || written === undefined ? 'is empty' : found;
  return `${problem}; allowed: a group of keys such as region, auth, destination, endpoints`;
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function placeDestination(given: DestinationConfig, folder: string, home: string): DestinationConfig {
  const placed = pathOptions(given.type).flatMap((name) => {
    const path = given[name];
    return typeof path === 'string' && isFilePath(path) ? [[name, placeFile(path, folder, home)]] : [];
  });
  return { ...given, ...Object.fromEntries(placed) };
}

function placeFile(path: string, folder: string, home: string): string {
  if (isAbsolute(path)) return path;
  return path.startsWith('~/') ? join(home, path.slice(2)) : resolve(folder, path);
}

function placeSchemas(
  { folder, ...rest }: ParsedConfig['schemas'],
  from: string,
  { env, home }: Environment,
): DraftConfig['schemas'] {
  const cache = join(env.XDG_CACHE_HOME || join(home, '.cache'), 'source-ovhcloud');
  return { ...rest, cache, ...(folder === undefined ? {} : { folder: placeFile(folder, from, home) }) };
}

function plainParts({
  account,
  budget,
  http,
  schemasVersion,
}: Pick<ParsedConfig, 'account' | 'budget' | 'http' | 'schemasVersion'>): Pick<
  DraftConfig,
  'account' | 'budget' | 'http' | 'schemasVersion'
> {
  const routes = budget.routes.map(({ method, path, callsPerSecond, callsPerMinute }) => ({
    ...(method ? { method } : {}),
    path,
    callsPerSecond: callsPerSecond ?? (callsPerMinute ?? 0) / 60,
  }));
  return {
    ...(account === undefined ? {} : { account }),
    ...(schemasVersion === undefined ? {} : { schemasVersion }),
    budget: { ...budget, routes },
    http,
  };
}

function locators(
  places: Places,
  definitions: readonly LocatedDefinition[],
  holder: CredentialScope,
): Pick<DraftConfig, 'where' | 'placeOf' | 'isPreset'> {
  const placeOf = (endpoint: string | number, key = ''): string => {
    const index =
      typeof endpoint === 'number'
        ? endpoint
        : definitions.findIndex(({ definition }) => definition.name === endpoint);
    const placed = definitions[index];
    return placed ? places.of([...placed.path, ...(placed.preset ? [] : parseKey(key))]) : places.source;
  };
  const where = (key: string): string => {
    const [first, second, ...rest] = parseKey(key);
    if (HOLDER_KEYS.includes(String(first))) return places.of([...holder.path, ...parseKey(key)]);
    if (first !== 'endpoints' || typeof second !== 'string') return places.of(parseKey(key));
    const index = definitions.findIndex(({ definition }) => definition.name === second);
    const placed = definitions[index];
    return placed ? places.of([...placed.path, ...(placed.preset ? [] : rest)]) : places.source;
  };
  const isPreset = (name: string) =>
    definitions.some(({ definition, preset }) => definition.name === name && preset !== undefined);
  return { where, placeOf, isPreset };
}
