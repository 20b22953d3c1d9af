// Runs that are stored: in a list, one of them, and two beside each other.
import type { LedgerCounts, LoadView, Note, ObjectCounts, ObjectPlan, Outcome, PartView } from './run.js';

/** A stored run in a list. */
export interface RunLine {
  runId: string;
  kind: string;
  retryOf?: string;
  backfill?: boolean;
  /** `running`: of another process, or it was killed. */
  outcome: Outcome | 'running';
  startedAt: string;
  seconds: number;
  account: string;
  connection?: string;
  region: string;
  rows: number;
  calls: number;
  listed: number;
  loaded: number;
  known: number;
  /** Refused, rejected and failed, without what is accepted. */
  missing: number;
  /** Names of its source objects; absent: all of the configuration. */
  objects?: string[];
}

/** `GET /api/runs?limit=…`. */
export interface RunsAnswer {
  destination: string;
  /** The latest first. */
  runs: RunLine[];
  /** There are older ones. */
  more: boolean;
  neverStarted: { connection: string; account?: string }[];
  /** Loads of this console that run or could not start: no run is stored of them. */
  loads: (LoadView & { parts: PartView[] })[];
  /** Why there is no history: the destination is empty, keeps none, or cannot be read. */
  none?: { code: string; message: string };
}

/** `GET /api/run?run=…`: by the id of a run, or of a load of this console. */
export interface RunAnswer {
  /** It is, or was, of this console: `part` is the place of the run in it. */
  live?: { load: LoadView; part: number; parts: PartView[] };
  /** As it is stored; absent before its first commit, and where it has no run. */
  stored?: StoredRunView;
}

export interface StoredRunView extends RunLine {
  endedAt?: string;
  version: string;
  retries: number;
  slices: number;
  budgetWaitSeconds: number;
  retryWaitSeconds: number;
  /** False: it was interrupted. */
  readToEnd: boolean;
  reasons: Note[];
  warnings: Note[];
  drift: DriftLine[];
  plan: ObjectPlan[];
  counts: (ObjectCounts & { duplicates: number; proof?: string })[];
  /** Runs of the same account to compare with, the latest first. */
  others: { runId: string; startedAt: string; outcome: string; kind: string }[];
}

export interface DriftLine {
  kind: string;
  source: string;
  table: string;
  column?: string;
  /** One line, by the library. */
  text: string;
}

/** `GET /api/run/compare?before=…&after=…`. */
export interface CompareAnswer {
  same: boolean;
  before: RunLine;
  after: RunLine;
  objects: {
    name: string;
    same: boolean;
    /** Known in part from loads before, so that ids cannot be compared. */
    partial: boolean;
    before?: LedgerCounts;
    after?: LedgerCounts;
    differences: string[];
  }[];
}
