// Decimals as numbers of SQLite: those that a double holds are numbers; of others the nearest is, beside all digits as text.
import { plainDecimal } from '../../model/json.js';
import type { ColumnType } from '../../model/table.js';
import type { Stored } from '../kit/cells.js';

/** What the driver binds: a number as REAL, a bigint as INTEGER. */
export type Bound = null | number | bigint | string;

/** Digits that every double keeps, there and back. */
const SAFE_DIGITS = 15;
const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;

export interface StoredNumber {
  /** Null for a number beyond all doubles. */
  number: number | bigint | null;
  /** All digits, where `number` is not the same number. */
  exact: string | null;
}

/** @param digits plain decimal notation */
export function storedNumber(digits: string): StoredNumber {
  const short = shortest(digits);
  if (!short.includes('.')) {
    const whole = BigInt(short);
    if (whole >= INT64_MIN && whole <= INT64_MAX) return { number: whole, exact: null };
  }
  const number = Number(short);
  const isSafe = significant(short) <= SAFE_DIGITS && numberText(number) === short;
  return { number: Number.isFinite(number) ? number : null, exact: isSafe ? null : digits };
}

/** The plain decimal notation of a number as SQLite has it; texts are digits already. */
export function numberText(value: number | bigint | string): string {
  if (typeof value !== 'number') return String(value);
  return Object.is(value, -0) ? '0' : plainDecimal(String(value));
}

/** Whether a column stores its decimals as digits: in a key two numbers must not become one. */
export function isDigits(type: ColumnType, isKey: boolean): boolean {
  return type === 'decimal' && isKey;
}

/** A stored value that is no decimal, as the driver binds it. */
export function bindable(value: Stored): null | bigint | string {
  return typeof value === 'boolean' ? BigInt(value) : value;
}

/** Without zeros that say nothing: `0059.90` is `59.9`, `-0.0` is `0`. */
function shortest(digits: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(digits) ?? [];
  const short = fraction === '' ? whole : `${whole}.${fraction}`;
  return short === '0' ? short : sign + short;
}

/** Digits from the first that is not 0 to the last that is not 0. */
function significant(short: string): number {
  const digits = short.replace(/[-.]/g, '').replace(/^0+/, '');
  return (short.includes('.') ? digits : digits.replace(/0+$/, '')).length;
}
