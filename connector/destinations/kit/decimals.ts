// Which DECIMAL holds the numbers of a column, for formats and databases whose decimals have a fixed scale.

/** Most digits before and after the point. */
export type Digits = readonly [whole: number, fraction: number];

/** Digits that readers everywhere take. */
export const MOST_DIGITS = 38;
/** Digits of a 64-bit integer: what a column of integers has that became one of decimals. */
export const INTEGER_DIGITS = 19;
/** Digits after the point grow in these steps, so that the type of a column seldom changes. */
const SCALES = [2, 6, 9, 12, 18];

/** The scale `s` of the DECIMAL(38, s) that holds them all; undefined when none does: nothing is ever rounded. */
export function decimalScale([whole, fraction]: Digits): number | undefined {
  if (whole + fraction > MOST_DIGITS) return undefined;
  return SCALES.find((step) => step >= fraction && step + whole <= MOST_DIGITS) ?? fraction;
}

/** What two sets of numbers have together. */
export function moreDigits(one: Digits, other: Digits): Digits {
  return [Math.max(one[0], other[0]), Math.max(one[1], other[1])];
}
