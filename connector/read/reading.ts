// What a reading is told, and what it meets.
import type { ReplyBody } from '../model/api.js';
import type { Checkpoint, KnownItems } from '../model/checkpoint.js';
import type { Clock } from '../model/clock.js';
import { isObject, type JsonValue } from '../model/json.js';
import type { PlanNode } from '../model/plan.js';
import type { Partition } from '../model/record.js';
import type { RecordKind } from '../model/table.js';
import type { ItemContext } from './parents.js';
import type { SelectedRoots } from './selected-roots.js';
import type { Slice } from './slice.js';
import type { StrategyOptions } from './strategies/strategies.js';

export interface ReadOptions {
  /** Readings in flight at once. */
  concurrency: number;
  /** A slice takes no further root after this many roots or records. */
  sliceRoots: number;
  sliceRecords: number;
  clock: Clock;
  signal: AbortSignal;
  /** Aborted: no further root is taken, what was begun is read to its end, then its reason is thrown. */
  finish?: AbortSignal;
  /** What loads before have marked. Absent: nothing. */
  known?: KnownItems;
  /** Only these roots are read. Absent: all. */
  given?: SelectedRoots;
  /** Absent: every object is read by itself. */
  strategies?: StrategyOptions;
}

export interface TreeProgress {
  /** Name of the root's source object. */
  root: string;
  rootsListed: number;
  /** Roots whose descendants have all been read. */
  rootsDone: number;
}

/** Counts an item and hands its record to a slice; undefined when it came before in the same list. */
export type RecordItem = (item: JsonValue, slice: Slice) => Promise<ItemContext | undefined>;

/** What becomes of the items of one page. */
export type EachPage = (body: ReplyBody, take: RecordItem, isProof: boolean) => Promise<void>;

/** An item as it was met in a reply. */
export interface ReadItem {
  node: PlanNode;
  partition: Partition;
  parent: ItemContext | undefined;
  item: JsonValue;
  /** Object that came with the item. */
  detail?: ItemContext['detail'];
  /** Of the reading that it came with, of a list in mode `window`. */
  window?: Checkpoint;
  inList: boolean;
  readAt: number;
  queryId?: string;
}

export function kindOf(item: JsonValue, inList: boolean): RecordKind {
  if (isObject(item)) return inList ? 'element' : 'object';
  return inList ? 'item' : 'scalar';
}
