// The API's documents for the routes of a plan: from a folder, the cache, or the API.
import { join } from 'node:path';
import type { ApiClient } from '../../model/api.js';
import { ConfigError } from '../../model/errors.js';
import { routeOf } from '../../plan/path-template.js';
import type { ApiDocuments } from '../../schemas/api-documents.js';
import { apiDocumentsFromFolder, openApiDocuments } from '../../schemas/document-sources.js';
import type { SourceWithoutKeys } from '../open.js';

const DAY_MS = 86_400_000;

export interface DocumentsWanted {
  /** In place of the cache and the API. */
  documents?: ApiDocuments;
  /** Requests what the cache does not have. Absent: nothing is called. */
  client?: ApiClient;
  signal?: AbortSignal;
  /** Milliseconds after which a document of the cache is old. Default: as configured. */
  maxAgeMs?: number;
  /** Default: the routes of the plan. */
  routes?: readonly string[];
}

/**
 * Undefined where the configuration does not use documents. An old one of the cache is used where no other is to be
 * had. Throws `ConfigError` for a folder that cannot be read.
 */
export async function documentsOf(
  { config, plan, clock }: SourceWithoutKeys,
  { documents, client, signal, maxAgeMs, routes }: DocumentsWanted = {},
): Promise<ApiDocuments | undefined> {
  const { use, folder, maxAgeDays } = config.schemas;
  if (use === 'never') return undefined;
  if (documents) return documents;
  if (folder !== undefined) return documentsInFolder(folder, config.locate('schemas.folder'));
  return openApiDocuments({
    routes: routes ?? plan.nodes.map((node) => routeOf(node.path)),
    cache: cacheFolder(config),
    maxAgeMs: maxAgeMs ?? maxAgeDays * DAY_MS,
    now: clock.now(),
    fetchJson: client && ((path) => requested(client, path, signal)),
  });
}

async function requested(client: ApiClient, path: string, signal?: AbortSignal): Promise<unknown> {
  const outcome = await client.call({ method: 'GET', path, route: path, authenticated: false, signal });
  return outcome.outcome === 'ok' && outcome.body.kind === 'value' ? outcome.body.value() : undefined;
}

function cacheFolder({ origin, schemas }: SourceWithoutKeys['config']): string | undefined {
  const address = new URL(origin);
  // A server on this machine is a sandbox or a proxy, on another port each time: it is not cached.
  const isLocal = address.protocol === 'http:';
  return isLocal ? undefined : join(schemas.cache, address.host.replaceAll(':', '_'));
}

function documentsInFolder(folder: string, where: string): ApiDocuments {
  try {
    return apiDocumentsFromFolder(folder);
  } catch (error) {
    throw new ConfigError([
      { code: 'config-unreadable', where, key: 'schemas.folder', message: (error as Error).message },
    ]);
  }
}
