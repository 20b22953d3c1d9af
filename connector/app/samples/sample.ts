// A request as every code sample writes it: no secret in it, one address, plain visible characters.
import type { ConfigWithoutKeys } from '../../config/config.js';
import { requestTarget } from '../../http/request.js';
import type { ApiRequest } from '../../model/api.js';
import { stringifyJson } from '../../model/json.js';
import type { Credentials } from '../../model/region.js';

export interface SampleRequest {
  method: string;
  /** `https://eu.api.ovh.com`. */
  origin: string;
  /** The whole address, percent-encoded: it is signed and sent as it stands. */
  url: string;
  /** Headers of the request itself; credentials are added by the sample. */
  headers: [name: string, value: string][];
  /** JSON text; absent: no body. */
  body?: string;
  /** How the sample says who calls: each form has its own environment variables. */
  auth: Credentials['kind'] | 'none';
  /** Address of OAuth2 tokens. */
  tokenUrl: string;
}

export type SampleOrigin = Pick<ConfigWithoutKeys, 'origin' | 'region' | 'credentials'>;

/** The request for a sample, with the configured kind of credentials; by default the three keys. */
export function sampleOf(request: ApiRequest, { origin, region, credentials }: SampleOrigin): SampleRequest {
  return {
    method: request.method,
    origin,
    // JavaScript's `fetch` would encode the quote itself, after signing.
    url: origin + requestTarget(request).replaceAll("'", '%27'),
    headers: Object.entries(request.headers ?? {}),
    ...(request.body === undefined ? {} : { body: visible(stringifyJson(request.body)) }),
    auth: request.authenticated === false ? 'none' : (credentials?.kind ?? 'keys'),
    tokenUrl: credentials?.kind === 'oauth2' ? credentials.tokenUrl : (region.tokenUrl ?? ''),
  };
}

/** The same JSON, with invisible characters and those that change the direction of text escaped. */
function visible(json: string): string {
  return json.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (sign) =>
    sign
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

export const JSON_TYPE = 'application/json;charset=utf-8';

/** Every header without credentials. */
export function plainHeaders({ headers, body }: SampleRequest): [string, string][] {
  return body === undefined ? headers : [...headers, ['Content-Type', JSON_TYPE]];
}

/** Environment variables that a sample reads. */
export const VARIABLES: Record<SampleRequest['auth'], readonly string[]> = {
  keys: ['OVH_APPLICATION_KEY', 'OVH_APPLICATION_SECRET', 'OVH_CONSUMER_KEY'],
  oauth2: ['OVH_CLIENT_ID', 'OVH_CLIENT_SECRET'],
  bearer: ['OVH_ACCESS_TOKEN'],
  none: [],
};
