// The date filter of a list, and what of it was read.
import { dateText, isRelativeDate, type RelativeDate } from './relative-date.js';

export interface WindowSpec {
  /** Query-string parameter of the earliest date: `date.from`. */
  from: string;
  /** Query-string parameter of the latest date: for a backfill. Else a list is asked without an end. */
  to?: string;
  /** Days before the last reading that are read again, for documents that come late. Default 45. */
  lookBack?: number;
  /** Where a reading of everything begins. Absent: without a beginning. */
  start?: string | RelativeDate;
  /** How dates are written in the query: `2026-01-31T10:00:00Z` (default) or `2026-01-31`. */
  format?: 'datetime' | 'date';
}

export const DEFAULT_LOOK_BACK = 45;
const DAY_MS = 86_400_000;

/** Query-string parameters, in words of the API. */
export type DateQuery = Record<string, string>;

/** The parameters for what is dated from `from` to `to`, in milliseconds since 1970; undefined: not bounded. */
export function windowQuery(spec: WindowSpec, from: number | undefined, to?: number): DateQuery {
  return {
    ...(from === undefined ? {} : { [spec.from]: instantText(from, spec.format) }),
    ...(spec.to === undefined || to === undefined ? {} : { [spec.to]: instantText(to, spec.format) }),
  };
}

/** Where a reading begins: the look-back before the cursor, or the start. Milliseconds; undefined: no beginning. */
export function windowBegin(
  { lookBack = DEFAULT_LOOK_BACK, start }: WindowSpec,
  cursor: number | undefined,
  nowMs: number,
): number | undefined {
  const first = start === undefined ? undefined : startMs(start, nowMs);
  if (cursor === undefined) return first;
  return Math.max(cursor - lookBack * DAY_MS, first ?? Number.NEGATIVE_INFINITY);
}

/** NaN for a text that is no date. */
export function startMs(start: string | RelativeDate, nowMs: number): number {
  return Date.parse(isRelativeDate(start) ? dateText(start, nowMs) : start);
}

function instantText(ms: number, format: WindowSpec['format'] = 'datetime'): string {
  const text = new Date(ms).toISOString();
  return format === 'date' ? text.slice(0, 10) : text.replace(/\.\d+Z$/, 'Z');
}
