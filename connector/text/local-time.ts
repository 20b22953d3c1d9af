// An instant as a clock on the wall shows it, with its distance from UTC.

/** `2026-03-29T03:00:00+02:00`. */
export function localTime(instant: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  });
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const [year, month, day, hour, minute, second] = (
    ['year', 'month', 'day', 'hour', 'minute', 'second'] as const
  ).map((type) => parts.get(type) ?? '');
  const offset = (parts.get('timeZoneName') ?? '').replace(/^GMT/, '') || '+00:00';
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`;
}

/** `2026-03-29T01:00:00Z`. */
export const utcTime = (instant: number) => new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z');

const UNITS = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
] as const;

/** `in 3 h`, `in 40 s`, `now`. */
export function untilWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds <= 0) return 'now';
  const [size, unit] = UNITS.find(([each]) => seconds >= 2 * each) ?? [1, 's'];
  return `in ${Math.round(seconds / size)} ${unit}`;
}
