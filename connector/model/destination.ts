// What a destination promises.
import type { RowBatch, TableSchema } from './table.js';

export interface SliceCommit {
  runId: string;
  /**
   * Rows in batches; a batch may bring a wider schema than the one before it. When iterating throws,
   * the slice must be left out whole.
   */
  batches: AsyncIterable<RowBatch>;
}

export interface CommitResult {
  /** Rows written by table (inserted or updated). */
  rows: Record<string, number>;
}

export interface DestinationSession {
  /** The tables of ours that exist, with the field path of each column. */
  tables(): Promise<TableSchema[]>;
  /** Creates or widens tables; never drops, never narrows. */
  prepare(schemas: TableSchema[]): Promise<void>;
  /** All rows of the slice in one transaction, or none. Throws `DestinationError`. */
  commit(slice: SliceCommit): Promise<CommitResult>;
  /** Rows now in a table, of one account or of all; undefined when there is no such table. */
  count(table: string, account?: string): Promise<number | undefined>;
  close(): Promise<void>;
}

/** A kind of destination. `open` fails with clear words when it cannot be written to. */
export interface Destination {
  readonly name: string;
  /** Where the data goes, for people: a path or an address without secrets. */
  readonly location: string;
  open(): Promise<DestinationSession>;
}
