// Values of the engines in the one form that queries answer.
import { DestinationError } from '../model/errors.js';
import { plainDecimal } from '../model/json.js';

/** Plain digits, without zeros at their end: `59.9`. */
export function decimalText(digits: string): string {
  const plain = /e/i.test(digits) ? plainDecimal(digits) : digits;
  if (!plain.includes('.')) return plain;
  const short = plain.replace(/\.?0+$/, '');
  return short === '-0' ? '0' : short;
}

/** `2026-10-22T08:15:30.000000Z` of `2026-10-22 08:15:30+00`, of its like, or of microseconds. */
export function instantText(value: string | bigint): string {
  if (typeof value === 'bigint') {
    const rest = ((value % 1000n) + 1000n) % 1000n;
    const iso = new Date(Number((value - rest) / 1000n)).toISOString();
    return `${iso.slice(0, -1)}${String(rest).padStart(3, '0')}Z`;
  }
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(?:Z|\+00(?::?00)?)?$/.exec(value);
  return match ? `${match[1]}T${match[2]}.${(match[3] ?? '').padEnd(6, '0')}Z` : value;
}

/** SQL that is wrong, that would change something, or that was stopped. */
export function queryProblem(words: string, cause?: unknown): DestinationError {
  return new DestinationError('destination-query', words, { cause });
}

export function stopped(timeoutMs: number | undefined, signal: AbortSignal | undefined): DestinationError {
  return queryProblem(
    signal?.aborted
      ? 'the query was stopped'
      : `the query was stopped after ${(timeoutMs ?? 0) / 1000} s, which is its time limit`,
  );
}
