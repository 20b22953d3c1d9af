/** The names of what the account has, as its own lists tell them: for lines of bills. */
import type { Wire } from '../../wire/json.js';
import { isList } from '../../wire/json.js';
import { Query } from '../../wire/query.js';
import type { Parameters, Route } from '../../wire/routes.js';
import type { Holdings, ServiceKind } from '../billing/products.js';

const lists: Partial<Readonly<Record<ServiceKind, string>>> = {
  publicCloud: '/cloud/project',
  dedicatedServer: '/dedicated/server',
  vps: '/vps',
  domain: '/domain',
  privateCloudHost: '/dedicatedCloud',
  privateCloudDatastore: '/dedicatedCloud',
  loadBalancer: '/ipLoadbalancing',
  ip: '/ip',
  nas: '/dedicated/nasha',
  sms: '/sms',
};

/** Names that real services of these kinds have; others in the account are there for their odd characters. */
const plain: Partial<Readonly<Record<ServiceKind, RegExp>>> = {
  dedicatedServer: /^ns\d+\./,
  domain: /^example-\d\.example$/,
};

/** @param routes all routes of the account */
export function holdingsIn(routes: readonly Route[]): Holdings {
  const found = Object.entries(lists).map(([kind, path]) => {
    const pattern = plain[kind as ServiceKind] ?? /./;
    return [kind, readable(routes, path).filter((name) => pattern.test(name))];
  });
  return Object.fromEntries(found) as Holdings;
}

function readable(routes: readonly Route[], path: string): string[] {
  const detail = routes.find((route) => new RegExp(`^${path}/\\{\\w+\\}$`).test(route.path));
  const name = /\{(\w+)\}$/.exec(detail?.path ?? '')?.[1] ?? '';
  return textsIn(answerOf(routes.find((route) => route.path === path)).body).filter(
    (id) => answerOf(detail, { [name]: id }).status === 200,
  );
}

function answerOf(route: Route | undefined, params: Parameters = {}) {
  const call = { params, query: new Query(), body: Buffer.alloc(0), identity: undefined };
  return route?.answer({ ...call, application: undefined, origin: '' }) ?? { status: 404, body: null };
}

function textsIn(body: Wire | undefined): string[] {
  return isList(body ?? null) ? (body as Wire[]).filter((id): id is string => typeof id === 'string') : [];
}

/** The value, made on first use. */
export function lazily<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
