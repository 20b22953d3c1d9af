// What a configuration says of one account: the whole file, or one of its connections.
import type { Region } from '../model/region.js';
import { type LocatedDefinition, locatedDefinitions } from './definition-list.js';
import type { CredentialScope } from './keys/credential-scope.js';
import { type ResolvedCredentials, resolveCredentials } from './keys/credentials.js';
import { AccountSections } from './keys/profile.js';
import { resolveRegion } from './keys/region.js';
import type { Reading } from './reading.js';
import { refuseMissing } from './region-gaps.js';

export interface AccountConfig extends ResolvedCredentials {
  scope: CredentialScope;
  /** Of an ovh.conf. */
  profile: string | undefined;
  region?: Region;
  /** Origin to call. */
  origin?: string;
  definitions: LocatedDefinition[];
}

/** Region, keys and definitions of one account; what is wrong goes to the issues. */
export function readAccount(scope: CredentialScope, reading: Reading): AccountConfig {
  const sections = new AccountSections(scope, reading);
  const region = resolveRegion(scope, sections, reading);
  const credentials = resolveCredentials(scope, region, sections, reading);
  const definitions = locatedDefinitions(reading.entries, scope.name);
  if (region) refuseMissing(definitions, region, reading.issues);
  const { baseUrl } = scope.values;
  const isCalled = typeof baseUrl === 'string' && URL.canParse(baseUrl);
  const origin = isCalled ? new URL(baseUrl).origin : region?.origin;
  const { profile } = sections;
  return { scope, profile, ...credentials, ...(region ? { region, origin } : {}), definitions };
}
