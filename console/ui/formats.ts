// How numbers, money and dates are written, in each language. The digits are those of the data: nothing is rounded here
// but what says so.
import { difference, isNegative, isZero, magnitude, percent, rounded, significantPlaces } from './numbers.js';

export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

interface Notation {
  /** Between groups of three digits. */
  group: string;
  point: string;
  /** Before a percent sign or a currency behind its number. */
  gap: string;
  months: string[];
  shortMonths: string[];
  /** Symbol and place of a currency; another one is written as its code. */
  symbols: Record<string, string>;
  symbolFirst: boolean;
  times: string;
  created: string;
  gone: string;
  and: string;
}

const NARROW = '\u202f';
const NO_BREAK = '\u00a0';
const MINUS = '\u2212';

const NOTATION: Record<Language, Notation> = {
  en: {
    group: ',',
    point: '.',
    gap: '',
    months: 'January February March April May June July August September October November December'.split(
      ' ',
    ),
    shortMonths: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
    symbols: { EUR: '€', USD: '$', GBP: '£', CAD: 'CA$', AUD: 'A$' },
    symbolFirst: true,
    times: '×',
    created: 'new',
    gone: 'gone',
    and: 'and',
  },
  fr: {
    group: NARROW,
    point: ',',
    gap: NO_BREAK,
    months: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
    shortMonths: 'janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.'.split(' '),
    symbols: { EUR: '€', USD: '$US', GBP: '£', CAD: '$CA', AUD: '$AU' },
    symbolFirst: false,
    times: '×',
    created: 'nouveau',
    gone: 'disparu',
    and: 'et',
  },
};

export type Formats = ReturnType<typeof formats>;

export function formats(language: Language) {
  const notation = NOTATION[language];

  /** Digits of a decimal number, grouped, with a real minus. */
  const digits = (text: string): string => {
    const [whole = '', fraction] = magnitude(text).split('.');
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, notation.group);
    return (isNegative(text) ? MINUS : '') + grouped + (fraction ? notation.point + fraction : '');
  };

  /** All its digits, and at least two decimals. */
  const amount = (text: string, places = 2): string => {
    const shown = Math.max(places, significantPlaces(text));
    return digits(rounded(text, shown));
  };

  const signed = (text: string): string => (isNegative(text) || isZero(text) ? '' : '+') + amount(text);

  const money = (text: string, currency: string): string => {
    const symbol = notation.symbols[currency];
    if (symbol === undefined)
      return notation.symbolFirst
        ? `${currency}${NO_BREAK}${amount(text)}`
        : `${amount(text)}${NO_BREAK}${currency}`;
    if (!notation.symbolFirst) return `${amount(text)}${NO_BREAK}${symbol}`;
    return isNegative(text) ? `${MINUS}${symbol}${amount(magnitude(text))}` : symbol + amount(text);
  };

  const count = (value: number): string => digits(String(value));
  const percentage = (text: string): string => `${digits(text)}${notation.gap}%`;

  /** `part` of `whole`, with one decimal; `–` where there is no whole. */
  const share = (part: string, whole: string): string => {
    const value = percent(part, whole);
    return value === undefined ? '–' : percentage(value);
  };

  /** From `before` to `now`, with sign and one decimal; `×13` beyond 999 %. Null: nothing in that month. */
  const change = (now: string | null, before: string | null): string => {
    if (now === null && before === null) return '–';
    if (before === null) return notation.created;
    if (now === null) return notation.gone;
    const ratio = percent(now, before);
    if (ratio === undefined || isNegative(before)) return '–';
    const points = percent(difference(now, before), before) ?? '0';
    if (Number(points) > 999) return notation.times + digits(rounded(String(Number(ratio) / 100), 0));
    return (Number(points) > 0 ? '+' : '') + percentage(points);
  };

  const [name, short] = [
    (month: string) => notation.months[Number(month.slice(5, 7)) - 1] ?? month,
    (month: string) => notation.shortMonths[Number(month.slice(5, 7)) - 1] ?? month,
  ];
  const ordinal = (day: number): string => (language === 'fr' && day === 1 ? '1er' : String(day));
  const dayMonth = (day: string): string => `${ordinal(Number(day.slice(8, 10)))} ${short(day)}`;
  const day = (text: string): string => `${dayMonth(text)} ${text.slice(0, 4)}`;
  const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

  return {
    language,
    amount,
    signed,
    money,
    count,
    digits,
    percentage,
    share,
    change,
    /** Rounded to whole units: for labels on charts. */
    label: (text: string): string => digits(rounded(text, 0)),
    /** `October` */
    monthName: name,
    /** `October 2026` */
    month: (month: string): string => `${name(month)} ${month.slice(0, 4)}`,
    /** `Oct` */
    shortMonth: short,
    /** `Oct 26` */
    shortMonthYear: (month: string): string => `${short(month)} ${month.slice(2, 4)}`,
    /** `3 Nov` */
    dayMonth,
    /** `3 Nov 2026` */
    day,
    /** `10:19`, as written, whatever the offset. */
    time: (instant: string): string => instant.slice(11, 16),
    /** `UTC+1` */
    zone: (instant: string): string => {
      const [, sign = '', hours = '00', minutes = '00'] = /([+-])(\d\d):(\d\d)$/.exec(instant) ?? [];
      if (Number(hours) + Number(minutes) === 0) return 'UTC';
      return `UTC${sign === '-' ? MINUS : '+'}${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`;
    },
    /** `2 min 34 s` */
    duration: (seconds: number): string => {
      const whole = Math.round(seconds);
      const parts = [
        [Math.floor(whole / 3600), 'h'],
        [Math.floor((whole % 3600) / 60), 'min'],
        [whole % 60, 's'],
      ] as const;
      const shown = parts.filter(([value]) => value > 0).slice(0, 2);
      if (shown.length === 0) return `0${NO_BREAK}s`;
      return shown.map(([value, unit]) => `${value}${NO_BREAK}${unit}`).join(' ');
    },
    /** `a, b and c` */
    list: (items: readonly string[]): string =>
      items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${notation.and} ${items.at(-1)}`,
    capital,
  };
}
