// Instants and dates as numbers, for formats that have types for them.

const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
const DAY_MS = 86_400_000;

/** Microseconds since 1970 of an ISO 8601 instant with its offset; undefined when it is none, or finer than that. */
export function microsecondsOf(text: string): bigint | undefined {
  const [, local, fraction = '', offset = ''] = INSTANT.exec(text) ?? [];
  if (local === undefined || /[1-9]/.test(fraction.slice(6))) return undefined;
  const zone = offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset;
  const ms = Date.parse(local + zone);
  if (Number.isNaN(ms) || !isRealDay(local.slice(0, 10))) return undefined;
  return BigInt(ms) * 1000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
}

/** Days since 1970 of `YYYY-MM-DD`; undefined for anything else. */
export function daysOf(text: string): number | undefined {
  return DATE.test(text) && isRealDay(text) ? Date.parse(text) / DAY_MS : undefined;
}

/** `2026-02-30` is a day in March for the parser. */
function isRealDay(date: string): boolean {
  const ms = Date.parse(date);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
}
