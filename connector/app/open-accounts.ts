// The sources of a configuration: one, or one for each of its connections.
import { PRESETS } from '../../endpoints/presets.js';
import type { DraftConfig } from '../config/config.js';
import { loadConfigs } from '../config/load.js';
import { ConfigError, type ConfigIssue, formatIssue } from '../model/errors.js';
import {
  type ConfiguredSource,
  environmentOf,
  type SourceOptions,
  type SourceWithoutKeys,
  sourceOf,
} from './open.js';

/**
 * A source for each connection of a configuration, in their order; one source where there are no connections.
 * With `connections` in the options only those that it names. All go into the same destination: hand them to
 * `loadSources`. Nothing is called and nothing is opened. Throws `ConfigError` with everything that is wrong.
 */
export function openSources(input: string | object, options: SourceOptions = {}): ConfiguredSource[] {
  const { connections } = options;
  const configs = loadConfigs(input, environmentOf(options), { presets: PRESETS, connections });
  return withPlans(configs, options);
}

/** As `openSources`, for what needs no credentials: to plan, or to ask for a consumer key. */
export function openAllWithoutKeys(input: string | object, options: SourceOptions = {}): SourceWithoutKeys[] {
  const { connections } = options;
  const reading = { presets: PRESETS, requireCredentials: false, connections };
  return withPlans(loadConfigs(input, environmentOf(options), reading), options);
}

function withPlans<C extends DraftConfig>(
  configs: readonly C[],
  options: SourceOptions,
): (SourceWithoutKeys & { config: C })[] {
  const issues = new Map<string, ConfigIssue>();
  const drafts = configs.flatMap((config) => {
    const only = onlyFor(config, configs, options.only);
    if (only === 'nothing') return [];
    try {
      return [sourceOf(config, { ...options, only })];
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      // What is wrong with a definition is wrong for every connection that has it: said once.
      for (const issue of error.issues) issues.set(formatIssue(issue), issue);
      return [];
    }
  });
  if (issues.size > 0) throw new ConfigError([...issues.values()]);
  return drafts;
}

/** A connection has its part of what is named; one that has none of it is left out. */
function onlyFor(
  config: DraftConfig,
  configs: readonly DraftConfig[],
  only: readonly string[] = [],
): readonly string[] | 'nothing' {
  const has = ({ endpoints }: DraftConfig, name: string) => endpoints.some((each) => each.name === name);
  const own = only.filter((name) => has(config, name) || !configs.some((other) => has(other, name)));
  return only.length > 0 && own.length === 0 ? 'nothing' : own;
}
