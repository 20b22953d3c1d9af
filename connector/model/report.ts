// The run report, from which the terminal, the exit code and programs learn what a run did.
import type { AcceptedCounts } from './accept.js';
import type { CallStatistics } from './api.js';
import type { DriftEntry } from './drift.js';
import type { Notice } from './notice.js';

export const LEDGER_STATES = [
  'loaded',
  'known',
  'absent',
  'gone',
  'expired',
  'refused',
  'rejected',
  'failed',
] as const;
export type LedgerState = (typeof LEDGER_STATES)[number];

/** Of an object that the API named and that is not there after the run. */
export const NOT_LOADED_STATES = LEDGER_STATES.filter((state) => state !== 'loaded' && state !== 'known');

/** States that make a run incomplete, unless the configuration accepts them; a retry reads them again. */
export const MISSING_STATES = ['refused', 'rejected', 'failed'] as const satisfies readonly LedgerState[];

/** `listed` = sum of all states, or the run is incomplete. */
export type LedgerCounts = { listed: number } & Record<LedgerState, number>;

/** Objects that are not loaded and should be. */
export function missingOf({
  ledger,
  accepted = {},
}: {
  ledger: LedgerCounts;
  accepted?: AcceptedCounts | undefined;
}): number {
  return MISSING_STATES.reduce((sum, state) => sum + ledger[state] - (accepted[state] ?? 0), 0);
}

/** An object that is not loaded: its id, the reason, the answer of OVHcloud. */
export interface LedgerEntry {
  /** Path parameters, e.g. `billId=FR1`. */
  id: string;
  reason: Exclude<LedgerState, 'loaded' | 'known'>;
  status?: number;
  code?: string;
  message: string;
  queryId?: string;
  attempts?: number;
  /** The configuration accepts it: it does not make the run incomplete. */
  accepted?: true;
}

/**
 * What it rests on that nothing of a source object is left out, the strongest first. `single`: each object is read for
 * an item above it. `reply`: one reply has the whole list. `ids`: so has one reply with the plain ids, and each of them
 * is loaded or named. `cursor`: pages until the API names no next. `pages`: pages by the query string until one brings
 * nothing; numbered ones were read again until a reading had everything that the one before had.
 */
export const LIST_PROOFS = ['single', 'reply', 'ids', 'cursor', 'pages'] as const;
export type ListProof = (typeof LIST_PROOFS)[number];

/** The weaker of two. */
export function weakerProof(one: ListProof | undefined, other: ListProof | undefined): ListProof | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return LIST_PROOFS.indexOf(one) > LIST_PROOFS.indexOf(other) ? one : other;
}

export interface SourceReport {
  name: string;
  table: string;
  method: string;
  path: string;
  /** False for a source object that was read only for its ids. */
  loaded: boolean;
  ledger: LedgerCounts;
  /** How many objects of each state the configuration accepts; absent: none. */
  accepted?: AcceptedCounts;
  balanced: boolean;
  /**
   * Digests of the listed and the loaded ids, independent of their order: two runs with the same digest had the same
   * objects. Absent for source objects read only for their ids, and where some items, or their parents, were known and
   * therefore not read.
   */
  digests?: { listed: string; loaded: string };
  /** Lists and objects requested. */
  reads: number;
  calls: CallWays;
  /** What its completeness rests on; absent where nothing was listed. */
  proof?: ListProof;
  /** Items that repeat in one list; each is one row. */
  duplicates: number;
  /** Rows with the key of another row of this run; only for tables that were empty before. */
  sameKey?: number;
  /** Parents whose mapped value was empty or null, so that nothing was requested. */
  blank: number;
  rows: number;
  /** Rows marked with `_deleted_at`, because the API no longer lists them. */
  deleted: number;
  columnsAdded: string[];
  columnsWidened: string[];
  /** Secret fields that were not loaded. */
  omitted: string[];
  /** Notices about its rows, which the report's warnings repeat. */
  notes: Notice[];
  /** The first objects that are not loaded, of `notLoadedTotal`. */
  notLoaded: LedgerEntry[];
  notLoadedTotal: number;
}

/** Calls of one source object by strategy, without retries. */
export interface CallWays {
  single: number;
  /** Expanded lists. */
  expanded: number;
  /** Batches. */
  batch: number;
}

export type RunOutcome = 'complete' | 'incomplete' | 'failed';

/** One time of a pipeline of the schedule. */
export interface Due {
  pipeline: string;
  /** ISO 8601, UTC. */
  tick: string;
}

export interface RunReport {
  runId: string;
  /**
   * `retry`: only what an earlier run did not load was read. `replay`: dead letters were shaped again, without a call.
   * Default: `load`.
   */
  kind?: 'load' | 'retry' | 'replay';
  /** The run that was retried. */
  retryOf?: string;
  outcome: RunOutcome;
  /** Every list was read to its end: an object that the run does not mention did not exist. */
  readToEnd?: boolean;
  /** The run was interrupted by Ctrl-C, SIGTERM, or the caller's signal. */
  interrupted?: true;
  /** Why the run stopped early or is incomplete. */
  reasons: Notice[];
  account: string;
  /** Name of the connection, where the configuration has several. */
  connection?: string;
  /** The batch of runs that it is a part of. */
  batch?: string;
  /** What the schedule had due: the run is a part of its load. */
  due?: Due;
  region: string;
  destination: string;
  startedAt: string;
  endedAt: string;
  seconds: number;
  slices: number;
  calls: CallStatistics & { perSecond: number };
  sources: SourceReport[];
  /** Drift, each change once. */
  drift: DriftEntry[];
  /** Strategies that the API refused on a route in this run; it was read with more calls instead. */
  refusedStrategies: { route: string; strategy: string; reason: string }[];
  warnings: Notice[];
}

/** 0 complete, 3 incomplete, 1 failed (2 is a configuration error, found before a run). */
export const EXIT_CODES: Record<RunOutcome, number> = { complete: 0, incomplete: 3, failed: 1 };
