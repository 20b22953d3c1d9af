// What the engine asks of a client, and what a reply means for the run.
import type { Method } from './definition.js';
import type { JsonValue } from './json.js';

export interface ApiRequest {
  method: Method | 'PATCH';
  /** Absolute path with its branch, percent-encoded: sent and signed byte for byte. */
  path: string;
  /** Path template, for pacing and statistics: `/1.0/me/bill/{billId}`. */
  route: string;
  query?: Record<string, string | number | boolean>;
  headers?: Record<string, string>;
  body?: JsonValue;
  /** Milliseconds that one attempt may take. */
  timeoutMs?: number;
  /** Statuses that mean "there is none" on this route. */
  absent?: readonly number[];
  signal?: AbortSignal;
  /** Source object that it is made for, for logs. */
  source?: string;
  /** False for the few routes that take no credentials. Default true. */
  authenticated?: boolean;
}

/** Why something that was asked for is not there; the states of the ledger. */
export type SkipReason = 'absent' | 'gone' | 'expired' | 'refused' | 'failed';

/** Everything that is known about a reply that is not a success. */
export interface ApiProblem {
  method: Method | 'PATCH';
  /** Path without query, secrets scrubbed. */
  path: string;
  status?: number;
  /** `errorCode` or `class` of OVHcloud's reply, or the network's error code. */
  code?: string;
  /** What OVHcloud answered, or what went wrong on the way. Secrets scrubbed. */
  message: string;
  queryId?: string;
  attempts: number;
  /** What to do next, in words for the user. */
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

/** The five verdicts, after `retry` and `wait` have been worked off by the client. */
export type ApiOutcome = ApiReply | { outcome: 'skip'; reason: SkipReason; problem: ApiProblem };

/** A reply's content. A large array is kept as bytes and parsed item by item. */
export interface ReplyBody {
  kind: 'none' | 'array' | 'value';
  /** Number of items of an array; 1 for a value; 0 for nothing. */
  length: number;
  /** The whole value; null where there is none. */
  value(): JsonValue;
  /** The items of an array one after another; the single value otherwise. */
  items(): Iterable<JsonValue>;
}

/** Resolves with a reply or a reason to go on without it; throws `StopError` when the run must end. */
export interface ApiClient {
  call(request: ApiRequest): Promise<ApiOutcome>;
  statistics(): CallStatistics;
}

export interface CallStatistics {
  /** Requests that were sent, retries included. */
  calls: number;
  retries: number;
  /** Milliseconds that calls waited for the budget, for Retry-After and between attempts. */
  budgetWaitMs: number;
  retryWaitMs: number;
  /** Count by status; network failures under their code. */
  byStatus: Record<string, number>;
  /** How often a pace was halved because the API asked to slow down; absent: never. */
  slowdowns?: number;
  /** The slowest that a pace became so, in calls a second. */
  lowestPace?: number;
}
