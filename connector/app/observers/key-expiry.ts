// When the keys expire: one call, for logs and metrics. A failure of it does not disturb the load.
import type { ApiClient } from '../../model/api.js';
import type { LoadEventOf } from '../../model/events/events.js';
import { isObject } from '../../model/json.js';
import type { ConfiguredSource } from '../open.js';

const DAY_MS = 86_400_000;

/** One call. Undefined where the API does not say: service accounts, tokens, or keys without this right. */
export async function askKeyExpiry(
  { config, clock }: ConfiguredSource,
  client: ApiClient,
  signal: AbortSignal,
): Promise<LoadEventOf<'key.checked'> | undefined> {
  if (config.credentials.kind !== 'keys') return undefined;
  const path = '/1.0/auth/currentCredential';
  const outcome = await client.call({ method: 'GET', path, route: path, signal });
  const credential = outcome.outcome === 'ok' ? outcome.body.value() : undefined;
  if (!isObject(credential)) return undefined;
  const { expiration } = credential;
  if (expiration === null || expiration === undefined) return { event: 'key.checked' };
  const instant = typeof expiration === 'string' ? Date.parse(expiration) : Number.NaN;
  if (Number.isNaN(instant)) return undefined;
  const days = Math.floor((instant - clock.now()) / DAY_MS);
  return { event: 'key.checked', expiresAt: new Date(instant).toISOString(), days };
}
