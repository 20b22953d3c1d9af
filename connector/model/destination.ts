// What a destination promises.
import type { Cell, RowBatch, TableSchema } from './table.js';

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
  /** Values in which U+FFFD stands for a character that the destination cannot hold, if any. */
  replacedCharacters?: number;
}

/** Which rows of a table, and in which order, if in one. */
export interface RowQuery {
  /** Columns and the values that they must have. */
  where?: Readonly<Record<string, Cell>>;
  orderBy?: readonly string[];
  descending?: boolean;
  limit?: number;
}

/** Tables whose rows of one account are replaced together. */
export interface Replacement {
  account: string;
  tables: string[];
}

/** Rows that a run has not written although it has read all that there is. */
export interface Deletion {
  table: string;
  account: string;
  runId: string;
  /** Rows with these values, as texts, in these columns are not marked. */
  except: { columns: string[]; keys: string[][] }[];
}

/** Who writes to a destination: what others are told who want to. */
export interface LockHolder {
  pid: number;
  host: string;
  /** ISO 8601. */
  since: string;
}

export interface OpenOptions {
  /** To read alone: makes nothing, changes nothing, waits for nobody. Throws when nothing is there. */
  readOnly?: boolean;
}

export interface DestinationSession {
  /** The tables of ours that exist, with the field path of each column. */
  tables(): Promise<TableSchema[]>;
  /** Creates or widens tables; never drops, never narrows. */
  prepare(schemas: TableSchema[]): Promise<void>;
  /** All rows of the slice in one transaction, or none. Throws `DestinationError`. */
  commit(slice: SliceCommit): Promise<CommitResult>;
  /** Pending rows take the place of all rows of this account, in one transaction over all these tables. */
  swap(replacement: Replacement): Promise<void>;
  /** Removes pending rows, also those that a run before has left. */
  discard(replacement: Replacement): Promise<void>;
  /** Sets `_deleted_at` where it is null; rows marked, by table. Tables that are not there are left out. */
  markDeleted(deletions: Deletion[], at: string): Promise<Record<string, number>>;
  /** Rows now in a table, of one account or of all; undefined when there is no such table. */
  count(table: string, account?: string): Promise<number | undefined>;
  /**
   * Committed rows as they are stored: integers as bigint, decimals as `Decimal`, JSON as `JsonText`. None when
   * there is no such table; throws `DestinationError` for a column that it lacks.
   */
  rows(table: string, query?: RowQuery): AsyncIterable<Record<string, Cell>>;
  /**
   * Makes what is committed visible to other programs, where that is more than committing. A run asks for it at its
   * end; whoever only closes gets it too. Throws `DestinationError`: what is committed is safe all the same.
   */
  publish?(): Promise<void>;
  close(): Promise<void>;
}

/** A kind of destination. `open` fails with clear words when it cannot be written to. */
export interface Destination {
  readonly name: string;
  /** Where the data goes, for people: a path or an address without secrets. */
  readonly location: string;
  open(options?: OpenOptions): Promise<DestinationSession>;
  /**
   * Whether it can be loaded into, in words: `exists`, `will be made`. Makes and changes nothing; throws
   * `DestinationError`.
   */
  check(): Promise<string>;
  /**
   * Keeps other runs away until the result is called. Throws `DestinationInUseError` that names the holder when
   * there is one. It ends with the process, however that ends. Whoever only reads needs none.
   */
  lock(holder: LockHolder): Promise<() => Promise<void>>;
}
