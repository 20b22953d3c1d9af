// Conditions on the columns of a table, and what the value of one is in the type of its column.
import { isDay, utcInstant } from '../../model/instants.js';
import { plainDecimal } from '../../model/json.js';
import type { ColumnType } from '../../model/table.js';

export const COMPARISONS = ['=', '!=', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof COMPARISONS)[number];
/** NULL is no text and no number: only `null` meets it. */
export const OPERATORS = [...COMPARISONS, 'contains', 'starts', 'null', 'not null'] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Condition {
  column: string;
  operator: Operator;
  /** As text: a number with its digits, a day, an instant, `true`. Absent with `null` and `not null`. */
  value?: string;
}

/** What a comparison comes to: with a value of the column's own grid, met by every value, or by none. */
export type Compared = { operator: Comparison; value: string } | 'any' | 'none';

/** Numbers that a column can hold: decimal places, and the largest size in steps of the last of them. */
export interface Grid {
  places: number;
  least: bigint;
  most: bigint;
}

export const INT64: Grid = { places: 0, least: -(2n ** 63n), most: 2n ** 63n - 1n };

/** Undefined for a value that is none of the type. */
export function operandOf(type: ColumnType, text: string): string | undefined {
  if (type === 'boolean') return /^(true|false)$/.test(text) ? text : undefined;
  if (type === 'bigint' || type === 'decimal') return digitsOf(text);
  if (type === 'date') return isDay(text) ? text : undefined;
  if (type === 'timestamp') return instantOf(text);
  return text;
}

/** `12.50`, `-3`, `1E+2`, in plain notation without zeros that say nothing. */
function digitsOf(text: string): string | undefined {
  const plain = plainDecimal(text.trim().replace(/^\+/, ''));
  const [, sign = '', whole = '', fraction = ''] = /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(plain) ?? [];
  if (whole === '') return undefined;
  const short = fraction === '' ? whole : `${whole}.${fraction}`;
  return short === '0' ? short : sign + short;
}

/** A day is its beginning in UTC. */
function instantOf(text: string): string | undefined {
  const found = utcInstant(isDay(text) ? `${text}T00:00:00Z` : text);
  return found?.isExact ? found.utc : undefined;
}

/** A number that the column cannot hold, as a comparison with one that it can. */
export function onGrid(operator: Comparison, digits: string, { places, least, most }: Grid): Compared {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(digits) ?? [];
  const size = BigInt(whole + fraction.slice(0, places).padEnd(places, '0'));
  const isOn = !/[1-9]/.test(fraction.slice(places));
  // Towards negative infinity.
  const below = sign === '-' ? -size - (isOn ? 0n : 1n) : size;
  const isLess = operator === '<' || operator === '<=';
  const isMore = operator === '>' || operator === '>=';
  if (below < least) return isMore || operator === '!=' ? 'any' : 'none';
  if (below > most || (below === most && !isOn)) return isLess || operator === '!=' ? 'any' : 'none';
  if (isOn) return { operator, value: digits };
  if (operator === '=') return 'none';
  if (operator === '!=') return 'any';
  return { operator: isLess ? '<=' : '>', value: written(below, places) };
}

function written(units: bigint, places: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const at = digits.length - places;
  const text = places === 0 ? digits : `${digits.slice(0, at)}.${digits.slice(at)}`;
  return units < 0n ? `-${text}` : text;
}
