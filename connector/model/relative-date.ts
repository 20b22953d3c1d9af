// Dates relative to today, for loads that repeat without a change of the configuration.

/** Midnight UTC so many days ago, or on the first day of the month so many months ago. */
export type RelativeDate = { daysAgo: number } | { monthsAgo: number };

/** A value of a query-string parameter as users write it. */
export type QueryInput = string | number | boolean | RelativeDate;

export function isRelativeDate(value: unknown): value is RelativeDate {
  return typeof value === 'object' && value !== null && ('daysAgo' in value || 'monthsAgo' in value);
}

/** `2026-08-01T00:00:00Z`. */
export function dateText(date: RelativeDate, nowMs: number): string {
  const now = new Date(nowMs);
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const instant =
    'daysAgo' in date ? Date.UTC(year, month, day - date.daysAgo) : Date.UTC(year, month - date.monthsAgo, 1);
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** The parameters, with relative dates resolved. */
export function datedQuery(
  query: Readonly<Record<string, QueryInput>>,
  nowMs: number,
): Record<string, string | number | boolean> {
  const entries = Object.entries(query).map(([name, value]) => [
    name,
    isRelativeDate(value) ? dateText(value, nowMs) : value,
  ]);
  return Object.fromEntries(entries);
}
