// The client as the engine sees it: requests, replies, and reasons to skip an object.
import type { Method } from './definition.js';
import type { JsonValue } from './json.js';

export interface ApiRequest {
  method: Method | 'PATCH';
  /** Absolute path with `/1.0`, `/v1` or `/v2`, percent-encoded: sent and signed byte for byte. */
  path: string;
  /** Path template, for pacing and statistics: `/1.0/me/bill/{billId}`. */
  route: string;
  query?: Record<string, string | number | boolean>;
  headers?: Record<string, string>;
  body?: JsonValue;
  /** Time-out of one attempt, in milliseconds. */
  timeoutMs?: number;
  /** Statuses that mean "there is none" on this route. */
  absent?: readonly number[];
  signal?: AbortSignal;
  /** Source object of the request, for logs. */
  source?: string;
  /** False for routes without credentials. Default true. */
  authenticated?: boolean;
}

/** Code of the API's gate where the key has no access rule for a call. */
export const NOT_GRANTED = 'NOT_GRANTED_CALL';

/** Why an object was not read: a state of the ledger. */
export type SkipReason = 'absent' | 'gone' | 'expired' | 'refused' | 'failed';

/** What is known about a call that did not succeed. */
export interface ApiProblem {
  method: Method | 'PATCH';
  /** Path without query, secrets scrubbed. */
  path: string;
  status?: number;
  /** `errorCode` or `class` of OVHcloud's reply, or the network's error code. */
  code?: string;
  /** The message of OVHcloud, or the fault of the connection. Secrets scrubbed. */
  message: string;
  queryId?: string;
  attempts: number;
  /** What the user can do next. */
  advice?: string;
}

export interface ApiReply {
  outcome: 'ok';
  status: number;
  headers: Record<string, string>;
  queryId?: string;
  attempts: number;
  body: ReplyBody;
}

/** The result of a call, after the client has handled the verdicts `retry` and `throttled`. */
export type ApiOutcome = ApiReply | { outcome: 'skip'; reason: SkipReason; problem: ApiProblem };

/** The body of a reply. A large array stays bytes and is parsed item by item. */
export interface ReplyBody {
  kind: 'none' | 'array' | 'value';
  /** Number of items of an array; 1 for a value; 0 for nothing. */
  length: number;
  /** Size of the reply, where it is known. */
  bytes?: number;
  /** The whole value; null for an empty body. */
  value(): JsonValue;
  /** The items of an array, one after another; or the single value. */
  items(): Iterable<JsonValue>;
}

/** Resolves with a reply, or with the reason to skip the object; throws `StopError` when the run must end. */
export interface ApiClient {
  call(request: ApiRequest): Promise<ApiOutcome>;
  statistics(): CallStatistics;
}

export interface CallStatistics {
  /** Requests sent, with retries. */
  calls: number;
  retries: number;
  /** Milliseconds of waiting: for the budget and Retry-After, and between attempts. */
  budgetWaitMs: number;
  retryWaitMs: number;
  /** Requests by status, or by the code of a network failure. */
  byStatus: Record<string, number>;
  /** How often the API's throttling halved a pace; absent: never. */
  slowdowns?: number;
  /** The lowest pace after that, in calls per second. */
  lowestPace?: number;
}
