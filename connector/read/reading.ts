// What a reading is told, and what it meets.
import type { ReplyBody } from '../model/api.js';
import type { KnownItems, Mark } from '../model/checkpoint.js';
import type { Clock } from '../model/clock.js';
import { isObject, type JsonValue } from '../model/json.js';
import type { PlanNode } from '../model/plan.js';
import type { Partition } from '../model/record.js';
import type { RecordKind } from '../model/table.js';
import type { Frame } from './parents.js';
import type { GivenRoots } from './selected-roots.js';
import type { ShortcutOptions } from './strategies/strategies.js';
import type { Slice } from './slice.js';

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
  given?: GivenRoots;
  /** Absent: every object is read by itself. */
  shortcuts?: ShortcutOptions;
}

export interface TreeProgress {
  /** Name of the root's source object. */
  root: string;
  rootsListed: number;
  /** Roots whose descendants have all been read. */
  rootsDone: number;
}

/** Counts an item and hands its record to a slice; undefined when it came before in the same list. */
export type Take = (item: JsonValue, slice: Slice) => Promise<Frame | undefined>;

/** What becomes of the items of one page. */
export type EachPage = (body: ReplyBody, take: Take, isProof: boolean) => Promise<void>;

/** An item as it was met in a reply. */
export interface Met {
  node: PlanNode;
  partition: Partition;
  parent: Frame | undefined;
  item: JsonValue;
  /** Object that came with the item. */
  detail?: Frame['detail'];
  /** Of the reading that it came with, of a list in mode `window`. */
  window?: Mark;
  inList: boolean;
  readAt: number;
  queryId?: string;
}

export function kindOf(item: JsonValue, inList: boolean): RecordKind {
  if (isObject(item)) return inList ? 'element' : 'object';
  return inList ? 'item' : 'scalar';
}
