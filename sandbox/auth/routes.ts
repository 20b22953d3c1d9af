/** The routes under /auth: time, and the life of credentials. */
import type { SandboxOptions } from '../options/options.js';
import { readBody } from '../wire/body.js';
import { parisTime } from '../wire/instants.js';
import type { WireObject } from '../wire/json.js';
import { num } from '../wire/json.js';
import type { Reply } from '../wire/reply.js';
import { badRequest, done, failure, htmlPage, ok } from '../wire/reply.js';
import type { Call, Route } from '../wire/routes.js';
import type { Credential, KeyRing } from './keys.js';
import type { AccessRule } from './rules.js';
import { ruleMethods } from './rules.js';

export interface AuthContext {
  readonly keys: KeyRing;
  readonly account: string;
  readonly options: () => SandboxOptions;
  readonly now: () => number;
}

export function authRoutes(context: AuthContext): Route[] {
  const { keys, now } = context;
  return [
    {
      method: 'GET',
      path: '/auth/time',
      access: 'none',
      changing: true,
      answer: () => ok(num(Math.floor(now() / 1000))),
    },
    {
      method: 'POST',
      path: '/auth/credential',
      access: 'application',
      answer: (call) => requestCredential(context, call),
    },
    {
      method: 'GET',
      path: '/auth/currentCredential',
      changing: true,
      answer: ({ identity }) => currentCredential(keys, identity?.name ?? ''),
    },
    {
      method: 'GET',
      path: '/auth/details',
      changing: true,
      answer: (call) => ok(details(context, call)),
    },
    {
      method: 'POST',
      path: '/auth/logout',
      answer: ({ identity }) => {
        const credential = keys.find(identity?.name ?? '');
        if (credential) credential.state = 'expired';
        return done();
      },
    },
  ];
}

const wireRules = (rules: readonly AccessRule[]): WireObject[] =>
  rules.map(({ method, path }) => ({ method, path }));

function currentCredential(keys: KeyRing, consumerKey: string): Reply {
  const credential = keys.find(consumerKey);
  if (!credential) return failure(404, 'Client::NotFound', 'This call was not made with a consumer key');
  const { expiration, lastUse } = credential;
  return ok({
    allowedIPs: credential.allowedIps,
    applicationId: num(keys.applicationId),
    creation: parisTime(credential.creation),
    credentialId: num(credential.credentialId),
    expiration: expiration === null ? null : parisTime(expiration),
    lastUse: lastUse === null ? null : parisTime(lastUse),
    ovhSupport: false,
    rules: wireRules(credential.rules),
    status: credential.state,
  });
}

function details(context: AuthContext, { identity }: Call): WireObject {
  const { account, keys } = context;
  const method = identity?.method ?? 'account';
  const name = identity?.name ?? '';
  const credential = method === 'account' ? keys.find(name) : undefined;
  const suffix = { account: '', user: `/user/${name}`, oauth2_client_credentials: `/oauth2-${name}` }[method];
  const kind = { account: 'account', user: 'user', oauth2_client_credentials: 'credential' }[method];
  const path = method === 'user' ? `${account}/${name}` : `${account}${suffix}`;
  return {
    account,
    allowedRoutes: credential ? wireRules(credential.rules) : null,
    description: null,
    identities: [`urn:v1:eu:identity:${kind}:${path}`],
    method,
    roles: [],
    user: method === 'user' ? name : null,
  };
}

function requestCredential(context: AuthContext, { body, origin }: Call): Reply {
  const wanted = readRequest(body);
  if (typeof wanted === 'string') return badRequest(wanted);
  const credential = context.keys.create({ ...wanted, validated: false });
  const { autoValidateMs } = context.options();
  if (autoValidateMs > 0) {
    setTimeout(() => context.keys.validate(credential.validationToken), autoValidateMs).unref();
  }
  return ok({
    consumerKey: credential.consumerKey,
    state: credential.state,
    validationUrl: `${origin}/auth/?credentialToken=${credential.validationToken}`,
  });
}

interface CredentialRequest {
  readonly rules: readonly AccessRule[];
  readonly allowedIps: readonly string[] | null;
}

/** The rules asked for, or what is wrong with them. */
function readRequest(body: Buffer): CredentialRequest | string {
  const fields = readBody(body);
  if (!fields) return 'The body is not a JSON object';
  const unknown = Object.keys(fields).filter(
    (name) => !['accessRules', 'allowedIPs', 'redirection'].includes(name),
  );
  if (unknown.length > 0) return `Received not described parameters: ${unknown.join(', ')}`;
  const { accessRules, allowedIPs, redirection } = fields;
  if (!Array.isArray(accessRules) || accessRules.length === 0) return 'accessRules is required';
  const rules = accessRules.map(asRule);
  if (!rules.every((rule) => rule !== undefined)) return 'accessRules: each needs a method and a path';
  if (redirection !== undefined && redirection !== null && typeof redirection !== 'string') {
    return 'redirection is a string';
  }
  if (allowedIPs === undefined || allowedIPs === null) return { rules, allowedIps: null };
  if (!isTexts(allowedIPs)) return 'allowedIPs is a list of ipBlock';
  return { rules, allowedIps: allowedIPs };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function asRule(item: unknown): AccessRule | undefined {
  if (typeof item !== 'object' || item === null || !('method' in item) || !('path' in item)) return undefined;
  const { method, path } = item;
  if (typeof method !== 'string' || typeof path !== 'string' || !ruleMethods.includes(method))
    return undefined;
  return { method, path };
}

/** The page at `validationUrl`: opening it plays the person who logs in and agrees. */
export function validationPage(keys: KeyRing, token: string | undefined): Reply {
  const credential: Credential | undefined = token === undefined ? undefined : keys.validate(token);
  return credential ? htmlPage(200, 'Your token has been validated') : htmlPage(404, 'Unknown token');
}
