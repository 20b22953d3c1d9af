// Reads a configuration: file or object in, checked values out, or everything that is wrong with it.

import { dirname, isAbsolute, join, resolve } from 'node:path';
import { systemClock } from '../model/clock.js';
import type { Region } from '../model/region.js';
import type { Config, DraftConfig, Environment, LoadOptions } from './config.js';
import { collectDefinitions, type PlacedDefinition } from './definitions.js';
import { type ResolvedCredentials, resolveCredentials } from './keys/credentials.js';
import { OvhConf } from './keys/ovh-conf.js';
import { resolveRegion } from './keys/region.js';
import { refuseMissing } from './region-gaps.js';
import { explainSchemaIssues } from './schema/explain.js';
import { configSchema, type ParsedConfig } from './schema/schema.js';
import { Issues } from './text/issues.js';
import { copyObject } from './text/object-tree.js';
import { Places, parseKey } from './text/place.js';
import { readText, UnreadableFile } from './text/source-file.js';
import { expandVariables } from './text/variables.js';
import { readYaml } from './text/yaml-tree.js';

/**
 * A configuration from a YAML or JSON file, or from an object.
 *
 * @param input path of a file, relative to `environment.cwd`; or the configuration itself
 * @throws ConfigError with every issue that was found
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
  const places = new Places(typeof input === 'string' ? input : 'configuration object');
  const issues = new Issues(places);
  const written =
    typeof input === 'string' ? readFile(input, environment, issues) : copyObject(input, issues);
  if (!isGroup(written)) {
    if (!issues.any) issues.inText(notAGroup(written));
    issues.throwIfAny();
  }
  const required = options.requireCredentials !== false;
  const tree = expandVariables(written, {
    env: environment.env,
    issues,
    mayBeAbsent: (path) => !required && path[0] === 'auth',
  });
  const values: Record<string, unknown> = isGroup(tree) ? tree : {};
  const parsed = configSchema.safeParse(values);
  explainSchemaIssues(parsed.error?.issues ?? [], written, issues);
  const surroundings = readSurroundings(values, written, environment, required, issues);
  const definitions = collectDefinitions(
    values.endpoints,
    written,
    options.presets,
    issues,
    (environment.clock ?? systemClock).now(),
  );
  if (surroundings.region) refuseMissing(definitions, surroundings.region, issues);
  issues.throwIfAny();
  if (!parsed.data || !surroundings.region)
    throw new Error('a configuration without issues must be complete');
  const folder = typeof input === 'string' ? dirname(resolve(environment.cwd, input)) : environment.cwd;
  const destination = { ...parsed.data.destination };
  destination.path = placeFile(destination.path, folder, environment.home);
  return {
    ...plainParts(parsed.data),
    region: surroundings.region,
    origin: parsed.data.baseUrl ? new URL(parsed.data.baseUrl).origin : surroundings.region.origin,
    ...(surroundings.credentials ? { credentials: surroundings.credentials } : {}),
    destination,
    schemas: placeSchemas(parsed.data.schemas, folder, environment),
    strategy: parsed.data.strategy,
    batchSize: parsed.data.batchSize,
    endpoints: definitions.map(({ definition }) => definition),
    source: places.source,
    credentialSources: surroundings.sources,
    ...locators(places, definitions),
  };
}

function readFile(path: string, environment: Environment, issues: Issues): unknown {
  try {
    return readYaml(readText(resolve(environment.cwd, path), environment), issues);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    issues.inText(error.message, error.line === undefined ? undefined : { line: error.line, column: 1 });
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

function readSurroundings(
  values: Record<string, unknown>,
  written: unknown,
  environment: Environment,
  required: boolean,
  issues: Issues,
): ResolvedCredentials & { region?: Region } {
  const { env } = environment;
  const conf = new OvhConf(environment, issues);
  const region = resolveRegion(values.region, written, env, conf, issues);
  const tokenUrl = typeof values.tokenUrl === 'string' ? values.tokenUrl : undefined;
  const source = issues.places.source;
  const found = resolveCredentials({
    auth: values.auth,
    source,
    env,
    conf,
    region,
    tokenUrl,
    required,
    issues,
  });
  return { ...found, ...(region ? { region } : {}) };
}

function placeFile(path: string, folder: string, home: string): string {
  if (path === ':memory:' || isAbsolute(path)) return path;
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
}: ParsedConfig): Pick<DraftConfig, 'account' | 'budget' | 'http' | 'schemasVersion'> {
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
  definitions: readonly PlacedDefinition[],
): Pick<DraftConfig, 'where' | 'placeOf'> {
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
    if (first !== 'endpoints' || typeof second !== 'string') return places.of(parseKey(key));
    const index = definitions.findIndex(({ definition }) => definition.name === second);
    const placed = definitions[index];
    return placed ? places.of([...placed.path, ...(placed.preset ? [] : rest)]) : places.source;
  };
  return { where, placeOf };
}
