// Instants as people say them: today, 10:14; tomorrow, 06:00; 3 Nov, 10:14. In the time zone of the browser.
import { f, t } from '../state/language.js';

const two = (value: number): string => String(value).padStart(2, '0');

const dayOf = (at: Date): string => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
const timeOf = (at: Date): string => `${two(at.getHours())}:${two(at.getMinutes())}`;

/** @param now instant by the server's clock */
export function when(instant: string, now: string): string {
  const at = new Date(instant);
  const days = daysBetween(new Date(now), at);
  const { today, tomorrow, yesterday } = t.value.homePage.days;
  const near = { [-1]: yesterday, 0: today, 1: tomorrow }[days];
  return `${near ?? f.value.dayMonth(dayOf(at))}, ${timeOf(at)}`;
}

/** With its year. */
export function moment(instant: string): string {
  const at = new Date(instant);
  return `${f.value.day(dayOf(at))}, ${timeOf(at)}`;
}

function daysBetween(from: Date, to: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(to) - midnight(from)) / 86_400_000);
}

/** How long ago, or how long until: minutes, hours, days. */
export function age(instant: string, now: string): string {
  const seconds = Math.abs(Date.parse(now) - Date.parse(instant)) / 1000;
  const { justNow, inDays } = t.value.homePage.days;
  if (seconds < 60) return justNow;
  if (seconds >= 2 * 86_400) return inDays(f.value.count(Math.floor(seconds / 86_400)));
  return f.value.duration(Math.floor(seconds / 60) * 60);
}
