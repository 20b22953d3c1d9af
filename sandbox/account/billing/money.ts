/** Amounts as whole numbers of 10^-8 units of a currency, and the price objects that carry them. */
import type { RawNumber, WireObject } from '../../wire/json.js';
import { num } from '../../wire/json.js';

/** One unit of currency. */
export const unit = 100_000_000n;
const cent = unit / 100n;

/** The decimal digits of an amount, at least `least` of them after the point: `59.9`, `59.90`. */
export function decimalText(amount: bigint, least = 0): string {
  const sign = amount < 0n ? '-' : '';
  const size = amount < 0n ? -amount : amount;
  const shortest = (size % unit).toString().padStart(8, '0').replace(/0+$/, '');
  const fraction = shortest.padEnd(least, '0');
  return `${sign}${size / unit}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Rounds half a cent away from zero. */
export function roundToCents(amount: bigint): bigint {
  const half = amount < 0n ? -cent / 2n : cent / 2n;
  return ((amount + half) / cent) * cent;
}

const symbols: Readonly<Record<string, string>> = { EUR: '€', PLN: 'zł', USD: '$', points: 'points' };

/** `1\u202f234,50\u00a0€`: the text for people, which no program should parse. */
export function priceText(amount: bigint, currency: string): string {
  const [whole = '0', fraction = '00'] = decimalText(roundToCents(amount), 2).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u202f');
  return `${grouped},${fraction}\u00a0${symbols[currency] ?? currency}`;
}

/** An order.Price; `token` overrides the digits of `value`. */
export function price(amount: bigint, currency: string, token?: string): WireObject {
  return {
    currencyCode: currency,
    priceInUcents: num(amount),
    text: priceText(amount, currency),
    value: valueToken(amount, token),
  };
}

/** An order.LongPrice: a price without the exact integer. */
export function longPrice(amount: bigint, currency: string, token?: string): WireObject {
  return { currencyCode: currency, text: priceText(amount, currency), value: valueToken(amount, token) };
}

function valueToken(amount: bigint, token: string | undefined): RawNumber {
  return num(token ?? decimalText(amount));
}
