// Runs: how one is started and what it will cost, what happens while it runs, and what is stored of it.
import type { CallsEntry } from './draft-calls.js';
import type { Issue } from './source.js';

/** What a command of the same name does. A load makes one run for each connection, one after another. */
export interface StartRequest {
  kind: 'load' | 'retry' | 'replay' | 'backfill';
  /** Absent: all connections of the configuration. */
  connections?: string[];
  /** Load: only these source objects, with everything that hangs on the same roots. */
  only?: string[];
  /** Load and backfill: without the rest of the trees. */
  alone?: boolean;
  /** Load: source objects that are read wholly; `all`: every one. */
  refresh?: string[] | 'all';
  strategy?: 'auto' | 'single' | 'expanded' | 'batch';
  /** Retry and replay: a run by its id, or `last`. */
  run?: string;
  /** Retry: states of the ledger. */
  reasons?: string[];
  /** Retry and replay: only what is of these source objects; a replay takes one. */
  sources?: string[];
  /** Retry: only these objects, by their ids in the ledger. */
  ids?: string[];
  /** Replay: writes nothing. */
  dryRun?: boolean;
  /** Backfill: the dated list, or what hangs on it, and the first and the last day. */
  name?: string;
  from?: string;
  until?: string;
  /** Backfill: the query-string parameters of the earliest and the latest date. */
  filter?: string[];
}

/**
 * `POST /api/run/start`: the id of the load. It belongs to the server, not to the page. 409 `run-busy` where this console
 * loads into the destination already; another process that does so shows as a load that was not started.
 */
export interface StartAnswer {
  load: string;
}

/** `POST /api/run/stop`: `slice` finishes what is begun, `now` keeps what is read to its end. Both commit it, and report. */
export interface StopRequest {
  load: string;
  how: 'slice' | 'now';
}

/** `POST /api/run/price`: what it will cost, as `plan` says it. With `count`, lists without parameters are read. */
export type PriceRequest = StartRequest & { count?: boolean };

export interface PriceAnswer {
  parts: PricePart[];
  counted: boolean;
  /** Retry and replay: objects that are asked for again, as far as the ledger is stored. */
  objects?: number;
  /** The same on the terminal. */
  command: string;
  /** Connections that are loaded at the same time. */
  atOnce: number;
}

export interface PricePart {
  connection?: string;
  callsPerSecond: number;
  destination: string;
  calls: CallsEntry;
  /** One call for each list and object. */
  single: CallsEntry;
  warnings: Issue[];
}

/** `GET /api/run/choices`: what may be asked for. */
export interface ChoicesAnswer {
  connections: ConnectionChoice[];
}

export interface ConnectionChoice {
  connection?: string;
  hasKeys: boolean;
  /** In the order of the plan. */
  objects: { name: string; depth: number; path: string; table?: string; dated: boolean }[];
}

export type LedgerState =
  | 'loaded'
  | 'known'
  | 'absent'
  | 'gone'
  | 'expired'
  | 'refused'
  | 'rejected'
  | 'failed';

/** `listed` is the sum of the others, or something is not accounted for. */
export type LedgerCounts = { listed: number } & Record<LedgerState, number>;

/** A source object as it is planned. */
export interface ObjectPlan {
  name: string;
  /** 0 at the root of a tree. */
  depth: number;
  /** Place of its tree. */
  tree: number;
  table: string;
  method: string;
  path: string;
  /** False: read only for its ids. */
  loaded: boolean;
}

/** What became of a source object so far, or in all. */
export interface ObjectCounts {
  ledger: LedgerCounts;
  /** Of these counts, what the configuration accepts. */
  accepted?: Partial<Record<LedgerState, number>>;
  rows: number;
  /** Lists and objects that were read: calls, if each took one. */
  reads: number;
  calls: { single: number; expanded: number; batch: number };
}

export interface Note {
  code: string;
  source?: string;
  count?: number;
  message: string;
}

/** A load of this console: one for each start, kept until the console ends. */
export interface LoadView {
  load: string;
  kind: StartRequest['kind'];
  /** What was asked for, as the command says it: `load --full-refresh`. */
  asked: string;
  state: 'running' | 'ended';
  /** It was asked to end. */
  stopping?: 'slice' | 'now';
  startedAt: string;
  endedAt?: string;
  outcome?: Outcome;
  destination: string;
  /** Of all calls that are expected, from 0 to 1; absent where nothing is known. */
  done?: number;
  /** Calls in all, where they can be foreseen. */
  expectedCalls?: number;
  calls: number;
}

export type Outcome = 'complete' | 'incomplete' | 'failed';

/** One connection of a load: its run. */
export interface PartView {
  connection?: string;
  account?: string;
  /** Absent before it has begun, and where it could not. */
  runId?: string;
  state: 'waiting' | 'starting' | 'running' | 'ended' | 'not-started';
  startedAt?: string;
  endedAt?: string;
  outcome?: Outcome;
  interrupted?: boolean;
  /** Calls a second that the budget allows. */
  callsPerSecond: number;
  /** Present while it runs, and after. */
  objects: ObjectPlan[];
  reasons: Note[];
  warnings: Note[];
}

/** What all trees of a run have in common: how far each is. */
export interface PartProgress {
  calls: number;
  retries: number;
  throttled: number;
  budgetWaitSeconds: number;
  retryWaitSeconds: number;
  rows: number;
  slices: number;
  trees: TreeView[];
}

export interface TreeView {
  root: string;
  stage: 'waiting' | 'reading' | 'done';
  listed: number;
  done: number;
  calls: number;
  /** At the present pace. */
  secondsLeft?: number;
}

export interface RunEvent {
  seq: number;
  at: string;
  level: 'debug' | 'info' | 'warn' | 'error';
  event: string;
  /** The place of the part. */
  part: number;
  /** In English, by the library. */
  text: string;
  /** Fields of the event that are words or numbers. */
  values: Record<string, string | number | boolean>;
}

/**
 * What changed after the change numbered `since`: with `since` 0 all of it, which replaces what was known. A part of it is
 * there where it changed.
 */
export interface LiveUpdate {
  since: number;
  /** The newest change. */
  seq: number;
  /** By the server's clock, ISO 8601. */
  at: string;
  load?: LoadView;
  parts?: { part: number; view: PartView }[];
  progress?: { part: number; view: PartProgress }[];
  objects?: { part: number; object: number; view: ObjectCounts }[];
  /** The newest of each level are kept. */
  events?: RunEvent[];
  /** Calls in each of the last seconds. */
  pace?: { seq: number; calls: number }[];
}

/**
 * `GET /api/run/live`: the same as JSON, for a page that polls. `GET /api/run/events` sends it as server-sent events: an
 * event `update` with the number of the change as its id, at most four a second; `Last-Event-ID`, or `since`, goes on
 * from there. After the load has ended the stream ends.
 */
export interface LiveRequest {
  /** Id of a load. */
  load: string;
  since?: number;
}

/** `GET /api/run/now`: the loads of this console that run. */
export interface NowAnswer {
  loads: LoadView[];
}
