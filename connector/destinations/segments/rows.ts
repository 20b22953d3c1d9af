// A row in a segment: a line of JSON, an array in the order of the table's columns, and its key as a text.
import { keyTexts } from '../../model/record-id.js';
import type { Column, TableSchema } from '../../model/table.js';
import { castStored, type Stored } from '../kit/cells.js';
import { onceForSchemas } from '../kit/once-for-schemas.js';

/** 64-bit integers are their digits, so that a column can widen to decimals or texts without rewriting rows. */
export type Raw = string | boolean | null;

/** Rows as lines, and their keys in the same order; `keys` is empty for tables without a key. */
export interface Block {
  keys: string[];
  lines: string[];
}

export function lineOf(row: readonly Stored[]): string {
  for (const value of row) if (typeof value === 'bigint') return JSON.stringify(row.map(digitsOfIntegers));
  return JSON.stringify(row);
}

const digitsOfIntegers = (value: Stored) => (typeof value === 'bigint' ? String(value) : value);

/** A row ends early when columns were added after it was written. */
export function rawRow(line: string): Raw[] {
  return JSON.parse(line) as Raw[];
}

/** The value in a column that may have widened since the row was written. */
export function storedValue(raw: Raw | undefined, { type }: Column): Stored {
  if (raw === undefined || raw === null) return null;
  if (type === 'bigint') return BigInt(raw);
  return typeof raw === 'boolean' ? castStored(raw, type) : raw;
}

/** Values of a row as one text, which stays the same when a column widens. */
export function textOf(values: readonly (Stored | undefined)[]): string {
  return `[${values.map(valueText).join(',')}]`;
}

const valueText = (value: Stored | undefined): string =>
  value === null || value === undefined ? 'null' : JSON.stringify(String(value));

/** The key of a row as a text, by which tables are sorted. Undefined for tables without a key. */
export const keyText = onceForSchemas((schema: TableSchema) => {
  const indexes = schema.primaryKey.map((name) => indexOf(schema, name));
  const [only] = indexes;
  if (only === undefined) return undefined;
  if (indexes.length === 1) return (row: readonly (Stored | undefined)[]) => String(row[only]);
  return keyTexts<Stored | undefined>(indexes, valueText);
});

export function indexOf({ columns }: TableSchema, name: string): number {
  return columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
}
