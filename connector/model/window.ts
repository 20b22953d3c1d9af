// The date filter of a list.
import { dateText, isRelativeDate, type RelativeDate } from './relative-date.js';

export interface WindowSpec {
  /** Query-string parameter of the earliest date: `date.from`. */
  from: string;
  /** Query-string parameter of the latest date, for backfills. Loads read without an end. */
  to?: string;
  /** Days before the last reading that are read again, for objects that appear late. Default 45. */
  lookBack?: number;
  /** Where the first reading begins. Absent: no bound. */
  start?: string | RelativeDate;
  /** How dates are written in the query: `2026-01-31T10:00:00Z` (default) or `2026-01-31`. */
  format?: 'datetime' | 'date';
}

export const DEFAULT_LOOK_BACK = 45;
const DAY_MS = 86_400_000;

/** Query-string parameters, as the API expects them. */
export type DateQuery = Record<string, string>;

/** The parameters for dates from `from` to `to`, in milliseconds since 1970; undefined: no bound. */
export function windowQuery(spec: WindowSpec, from: number | undefined, to?: number): DateQuery {
  return {
    ...(from === undefined ? {} : { [spec.from]: instantText(from, spec.format) }),
    ...(spec.to === undefined || to === undefined ? {} : { [spec.to]: instantText(to, spec.format) }),
  };
}

/** Where a reading begins: the cursor less the look-back, or the start. Milliseconds; undefined: no bound. */
export function windowBegin(
  { lookBack = DEFAULT_LOOK_BACK, start }: WindowSpec,
  cursor: number | undefined,
  nowMs: number,
): number | undefined {
  const first = start === undefined ? undefined : startMs(start, nowMs);
  if (cursor === undefined) return first;
  return Math.max(cursor - lookBack * DAY_MS, first ?? Number.NEGATIVE_INFINITY);
}

/** NaN if the text is no date. */
export function startMs(start: string | RelativeDate, nowMs: number): number {
  return Date.parse(isRelativeDate(start) ? dateText(start, nowMs) : start);
}

function instantText(ms: number, format: WindowSpec['format'] = 'datetime'): string {
  const text = new Date(ms).toISOString();
  return format === 'date' ? text.slice(0, 10) : text.replace(/\.\d+Z$/, 'Z');
}
