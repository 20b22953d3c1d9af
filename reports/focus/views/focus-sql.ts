// What the views of FOCUS need of each dialect beside the words of the mart.
import type { Dialect } from '../../sql/dialect.js';

/** The first second of a day in UTC. In SQLite, which has no instants, the text of it. */
export function instantOf({ name }: Dialect, day: string): string {
  switch (name) {
    case 'sqlite':
      return `(${day} || 'T00:00:00.000000Z')`;
    case 'postgres':
      return `(CAST(${day} AS timestamp) AT TIME ZONE 'UTC')`;
    case 'duckdb':
      return `CAST(strftime(${day}, '%Y-%m-%d') || 'T00:00:00Z' AS TIMESTAMP WITH TIME ZONE)`;
  }
}

/** A text as JSON. */
export function jsonString({ name }: Dialect, value: string): string {
  if (name === 'sqlite') return `json_quote(${value})`;
  return `CAST(to_json(${value}) AS ${name === 'postgres' ? 'text' : 'VARCHAR'})`;
}

/** First day of a month such as `2026-10`. */
export function firstDayOf(d: Dialect, month: string): string {
  return d.cast(`(${month} || '-01')`, 'date');
}

/** First day of the month after that of a date. */
export function nextMonthOf(d: Dialect, day: string): string {
  return d.firstDay(`${d.monthOf(day)} + 1`);
}
