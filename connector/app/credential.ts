// What the API says of the key that signs: whether it is valid, until when, and for which routes.
import type { ApiClient, ApiProblem } from '../model/api.js';
import { isObject, type JsonValue } from '../model/json.js';
import type { AccessRule } from '../plan/access-rules.js';

export interface KeyCredential {
  /** `validated`, `pendingValidation`, `expired`, `refused`. */
  status: string;
  /** Instant as the API writes it; absent: it does not expire. */
  expiration?: string;
  rules: AccessRule[];
}

/** The credential of the key; undefined where the answer is none. One call. */
export async function credentialOf(
  client: ApiClient,
  signal?: AbortSignal,
): Promise<{ credential: KeyCredential | undefined } | { problem: ApiProblem }> {
  const path = '/1.0/auth/currentCredential';
  const outcome = await client.call({ method: 'GET', path, route: path, signal });
  if (outcome.outcome === 'skip') return { problem: outcome.problem };
  const found = outcome.body.value();
  if (!isObject(found)) return { credential: undefined };
  const { status, expiration, rules } = found;
  return {
    credential: {
      status: String(status),
      ...(typeof expiration === 'string' && { expiration }),
      rules: Array.isArray(rules) ? rules.flatMap(toRule) : [],
    },
  };
}

function toRule(value: JsonValue): AccessRule[] {
  if (!isObject(value) || typeof value.path !== 'string' || typeof value.method !== 'string') return [];
  return [{ method: value.method as AccessRule['method'], path: value.path }];
}
