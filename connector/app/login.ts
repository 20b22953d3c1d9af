// Login: requests a consumer key with the least access rules that the configuration needs.
import type { Connection } from '../http/connection.js';
import { StopError, stopFor } from '../model/errors.js';
import { isObject, type JsonObject } from '../model/json.js';
import type { Credentials } from '../model/region.js';
import { Secret } from '../model/secret.js';
import { type AccessRule, accessRules, createTokenLink } from '../plan/access-rules.js';
import { connectSource, type SourceWithoutKeys } from './open.js';

export interface LoginRequest {
  rules: AccessRule[];
  /** Page on which a person creates all three keys with the same rules. */
  createTokenLink: string;
  /** Address that the account's owner opens to validate the key. */
  validationUrl: string;
  consumerKey: Secret;
}

type Keys = Extract<Credentials, { kind: 'keys' }>;

/** The rules and the createToken link. Needs no keys and calls nothing. */
export function loginRules(draft: SourceWithoutKeys): Pick<LoginRequest, 'rules' | 'createTokenLink'> {
  const rules = accessRules(draft.plan);
  return { rules, createTokenLink: createTokenLink(draft.config.region.createTokenUrl, rules) };
}

/**
 * Calls `/auth/credential`. Needs application key and secret. Throws `StopError` when refused.
 * @param rules by default what the configuration needs
 */
export async function requestConsumerKey(
  draft: SourceWithoutKeys,
  rules: AccessRule[] = loginRules(draft).rules,
): Promise<LoginRequest> {
  const keys = applicationKeys(draft);
  const wanted = { rules, createTokenLink: createTokenLink(draft.config.region.createTokenUrl, rules) };
  const connection = connectSource(draft);
  try {
    const reply = await postCredential(connection, keys, wanted.rules);
    const { consumerKey, validationUrl } = reply;
    if (typeof consumerKey !== 'string' || typeof validationUrl !== 'string') {
      throw new StopError(
        'login-refused',
        'POST /auth/credential: the reply names no consumer key and no validation address',
      );
    }
    return { ...wanted, consumerKey: new Secret(consumerKey), validationUrl };
  } finally {
    await connection.close();
  }
}

function applicationKeys(draft: SourceWithoutKeys): Keys {
  const { credentials } = draft.config;
  if (credentials?.kind === 'keys') return credentials;
  const { createTokenLink: link } = loginRules(draft);
  const page = new URL('/createApp/', draft.config.region.createTokenUrl).href;
  throw new StopError(
    'login-keys-missing',
    `login needs an application key and its secret: make them at ${page}, and put them into the configuration, ` +
      `OVH_APPLICATION_KEY and OVH_APPLICATION_SECRET, or an ovh.conf. Or make all three keys at once at ${link}`,
  );
}

async function postCredential(connection: Connection, keys: Keys, rules: AccessRule[]): Promise<JsonObject> {
  const path = '/1.0/auth/credential';
  const outcome = await connection.client.call({
    method: 'POST',
    path,
    route: path,
    authenticated: false,
    headers: { 'X-Ovh-Application': keys.applicationKey.reveal() },
    body: { accessRules: rules.map(({ method, path: rule }) => ({ method, path: rule })) },
  });
  if (outcome.outcome === 'skip') throw stopFor('login-refused', outcome.problem);
  const reply = outcome.body.value();
  return isObject(reply) ? reply : {};
}

const ASK_EVERY_MS = 3000;

/** Resolves when the key is validated; throws `StopError` after `timeoutMs`. */
export async function waitForValidation(
  draft: SourceWithoutKeys,
  consumerKey: Secret,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<void> {
  const credentials: Keys = { ...applicationKeys(draft), consumerKey };
  const connection = connectSource({ ...draft, config: { ...draft.config, credentials } });
  const path = '/1.0/auth/currentCredential';
  const end = draft.clock.now() + timeoutMs;
  try {
    for (;;) {
      // The API answers for a pending key as for an invalid one.
      const outcome = await connection.client
        .call({ method: 'GET', path, route: path, signal })
        .catch((error) => {
          if (error instanceof StopError && error.problem?.status === 403) return undefined;
          throw error;
        });
      const credential = outcome?.outcome === 'ok' ? outcome.body.value() : undefined;
      if (isObject(credential) && credential.status === 'validated') return;
      // Validated, but its rules do not include this route.
      if (outcome?.outcome === 'skip' && outcome.reason === 'refused') return;
      const left = end - draft.clock.now();
      if (left <= 0)
        throw new StopError('login-timeout', 'the key was not validated in time: run login again');
      await draft.clock.sleep(Math.min(ASK_EVERY_MS, left), signal);
    }
  } finally {
    await connection.close();
  }
}

/** Whether a configuration that was read after the key was stored uses it: other places may come first. */
export function usesKey({ config: { credentials } }: SourceWithoutKeys, key: Secret): boolean {
  return credentials?.kind === 'keys' && credentials.consumerKey?.reveal() === key.reveal();
}
