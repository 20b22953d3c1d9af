// Typed tables and their rows.
import type { Decimal } from './json.js';

/**
 * `bigint`: 64-bit integer. `decimal`: exact, any number of digits. `json`: JSON text.
 * `timestamp`: an instant, as ISO 8601 text with an offset; stored in UTC. `date`: YYYY-MM-DD.
 * Types only widen: bigint -> decimal -> text; a value that does not fit widens the column to text.
 */
export const COLUMN_TYPES = ['boolean', 'bigint', 'decimal', 'text', 'json', 'timestamp', 'date'] as const;
export type ColumnType = (typeof COLUMN_TYPES)[number];

/**
 * The form of a payload: `item` a bare item of a list, `element` an object of a list, `object` a single object,
 * `scalar` a single bare value.
 */
export type RecordKind = 'item' | 'element' | 'object' | 'scalar';

export interface Column {
  name: string;
  type: ColumnType;
  /** The source of the value: a field path (`priceWithTax.value`), `{parameter}`, or `_run_id`. */
  path: string;
}

export interface TableSchema {
  table: string;
  columns: Column[];
  /** Column names; empty for tables that only append. */
  primaryKey: string[];
}

/** JSON text to be stored as JSON, not as a string. */
export class JsonText {
  constructor(readonly text: string) {}
}

export type Cell = null | boolean | number | bigint | string | Decimal | JsonText;

/** Rows of one table, aligned to `schema.columns`. A row may be shorter: the rest is null. */
export interface RowBatch {
  schema: TableSchema;
  rows: Cell[][];
  /**
   * The child rows of these parents are replaced: all rows with these values in these columns are removed first.
   */
  replaces?: { columns: string[]; keys: Cell[][] };
  /** The rows wait beside the table until the end of the run, when they take the place of those in it. */
  pendingReplace?: boolean;
}

export function widen(known: ColumnType | undefined, seen: ColumnType): ColumnType {
  if (known === undefined || known === seen) return seen;
  return isNumeric(known) && isNumeric(seen) ? 'decimal' : 'text';
}

function isNumeric(type: ColumnType): boolean {
  return type === 'bigint' || type === 'decimal';
}

/** Whether a table is one of the connector's own. Technical names begin with a letter, so no user table is. */
export function isOwnTable(table: string): boolean {
  return table.startsWith('_ovh_');
}
