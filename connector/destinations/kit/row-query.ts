// Reads rows back: checks a query, and turns stored values into cells.
import type { RowQuery } from '../../model/destination.js';
import { DestinationError } from '../../model/errors.js';
import { Decimal } from '../../model/json.js';
import { type Cell, type Column, type ColumnType, JsonText, type TableSchema } from '../../model/table.js';
import { encodeCell, type Stored } from './cells.js';

/** A checked query: its columns exist, and its values are stored values. */
export interface StoredQuery {
  where: { column: Column; value: Stored }[];
  orderBy: Column[];
  descending: boolean;
  limit: number | undefined;
}

/** Throws `DestinationError` for a column that the table lacks, or a value that its type excludes. */
export function storedQuery(table: TableSchema, query: RowQuery): StoredQuery {
  const { where = {}, orderBy = [], descending = false, limit } = query;
  if (limit !== undefined && !(Number.isSafeInteger(limit) && limit >= 0)) {
    throw new DestinationError('destination-misuse', `table "${table.table}": ${limit} is no number of rows`);
  }
  return {
    where: Object.entries(where).map(([name, cell]) => {
      const column = columnOf(table, name);
      return { column, value: encodeCell(cell, column.type) };
    }),
    orderBy: orderBy.map((name) => columnOf(table, name)),
    descending,
    limit,
  };
}

/** Turns a stored value back into a cell. */
export function decodeCell(stored: Stored, type: ColumnType): Cell {
  if (stored === null) return null;
  if (type === 'boolean') return typeof stored === 'bigint' ? stored === 1n : stored;
  if (type === 'decimal') return new Decimal(String(stored));
  return type === 'json' ? new JsonText(String(stored)) : stored;
}

/** Compares two stored values for sorting; null comes first. */
export function compareStored(a: Stored, b: Stored): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
}

/** The column of this name, in any case. Throws `DestinationError` when the table lacks it. */
export function columnOf(table: TableSchema, name: string): Column {
  const column = table.columns.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (!column)
    throw new DestinationError('destination-misuse', `table "${table.table}" lacks the column "${name}"`);
  return column;
}
