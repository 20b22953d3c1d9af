// Which region a configuration speaks of.
import { REGIONS } from '../../../endpoints/regions.js';
import { nearest } from '../../model/names.js';
import { findRegion, type Region, regionNames } from '../../model/region.js';
import type { Issues } from '../file/issues.js';
import { printable } from '../file/place.js';
import { describe } from '../schema/explain.js';
import type { CredentialScope } from './credential-scope.js';
import type { OvhConf } from './ovh-conf.js';

/**
 * Region by its holder, else `OVH_ENDPOINT`, else ovh.conf; undefined after an issue.
 *
 * @param written the configuration before variables were replaced: only this is shown
 */
export function resolveRegion(
  holder: CredentialScope,
  written: unknown,
  env: Record<string, string | undefined>,
  conf: OvhConf,
  issues: Issues,
): Region | undefined {
  const path = [...holder.path, 'region'];
  const value = holder.values.region;
  if (issues.touches(path)) return undefined;
  if (typeof value === 'string')
    return lookUp(value, describe(written, path), (message) => issues.at(path, 'region-unknown', message));
  const variable = `${holder.prefix}OVH_ENDPOINT`;
  const fromEnv = env[variable];
  if (fromEnv)
    return lookUp(fromEnv, `found ${printable(fromEnv)}`, (message) =>
      issues.elsewhere('environment', variable, 'region-unknown', message),
    );
  const section = holder.name ?? 'default';
  const fromConf = conf.find([section], 'endpoint');
  if (fromConf) {
    return lookUp(fromConf.value, `found ${printable(fromConf.value)}`, (message) =>
      issues.elsewhere(fromConf.where, 'endpoint', 'region-unknown', message),
    );
  }
  const allowed = regionNames(REGIONS).join(', ');
  issues.at(
    path,
    'region-unknown',
    `is missing, and neither ${variable} nor [${section}] endpoint of an ovh.conf is set; allowed: ${allowed}`,
  );
  return undefined;
}

function lookUp(name: string, found: string, complain: (message: string) => void): Region | undefined {
  const region = findRegion(REGIONS, name);
  if (region) return region;
  const meant = name.length <= 60 ? nearest(name, regionNames(REGIONS)) : undefined;
  const hint = name.includes('://')
    ? ' (an address goes into baseUrl)'
    : meant
      ? ` (did you mean "${meant}"?)`
      : '';
  const shown = name.includes('://') ? 'found an address' : found;
  complain(`unknown region: ${shown}${hint}; allowed: ${regionNames(REGIONS).join(', ')}`);
  return undefined;
}
