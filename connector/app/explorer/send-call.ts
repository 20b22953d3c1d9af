// Sends a prepared call once and tells what came back, without what is secret.
import type { Connection } from '../../http/connect.js';
import type { ApiOutcome, ApiProblem, ApiRequest } from '../../model/api.js';
import { StopError } from '../../model/errors.js';
import { isObject, type JsonValue } from '../../model/json.js';
import { Secret } from '../../model/secret.js';
import { connectSource, type SourceWithoutKeys } from '../open.js';
import type { PreparedCall } from './prepare-call.js';
import { hideSecretFields } from './secret-fields.js';

export interface SendOptions {
  /** Secret fields as they are, in place of asterisks. */
  showSecrets?: boolean;
  signal?: AbortSignal;
}

export type CallResult =
  | {
      outcome: 'ok';
      status: number;
      milliseconds: number;
      queryId?: string;
      /** Those that are safe to show. */
      headers: Record<string, string>;
      /** Null where the reply is empty. */
      body: JsonValue;
      /** True where asterisks stand for something. */
      hidden: boolean;
    }
  /** What the API refused, or why there is no answer. */
  | { outcome: 'refused'; milliseconds: number; problem: ApiProblem };

/** Headers that hold no cookie and no credential, and tell something about the reply. */
const SHOWN_HEADERS =
  /^(content-(type|length|language)|date|etag|last-modified|cache-control|retry-after|link|allow|deprecation|sunset|x-ovh-queryid|x-pagination-.*|x-ratelimit-.*|ratelimit.*)$/;

const NOBODY = { kind: 'bearer', token: new Secret('no token') } as const;

/** A GET is repeated as in a load; what changes things is sent once. Throws `StopError` when there is no way to call. */
export async function sendCall(
  draft: SourceWithoutKeys,
  call: PreparedCall,
  { showSecrets = false, signal }: SendOptions = {},
): Promise<CallResult> {
  const isOpen = call.request.authenticated === false;
  const credentials = draft.config.credentials ?? (isOpen ? NOBODY : undefined);
  const connection = connectSource({ ...draft, config: { ...draft.config, credentials } });
  try {
    // The server's clock is asked first: it is no part of this call's time.
    if (!isOpen) await connection.clockOffsetSeconds();
    const before = draft.clock.now();
    const outcome = await ask(connection, { ...call.request, signal });
    const milliseconds = draft.clock.now() - before;
    if (outcome.outcome === 'skip') return { outcome: 'refused', milliseconds, problem: outcome.problem };
    const body = outcome.body.value();
    const shown = showSecrets ? body : hideSecretFields(body, { route: routeOf(call), shape: call.response });
    return {
      outcome: 'ok',
      status: outcome.status,
      milliseconds,
      queryId: outcome.queryId,
      headers: shownHeaders(outcome.headers, connection.scrub),
      body: scrubbed(shown, connection.scrub),
      hidden: !showSecrets && JSON.stringify(shown, digits) !== JSON.stringify(body, digits),
    };
  } finally {
    await connection.close();
  }
}

/** The request as it may be shown: secrets of the body as asterisks. */
export function shownRequest(call: PreparedCall, showSecrets = false): ApiRequest {
  const { request } = call;
  if (request.body === undefined || showSecrets) return request;
  return { ...request, body: hideSecretFields(request.body, { route: routeOf(call), shape: call.body }) };
}

function routeOf({ request, operation }: PreparedCall): string {
  return operation?.path ?? request.route.replace(/^\/(1\.0|v1)(?=\/)/, '');
}

/** Keys that the API does not take are an answer too. */
async function ask({ client }: Connection, request: ApiRequest): Promise<ApiOutcome> {
  try {
    return await client.call(request);
  } catch (error) {
    if (!(error instanceof StopError) || error.problem === undefined) throw error;
    return { outcome: 'skip', reason: 'refused', problem: error.problem };
  }
}

function shownHeaders(headers: Record<string, string>, scrub: (text: string) => string) {
  const shown = Object.entries(headers).filter(([name]) => SHOWN_HEADERS.test(name));
  return Object.fromEntries(shown.map(([name, value]) => [name, scrub(value)]));
}

/** Credentials that a reply echoes, tokens that were issued on the way among them. */
function scrubbed(value: JsonValue, scrub: (text: string) => string): JsonValue {
  if (typeof value === 'string') return scrub(value);
  if (Array.isArray(value)) return value.map((item) => scrubbed(item, scrub));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [scrub(name), scrubbed(member, scrub)]),
  );
}

const digits = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
