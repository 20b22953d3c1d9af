/** The routing table: what a route declares, and which route answers a path. */
import type { Wire } from './json.js';
import type { ParameterTypes, Query } from './query.js';
import type { QueryPaging } from './query-pages.js';
import type { Reply } from './reply.js';
import { unknownUrl } from './reply.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
export type Parameters = Readonly<Record<string, string>>;

/** The caller, once its credentials are accepted. */
export interface Identity {
  readonly method: 'account' | 'oauth2_client_credentials' | 'user';
  /** The consumer key, the OAuth2 client id, or the name of the user of a token. */
  readonly name: string;
}

export interface Call {
  readonly params: Parameters;
  readonly query: Query;
  readonly body: Buffer;
  readonly identity: Identity | undefined;
  /** The application key as sent, known or not. */
  readonly application: string | undefined;
  /** The origin by which the client reaches the sandbox. */
  readonly origin: string;
}

/** The reply of a GET route: a list of ids, a list of objects, one object, one bare value. */
export type Kind = 'ids' | 'objects' | 'object' | 'scalar';

export interface Route {
  readonly method: Method;
  /** `/me/bill/{billId}`; a v2 route starts with `/v2/`. */
  readonly path: string;
  /** Present on the account's GET routes: those of the truth. */
  readonly kind?: Kind;
  readonly query?: ParameterTypes;
  /** Query-string parameters without which the call is refused. */
  readonly required?: readonly string[];
  /** Types of path parameters that are not free text. */
  readonly pathTypes?: ParameterTypes;
  /** The field that identifies an item of a list of objects, where a detail route exists. */
  readonly idField?: string;
  /** The list is paged by the cursor headers of v2. */
  readonly paged?: boolean;
  /** The list is paged by parameters of its query string. */
  readonly queryPaging?: QueryPaging;
  /** `none`: open; `application`: the application key only; absent: full credentials. */
  readonly access?: 'none' | 'application';
  /** The answer may change between two calls. */
  readonly changing?: boolean;
  answer(call: Call): Reply;
}

interface Node {
  readonly literals: Map<string, Node>;
  parameter: Node | undefined;
  readonly routes: Map<string, Route>;
}

export interface Match {
  readonly route: Route;
  readonly params: Parameters;
}

/** Finds a route by the decoded segments of a path. */
export class Router {
  readonly #root = emptyNode();

  constructor(readonly routes: readonly Route[]) {
    for (const route of routes) {
      const node = segmentsOf(route.path).reduce(childFor, this.#root);
      if (node.routes.has(route.method)) throw new Error(`two routes for ${route.method} ${route.path}`);
      node.routes.set(route.method, route);
    }
  }

  find(method: string, segments: readonly string[]): Match | Reply {
    const node = search(this.#root, segments, 0);
    if (!node) return unknownUrl();
    const route = node.routes.get(method);
    if (!route) return wrongMethod(method, [...node.routes.keys()]);
    return { route, params: parametersOf(route.path, segments) };
  }
}

/** What the API answers here is not documented; HTTP prescribes 405. */
function wrongMethod(method: string, allowed: readonly string[]): Reply {
  const body: Wire = { class: 'Client::MethodNotAllowed', message: `Method ${method} is not allowed here` };
  return { status: 405, body, headers: { Allow: allowed.join(', ') } };
}

function emptyNode(): Node {
  return { literals: new Map(), parameter: undefined, routes: new Map() };
}

export function segmentsOf(path: string): string[] {
  return path.split('/').slice(1);
}

const isPlaceholder = (segment: string): boolean => segment.startsWith('{') && segment.endsWith('}');

function childFor(node: Node, segment: string): Node {
  if (isPlaceholder(segment)) {
    node.parameter ??= emptyNode();
    return node.parameter;
  }
  const child = node.literals.get(segment) ?? emptyNode();
  node.literals.set(segment, child);
  return child;
}

function search(node: Node, segments: readonly string[], at: number): Node | undefined {
  const segment = segments[at];
  if (segment === undefined) return node.routes.size > 0 ? node : undefined;
  const literal = node.literals.get(segment);
  const found = literal && search(literal, segments, at + 1);
  return found ?? (node.parameter && search(node.parameter, segments, at + 1));
}

function parametersOf(path: string, segments: readonly string[]): Parameters {
  const params: Record<string, string> = {};
  segmentsOf(path).forEach((segment, at) => {
    if (isPlaceholder(segment)) params[segment.slice(1, -1)] = segments[at] ?? '';
  });
  return params;
}
