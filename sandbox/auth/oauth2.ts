/** The token address of OAuth2: client credentials in, an access token out. */
import type { IncomingHttpHeaders } from 'node:http';
import { readForm } from '../wire/query.js';
import type { Reply } from '../wire/reply.js';
import { header } from './check.js';
import type { KeyRing } from './keys.js';
import { sameText } from './signature.js';

interface ClientSecret {
  readonly id: string;
  readonly secret: string;
}

/** Answers `POST /auth/oauth2/token`. Accepts id and secret in the form or as HTTP Basic. */
export function tokenReply(
  keys: KeyRing,
  headers: IncomingHttpHeaders,
  body: Buffer,
  seconds: number,
): Reply {
  const type = header(headers, 'content-type') ?? '';
  const form = readForm(body.toString('utf8'));
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type) || !form) {
    return tokenError('invalid_request', 'the request is not a form');
  }
  const field = (name: string): string | undefined => form.get(name)?.[0];
  if (field('grant_type') !== 'client_credentials') {
    return tokenError('unsupported_grant_type', 'grant_type must be client_credentials');
  }
  const client = basicClient(headers) ?? {
    id: field('client_id') ?? '',
    secret: field('client_secret') ?? '',
  };
  if (!sameText(client.id, keys.clientId)) {
    return tokenError('invalid_client', 'ovhcloud oauth2 client does not exists');
  }
  if (!sameText(client.secret, keys.clientSecret)) {
    return tokenError('invalid_client_credentials', 'client secret invalid');
  }
  if (field('scope') !== 'all') return tokenError('invalid_scope', 'the scope must be all');
  const token = keys.issueToken(seconds);
  const text = JSON.stringify({
    access_token: token,
    token_type: 'Bearer',
    expires_in: seconds,
    scope: 'all',
  });
  return { status: 200, page: { type: 'application/json; charset=utf-8', text } };
}

function basicClient(headers: IncomingHttpHeaders): ClientSecret | undefined {
  const encoded = /^Basic (\S+)$/.exec(header(headers, 'authorization') ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const cut = pair.indexOf(':');
  const decoded = readForm(`id=${pair.slice(0, cut)}&secret=${pair.slice(cut + 1)}`);
  return { id: decoded?.get('id')?.[0] ?? '', secret: decoded?.get('secret')?.[0] ?? '' };
}

function tokenError(error: string, description: string): Reply {
  return { status: 400, body: { error, error_description: description } };
}
