// Decimal numbers as text, for what a page shows of them: comparison, shares, rounding. Exact: no float is involved but
// in `toNumber`, which is for the geometry of charts alone.

interface Scaled {
  /** The number × 10^places. */
  units: bigint;
  places: number;
}

/** @throws for a text that is no decimal number in plain notation */
export function scaled(text: string): Scaled {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw new TypeError(`${JSON.stringify(text)} is no decimal number in plain notation`);
  const [, sign = '', whole = '', fraction = ''] = match;
  const size = BigInt(whole + fraction);
  return { units: sign === '-' ? -size : size, places: fraction.length };
}

function pairOf(a: string, b: string): [bigint, bigint, number] {
  const one = scaled(a);
  const other = scaled(b);
  const places = Math.max(one.places, other.places);
  return [
    one.units * 10n ** BigInt(places - one.places),
    other.units * 10n ** BigInt(places - other.places),
    places,
  ];
}

/** Negative, 0 or positive, as `a` is smaller than, equal to or larger than `b`. */
export function compare(a: string, b: string): number {
  const [one, other] = pairOf(a, b);
  return one < other ? -1 : one > other ? 1 : 0;
}

export function isZero(text: string): boolean {
  return scaled(text).units === 0n;
}

export function isNegative(text: string): boolean {
  return scaled(text).units < 0n;
}

export function negated(text: string): string {
  if (isZero(text)) return text.replace('-', '');
  return text.startsWith('-') ? text.slice(1) : `-${text}`;
}

export function magnitude(text: string): string {
  return text.replace(/^-/, '');
}

export function largest(texts: readonly string[]): string | undefined {
  return texts.reduce<string | undefined>(
    (most, text) => (most === undefined || compare(text, most) > 0 ? text : most),
    undefined,
  );
}

/** `a - b`, exactly. */
export function difference(a: string, b: string): string {
  const [one, other, places] = pairOf(a, b);
  return written(one - other, places);
}

/** The sum, exactly; `0` of nothing. */
export function sum(texts: readonly string[]): string {
  return texts.reduce((total, text) => {
    const [one, other, places] = pairOf(total, text);
    return written(one + other, places);
  }, '0');
}

/** Rounded half away from zero. For labels, never for a cell of a table. */
export function rounded(text: string, places: number): string {
  const { units, places: has } = scaled(text);
  if (has <= places) return written(units * 10n ** BigInt(places - has), places);
  return written(divided(units, 10n ** BigInt(has - places)), places);
}

/** `a ÷ b × 100`, rounded half away from zero to `places`; undefined where `b` is 0. */
export function percent(a: string, b: string, places = 1): string | undefined {
  const [one, other] = pairOf(a, b);
  if (other === 0n) return undefined;
  return written(divided(one * 100n * 10n ** BigInt(places), other), places);
}

/** `a ÷ n`, rounded half away from zero to `places`. */
export function quotient(a: string, n: number, places: number): string {
  const { units, places: has } = scaled(a);
  return written(divided(units * 10n ** BigInt(places), BigInt(n) * 10n ** BigInt(has)), places);
}

/** Decimal places that carry something: `1.2500` has 2. */
export function significantPlaces(text: string): number {
  return (/\.(\d*?)0*$/.exec(text)?.[1] ?? '').length;
}

/** For geometry alone. */
export function toNumber(text: string): number {
  return Number(text);
}

function divided(a: bigint, b: bigint): bigint {
  const negative = a < 0n !== b < 0n;
  const size = a < 0n ? -a : a;
  const by = b < 0n ? -b : b;
  const whole = (size * 2n + by) / (by * 2n);
  return negative ? -whole : whole;
}

function written(units: bigint, places: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const point = digits.length - places;
  const text = places === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return units < 0n ? `-${text}` : text;
}
