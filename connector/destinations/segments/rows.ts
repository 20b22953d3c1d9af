// A row as it is kept: one line of JSON, an array in the order of the table's columns, and its key as a text.

import type { Column, TableSchema } from '../../model/table.js';
import { castStored, type Stored } from '../kit/cells.js';

/** 64-bit integers as their digits: what widens to a decimal or a text stays as it is. */
export type Raw = string | boolean | null;

/** Rows, as lines, and their keys; no keys for tables without one. */
export interface Block {
  keys: string[];
  lines: string[];
}

export function lineOf(row: readonly Stored[]): string {
  return JSON.stringify(row.map((value) => (typeof value === 'bigint' ? String(value) : value)));
}

/** Columns that came later are missing at its end. */
export function rawRow(line: string): Raw[] {
  return JSON.parse(line) as Raw[];
}

/** A kept value in a column that may have become wider since. */
export function storedValue(raw: Raw | undefined, { type }: Column): Stored {
  if (raw === undefined || raw === null) return null;
  if (type === 'bigint') return BigInt(raw);
  return typeof raw === 'boolean' ? castStored(raw, type) : raw;
}

/** Some of the values of a row as one text: the same for a value in a column that became wider. */
export function textOf(values: readonly (Stored | undefined)[]): string {
  return JSON.stringify(
    values.map((value) => (value === null || value === undefined ? null : String(value))),
  );
}

/** The key of a row as a text, which gives tables their order. Undefined for tables without a key. */
export function keyText(schema: TableSchema): ((row: readonly (Stored | undefined)[]) => string) | undefined {
  const indexes = schema.primaryKey.map((name) => indexOf(schema, name));
  const [only] = indexes;
  if (only === undefined) return undefined;
  if (indexes.length === 1) return (row) => String(row[only]);
  return (row) => textOf(indexes.map((index) => row[index]));
}

export function indexOf({ columns }: TableSchema, name: string): number {
  return columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
}
