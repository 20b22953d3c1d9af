// Sends a prepared call and returns its reply without secrets.
import type { Connection } from '../../http/connection.js';
import type { ApiOutcome, ApiProblem, ApiRequest } from '../../model/api.js';
import { StopError } from '../../model/errors.js';
import type { JsonValue } from '../../model/json.js';
import { Secret, scrubbed } from '../../model/secret.js';
import { connectSource, type SourceWithoutKeys } from '../open.js';
import type { PreparedCall } from './prepare-call.js';
import { hideSecretsOf, maskedFields } from './secret-fields.js';

export interface SendOptions {
  /** Shows secret fields. */
  showSecrets?: boolean;
  signal?: AbortSignal;
}

export type CallResult =
  | {
      outcome: 'ok';
      status: number;
      milliseconds: number;
      queryId?: string;
      /** Headers that are safe to show. */
      headers: Record<string, string>;
      /** Null for an empty reply. */
      body: JsonValue;
      /** Whether something is masked. */
      hidden: boolean;
    }
  /** The refusal of the API, or the reason why there is no answer. */
  | { outcome: 'refused'; milliseconds: number; problem: ApiProblem };

/** Informative headers without cookies or credentials. */
const SHOWN_HEADERS =
  /^(content-(type|length|language)|date|etag|last-modified|cache-control|retry-after|link|allow|deprecation|sunset|x-ovh-queryid|x-pagination-.*|x-ratelimit-.*|ratelimit.*)$/;

const NOBODY = { kind: 'bearer', token: new Secret('no token') } as const;

/** Repeats a GET as a load does; sends any other method once. Throws `StopError` when no call is possible. */
export async function sendCall(
  draft: SourceWithoutKeys,
  call: PreparedCall,
  options: SendOptions = {},
): Promise<CallResult> {
  const connection = connectForCall(draft, call.request.authenticated === false);
  try {
    return await sendOn(connection, draft, call, options);
  } finally {
    await connection.close();
  }
}

/** A connection for calls; `isOpen`: for those that need no credentials, where there may be none. */
export function connectForCall(draft: SourceWithoutKeys, isOpen: boolean): Connection {
  const credentials = draft.config.credentials ?? (isOpen ? NOBODY : undefined);
  return connectSource({ ...draft, config: { ...draft.config, credentials } });
}

/** Sends it on a connection that stays open, so that calls one after another keep to one budget. */
export async function sendOn(
  connection: Connection,
  { clock }: Pick<SourceWithoutKeys, 'clock'>,
  call: PreparedCall,
  { showSecrets = false, signal }: SendOptions = {},
): Promise<CallResult> {
  // The server's clock is read first, so that it does not count for the duration of this call.
  if (call.request.authenticated !== false) await connection.clockOffsetSeconds();
  const before = clock.now();
  const outcome = await ask(connection, { ...call.request, signal });
  const milliseconds = clock.now() - before;
  if (outcome.outcome === 'skip') return { outcome: 'refused', milliseconds, problem: outcome.problem };
  const body = outcome.body.value();
  const rules = { route: routeOf(call), shape: call.response };
  const { shown, hidden } = showSecrets ? { shown: body, hidden: false } : maskedFields(body, rules);
  return {
    outcome: 'ok',
    status: outcome.status,
    milliseconds,
    queryId: outcome.queryId,
    // Credentials that a reply echoes, tokens that were issued on the way among them.
    ...scrubbed({ headers: shownHeaders(outcome.headers), body: shown }, connection.scrub),
    hidden,
  };
}

/** The request with the secrets of its query, headers and body masked. */
export function shownRequest(call: PreparedCall, showSecrets = false): ApiRequest {
  const { request } = call;
  return showSecrets ? request : hideSecretsOf(request, { route: routeOf(call), shape: call.body });
}

function routeOf({ request, operation }: PreparedCall): string {
  return operation?.path ?? request.route.replace(/^\/(1\.0|v1)(?=\/)/, '');
}

/** Refused keys are an answer too. */
async function ask({ client }: Connection, request: ApiRequest): Promise<ApiOutcome> {
  try {
    return await client.call(request);
  } catch (error) {
    if (!(error instanceof StopError) || error.problem === undefined) throw error;
    return { outcome: 'skip', reason: 'refused', problem: error.problem };
  }
}

function shownHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => SHOWN_HEADERS.test(name)));
}
