// What a part knows of its columns without reading them: how long decimals are, and whether instants are such.

import type { Column } from '../../model/table.js';
import { daysOf, microsecondsOf } from '../formats/instants.js';
import type { Stored } from '../kit/cells.js';
import { INTEGER_DIGITS } from '../kit/decimals.js';

/** By position of the column. */
export interface ColumnStats {
  /** Most digits before and after the point. */
  digits: Record<number, [whole: number, fraction: number]>;
  /** Instants or dates that are none, or finer than a microsecond. */
  odd: number[];
}

export function noStats(): ColumnStats {
  return { digits: {}, odd: [] };
}

/** Takes note of a row. */
export function addToStats(facts: ColumnStats, columns: readonly Column[], row: readonly Stored[]): void {
  for (let index = 0; index < columns.length; index++) {
    const value = row[index];
    if (typeof value !== 'string') continue;
    const type = columns[index]?.type;
    if (type === 'decimal') noteDecimal(facts, index, value);
    else if (type === 'timestamp' && microsecondsOf(value) === undefined) noteOdd(facts, index);
    else if (type === 'date' && daysOf(value) === undefined) noteOdd(facts, index);
  }
}

/** Of several parts, as the columns are now. */
export function combinedStats(all: readonly ColumnStats[], columns: readonly Column[]): ColumnStats {
  const sum = noStats();
  for (const { odd } of all) for (const index of odd) noteOdd(sum, index);
  for (const [index, { type }] of columns.entries()) {
    if (type === 'decimal' && all.length > 0) sum.digits[index] = digitsOf(all, index);
  }
  return sum;
}

/** Facts of a decimal column over parts, of which some were written when it was one of integers. */
export function digitsOf(all: readonly ColumnStats[], index: number): [whole: number, fraction: number] {
  const found = all.map(({ digits }): [number, number] => digits[index] ?? [INTEGER_DIGITS, 0]);
  return [
    Math.max(1, ...found.map(([whole]) => whole)),
    Math.max(0, ...found.map(([, fraction]) => fraction)),
  ];
}

function noteDecimal(facts: ColumnStats, index: number, text: string): void {
  const sign = text.startsWith('-') ? 1 : 0;
  const point = text.indexOf('.');
  const whole = (point < 0 ? text.length : point) - sign;
  grow(facts, index, whole, point < 0 ? 0 : text.length - point - 1);
}

function grow(facts: ColumnStats, index: number, whole: number, fraction: number): void {
  const known = facts.digits[index];
  if (!known) facts.digits[index] = [whole, fraction];
  else if (whole > known[0] || fraction > known[1]) {
    facts.digits[index] = [Math.max(whole, known[0]), Math.max(fraction, known[1])];
  }
}

function noteOdd(facts: ColumnStats, index: number): void {
  if (!facts.odd.includes(index)) facts.odd.push(index);
}
