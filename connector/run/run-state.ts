// The options of a run, and where it stands.

import type { AcceptedCounts } from '../model/accept.js';
import type { ApiClient, CallStatistics } from '../model/api.js';
import type { Clock } from '../model/clock.js';
import type { RunLimits } from '../model/definition.js';
import type { Destination } from '../model/destination.js';
import type { Listener } from '../model/events/events.js';
import type { Notice } from '../model/notice.js';
import type { Plan } from '../model/plan.js';
import type { CallWays, Due, LedgerCounts } from '../model/report.js';
import type { Scrub } from '../model/secret.js';
import type { PlanGraph } from '../plan/plan-graph.js';
import type { TreeProgress } from '../read/reading.js';
import type { Strategies, StrategyOptions } from '../read/strategies/strategies.js';
import type { DeadLetters } from '../state/dead-letters/dead-letters.js';
import type { DriftRecorder } from '../state/history/drift-recorder.js';
import type { Ledger } from '../state/history/ledger.js';
import type { SourceLedger } from '../state/history/source-ledger.js';
import type { StateRecorder } from '../state/known/state-recorder.js';
import type { StateStore } from '../state/known/state-store.js';
import type { Recorders } from '../state/recorder.js';
import type { LatestSnapshots } from './latest-snapshots.js';
import type { RepeatedRows } from './repeated-rows.js';
import type { Shapers } from './shapers.js';

export interface RunOptions {
  plan: Plan;
  client: ApiClient;
  destination: Destination;
  /** Value of `_account`. */
  account: string;
  /** Name of the connection, for the record of the run. */
  connection?: string;
  /** Labels of the connection, recorded with it. */
  labels?: Readonly<Record<string, string>>;
  /** The batch that the run is a part of, for its record. */
  batch?: string;
  /** What the schedule had due, for its record. */
  due?: Due;
  region: string;
  clock: Clock;
  /** Aborted with an `InterruptedError` when the user asks the run to end. */
  signal: AbortSignal;
  /** Aborted with an `InterruptedError` to end the run when the slice in flight is finished and committed. */
  finish?: AbortSignal;
  scrub: Scrub;
  /** Version of the connector, for the record of the run. */
  version: string;
  /** Further warnings of the report. */
  warnings?: () => Notice[];
  concurrency: number;
  /** Source objects that are read wholly, whatever is known of them; `true`: all. */
  refresh?: readonly string[] | true;
  /** Runs of this account that are written down at the end of this one. Absent: all. */
  keepRuns?: number;
  /** The plan is only a part of what is configured: it does not tell how that has changed. */
  isSubset?: boolean;
  /** `plan` reads only what an earlier run did not load. */
  retry?: Retry;
  /** Where the state of earlier loads is. Absent: in the destination. */
  state?: StateStore;
  /** Absent: none. */
  limits?: RunLimits;
  /** Absent: every object is read by itself. */
  strategies?: StrategyOptions;
  /** A slice takes no further root after this many roots or records. */
  sliceRoots?: number;
  sliceRecords?: number;
  /** Called after each commit, and whenever somebody asks. */
  onProgress?: (progress: () => RunProgress) => void;
  /** Hears what happens, as it happens. */
  onEvent?: Listener;
}

/** One tree of the plan: how far it has come, with how many calls. */
export interface TreeStatus extends TreeProgress {
  stage: 'waiting' | 'reading' | 'done';
  calls: number;
  /** Rows committed, those of child tables among them. */
  rows: number;
}

export interface Retry {
  /** Id of the run. */
  of: string;
  /** What of it is not read again, and why. */
  reasons: Notice[];
}

/** What is committed of a source object so far, and what was asked for it. */
export interface SourceProgress {
  name: string;
  ledger: LedgerCounts;
  /** How many of each state the configuration accepts; absent: none. */
  accepted?: AcceptedCounts;
  rows: number;
  /** Lists and objects that were read. */
  reads: number;
  calls: CallWays;
}

export interface RunProgress {
  runId: string;
  /** The tree that is being read. */
  tree?: TreeProgress;
  /** All of them, in the order in which they are read. */
  trees: TreeStatus[];
  sources: SourceProgress[];
  statistics: CallStatistics;
  calls: number;
  /** Rows committed so far. */
  rows: number;
  slices: number;
}

/** What a run records beside its rows. */
export interface RunRecorders {
  /** All of them, in the order in which they are called. */
  all: Recorders;
  ledger: Ledger;
  letters: DeadLetters;
  drift: DriftRecorder;
  repeated: RepeatedRows;
  snapshots: LatestSnapshots;
  /** Absent in a backfill: it neither uses nor changes state. */
  state?: StateRecorder;
}

/** Where a run stands; the report is made of it. */
export interface RunState {
  runId: string;
  startedAt: number;
  graph: PlanGraph;
  slices: number;
  rows: Record<string, number>;
  /** What is committed of each source object. */
  ledgers: ReadonlyMap<string, SourceLedger>;
  shapers: Shapers;
  recorders: RunRecorders;
  /** Every tree was read to its end. */
  isReadToEnd?: boolean;
  /** What the reading did with how many calls. */
  strategies?: Strategies;
  /** Source objects whose tables were replaced. */
  swapped: Set<string>;
  /** Rows that were marked, by table. */
  deleted: Record<string, number>;
  reasons: Notice[];
  warnings: Notice[];
  /** Values with characters that the destination cannot hold. */
  replacedCharacters: number;
  /** Numbers whose digits are beside their column, and the columns that have them, by table. */
  digitsBeside: Map<string, { count: number; columns: Set<string> }>;
  stopped: boolean;
  /** It was asked to end. */
  interrupted?: boolean;
}
