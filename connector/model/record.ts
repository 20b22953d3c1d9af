// What is read, before it is shaped.
import type { ApiProblem, SkipReason } from './api.js';
import type { Mark } from './checkpoint.js';
import type { JsonValue, Scalar } from './json.js';
import type { PlanNode } from './plan.js';
import type { RecordKind } from './table.js';

/** One concrete set of path parameters of a node. */
export type Partition = Record<string, Scalar>;

export interface ApiRecord {
  node: PlanNode;
  partition: Partition;
  kind: RecordKind;
  payload: JsonValue;
  /** Milliseconds since 1970, UTC: when the reply was read. */
  readAt: number;
  queryId?: string;
  /** Of the root item that it belongs to. */
  marks?: readonly Mark[];
}

/** Something that was listed and is not loaded. */
export interface Missing {
  node: PlanNode;
  partition: Partition;
  reason: SkipReason | 'rejected';
  problem: ApiProblem | { message: string };
}
