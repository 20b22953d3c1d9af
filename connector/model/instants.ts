// Instants and dates: as numbers, and in the one text form that all destinations share. Strict; and fast, because every
// row passes here.

const DAY_MS = 86_400_000;
/** An instant as ISO 8601 allows it: seconds and the minutes of the offset may be missing. */
const INSTANT = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d(?::?\d\d)?)?$/;
/** Digits of a second in the text form. No destination stores finer instants. */
const DIGITS = 6;
const DATE = /^\d{4}-\d\d-\d\d$/;
/** Entries of the cache: a table has few different days. */
const DAYS = 5000;
const seen = new Map<string, number | undefined>();

export interface UtcInstant {
  /**
   * `2024-09-30T22:30:00.000000Z`: UTC, always 27 characters, so that the order of texts is the order of instants and the
   * same instant is the same text.
   */
  utc: string;
  /** False for an instant finer than a microsecond: `utc` is the microsecond that it lies in. */
  isExact: boolean;
}

/** Whether a text has the form of an instant, with or without an offset. */
export function isInstantText(text: string): boolean {
  return INSTANT.test(text);
}

/** Undefined for a text without an offset, for a day or time that does not exist, and outside of the years 1 to 9999. */
export function utcInstant(text: string): UtcInstant | undefined {
  const micros = microsecondsOf(text);
  if (micros !== undefined) return written(micros, true);
  const [, day, time, seconds = '00', fraction = '', offset] = INSTANT.exec(text) ?? [];
  if (offset === undefined) return undefined;
  const zone = offset.length === 3 ? `${offset}:00` : offset;
  const found = microsecondsOf(
    `${day}T${time}:${seconds}.${fraction.slice(0, DIGITS).padEnd(DIGITS, '0')}${zone}`,
  );
  return found === undefined ? undefined : written(found, !/[1-9]/.test(fraction.slice(DIGITS)));
}

/** The calendar day that a text prints, in its own offset; undefined where it is no instant of an existing day. */
export function printedDay(text: string): string | undefined {
  if (!isInstantText(text)) return undefined;
  const day = text.slice(0, 10);
  return isDay(day) ? day : undefined;
}

/** Whether `YYYY-MM-DD` is a day of the years 1 to 9999 that exists. */
export function isDay(text: string): boolean {
  return daysOf(text) !== undefined && !text.startsWith('0000');
}

function written(micros: bigint, isExact: boolean): UtcInstant | undefined {
  const rest = ((micros % 1000n) + 1000n) % 1000n;
  const iso = new Date(Number((micros - rest) / 1000n)).toISOString();
  // Other years have more digits.
  if (iso.length !== 24 || iso.startsWith('0000')) return undefined;
  return { utc: `${iso.slice(0, 23)}${String(rest).padStart(3, '0')}Z`, isExact };
}

/** Microseconds since 1970 of an ISO 8601 instant with an offset; undefined for other texts and for finer instants. */
export function microsecondsOf(text: string): bigint | undefined {
  const seconds = secondsOf(text);
  const end = text.charCodeAt(19) === 46 ? digitsEnd(text, 20) : 19;
  if (seconds === undefined || end === 20 || end > 29) return undefined;
  const offset = offsetSeconds(text, end);
  if (offset === undefined) return undefined;
  const fraction = end > 19 ? text.slice(20, end) : '';
  if (fraction.length > 6 && /[1-9]/.test(fraction.slice(6))) return undefined;
  const micros = (seconds - offset) * 1e6 + Number(fraction.slice(0, 6).padEnd(6, '0'));
  if (Number.isSafeInteger(micros)) return BigInt(micros);
  return BigInt(seconds - offset) * 1_000_000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
}

/** Days since 1970 of `YYYY-MM-DD`; undefined for other texts, such as a 30th of February. */
export function daysOf(text: string): number | undefined {
  if (seen.has(text)) return seen.get(text);
  if (seen.size >= DAYS) seen.clear();
  const ms = DATE.test(text) ? Date.parse(text) : Number.NaN;
  // The parser reads `2026-02-30` as a day in March.
  const isReal = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
  const days = isReal ? ms / DAY_MS : undefined;
  seen.set(text, days);
  return days;
}

/** Seconds since 1970 of `YYYY-MM-DDThh:mm:ss`, taken as UTC. */
function secondsOf(text: string): number | undefined {
  if (text[10] !== 'T' || text[13] !== ':' || text[16] !== ':') return undefined;
  const days = daysOf(text.slice(0, 10));
  const [hours, minutes, seconds] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)];
  if (days === undefined || !(hours < 24 && minutes < 60 && seconds < 60)) return undefined;
  return days * 86_400 + hours * 3600 + minutes * 60 + seconds;
}

/** The offset `Z`, `+hh:mm` or `+hhmm` at the end of a text, in seconds. */
function offsetSeconds(text: string, at: number): number | undefined {
  if (text[at] === 'Z') return text.length === at + 1 ? 0 : undefined;
  const sign = text[at] === '+' ? 1 : text[at] === '-' ? -1 : 0;
  const minutesAt = text[at + 3] === ':' ? at + 4 : at + 3;
  const [hours, minutes] = [twoDigits(text, at + 1), twoDigits(text, minutesAt)];
  if (sign === 0 || text.length !== minutesAt + 2 || !(hours < 24 && minutes < 60)) return undefined;
  return sign * (hours * 3600 + minutes * 60);
}

/** NaN when they are not digits. */
function twoDigits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
  return tens >= 0 && tens < 10 && ones >= 0 && ones < 10 ? tens * 10 + ones : Number.NaN;
}

function digitsEnd(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++;
  return at;
}
