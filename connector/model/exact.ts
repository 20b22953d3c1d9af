// Exact sums of decimal numbers, computed as integers of the finest decimal place.
import { plainDecimal } from './json.js';

interface Steps {
  count: bigint;
  /** Decimal places. */
  places: number;
}

/** The sum in plain decimal notation, with the decimal places of the finest summand; undefined if one is no number. */
export function exactSum(numbers: readonly string[]): string | undefined {
  const parts = numbers.map(stepsOf);
  if (!parts.every((part) => part !== undefined)) return undefined;
  const places = Math.max(0, ...parts.map((part) => part.places));
  const count = parts.reduce((sum, part) => sum + part.count * 10n ** BigInt(places - part.places), 0n);
  return write({ count, places });
}

/** `a - b`, exactly. */
export function exactDifference(a: string, b: string): string | undefined {
  const negative = plainDecimal(b);
  return exactSum([a, negative.startsWith('-') ? negative.slice(1) : `-${negative}`]);
}

function stepsOf(text: string): Steps | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plainDecimal(text));
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  const size = BigInt(whole + fraction);
  return { count: sign === '-' ? -size : size, places: fraction.length };
}

function write({ count, places }: Steps): string {
  const size = (count < 0n ? -count : count).toString().padStart(places + 1, '0');
  const point = size.length - places;
  const text = places === 0 ? size : `${size.slice(0, point)}.${size.slice(point)}`;
  return count < 0n ? `-${text}` : text;
}
