// The API's schema documents, for exploring without keys.
import { join } from 'node:path';
import { REGIONS } from '../../endpoints/regions.js';
import { homeFolder } from '../config/home.js';
import { isOrigin, ORIGIN_ALLOWED } from '../config/schema/addresses.js';
import { connect } from '../http/connect.js';
import { type Clock, systemClock } from '../model/clock.js';
import { ConfigError } from '../model/errors.js';
import { findRegion, regionNames } from '../model/region.js';
import { Secret } from '../model/secret.js';
import {
  type NetworkSettings,
  networkSettings,
  PROXY_ALLOWED,
  unusableProxyVariables,
} from '../network/settings.js';
import type { ApiDocuments } from '../schemas/api-documents.js';
import { apiDocumentsFromFolder, openApiDocuments } from '../schemas/document-sources.js';
import { version } from './package.js';

export interface ExploreOptions {
  /** Default `eu`. */
  region?: string;
  /** Replaces the region's origin. */
  baseUrl?: string;
  /** A folder with documents, `v1/*.json` and `v2/*.json`: nothing is called. */
  schemas?: string;
  /** Request every document again, however fresh the cached one is. */
  refresh?: boolean;
  /** Only cached documents, of any age: nothing is called. */
  keptOnly?: boolean;
  /** Only the documents of these routes. Default: all. */
  routes?: readonly string[];
  /** Folder of the cache. Default: the user's. */
  cache?: string;
  clock?: Clock;
  /** Proxy and certificates. Default: as the environment says. */
  network?: NetworkSettings;
}

/** For which kept documents are used without asking. */
export const MAX_AGE_MS = 7 * 86_400_000;
const CALLS_PER_SECOND = 18;

/** Every document of a region: from a folder, or from the API through the cache. Throws `ConfigError`. */
export async function exploreApi(options: ExploreOptions = {}): Promise<ApiDocuments> {
  const refuse = (where: string, message: string) =>
    new ConfigError([{ code: 'option-value', where, message }]);
  if (options.schemas !== undefined) {
    try {
      return apiDocumentsFromFolder(options.schemas);
    } catch (error) {
      throw refuse('--schemas', (error as Error).message);
    }
  }
  const region = findRegion(REGIONS, options.region ?? 'eu');
  if (!region) throw refuse('--region', `"${options.region}": allowed: ${regionNames(REGIONS).join(', ')}`);
  const { baseUrl } = options;
  if (baseUrl !== undefined && !isOrigin(baseUrl)) {
    throw refuse('--base-url', `"${baseUrl}": allowed is ${ORIGIN_ALLOWED}`);
  }
  return fetchAll(baseUrl === undefined ? region.origin : new URL(baseUrl).origin, options);
}

async function fetchAll(
  origin: string,
  { refresh, keptOnly, routes, cache, network, clock = systemClock }: ExploreOptions,
): Promise<ApiDocuments> {
  const connection = connect({
    origin,
    // The documents need no credentials; none are sent.
    credentials: { kind: 'bearer', token: new Secret('no token') },
    budget: { callsPerSecond: CALLS_PER_SECOND },
    settings: { timeoutMs: 60_000, deadlineMs: 300_000, attempts: 4, firstContactMs: 10_000 },
    concurrency: 4,
    network: network ?? environmentNetwork(),
    clock,
    userAgent: `source-ovhcloud/${version()}`,
  });
  const { host, protocol } = new URL(origin);
  const folder = cache ?? join(process.env.XDG_CACHE_HOME || join(homeFolder(), '.cache'), 'source-ovhcloud');
  try {
    return await openApiDocuments({
      routes: routes ?? 'all',
      cache: protocol === 'http:' ? undefined : join(folder, host.replaceAll(':', '_')),
      maxAgeMs: keptOnly ? Number.POSITIVE_INFINITY : refresh ? -1 : MAX_AGE_MS,
      now: clock.now(),
      words: { asked: origin, without: 'its routes are not known here' },
      fetchJson: async (path) => {
        if (keptOnly) return undefined;
        const outcome = await connection.client.call({
          method: 'GET',
          path,
          route: path,
          authenticated: false,
        });
        return outcome.outcome === 'ok' && outcome.body.kind === 'value' ? outcome.body.value() : undefined;
      },
    });
  } finally {
    await connection.close();
  }
}

/** Without a configuration, proxy and exceptions come from the environment. */
function environmentNetwork(): NetworkSettings {
  const [name] = unusableProxyVariables(process.env);
  if (name === undefined) return networkSettings(process.env);
  const message = `the value (not shown) is not ${PROXY_ALLOWED}`;
  throw new ConfigError([{ code: 'config-value', where: 'environment', key: name, message }]);
}
