// The options of a reading, and the items that it finds.
import type { ApiOutcome, ReplyBody } from '../model/api.js';
import type { Clock } from '../model/clock.js';
import { isObject, type JsonValue } from '../model/json.js';
import type { PlanNode } from '../model/plan.js';
import type { Partition } from '../model/record.js';
import type { ListProof } from '../model/report.js';
import type { RecordKind } from '../model/table.js';
import type { PlanGraph } from '../plan/plan-graph.js';
import type { Combinations } from './combinations.js';
import type { KnownItems, WindowDates } from './earlier-state.js';
import type { OpenFacts } from './open-facts.js';
import type { Requests } from './pages.js';
import type { ItemContext } from './parents.js';
import type { IdSet } from './seen/id-set.js';
import type { Strategies, StrategyOptions } from './strategies/strategies.js';

export interface ReadOptions {
  /** Readings in flight at once. */
  concurrency: number;
  /** A slice takes no further root after this many roots or records. */
  sliceRoots: number;
  sliceRecords: number;
  clock: Clock;
  signal: AbortSignal;
  /** Aborted: no further root is taken, started roots are read to their end, then its reason is thrown. */
  finish?: AbortSignal;
  /** What earlier loads have read. Absent: nothing. */
  known?: KnownItems;
  /** Absent: lists in mode `window` are read from their beginning. */
  dates?: WindowDates;
  /** Absent: every object is read by itself. */
  strategies?: StrategyOptions;
}

/** What the readings of all trees of a plan share. */
export interface SharedReading {
  graph: PlanGraph;
  requests: Requests;
  strategies: Strategies;
  cross: Combinations;
  /** Numbers that continue from tree to tree. */
  counters: { slice: number; ordinal: number };
}

export interface TreeProgress {
  /** Name of the root's source object. */
  root: string;
  rootsListed: number;
  /** Roots whose descendants have all been read. */
  rootsDone: number;
}

/** Counts an item and hands its record on; undefined when it came before, in the same list or in an earlier load. */
export type RecordItem = (
  item: JsonValue,
  into: OpenFacts,
) => ItemContext | undefined | Promise<ItemContext | undefined>;

/** What becomes of the items of one page. */
export type EachPage = (body: ReplyBody, take: RecordItem, isProof: boolean) => Promise<void>;

/** A list or object with its path parameters, and the item above it. */
export interface Reading {
  node: PlanNode;
  partition: Partition;
  /** Absent at the root of a tree. */
  parent?: ItemContext;
  /** The plain ids of a list, where a batch has brought them. */
  plain?: ApiOutcome;
}

/** What the items of one page have in common. */
export interface PageItems {
  reading: Reading;
  proof: ListProof;
  inList: boolean;
  readAt: number;
  queryId?: string;
  /** Items that came before in the same list. */
  seen: IdSet;
  /** Only items that have not come yet count. */
  isProof: boolean;
}

export function kindOf(item: JsonValue, inList: boolean): RecordKind {
  if (isObject(item)) return inList ? 'element' : 'object';
  return inList ? 'item' : 'scalar';
}
