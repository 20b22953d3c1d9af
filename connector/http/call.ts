// One call on its way through the policies, and what each policy hands to the one around it.
import type { ApiOutcome, ApiProblem, ApiReply, ApiRequest, SkipReason } from '../model/api.js';
import type { StopCode } from '../model/codes/codes.js';
import { stringifyJson } from '../model/json.js';
import type { NetworkError } from '../network/failure.js';
import type { WireReply } from '../network/transport.js';
import type { AuthorizationHeaders } from './authorization/authorization.js';
import { requestTarget } from './request.js';

export interface Call {
  readonly request: ApiRequest;
  /** Path and query, percent-encoded: signed and sent byte for byte. */
  readonly target: string;
  readonly body: string | undefined;
  /** Attempts that were sent so far. */
  attempts: number;
  /** When the first and the last attempt were sent, in milliseconds of the clock. */
  firstSentAt: number;
  lastSentAt: number;
  /** Headers that the last attempt was authorized with; empty where a call needs none. */
  authorized: AuthorizationHeaders;
}

export function callOf(request: ApiRequest): Call {
  return {
    request,
    target: requestTarget(request),
    body: request.body === undefined ? undefined : stringifyJson(request.body),
    attempts: 0,
    firstSentAt: 0,
    lastSentAt: 0,
    authorized: {},
  };
}

/** What came back from one attempt. */
export type Answer = { reply: WireReply } | { failure: NetworkError };

/** What an answer means. Problems are complete here, and free of secrets. */
export type Verdict<Reply = ApiReply> =
  | { verdict: 'ok'; reply: Reply }
  /** The call may be repeated, at once where a repair is named. `isSent`: the attempt may have reached the server. */
  | { verdict: 'retry'; problem: ApiProblem; isSent: boolean; retryAfterMs?: number; repair?: Repair }
  /** The server asks all calls to slow down. */
  | { verdict: 'throttled'; problem: ApiProblem; retryAfterMs?: number }
  | { verdict: 'skip'; reason: SkipReason; problem: ApiProblem }
  | { verdict: 'stop'; code: StopCode; problem: ApiProblem };

export type Repair = 'clock' | 'token';

/** How a call ended. `gave-up`: no attempt got a usable answer. */
export type Ending<Reply = ApiReply> =
  | Reply
  | Exclude<ApiOutcome, ApiReply>
  | { outcome: 'gave-up'; problem: ApiProblem };

/** One step of a call's way: what is inside it is another such step. */
export type Step<Result> = (call: Call) => Promise<Result>;
