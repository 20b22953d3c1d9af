// The region of an account.
import { REGIONS } from '../../../endpoints/regions.js';
import { findRegion, type Region, regionNames } from '../../model/region.js';
import { quoted } from '../file/quoted.js';
import type { Reading } from '../reading.js';
import { describe } from '../schema/explain.js';
import { didYouMean } from '../schema/suggestion.js';
import type { CredentialScope } from './credential-scope.js';
import type { AccountSections } from './profile.js';

/** Region from the configuration, else `OVH_ENDPOINT`, else ovh.conf; undefined after an issue. */
export function resolveRegion(
  scope: CredentialScope,
  sections: AccountSections,
  { written, environment, issues }: Reading,
): Region | undefined {
  const path = [...scope.path, 'region'];
  const value = scope.values.region;
  if (issues.touches(path)) return undefined;
  if (typeof value === 'string')
    return lookUp(value, describe(written, path), (message) => issues.at(path, 'region-unknown', message));
  const variable = `${scope.prefix}OVH_ENDPOINT`;
  const fromEnv = environment.env[variable];
  if (fromEnv)
    return lookUp(fromEnv, `found ${quoted(fromEnv)}`, (message) =>
      issues.elsewhere('environment', variable, 'region-unknown', message),
    );
  const section = scope.name ?? 'default';
  const fromConf = sections.endpoint();
  if (fromConf) {
    return lookUp(fromConf.value, `found ${quoted(fromConf.value)}`, (message) =>
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

function lookUp(name: string, found: string, refuse: (message: string) => void): Region | undefined {
  const region = findRegion(REGIONS, name);
  if (region) return region;
  const isAddress = name.includes('://');
  const known = regionNames(REGIONS);
  const hint = isAddress ? ' (an address goes into baseUrl)' : didYouMean(name, known);
  refuse(`unknown region: ${isAddress ? 'found an address' : found}${hint}; allowed: ${known.join(', ')}`);
  return undefined;
}
