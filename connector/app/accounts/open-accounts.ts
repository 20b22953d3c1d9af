// The sources of a configuration: one, or one for each of its connections.
import type { ConfigWithoutKeys } from '../../config/config.js';
import { readConfigs, readConfigsWithoutKeys } from '../../config/read-configs.js';
import { GatheredIssues } from '../gathered-issues.js';
import {
  type ConfiguredSource,
  configOptions,
  environmentOf,
  requireStores,
  type SourceOptions,
  type SourceWithoutKeys,
  sourceOf,
} from '../open.js';

/** Which part of a configuration is opened. */
export type SourceSelection = Pick<SourceOptions, 'only' | 'alone' | 'connections' | 'shard' | 'scheduled'>;

/**
 * A source for each connection of a configuration, in their order; one source where there are no connections. All go into
 * the same destination: give them to `loadSources`. Calls and opens nothing. Throws `ConfigError` with everything that
 * is wrong.
 */
export function openSources(input: string | object, options: SourceOptions = {}): ConfiguredSource[] {
  const configs = readConfigs(input, environmentOf(options), configOptions(options));
  requireStores(configs);
  return withPlans(configs, options, namedIn(input, options) ?? configs);
}

/** As `openSources`, but keys may be missing: to plan, or to ask for a consumer key. */
export function openAllWithoutKeys(input: string | object, options: SourceOptions = {}): SourceWithoutKeys[] {
  const configs = readConfigsWithoutKeys(input, environmentOf(options), configOptions(options));
  return withPlans(configs, options, namedIn(input, options) ?? configs);
}

/** What a shard may name with `only` is what the whole configuration has: another shard may load it. */
function namedIn(input: string | object, options: SourceOptions): ConfigWithoutKeys[] | undefined {
  const { shard, ...whole } = options;
  if (!shard || !options.only?.length) return undefined;
  return readConfigsWithoutKeys(input, environmentOf(whole), configOptions(whole));
}

function withPlans<C extends ConfigWithoutKeys>(
  configs: readonly C[],
  options: SourceOptions,
  known: readonly ConfigWithoutKeys[],
): (SourceWithoutKeys & { config: C })[] {
  const issues = new GatheredIssues();
  const drafts = configs.flatMap((config) => {
    const only = onlyFor(config, known, options.only);
    if (only === 'nothing') return [];
    try {
      return [sourceOf(config, { ...options, only })];
    } catch (error) {
      issues.take(error);
      return [];
    }
  });
  issues.throwIfAny();
  return drafts;
}

/** Each connection has the named source objects that are its own; a connection without any is left out. */
function onlyFor(
  config: ConfigWithoutKeys,
  configs: readonly ConfigWithoutKeys[],
  only: readonly string[] = [],
): readonly string[] | 'nothing' {
  const has = ({ endpoints }: ConfigWithoutKeys, name: string) =>
    endpoints.some((each) => each.name === name);
  const own = only.filter((name) => has(config, name) || !configs.some((other) => has(other, name)));
  return only.length > 0 && own.length === 0 ? 'nothing' : own;
}
