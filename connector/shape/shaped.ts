// The results of shaping: rows, and how their table changed.
import type { RowLimits } from '../model/capabilities.js';
import type { Notice } from '../model/notice.js';
import type { ApiRecord } from '../model/record.js';
import type { Cell, RowBatch, TableSchema } from '../model/table.js';
import type { FoundDrift } from './drift/drift-log.js';

/** A row aligned to the columns of `schema()`, or why the record cannot be one. */
export type Shaped = { row: Cell[] } | { rejected: string };

/** How a table changed since the shaper was created, and which values were not stored as received. */
export interface Drift {
  columnsAdded: string[];
  /** `quantity (bigint -> text)` */
  columnsWidened: string[];
  /** Paths of omitted secret fields. */
  omitted: string[];
  /** Lone surrogates, and bytes that are not UTF-8, in texts: replaced by U+FFFD. */
  replacedSurrogates: number;
  notes: Notice[];
}

export interface Shaper {
  /** Throws `DestinationError` when the existing table has another primary key. */
  shape(record: ApiRecord): Shaped;
  /** The current schema, without columns before the first row. The same object until it changes. */
  schema(): TableSchema;
  /** Its table, and the child tables of all lists known so far. */
  tables(): string[];
  /** Child rows of the records shaped since the last call. */
  children(): RowBatch[];
  /** The declared table of a source object without rows; undefined without documents. */
  declaredSchema(): TableSchema | undefined;
  drift(): Drift;
  /** Drift since the last call. */
  takeDrift(): FoundDrift[];
  /** Columns whose field no record has. Call it after a complete reading. */
  vanished(): FoundDrift[];
}

export interface ShapeMeta {
  account: string;
  runId: string;
  /** The begin of the load (ISO 8601), for snapshot tables. */
  snapshotAt?: string;
  /** Without documents, take types and child tables from the existing table. */
  remember?: boolean;
  /** What the destination holds. Default: `DEFAULT_LIMITS`. */
  limits?: RowLimits;
}
