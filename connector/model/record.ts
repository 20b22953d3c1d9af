// What is read, before it is shaped.
import type { ApiProblem, SkipReason } from './api.js';
import type { Checkpoint } from './checkpoint.js';
import type { JsonValue, Scalar } from './json.js';
import type { PlanNode } from './plan.js';
import type { RecordKind } from './table.js';

/** What a root is found again by, without its list: with it, what hangs on it can be read alone. */
export interface RootKey {
  /** Name of the root's source object. */
  source: string;
  /** The item of its list (of an object the fields that others map from), or its path parameters: JSON text. */
  readonly text: string;
}

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
  marks?: readonly Checkpoint[];
  /** The root that it hangs on; absent: it is one of a list of roots. */
  root?: RootKey;
}

/** Something that was listed and is not loaded. */
export interface UnloadedRecord {
  node: PlanNode;
  partition: Partition;
  reason: SkipReason | 'rejected';
  problem: ApiProblem | { message: string };
  /** The root that it hangs on; absent: the list of roots itself. */
  root?: RootKey;
}
