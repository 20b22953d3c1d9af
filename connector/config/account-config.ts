// What a configuration says of one account: the whole file, or one of its connections.
import type { Region } from '../model/region.js';
import { type LocatedDefinition, locatedDefinitions } from './definition-list.js';
import type { CredentialScope } from './keys/credential-scope.js';
import { type ResolvedCredentials, resolveCredentials } from './keys/credentials.js';
import { resolveRegion } from './keys/region.js';
import type { Reading } from './reading.js';
import { refuseMissing } from './region-gaps.js';

export interface AccountConfig extends ResolvedCredentials {
  scope: CredentialScope;
  region?: Region;
  /** Origin to call. */
  origin?: string;
  definitions: LocatedDefinition[];
}

/** Region, keys and definitions of one account; what is wrong goes to the issues. */
export function readAccount(scope: CredentialScope, reading: Reading): AccountConfig {
  const region = resolveRegion(scope, reading);
  const credentials = resolveCredentials(scope, region, reading);
  const definitions = locatedDefinitions(reading.entries, scope.name);
  if (region) refuseMissing(definitions, region, reading.issues);
  const { baseUrl } = scope.values;
  const isCalled = typeof baseUrl === 'string' && URL.canParse(baseUrl);
  const origin = isCalled ? new URL(baseUrl).origin : region?.origin;
  return { scope, ...credentials, ...(region ? { region, origin } : {}), definitions };
}
