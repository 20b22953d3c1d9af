// Records as they are read, before shaping.
import type { SkipReason } from './api.js';
import type { JsonValue, Scalar } from './json.js';
import type { LedgerEntry } from './report.js';
import type { RecordKind } from './table.js';

/** Identifies a root without its list, so that everything below it can be read alone. */
export interface RootKey {
  /** Name of the root's source object. */
  source: string;
  /** JSON text of its item (of an object, the mapped fields), or of its path parameters. */
  readonly text: string;
}

/** One concrete set of path parameters of a node. */
export type Partition = Record<string, Scalar>;

/** An item or object above a record, for which the record was read. */
export interface Ancestor {
  /** Technical name of its source object. */
  source: string;
  /** Path parameters with which it was read. */
  partition: Partition;
  /** Unique in a run. */
  ordinal: number;
  parent?: Ancestor;
}

/** The object that a record, or its absence, is about. */
interface ReadFact {
  /** Technical name of the source object. */
  source: string;
  partition: Partition;
  /** Absent at the root of a tree. */
  parent?: Ancestor;
  /** Its root; absent for the list of roots itself and its items. */
  root?: RootKey;
}

export interface ApiRecord extends ReadFact {
  kind: RecordKind;
  payload: JsonValue;
  /** Milliseconds since 1970, UTC, at which the reply was read. */
  readAt: number;
  queryId?: string;
}

/** A listed object that is not loaded: an entry of the ledger, with what it is about. */
export interface NotLoaded extends ReadFact, LedgerEntry {}

/** An entry of the same run that does not hold, because a later reading found otherwise. */
export interface WithdrawnEntry extends Pick<NotLoaded, 'source' | 'partition' | 'id'> {
  reason: SkipReason;
}
