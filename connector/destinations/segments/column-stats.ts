// Statistics of the columns of a segment, so that a file format can choose types without reading the rows.

import { daysOf, microsecondsOf } from '../../model/instants.js';
import type { Column } from '../../model/table.js';
import type { Stored } from '../kit/cells.js';
import { INTEGER_DIGITS } from '../kit/decimals.js';

/** Columns are named by their position in the table. */
export interface ColumnStats {
  /** Of decimal columns: most digits before and after the point. */
  digits: Record<number, [whole: number, fraction: number]>;
  /** Columns of instants or dates with a value that is none, or is finer than a microsecond. */
  odd: number[];
}

export function noStats(): ColumnStats {
  return { digits: {}, odd: [] };
}

export function addToStats(stats: ColumnStats, columns: readonly Column[], row: readonly Stored[]): void {
  for (let index = 0; index < columns.length; index++) {
    const value = row[index];
    if (typeof value !== 'string') continue;
    const type = columns[index]?.type;
    if (type === 'decimal') addDecimal(stats, index, value);
    else if (type === 'timestamp' && microsecondsOf(value) === undefined) addOdd(stats, index);
    else if (type === 'date' && daysOf(value) === undefined) addOdd(stats, index);
  }
}

/** The statistics of several segments together. @param columns of the table as it is now */
export function combinedStats(all: readonly ColumnStats[], columns: readonly Column[]): ColumnStats {
  const sum = noStats();
  for (const { odd } of all) for (const index of odd) addOdd(sum, index);
  for (const [index, { type }] of columns.entries()) {
    if (type === 'decimal' && all.length > 0) sum.digits[index] = digitsOf(all, index);
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
