// What a load tells while it goes on: events for logs, metrics and whoever listens. Only what is joined above the
// engine makes lines of them.
import type { Notice } from './notice.js';
import type { LedgerState, RunOutcome } from './report.js';

/** Of little weight first. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A call on its way: path without query, secrets scrubbed. `source` is absent for what is asked beside the plan. */
interface OfCall {
  source?: string;
  method: string;
  path: string;
}

export interface RunStarted {
  event: 'run.began';
  runId: string;
  account: string;
  region: string;
  destination: string;
  /** Technical names of the source objects, in the order of the plan. */
  sources: string[];
}

export interface RunEnded {
  event: 'run.ended';
  outcome: RunOutcome;
  reasons: Notice[];
  seconds: number;
  slices: number;
  calls: number;
  retries: number;
  listed: number;
  loaded: number;
  known: number;
  rows: number;
}

/** A load that ended before anything was read. */
export interface RunNotStarted {
  event: 'run.not_begun';
  message: string;
}

export interface SliceCommitted {
  event: 'slice.committed';
  /** Source object of its roots. */
  source?: string;
  slice: number;
  roots: number;
  /** Rows by table. */
  rows: Record<string, number>;
}

/** An object that is not loaded, once the slice that tells of it is committed. */
export interface ObjectMissing {
  event: 'object.missing';
  source: string;
  id: string;
  reason: Exclude<LedgerState, 'loaded' | 'known'>;
  /** The first with this reason of this source object. */
  isFirst: boolean;
  status?: number;
  code?: string;
  message: string;
  queryId?: string;
  attempts?: number;
}

/** An attempt failed; the call is made again after the wait. */
export interface CallRetried extends OfCall {
  event: 'call.retried';
  attempt: number;
  waitMs: number;
  status?: number;
  code?: string;
  message: string;
  queryId?: string;
}

/** 429: every call pauses. */
export interface CallThrottled extends OfCall {
  event: 'call.throttled';
  waitMs: number;
  status?: number;
  message: string;
  queryId?: string;
}

/** The API asked to slow down: the pace of all calls, or of one route, is halved. */
export interface PaceLowered {
  event: 'pace.lowered';
  source?: string;
  method: string;
  route: string;
  /** The slowest that a pace has become so far. */
  lowestPace: number;
}

/** Server's clock or token: mended, and tried at once. */
export interface CallRepaired extends OfCall {
  event: 'call.repaired';
  repair: 'clock' | 'token';
}

export interface ShortcutRefused {
  event: 'shortcut.refused';
  shortcut: string;
  route: string;
  reason: string;
}

export interface ColumnsChanged {
  event: 'columns.changed';
  source: string;
  table: string;
  added: string[];
  widened: string[];
}

export interface Warned extends Notice {
  event: 'warning';
}

/** When the keys end, as the API tells. */
export interface KeyExpiry {
  event: 'key.expiry';
  /** ISO 8601; absent: never. */
  expiresAt?: string;
  days?: number;
}

export interface Notified {
  event: 'notified';
  way: 'webhook' | 'command';
  outcome: string;
  /** What went wrong; absent: it was taken. */
  problem?: string;
}

export type EngineEvent =
  | RunStarted
  | RunEnded
  | RunNotStarted
  | SliceCommitted
  | ObjectMissing
  | CallRetried
  | CallThrottled
  | PaceLowered
  | CallRepaired
  | ShortcutRefused
  | ColumnsChanged
  | Warned
  | KeyExpiry
  | Notified;

/** What is known of where an event comes from. */
export interface EventContext {
  /** Name of the connection, where the configuration has several. */
  connection?: string;
  /** From the beginning of the run on. */
  runId?: string;
}

/** Must not throw and must not take long: the load waits for it. */
export type Listener<E = EngineEvent> = (event: E) => void;

/** An event as it reaches a listener of a load. */
export type LoadEvent = EngineEvent & EventContext;
