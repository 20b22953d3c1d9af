// Queries of loaded tables, by a person or a program: SQL in, rows out, nothing changes.
import type { ColumnType, TableSchema } from './table.js';
import type { ViewText } from './view-text.js';

/** The SQL that a destination speaks. A folder of Parquet files is read by DuckDB. */
export const SQL_DIALECTS = ['sqlite', 'postgres', 'duckdb'] as const;
export type SqlDialect = (typeof SQL_DIALECTS)[number];

/**
 * A value in the one form that all engines share: whole numbers as bigint; decimals as plain digits without zeros at their
 * end; dates as `2026-10-22`; instants as `2026-10-22T08:15:30.000000Z`; JSON as its text.
 */
export type QueryValue = null | boolean | bigint | string;

export interface QueryColumn {
  name: string;
  type: ColumnType;
}

export interface QueryResult {
  columns: QueryColumn[];
  rows: QueryValue[][];
  /** There were more rows than the limit. */
  isCut: boolean;
  /** There were more characters than the limit: `rows` are some of those before, or none. */
  isTooLong?: true;
}

export interface QueryOptions {
  /** Values of the placeholders, which are written `?` in SQLite and DuckDB and `$1` in PostgreSQL. */
  values?: readonly (null | string | bigint)[];
  /** Rows, at the most. Default: all. */
  limit?: number;
  /** Characters of all values together, at the most: reading ends there. Default: no limit. */
  maxCharacters?: number;
  /** Milliseconds after which it is stopped. SQLite looks at it between two rows. Default: never. */
  timeoutMs?: number;
  /** A person typed it: what has effects beside changing data, such as locks, is refused too. Default: false. */
  isTyped?: boolean;
  /** Abort it to stop the query. */
  signal?: AbortSignal;
}

/** A destination that is open for reading. Nothing that is asked of it can change data. */
export interface QuerySession {
  readonly dialect: SqlDialect;
  /** Where the rows are, for people, without secrets. */
  readonly location: string;
  /** Statements that another program runs first, so that it knows the tables by their names: those of files. */
  readonly setup: readonly string[];
  /** The connector's tables. */
  tables(): Promise<TableSchema[]>;
  /**
   * Columns with the digits of numbers that their own column cannot hold, by the name of that column in lower case.
   * Absent: every column holds all digits.
   */
  exactColumns?(table: TableSchema): Promise<ReadonlyMap<string, string>>;
  /** What stands after FROM for a table or view of this name. */
  nameOf(table: string): string;
  /** Names of tables and views that are not the connector's tables; in lower case. */
  others(): Promise<Set<string>>;
  /** Makes views that end with the session, each after those that it reads; others of the same names are hidden. */
  define(views: readonly ViewText[]): Promise<void>;
  /**
   * The rows of one SELECT. Throws `DestinationError` with the code `destination-query` for SQL that is wrong, that would
   * change something, or that was stopped.
   */
  query(sql: string, options?: QueryOptions): Promise<QueryResult>;
  close(): Promise<void>;
}
