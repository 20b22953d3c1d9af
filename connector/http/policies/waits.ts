// How long to wait before an attempt is repeated.
import type { Clock } from '../../model/clock.js';

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** Exponential backoff with full jitter: a random part of 0.5 s, 1 s, 2 s ... 30 s. `random` is in [0, 1). */
export function backoffMs(failures: number, random: number): number {
  return random * Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
}

/**
 * Milliseconds that a Retry-After header asks for, in either of its forms; undefined without a usable one.
 * A date is compared with the server's own `Date`, so that a wrong local clock does not matter.
 */
export function retryAfterMs(headers: Record<string, string>, clock: Clock): number | undefined {
  const value = headers['retry-after']?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  // `Date.parse` makes a date of nearly anything with a number in it.
  const until = /\d:\d\d:\d\d/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(until)) return undefined;
  const serverNow = Date.parse(headers.date ?? '');
  return Math.max(0, until - (Number.isNaN(serverNow) ? clock.now() : serverNow));
}
