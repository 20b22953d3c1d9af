// The DECIMAL that holds all numbers of a column, for formats and databases whose decimals have a fixed scale.

/** Most digits before and after the point. */
export type Digits = readonly [whole: number, fraction: number];

/** Digits of a DECIMAL that every reader supports. */
export const MOST_DIGITS = 38;
/** Digits of a 64-bit integer, for a column of integers that widens to decimals. */
export const INTEGER_DIGITS = 19;
/** The scale grows in these steps, so that the type of a column seldom changes. */
const SCALES = [2, 6, 9, 12, 18];

/** The scale `s` of the DECIMAL(38, s) that holds numbers with these digits; undefined when none does. */
export function decimalScale([whole, fraction]: Digits): number | undefined {
  if (whole + fraction > MOST_DIGITS) return undefined;
  return SCALES.find((step) => step >= fraction && step + whole <= MOST_DIGITS) ?? fraction;
}

/** The digits of two sets of numbers together. */
export function moreDigits(one: Digits, other: Digits): Digits {
  return [Math.max(one[0], other[0]), Math.max(one[1], other[1])];
}
