// Compares what a load or a command needs with the capabilities of its destination, before the first call.
import { STANDARD_OUTPUT } from '../destinations/kit/places.js';
import { createDestination } from '../destinations/registry.js';
import { capabilitiesOf } from '../model/capabilities.js';
import type { Destination } from '../model/destination.js';
import { ConfigError } from '../model/errors.js';
import { excludedOptions } from '../plan/check-destination.js';
import { byDestination } from './by-destination.js';
import type { LoadOptions } from './load.js';
import type { SourceWithoutKeys } from './open.js';

/** Throws `ConfigError` with each option of a source object, and each way of loading, that the destination excludes. */
export function refuseExcluded(
  { plan, config }: SourceWithoutKeys,
  destination: Destination,
  { refresh, retry, state }: Pick<LoadOptions, 'refresh' | 'retry' | 'state'> = {},
): void {
  if (retry) requireState(destination, 'retry');
  const capabilities = capabilitiesOf(destination);
  const excluded = excludedOptions(plan, {
    capabilities: { ...capabilities, state: capabilities.state || state !== undefined },
    location: destination.location,
    hasPresetMode: config.hasPresetMode,
    refresh,
  });
  if (excluded.length === 0) return;
  throw new ConfigError(
    excluded.map(({ name, key, message }) => ({
      code: 'destination-lacks' as const,
      where: config.locateDefinition(name, key),
      key: `${name}.${key}`,
      message,
    })),
  );
}

/** Where the tables of a source are, for people: a path or an address without secrets. */
export function locationOf({ config }: SourceWithoutKeys): string {
  return createDestination(config.destination).location;
}

/**
 * The source whose destination is that of all. Throws `ConfigError` where connections have destinations of their own: what
 * one of them has would be taken for all.
 */
export function withOneDestination<Source extends SourceWithoutKeys>(sources: readonly Source[]): Source {
  const [[first] = [], ...others] = byDestination(sources);
  if (!first) throw new Error('a configuration without issues must have an account');
  if (others.length === 0) return first;
  const message =
    'each connection has a destination of its own (`{connection}`): name one with --connection, or its place with --to';
  throw new ConfigError([
    {
      code: 'connection-not-chosen',
      where: first.config.locate('destination'),
      key: 'destination',
      message,
    },
  ]);
}

/** True where the destination of a source is standard output. */
export function printsRows({ config }: SourceWithoutKeys): boolean {
  return config.destination.path === STANDARD_OUTPUT;
}

/** Throws `ConfigError` where the destination stores no state. @param what the command or the key that needs it */
export function requireState(destination: Destination, what: string, where = 'destination'): void {
  if (capabilitiesOf(destination).state) return;
  const message = `${destination.location} keeps nothing: there are no runs to look at. Use a file or a database`;
  throw new ConfigError([{ code: 'destination-lacks', where, key: what, message }]);
}
