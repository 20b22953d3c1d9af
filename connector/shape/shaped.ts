// What shaping gives: rows of a table that is learnt on the way, and how the table changed.
import type { Notice } from '../model/notice.js';
import type { ApiRecord } from '../model/record.js';
import type { Cell, RowBatch, TableSchema } from '../model/table.js';
import type { FoundDrift } from './drift/drift-log.js';

/** A row aligned to the columns of `schema()`, or why the record cannot be one. */
export type Shaped = { row: Cell[] } | { rejected: string };

/** How a table changed since the shaper was made, and what was not stored as it came. */
export interface Drift {
  columnsAdded: string[];
  /** `quantity (bigint -> text)` */
  columnsWidened: string[];
  /** Paths of secret fields that were left out. */
  omitted: string[];
  /** Lone surrogates in texts that were replaced by U+FFFD. */
  replacedSurrogates: number;
  notes: Notice[];
}

export interface Shaper {
  /** Throws `DestinationError` when the table that exists has another primary key. */
  shape(record: ApiRecord): Shaped;
  /** The table as of now; without columns before the first row. The same object until it changes. */
  schema(): TableSchema;
  /** Its table, and the child tables of the lists that are known by now. */
  tables(): string[];
  /** Rows of child tables of the records shaped since the last call. */
  children(): RowBatch[];
  /** The table that the documents declare, for a source object that gave no row; undefined without them. */
  declaredSchema(): TableSchema | undefined;
  drift(): Drift;
  /** What differs from the table that was there, or from the documents, since the last call. */
  takeDrift(): FoundDrift[];
  /** Fields that no record had although the table has columns for them. Call it after a whole reading. */
  vanished(): FoundDrift[];
}

export interface ShapeMeta {
  account: string;
  runId: string;
  /** ISO 8601: when the load began; of tables that hold snapshots. */
  snapshotAt?: string;
  /** Without documents a table that is there tells its types and child tables. */
  remember?: boolean;
}
