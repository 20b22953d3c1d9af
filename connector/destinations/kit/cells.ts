// Turns a cell into a stored value of a column type: exactly, or not at all.
import { DestinationError } from '../../model/errors.js';
import { utcInstant } from '../../model/instants.js';
import { Decimal, plainDecimal } from '../../model/json.js';
import { remembering } from '../../model/remembered.js';
import {
  type Cell,
  type Column,
  type ColumnType,
  JsonText,
  type RowBatch,
  type TableSchema,
} from '../../model/table.js';
import { onceForSchemas } from './once-for-schemas.js';

/** A stored value: 64-bit integers are bigint; decimals, JSON and instants (`UtcInstant.utc`) are text. */
export type Stored = null | boolean | bigint | string;

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const PLAIN_DECIMAL = /^-?\d+(\.\d+)?$/;

/** Throws `DestinationError` when the cell has no exact form in a column of this type. */
export function encodeCell(cell: Cell | undefined, type: ColumnType): Stored {
  if (cell === null || cell === undefined) return null;
  const stored = encoders[type](cell);
  if (stored === undefined)
    throw new DestinationError('destination-value', `a ${kindOf(cell)} does not fit a ${type} column`);
  return stored;
}

/** A stored value in a column that has widened to this type. */
export function castStored(value: Stored, to: ColumnType): Stored {
  return value === null || to === 'boolean' || to === 'bigint' ? value : String(value);
}

/**
 * Turns rows of a batch into rows of its table, which may have more and wider columns in another order. Missing values
 * are null. Throws `DestinationError` with table and column for a value that has no exact form.
 */
export const rowEncoder = onceForSchemas((table: TableSchema, batch: TableSchema) => {
  const position = new Map(batch.columns.map((column, index) => [column.name.toLowerCase(), index]));
  const sources = table.columns.map((column) => ({
    column,
    index: position.get(column.name.toLowerCase()) ?? -1,
    // A text is stored as it is: most cells are texts.
    isText: column.type === 'text' || column.type === 'date',
  }));
  return (row: readonly Cell[]): Stored[] => {
    if (row.length > batch.columns.length) {
      throw new DestinationError(
        'destination-misuse',
        `table "${table.table}": a row has ${row.length} cells for ${batch.columns.length} columns`,
      );
    }
    const stored: Stored[] = new Array(sources.length);
    for (let at = 0; at < sources.length; at++) {
      const { column, index, isText } = sources[at] as (typeof sources)[number];
      const cell = index < 0 ? null : row[index];
      if (cell === null || cell === undefined) stored[at] = null;
      else stored[at] = isText && typeof cell === 'string' ? cell : encodeNamed(cell, column, table.table);
    }
    return stored;
  };
});

/** The stored keys of the rows that a batch replaces. */
export function replacedKeys(table: TableSchema, batch: RowBatch): Stored[][] {
  const { replaces } = batch;
  if (!replaces) return [];
  const columns = replaces.columns.map((name) =>
    table.columns.find((column) => column.name.toLowerCase() === name.toLowerCase()),
  );
  return replaces.keys.map((key) =>
    columns.map((column, index) => {
      if (!column)
        throw new DestinationError(
          'destination-misuse',
          `table "${table.table}" lacks the column "${replaces.columns[index]}"`,
        );
      return encodeNamed(key[index], column, table.table);
    }),
  );
}

function encodeNamed(cell: Cell | undefined, column: Column, table: string): Stored {
  try {
    return encodeCell(cell, column.type);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new DestinationError('destination-value', `table "${table}", column "${column.name}": ${words}`, {
      cause: error,
    });
  }
}

/** Instants that are remembered. */
const INSTANTS = 1000;

type Encoder = (cell: Exclude<Cell, null>) => Stored | undefined;

const encoders: Record<ColumnType, Encoder> = {
  boolean: (cell) => (typeof cell === 'boolean' ? cell : undefined),
  json: (cell) => (cell instanceof JsonText ? cell.text : undefined),
  // What is no instant stays as it is: nothing is guessed.
  timestamp: (cell) => (typeof cell === 'string' ? exactInstant(cell) : undefined),
  date: (cell) => (typeof cell === 'string' ? cell : undefined),
  bigint: (cell) => {
    const value = integer(cell);
    return value !== undefined && value >= INT64_MIN && value <= INT64_MAX ? value : undefined;
  },
  decimal: (cell) => {
    const digits = cell instanceof Decimal ? plainDecimal(cell.text) : integer(cell)?.toString();
    return digits !== undefined && PLAIN_DECIMAL.test(digits) ? digits : undefined;
  },
  text: (cell) => {
    if (typeof cell === 'string') return cell;
    if (cell instanceof JsonText) return cell.text;
    if (cell instanceof Decimal) return plainDecimal(cell.text);
    return typeof cell === 'boolean' ? String(cell) : integer(cell)?.toString();
  },
};

/** All rows of a reply have the same instant of loading, and a table has few others. */
const exactInstant = remembering((text) => {
  const found = utcInstant(text);
  return found?.isExact ? found.utc : text;
}, INSTANTS);

function integer(cell: Cell): bigint | undefined {
  if (typeof cell === 'bigint') return cell;
  return typeof cell === 'number' && Number.isSafeInteger(cell) ? BigInt(cell) : undefined;
}

function kindOf(cell: Exclude<Cell, null>): string {
  if (cell instanceof Decimal) return `decimal number (${cell.text})`;
  if (cell instanceof JsonText) return 'JSON value';
  return typeof cell === 'number' || typeof cell === 'bigint' ? `number (${cell})` : typeof cell;
}
