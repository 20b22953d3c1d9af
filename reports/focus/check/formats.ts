// Formats of values, as the attributes of the specification define them.
import type { FocusValue } from './rule.js';

/** NumericFormat: digits, one point, an exponent without `+`. */
export function isNumber(value: string): boolean {
  return /^-?\d+(\.\d+)?([eE]-?\d+)?$/.test(value);
}

/** DateTimeFormat: `YYYY-MM-DDTHH:MM:SSZ` of a day that there is. */
export function isInstant(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value)) return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString() === value.replace('Z', '.000Z');
}

/** StringHandling: Unicode, and not blanks alone. */
export function isText(value: string): boolean {
  return value.trim() !== '' && value.isWellFormed();
}

const PLACEHOLDERS = /^(not applicable|not available|n\/?a|null|none|undefined|unknown|-+|\?+)$/i;

/** NullHandling: words that stand for no value. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDERS.test(value.trim());
}

/** KeyValueFormat: an object whose keys are there once, and whose values are no objects or lists. */
export function isKeyValue(value: string): boolean {
  const parsed = objectOf(value);
  if (!parsed) return false;
  if (Object.values(parsed).some((each) => typeof each === 'object' && each !== null)) return false;
  return keysOf(value).length === Object.keys(parsed).length;
}

export function objectOf(json: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(json);
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return isObject ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The keys of a flat object as they are written, also those that are there twice. */
function keysOf(json: string): string[] {
  return [...json.matchAll(/"(?:[^"\\]|\\.)*"(?=\s*(:)?)/g)].filter(([, colon]) => colon).map(([key]) => key);
}

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** CurrencyFormat, of a national currency: a code of ISO 4217. */
export function isCurrency(value: string): boolean {
  return CURRENCIES.has(value);
}

const UNITS =
  'Count|Units|Requests|Tokens|Connections|Certificates|Domains|Cores|[KMGTPE]?i?[Bb]|Years|Months|Days|Hours|Minutes|Seconds';
const TIMES = 'Year|Month|Day|Hour|Minute|Second';
const UNIT = new RegExp(
  `^(\\d+ )?((${UNITS})|([KMGTPE]?i?[Bb]|Unit|Core|Connection|Domain|Certificate)-(${TIMES})s|(${UNITS})/(${TIMES})|(${UNITS})/\\d+ (${TIMES})s)$`,
);

/** UnitFormat, of the units that it lists. */
export function isUnit(value: string): boolean {
  return UNIT.test(value);
}

export function isMonthStart(value: string): boolean {
  return /^\d{4}-\d\d-01T00:00:00Z$/.test(value);
}

/** The instant at which the month after begins. */
export function nextMonth(start: string): string {
  const [year, month] = [Number(start.slice(0, 4)), Number(start.slice(5, 7))];
  const next =
    month === 12
      ? `${String(year + 1).padStart(4, '0')}-01`
      : `${start.slice(0, 4)}-${String(month + 1).padStart(2, '0')}`;
  return `${next}-01T00:00:00Z`;
}

/** Whole 10⁻⁸ units of a number; undefined for what is none, or finer. */
export function ucentsOf(value: FocusValue): bigint | undefined {
  const match = /^(-?)(\d+)(?:\.(\d{1,8})0*)?$/.exec(value ?? '');
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  return BigInt(`${sign}${whole}${fraction.padEnd(8, '0')}`);
}
