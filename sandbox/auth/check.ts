/** Authenticates a call and decides whether it is allowed. */
import type { IncomingHttpHeaders } from 'node:http';
import type { SandboxOptions } from '../options/options.js';
import type { Reply } from '../wire/reply.js';
import { failure, loginFirst, notGranted, refusal } from '../wire/reply.js';
import type { Identity, Route } from '../wire/routes.js';
import { segmentsOf } from '../wire/routes.js';
import type { Credential, KeyRing } from './keys.js';
import { isGranted } from './rules.js';
import { isSignedBy, sameText } from './signature.js';

export interface Received {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** Origin and request target, as the client must have signed them. */
  readonly url: string;
  readonly body: Buffer;
}

/** The value of a header. A header that was sent twice arrives joined and matches nothing. */
export function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}

export function isIdentity(result: Identity | Reply): result is Identity {
  return 'method' in result;
}

export class Gate {
  constructor(
    readonly keys: KeyRing,
    readonly options: () => SandboxOptions,
    readonly now: () => number,
  ) {}

  /** The caller of a route that needs full credentials, or the error reply. */
  identify(received: Received): Identity | Reply {
    const authorization = header(received.headers, 'authorization');
    if (authorization !== undefined) return this.#bearer(authorization);
    const application = this.application(received.headers);
    if (typeof application !== 'string') return application;
    const consumerKey = header(received.headers, 'x-ovh-consumer');
    if (consumerKey === undefined) return loginFirst();
    const credential = this.keys.find(consumerKey);
    if (!credential) return refusal(403, 'NOT_CREDENTIAL', 'This credential does not exist');
    return this.#consumer(credential, received);
  }

  /** The application key of a call that needs no other credential, or the error reply. */
  application(headers: IncomingHttpHeaders): string | Reply {
    const key = header(headers, 'x-ovh-application');
    if (key === undefined) return loginFirst();
    if (sameText(key, this.keys.applicationKey)) return key;
    const message = 'This application key is invalid';
    return this.options().unknownKeyError === 'code'
      ? refusal(403, 'INVALID_KEY', message)
      : failure(403, 'Client::Forbidden', message);
  }

  #bearer(authorization: string): Identity | Reply {
    const token = /^Bearer (\S+)$/.exec(authorization)?.[1];
    if (token === undefined) return loginFirst();
    if (sameText(token, this.keys.bearerToken)) return { method: 'user', name: 'reader' };
    if (!this.keys.isLiveToken(token)) return loginFirst();
    return { method: 'oauth2_client_credentials', name: this.keys.clientId };
  }

  #consumer(credential: Credential, received: Received): Identity | Reply {
    this.#wearOut(credential);
    if (credential.state !== 'validated') {
      return refusal(403, 'INVALID_CREDENTIAL', 'This credential is not valid');
    }
    const timestamp = header(received.headers, 'x-ovh-timestamp') ?? '';
    const signature = header(received.headers, 'x-ovh-signature') ?? '';
    if (!/^\d{1,12}$/.test(timestamp) || signature === '') return badSignature();
    const off = Math.abs(Number(timestamp) - Math.floor(this.now() / 1000));
    if (off > this.options().timeTolerance) return refusal(400, 'QUERY_TIME_OUT', 'Query out of time');
    const { method, url, body } = received;
    const { applicationSecret } = this.keys;
    const { consumerKey } = credential;
    const signed = { applicationSecret, consumerKey, method, url, body, timestamp };
    if (!isSignedBy(signature, signed)) return badSignature();
    credential.calls += 1;
    credential.lastUse = this.now();
    return { method: 'account', name: consumerKey };
  }

  #wearOut(credential: Credential): void {
    const { revokeAfter } = this.options();
    if (credential === this.keys.first && revokeAfter > 0 && credential.calls >= revokeAfter) {
      credential.state = 'expired';
    }
  }

  /** The error reply for a route that the caller has no right to; undefined if the call is allowed. */
  refuses(identity: Identity, route: Route, path: string): Reply | undefined {
    const ofAuth = route.path.startsWith('/auth/');
    if (identity.method !== 'account') return this.#iamRefusal(identity, route);
    if (ofAuth && !this.options().authRoutesNeedRule) return undefined;
    const rules = this.keys.find(identity.name)?.rules ?? [];
    return isGranted(rules, route.method, path) ? undefined : notGranted();
  }

  #iamRefusal(identity: Identity, route: Route): Reply | undefined {
    if (!this.options().iamDenied.includes(`${route.method} ${route.path}`)) return undefined;
    const verb = route.method === 'GET' ? 'get' : 'edit';
    const resource = segmentsOf(route.path).filter((segment) => !segment.startsWith('{'));
    const action = `account:apiovh:${resource.join('/')}/${verb}`;
    return failure(403, 'Client::Forbidden', 'User not granted for this request', {
      unauthorizedActionsByAuthentication: '',
      unauthorizedActionsByIAM: action,
      identity: identity.name,
    });
  }
}

function badSignature(): Reply {
  return refusal(400, 'INVALID_SIGNATURE', 'Invalid signature');
}

export function isBadSignature(reply: Reply): boolean {
  return reply.status === 400 && JSON.stringify(reply.body ?? null).includes('"INVALID_SIGNATURE"');
}
