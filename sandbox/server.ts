/** Handles one call: rate limit, fault, credentials, rights, parameters, answer. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Account, makeAccount } from './account/account.js';
import { isPdfTarget, Pdfs } from './account/billing/pdfs.js';
import { Gate, header, isBadSignature, isIdentity } from './auth/check.js';
import { KeyRing } from './auth/keys.js';
import { tokenReply } from './auth/oauth2.js';
import { authRoutes, validationPage } from './auth/routes.js';
import type { FaultKind, SandboxOptions } from './options/options.js';
import { hashText } from './random.js';
import { Stats } from './stats.js';
import { batchReply } from './wire/batch.js';
import { ExpandedLists, wantsObjects } from './wire/expanded.js';
import { Faults, faultReply, tooMany } from './wire/faults.js';
import { isList } from './wire/json.js';
import { SlidingLimit } from './wire/pace.js';
import { pageOf } from './wire/pages.js';
import { checkParameters, Query, readForm, readQuery } from './wire/query.js';
import { ChangingLists, queryPageOf } from './wire/query-pages.js';
import type { Reply } from './wire/reply.js';
import { failure, unknownUrl } from './wire/reply.js';
import type { Call, Identity, Match } from './wire/routes.js';
import { Router } from './wire/routes.js';
import type { Cut } from './wire/send.js';
import { encode, SentReplies, send } from './wire/send.js';
import type { Target } from './wire/target.js';
import { readTarget } from './wire/target.js';

/** A call before any check. */
interface Arrival {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly method: string;
  readonly raw: string;
  /** `METHOD template`, or `METHOD (unknown)`. */
  readonly label: string;
  readonly found: (Match & { readonly target: Target }) | Reply | (() => Reply);
}

export class Sandbox {
  readonly stats = new Stats();
  readonly keys: KeyRing;
  readonly account: Account;
  #options: SandboxOptions;
  readonly #gate: Gate;
  readonly #router: Router;
  #lists: ExpandedLists;
  readonly #changing = new ChangingLists();
  readonly #faults = new Faults();
  readonly #pdfs: Pdfs;
  readonly #limit = new SlidingLimit();
  #cache = new SentReplies();
  #queries = 0;

  constructor(options: SandboxOptions) {
    this.#options = options;
    const current = (): SandboxOptions => this.options;
    const now = (): number => this.now();
    this.keys = new KeyRing(options, now);
    this.account = makeAccount(current);
    this.#gate = new Gate(this.keys, current, now);
    const context = { keys: this.keys, account: this.account.nichandle, options: current, now };
    this.#router = new Router([...authRoutes(context), ...this.account.routes]);
    this.#lists = new ExpandedLists(this.account.routes);
    this.#pdfs = new Pdfs(this.account.routes, current);
  }

  get options(): SandboxOptions {
    return this.#options;
  }

  /** Cached replies may differ under other options. */
  set options(options: SandboxOptions) {
    this.#options = options;
    this.#cache = new SentReplies();
    this.#lists = new ExpandedLists(this.account.routes);
  }

  /** The server's clock, in milliseconds. */
  now(): number {
    return Date.now() + this.options.clockSkewSeconds * 1000;
  }

  /** Answers a call whose body has been read. */
  handle(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const arrival = this.#arrive(request, body);
    const timeCall = arrival.label === 'GET /auth/time';
    if (!timeCall) this.stats.arrivals.arrive(performance.now());
    const limited = timeCall ? undefined : this.#overLimit(arrival);
    const fault = limited ? undefined : this.#faults.next(`${arrival.method} ${arrival.raw}`, this.options);
    if (fault) this.stats.injected(fault);
    const delay = this.options.latencyMs + (fault === 'slow' ? this.options.slowMs : 0);
    const answer = (): void => this.#answer(arrival, response, limited, fault);
    if (delay > 0) setTimeout(answer, delay).unref();
    else answer();
  }

  #arrive(request: IncomingMessage, body: Buffer): Arrival {
    const method = request.method ?? 'GET';
    const raw = request.url ?? '/';
    const page = pageLabel(method, raw);
    if (page) return { request, body, method, raw, label: page, found: () => this.#page(request, body, raw) };
    const target = readTarget(raw);
    const match = 'segments' in target ? this.#router.find(method, target.segments) : target;
    if (!('route' in match) || !('segments' in target)) {
      const found = 'route' in match ? unknownUrl() : match;
      return { request, body, method, raw, label: `${method} (unknown)`, found };
    }
    return {
      request,
      body,
      method,
      raw,
      label: `${method} ${match.route.path}`,
      found: { ...match, target },
    };
  }

  #page(request: IncomingMessage, body: Buffer, raw: string): Reply {
    if (isPdfTarget(raw)) return this.#pdf(request, raw);
    if (raw === tokenPath) return tokenReply(this.keys, request.headers, body, this.options.tokenSeconds);
    return validationPage(this.keys, readForm(raw.split('?')[1] ?? '')?.get('credentialToken')?.[0]);
  }

  #pdf(request: IncomingMessage, raw: string): Reply {
    const leaks = this.#pdfs.leaks;
    const reply = this.#pdfs.answer({ raw, headers: request.headers, origin: this.#origin(request) });
    if (this.#pdfs.leaks > leaks) this.stats.leaked();
    return reply;
  }

  #overLimit({ request }: Arrival): Reply | undefined {
    const { rate, rateWindow, rateCountsRefused, retryAfter } = this.options;
    const { headers } = request;
    const key = header(headers, 'authorization') ?? header(headers, 'x-ovh-consumer') ?? 'nobody';
    const wait = this.#limit.take(key, performance.now(), rate, rateWindow * 1000, rateCountsRefused);
    return wait > 0 ? tooMany(wait, this.now(), retryAfter) : undefined;
  }

  #answer(
    arrival: Arrival,
    response: ServerResponse,
    limited: Reply | undefined,
    fault: FaultKind | undefined,
  ): void {
    const { request, label } = arrival;
    if (fault === 'reset') {
      this.stats.answered(label, 0);
      request.socket.destroy();
      return;
    }
    const cachedUrl = limited || fault ? undefined : cacheable(arrival);
    const reply = limited ?? this.#faultReply(fault) ?? this.#guardedReply(arrival);
    const usable = cachedUrl !== undefined && reply.status === 200 && !reply.headers;
    const encoded = (usable ? this.#cache.get(cachedUrl) : undefined) ?? encode(reply);
    if (usable) this.#cache.put(cachedUrl, encoded);
    this.stats.answered(label, reply.status);
    const headers = { ...reply.headers, 'X-OVH-QUERYID': this.#queryId() };
    const cut: { cut?: Cut } = fault === 'truncate' ? { cut: cutOf(arrival.raw, this.#queries) } : {};
    send(request, response, { status: reply.status, headers, encoded, ...cut });
  }

  #faultReply(fault: FaultKind | undefined): Reply | undefined {
    if (fault === '429') return tooMany(1000, this.now(), this.options.retryAfter);
    return fault && faultReply(fault);
  }

  /** A fault of the sandbox itself is a 500 that says so. */
  #guardedReply(arrival: Arrival): Reply {
    try {
      return this.#properReply(arrival);
    } catch (error) {
      console.error(`sandbox: ${arrival.method} ${arrival.raw}:`, error);
      return failure(500, 'Server::InternalServerError', `The sandbox itself failed: ${String(error)}`);
    }
  }

  #properReply(arrival: Arrival): Reply {
    const { found } = arrival;
    if (typeof found === 'function') return found();
    if (!('route' in found)) return found;
    const { route, params, target } = found;
    const caller = this.#caller(arrival, found);
    if (caller && !isIdentity(caller)) {
      if (isBadSignature(caller)) this.stats.badSignature();
      return caller;
    }
    const query = readQuery(target.query, route.query ?? {}, route.required);
    if (!(query instanceof Query)) return query;
    const { headers } = arrival.request;
    const application = header(headers, 'x-ovh-application');
    const origin = this.#origin(arrival.request);
    const call: Call = { params, query, body: arrival.body, identity: caller, application, origin };
    const batch = batchReply(route, call, headers, this.#lists, this.options);
    if (batch) return batch;
    const wrong = checkParameters(params, route.pathTypes ?? {});
    if (wrong) return wrong;
    const objects = this.#lists.answer(route, call, headers, arrival.raw, this.options);
    if (objects) return objects;
    const reply = route.answer(call);
    const { cursor, queryPaging, firstPage, pageLimit } = this.options;
    const items = reply.body;
    if (!isList(items)) return reply;
    if (route.queryPaging) {
      const now = this.#changing.items(route.queryPaging, { path: target.path, query }, items, queryPaging);
      return queryPageOf(route.queryPaging, now, query, queryPaging, firstPage, pageLimit);
    }
    return route.paged ? pageOf(route.path, items, headers, cursor, pageLimit || undefined) : reply;
  }

  /** The caller; undefined on an open route; or the error reply. */
  #caller(
    arrival: Arrival,
    { route, target }: Match & { readonly target: Target },
  ): Identity | Reply | undefined {
    const { request, body, method, raw } = arrival;
    if (route.access === 'none') return undefined;
    if (route.access === 'application') {
      const application = this.#gate.application(request.headers);
      return typeof application === 'string' ? undefined : application;
    }
    const url = `${this.#origin(request)}${raw}`;
    const identity = this.#gate.identify({ method, headers: request.headers, url, body });
    if (!isIdentity(identity)) return identity;
    return this.#gate.refuses(identity, route, target.path) ?? identity;
  }

  #origin(request: IncomingMessage): string {
    return this.options.publicOrigin || `http://${request.headers.host ?? ''}`;
  }

  #queryId(): string {
    this.#queries += 1;
    const number = this.#queries.toString(16).padStart(8, '0');
    return `EU.ext-1.${number}.${hashText(`${this.options.seed}/${this.#queries}`).toString(16)}`;
  }
}

const tokenPath = '/auth/oauth2/token';

/** Addresses outside /1.0 and /v2: PDFs, the OAuth2 token, and the page that validates a consumer key. */
function pageLabel(method: string, raw: string): string | undefined {
  if (isPdfTarget(raw) && method === 'GET') return 'GET (pdf)';
  if (raw === tokenPath && method === 'POST') return `POST ${tokenPath}`;
  const validation = raw.startsWith('/auth/?') && (method === 'GET' || method === 'POST');
  return validation ? `${method} /auth/` : undefined;
}

function cacheable({ request, found, raw }: Arrival): string | undefined {
  if (wantsObjects(request.headers) || header(request.headers, 'x-ovh-batch') !== undefined) return undefined;
  return 'route' in found && found.route.kind === 'ids' && !found.route.changing ? raw : undefined;
}

/** Alternates between both ways to cut a reply. */
function cutOf(raw: string, counter: number): Cut {
  return (hashText(raw) + counter) % 2 === 0 ? 'announced' : 'closed';
}
