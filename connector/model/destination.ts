// The interface of destinations: its promises, and when the connector calls it.
import type { DeclaredCapabilities } from './capabilities.js';
import type { TableComments } from './comments.js';
import type { Cell, RowBatch, TableSchema } from './table.js';
import type { ViewText } from './view-text.js';

/** The rows of one slice: a group of records that is committed whole or not at all. */
export interface SliceCommit {
  runId: string;
  /**
   * Batches of rows, made while the destination asks for them: the API is read meanwhile, so seconds may pass between
   * two batches. A batch may bring a wider schema than the batch before it. When iterating throws, leave the slice out
   * whole and throw the same error.
   */
  batches: AsyncIterable<RowBatch>;
}

/** Numbers of a column whose digits are in a text column beside it, because the type of the column rounds them. */
export interface DigitsBeside {
  table: string;
  column: string;
  /** The column with the digits. */
  beside: string;
  /** Rows written with such a number. */
  rows: number;
}

export interface CommitResult {
  /** Rows written by table, inserted or updated. */
  rows: Record<string, number>;
  /** Values in which U+FFFD replaces a character that the destination cannot store, if any. */
  replacedCharacters?: number;
  /** Where a number is not exact in its column, if anywhere; `rows` reads the exact one. */
  digitsBeside?: DigitsBeside[];
}

/** Selects rows of a table, and optionally their order. */
export interface RowQuery {
  /** Required values of columns. */
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

/** Rows that a run has not written although it has read everything. */
export interface Deletion {
  table: string;
  account: string;
  runId: string;
  /** Rows with these values, as texts, in these columns are not marked. */
  except: { columns: string[]; keys: string[][] }[];
}

/** The process that writes to a destination, as another run reports it when it finds the lock. */
export interface LockHolder {
  pid: number;
  host: string;
  /** ISO 8601. */
  since: string;
}

/** A lock that runs of other accounts may have at the same time. */
export interface SharedLock {
  /**
   * Keeps other runs of this account away until the release. Called when the account is known, before anything of it is
   * read. Throws `DestinationInUseError` that names the holder.
   */
  account(account: string): Promise<void>;
  /** Called once, last. */
  release(): Promise<void>;
}

export interface OpenOptions {
  /** Reads, makes nothing, changes nothing, waits for nobody. Throws `DestinationError` when nothing was loaded yet. */
  readOnly?: boolean;
}

/**
 * One run's work on a destination. The run calls `prepare`, `commit`, `swap`, `discard`, `markDeleted` and `publish` one
 * after another, never two at once, and only while it has the lock. `tables`, `count` and `rows` may come at any time,
 * also while a slice is written: they show what is committed. Every method throws `DestinationError`, which ends the
 * run with what was committed before.
 */
export interface DestinationSession {
  /** The connector's tables that exist, with the field path of each column. Called at the beginning of a run. */
  tables(): Promise<TableSchema[]>;
  /**
   * Creates or widens tables, without rows; never drops, never narrows. Called at the beginning of a run for the
   * connector's own tables, and at its end for tables that received no row.
   */
  prepare(schemas: TableSchema[]): Promise<void>;
  /**
   * Writes all rows of the slice, or none. Called for each slice of a run, in turn. When it resolves the rows are safe:
   * the run counts them as loaded and never sends them again. When it throws none of them counts, and the run ends.
   */
  commit(slice: SliceCommit): Promise<CommitResult>;
  /**
   * Puts pending rows in the place of all rows of this account, all tables at once. Called once, at the end of a run that
   * has read them completely. With the capability `replace`.
   */
  swap?(replacement: Replacement): Promise<void>;
  /**
   * Removes pending rows of this account. Called before the first slice, for what a run before has left, and at the end
   * for tables that could not be completed. With the capability `replace`.
   */
  discard?(replacement: Replacement): Promise<void>;
  /**
   * Sets `_deleted_at` to `at` (ISO 8601) where it is null, in all tables or in none; resolves with the rows marked by
   * table, 0 for a table that does not exist. Called once, at the end of a complete run. With the capability
   * `markDeleted`.
   */
  markDeleted?(deletions: Deletion[], at: string): Promise<Record<string, number>>;
  /**
   * Committed rows in a table, of one account or of all; undefined when there is no such table. Called before the first
   * slice and after the last: the difference must agree with the ledger.
   */
  count(table: string, account?: string): Promise<number | undefined>;
  /**
   * Committed rows as they are stored: integers as bigint, decimals as `Decimal`, JSON as `JsonText`. No rows when there
   * is no such table. Throws `DestinationError` for a column that the table lacks. The caller may stop before the end.
   */
  rows(table: string, query?: RowQuery): AsyncIterable<Record<string, Cell>>;
  /**
   * Makes committed rows visible to other programs, where committing alone does not. Called at the end of a run; `close`
   * does it for callers that did not ask. After an error the rows are safe, and the next run publishes them.
   */
  publish?(): Promise<void>;
  /** Comments on tables and columns. With the capability `comments`. Called at the end of a complete reading. */
  readonly comments?: CommentStore;
  /** Views beside the tables. With the capability `sql`. Called while the run has the lock. */
  readonly views?: ViewStore;
  /** Waits for what is being written, then frees everything. Called once, last; a second call does nothing. */
  close(): Promise<void>;
}

/** Comments on the connector's tables, for people and programs that look at the database. */
export interface CommentStore {
  /** All tables of ours on which this user may comment, with the comments that they have, whoever wrote them. */
  read(): Promise<TableComments[]>;
  /** Writes these comments on tables and columns that are there; all of them or none. */
  write(comments: readonly TableComments[]): Promise<void>;
}

/** The views that the connector makes for people and programs that read the tables. */
export interface ViewStore {
  /** Names of the views that `make` has made. */
  made(): Promise<string[]>;
  /** Names of tables and views that others have made, in lower case. */
  others(): Promise<string[]>;
  /**
   * Makes these views, each after those that it reads, in place of all that were made before; all of them or none. Throws
   * `DestinationError` with the code `destination-foreign` where something of others has one of the names.
   */
  make(views: readonly ViewText[]): Promise<void>;
}

/** A session whose destination has the capabilities `replace` and `markDeleted`. */
export type TableSession = DestinationSession &
  Required<Pick<DestinationSession, 'swap' | 'discard' | 'markDeleted'>>;

/**
 * One place that data goes to. Making the object opens nothing. A run calls `lock` or `share`, then `open`, then closes the
 * session and releases the lock; other processes may call `check` and `open({ readOnly: true })` at any time.
 */
export interface Destination<Session extends DestinationSession = DestinationSession> {
  /** Name of the kind. */
  readonly name: string;
  /** Location of the data, for people: a path or an address without secrets. */
  readonly location: string;
  /** Differences from `DEFAULT_CAPABILITIES`. */
  readonly capabilities?: DeclaredCapabilities;
  /** Throws `DestinationError` that says what is wrong and what to do when it cannot be used. Nothing was called then. */
  open(options?: OpenOptions): Promise<Session>;
  /**
   * Whether a load could write here, in words: `exists`, `will be made`. Makes and changes nothing. Called by `check`;
   * throws `DestinationError` when it could not.
   */
  check(): Promise<string>;
  /**
   * Keeps other runs away until the result is called, or the process ends, however it ends. Called before `open`, and
   * before the first call of a load. Throws `DestinationInUseError` that names the holder. Readers need no lock.
   */
  lock(holder: LockHolder): Promise<() => Promise<void>>;
  /**
   * In place of `lock`, for the load of one account: others may be loaded at the same time, each with a session of its own,
   * by this object and, where the kind says so, by other processes. Keeps `lock` away, and `lock` keeps it away. With the
   * capability `accountsAtOnce`.
   */
  share?(holder: LockHolder): Promise<SharedLock>;
}
