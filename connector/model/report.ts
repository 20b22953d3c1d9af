// The run report: the product of a run. The terminal, the exit code and programs all read it.
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

/** `listed` = sum of all states, or the run is incomplete. */
export type LedgerCounts = { listed: number } & Record<LedgerState, number>;

/** An object that is not loaded: which, why, what OVHcloud answered. */
export interface LedgerEntry {
  /** Path parameters, e.g. `billId=FR1`. */
  id: string;
  reason: Exclude<LedgerState, 'loaded' | 'known'>;
  status?: number;
  code?: string;
  message: string;
  queryId?: string;
  attempts?: number;
}

export interface SourceReport {
  name: string;
  table: string;
  method: string;
  path: string;
  /** False when it was read only for its ids. */
  loaded: boolean;
  ledger: LedgerCounts;
  balanced: boolean;
  /**
   * Digests of the ids that were listed and of those that are loaded, whatever their order: two runs with the
   * same digest had the same objects. Absent for what was read only for its ids, and where it, or what it hangs
   * on, was known in part: of that no ids came.
   */
  digests?: { listed: string; loaded: string };
  /** Lists or objects that were asked for. */
  reads: number;
  calls: CallWays;
  /** Items that came twice in one list; each is one row. */
  duplicates: number;
  /** Rows with the key of another of this run; told only for tables that were empty before. */
  sameKey?: number;
  /** Parents whose mapped value was empty or null: nothing to ask for. */
  blank: number;
  rows: number;
  /** Rows that got `_deleted_at`: the API does not name them any more. */
  deleted: number;
  columnsAdded: string[];
  columnsWidened: string[];
  /** Secret fields that were left out. */
  omitted: string[];
  /** What is worth a word about its rows; the warnings of the report have them too. */
  notes: Notice[];
  /** The first entries that are not loaded; `notLoadedTotal` tells how many there are. */
  notLoaded: LedgerEntry[];
  notLoadedTotal: number;
}

/** Calls of one source object, by the way in which they read; attempts after the first are not among them. */
export interface CallWays {
  single: number;
  /** Lists that answered objects. */
  expanded: number;
  /** Many ids in one call. */
  batch: number;
}

export type RunOutcome = 'complete' | 'incomplete' | 'failed';

export interface RunReport {
  runId: string;
  /**
   * `retry`: the failures of an earlier run were read again, and nothing else. `replay`: dead letters were shaped
   * again, nothing was called. Default: `load`.
   */
  kind?: 'load' | 'retry' | 'replay';
  /** The run whose failures were read again. */
  retryOf?: string;
  outcome: RunOutcome;
  /** Every list was read to its end: what the run does not tell of was not there. */
  readToEnd?: boolean;
  /** It was asked to end: Ctrl-C, SIGTERM, or the signal of the caller. */
  interrupted?: true;
  /** Why the run ended before its end, or is incomplete. */
  reasons: Notice[];
  account: string;
  region: string;
  destination: string;
  startedAt: string;
  endedAt: string;
  seconds: number;
  slices: number;
  calls: CallStatistics & { perSecond: number };
  sources: SourceReport[];
  /** What differs from the tables that were there and from the API's documents, each thing once. */
  drift: DriftEntry[];
  /** Ways of reading with few calls that the API refused in this run; it was read with more calls instead. */
  refusedStrategies: { route: string; strategy: string; reason: string }[];
  warnings: Notice[];
}

/** 0 complete, 3 incomplete, 1 failed (2 is a configuration error, found before a run). */
export const EXIT_CODES: Record<RunOutcome, number> = { complete: 0, incomplete: 3, failed: 1 };
