// The capabilities of destinations. A kind declares its differences from the defaults; the plan, the run and the contract
// suite read them before anything is opened.

import type { SqlDialect } from './query.js';
import type { ColumnType } from './table.js';

/** What one record may be. Fields for which a table has no room go to its column `_more`; a record that is more is rejected. */
export interface RowLimits {
  /** Columns of a table, `_more` among them. */
  columns: number;
  /**
   * Bytes of all cells of a row together, and the most that a cell of each type takes of them, wherever it stands.
   * Absent: a row may be as wide as its columns make it.
   */
  width?: { bytes: number; cells: Record<ColumnType, number> };
  /** Bytes of the primary key of a row, as UTF-8 text. Absent: no limit. */
  keyBytes?: number;
  /** Bytes of a record as JSON text. */
  bytes: number;
  /** Levels of objects and lists in a record. */
  levels: number;
}

export interface DestinationCapabilities {
  /**
   * The connector's own tables (`_ovh_...`) outlive the session. Without it every load starts from nothing, so modes
   * that depend on earlier loads, `retry`, `replay`, `reset`, `runs`, `ledger` and schedules are refused. Default true.
   */
  state: boolean;
  /**
   * Committed rows can be listed, counted and read: `tables`, `count` and `rows` answer for them, in this session and in
   * later ones. Without it these three answer for the connector's own tables alone. Default true.
   */
  readBack: boolean;
  /**
   * A row replaces the row with its key, and child rows replace the earlier ones of their parent. Without it every row is
   * added. Default true.
   */
  merge: boolean;
  /** Sessions have `swap` and `discard`. Without it `write: { disposition: replace }` is refused. Default true. */
  replace: boolean;
  /** Sessions have `markDeleted`. Without it no row is marked, and `deletions: true` is refused. Default true. */
  markDeleted: boolean;
  /** `lock` refuses a second run while one holds it. Without it several runs may write at once. Default true. */
  lock: boolean;
  /**
   * Several accounts may be loaded at once: the destination has `share`, and takes several sessions that write at the same
   * time. Without it accounts are loaded one after another. Default false.
   */
  accountsAtOnce: boolean;
  /**
   * Tables are read in SQL of this dialect, sessions have `views`, and a table with snapshots has the view of its latest
   * one, `<table>_latest`. Default null: no SQL.
   */
  sql: SqlDialect | null;
  /** Tables and columns can have comments: sessions have `comments`. Default false. */
  comments: boolean;
  /** A decimal is read back with its trailing zeros. Default true. */
  trailingZeros: boolean;
  /** A text may contain NUL; without it U+FFFD replaces NUL, and `commit` counts it. Default true. */
  nulCharacters: boolean;
  limits: RowLimits;
}

/** Differences from `DEFAULT_CAPABILITIES`. */
export type DeclaredCapabilities = Partial<Omit<DestinationCapabilities, 'limits'>> & {
  limits?: Partial<RowLimits>;
};

/**
 * JSON functions of SQLite, and code that works with values, take a thousand levels; a text in JavaScript has at most 512
 * million characters, and a line for a database has each backslash twice.
 */
export const DEFAULT_LIMITS: Readonly<RowLimits> = {
  columns: 1000,
  bytes: 128 * 1024 * 1024,
  levels: 1000,
};

/** The capabilities of a destination that declares none. */
export const DEFAULT_CAPABILITIES: Readonly<DestinationCapabilities> = {
  state: true,
  readBack: true,
  merge: true,
  replace: true,
  markDeleted: true,
  lock: true,
  accountsAtOnce: false,
  sql: null,
  comments: false,
  trailingZeros: true,
  nulCharacters: true,
  limits: DEFAULT_LIMITS,
};

/** The declared capabilities, with defaults for the rest. */
export function capabilitiesOf(destination: {
  readonly capabilities?: DeclaredCapabilities;
}): DestinationCapabilities {
  const { limits, ...declared } = destination.capabilities ?? {};
  return { ...DEFAULT_CAPABILITIES, ...declared, limits: { ...DEFAULT_LIMITS, ...limits } };
}
