// The API's documents for the routes of a plan: from a folder, the cache, or the API.
import { join } from 'node:path';
import type { ApiClient } from '../../model/api.js';
import { ConfigError } from '../../model/errors.js';
import { routeOf } from '../../plan/path-template.js';
import type { ApiDocuments } from '../../schemas/api-documents.js';
import { apiDocumentsFromFolder, openApiDocuments } from '../../schemas/document-sources.js';
import type { SourceWithoutKeys } from '../open.js';

const DAY_MS = 86_400_000;

/**
 * Undefined where the configuration does not use documents. Without a client nothing is called: documents of any age
 * count. Throws `ConfigError` for a folder that cannot be read.
 */
export async function documentsOf(
  { config, plan, clock }: SourceWithoutKeys,
  client?: ApiClient,
): Promise<ApiDocuments | undefined> {
  const { use, folder, maxAgeDays } = config.schemas;
  if (use === 'never') return undefined;
  if (folder !== undefined) return documentsInFolder(folder, config.locate('schemas.folder'));
  return openApiDocuments({
    routes: plan.nodes.map((node) => routeOf(node.path)),
    cache: cacheFolder(config),
    maxAgeMs: client ? maxAgeDays * DAY_MS : Number.POSITIVE_INFINITY,
    now: clock.now(),
    fetchJson: async (path) => {
      const outcome = await client?.call({ method: 'GET', path, route: path, authenticated: false });
      return outcome?.outcome === 'ok' && outcome.body.kind === 'value' ? outcome.body.value() : undefined;
    },
  });
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
