// Times and durations as people read them, in the time zone of this machine.
import { f } from '../state/language.js';

const two = (value: number): string => String(value).padStart(2, '0');

/** `3 Nov 2026`. */
export function dayOf(instant: string): string {
  const at = new Date(instant);
  return f.value.day(`${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`);
}

/** `10:14:02`. */
export function timeOf(instant: string): string {
  const at = new Date(instant);
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':');
}

/** With one decimal, where it has one. */
export const tenths = (value: number): string => f.value.digits(String(Math.round(value * 10) / 10));

/** `0.4 s`, `41 s`, `2 min 34 s`. */
export const lasting = (seconds: number): string =>
  seconds < 10 ? `${tenths(seconds)} s` : f.value.duration(seconds);

/** `01:31`. */
export function elapsed(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const rest = `${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
  return whole < 3600 ? rest : `${Math.floor(whole / 3600)}:${rest}`;
}
