// Statistics of the columns of a segment, so that a file format can choose types without reading the rows.

import { daysOf, microsecondsOf } from '../../model/instants.js';
import { repeating } from '../../model/remembered.js';
import type { Column, TableSchema } from '../../model/table.js';
import type { Stored } from '../kit/cells.js';
import { INTEGER_DIGITS } from '../kit/decimals.js';
import { onceForSchemas } from '../kit/once-for-schemas.js';

/** Columns are named by their position in the table. */
export interface ColumnStats {
  /** Of decimal columns: most digits before and after the point. */
  digits: Record<number, [whole: number, fraction: number]>;
  /** Columns of instants or dates with a value that is none, or is finer than a microsecond. */
  odd: number[];
  /** Of the columns of `WATCHED`: the text that all rows have, null where they differ. An earlier version has not watched. */
  same?: Record<number, string | null>;
}

/** Whose rows they are, and of which run: where all are of one, nobody has to look at each. */
const WATCHED = ['_account', '_run_id'];

export function noStats(): ColumnStats {
  return { digits: {}, odd: [], same: {} };
}

/** Returns what adds a row of a table. */
export const statsAdder = onceForSchemas(({ columns }: TableSchema) => {
  const placesOf = (is: (column: Column) => boolean) =>
    columns.flatMap((column, index) => (is(column) ? [index] : []));
  const decimals = placesOf(({ type }) => type === 'decimal');
  const exact: [places: number[], (text: string) => unknown][] = [
    [placesOf(({ type }) => type === 'timestamp'), repeating(microsecondsOf)],
    [placesOf(({ type }) => type === 'date'), repeating(daysOf)],
  ];
  const watched = placesOf(isWatched);
  return (stats: ColumnStats, row: readonly Stored[]): void => {
    for (const index of decimals) {
      const value = row[index];
      if (typeof value === 'string') addDecimal(stats, index, value);
    }
    for (const [places, numberOf] of exact)
      for (const index of places) {
        const value = row[index];
        if (typeof value === 'string' && numberOf(value) === undefined) addOdd(stats, index);
      }
    for (const index of watched) addSame(stats, index, row[index] ?? null);
  };
});

export function isWatched({ name }: Column): boolean {
  return WATCHED.includes(name.toLowerCase());
}

/** A segment, as far as its statistics go. */
export interface Measured {
  rows: number;
  stats: ColumnStats;
}

/** The text that all rows of several segments have in a column; undefined where they differ, or nobody knows. */
export function sameIn(segments: readonly Measured[], index: number): string | undefined {
  const found = new Set(
    segments.filter(({ rows }) => rows > 0).map(({ stats }) => stats.same?.[index] ?? null),
  );
  const [only] = found;
  return found.size === 1 ? (only ?? undefined) : undefined;
}

/** The statistics of several segments together. @param columns of the table as it is now */
export function combinedStats(segments: readonly Measured[], columns: readonly Column[]): ColumnStats {
  const all = segments.map(({ stats }) => stats);
  const sum = noStats();
  for (const { odd } of all) for (const index of odd) addOdd(sum, index);
  for (const [index, column] of columns.entries()) {
    if (column.type === 'decimal' && all.length > 0) sum.digits[index] = digitsOf(all, index);
    if (isWatched(column)) addSame(sum, index, sameIn(segments, index) ?? null);
  }
  return sum;
}

/** Digits of a decimal column over segments. Where one has none, the column was one of integers then. */
export function digitsOf(all: readonly ColumnStats[], index: number): [whole: number, fraction: number] {
  const found = all.map(({ digits }): [number, number] => digits[index] ?? [INTEGER_DIGITS, 0]);
  return [
    Math.max(1, ...found.map(([whole]) => whole)),
    Math.max(0, ...found.map(([, fraction]) => fraction)),
  ];
}

function addDecimal(stats: ColumnStats, index: number, text: string): void {
  const sign = text.startsWith('-') ? 1 : 0;
  const point = text.indexOf('.');
  const whole = (point < 0 ? text.length : point) - sign;
  addDigits(stats, index, whole, point < 0 ? 0 : text.length - point - 1);
}

function addDigits(stats: ColumnStats, index: number, whole: number, fraction: number): void {
  const known = stats.digits[index];
  if (!known) stats.digits[index] = [whole, fraction];
  else if (whole > known[0] || fraction > known[1]) {
    stats.digits[index] = [Math.max(whole, known[0]), Math.max(fraction, known[1])];
  }
}

function addOdd(stats: ColumnStats, index: number): void {
  if (!stats.odd.includes(index)) stats.odd.push(index);
}

function addSame({ same }: ColumnStats, index: number, value: Stored): void {
  if (!same || same[index] === value) return;
  same[index] = same[index] === undefined && typeof value === 'string' ? value : null;
}
