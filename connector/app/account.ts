// The account of the keys: the value of `_account` in every row.
import type { ApiClient, ApiOutcome } from '../model/api.js';
import { ConfigError } from '../model/errors.js';
import { isObject } from '../model/json.js';
import type { SourceWithoutKeys } from './open.js';

/**
 * The configured name, or the nichandle that the API reports. It must be the same in every run, because it is part of
 * every primary key. Throws `ConfigError` when neither is known.
 */
export async function identifyAccount(
  source: SourceWithoutKeys,
  client: ApiClient,
  signal?: AbortSignal,
): Promise<string> {
  if (source.config.account) return source.config.account;
  const account = await accountFromApi(client, signal);
  if (account) return account;
  throw new ConfigError([
    {
      code: 'account-unknown',
      where: source.config.locate('account'),
      key: 'account',
      message:
        'the API does not report the account of the keys: grant `GET /auth/details` (or `GET /me`), or write `account: NAME` in the configuration',
    },
  ]);
}

/** The account by the API; undefined where the keys lack the right to ask. */
export async function accountFromApi(client: ApiClient, signal?: AbortSignal): Promise<string | undefined> {
  const details = await ask(client, '/1.0/auth/details', signal);
  return word(details, 'account') ?? word(await ask(client, '/1.0/me', signal), 'nichandle');
}

function ask(client: ApiClient, path: string, signal?: AbortSignal): Promise<ApiOutcome> {
  return client.call({ method: 'GET', path, route: path, signal });
}

function word(outcome: ApiOutcome, key: string): string | undefined {
  const value = outcome.outcome === 'ok' ? outcome.body.value() : undefined;
  const text = isObject(value) ? value[key] : undefined;
  return typeof text === 'string' && text !== '' ? text : undefined;
}
