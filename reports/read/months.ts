// Calendar months as `2026-10`.
import type { Day, Month } from '../report/report-data.js';

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

/** So many months later; negative: earlier. */
export function plusMonths(month: Month, count: number): Month {
  const number = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count;
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
}

/** From the first to the last, without holes; empty where the last is earlier. */
export function monthsBetween(first: Month, last: Month): Month[] {
  const months: Month[] = [];
  for (let month = first; month <= last; month = plusMonths(month, 1)) months.push(month);
  return months;
}

/** Up to so many months that end with `last` and begin no earlier than `first`. */
export function lastMonths(count: number, last: Month, first: Month): Month[] {
  const begin = plusMonths(last, 1 - count);
  return monthsBetween(begin < first ? first : begin, last);
}
