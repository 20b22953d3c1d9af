// What is read, before it is shaped.
import type { ApiProblem, SkipReason } from './api.js';
import type { JsonValue, Scalar } from './json.js';
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

/** An item above a record: an item of the list, or the object, that the record was read for. */
export interface Ancestor {
  /** Technical name of its source object. */
  source: string;
  /** Path parameters with which it was read. */
  partition: Partition;
  /** Unique in a run. */
  ordinal: number;
  parent?: Ancestor;
}

/** What a record, or its absence, is a fact about. */
interface ReadFact {
  /** Technical name of the source object. */
  source: string;
  partition: Partition;
  /** Absent at the root of a tree. */
  parent?: Ancestor;
  /** The root that it hangs on; absent: the list of roots itself, or one of its items. */
  root?: RootKey;
}

export interface ApiRecord extends ReadFact {
  kind: RecordKind;
  payload: JsonValue;
  /** Milliseconds since 1970, UTC: when the reply was read. */
  readAt: number;
  queryId?: string;
}

/** An object that was listed and is not loaded. */
export interface UnloadedRecord extends ReadFact {
  reason: SkipReason | 'rejected';
  problem: ApiProblem | { message: string };
}
