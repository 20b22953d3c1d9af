// Amounts of files of others, which may have more decimals than ours: whole 10⁻³⁰ units.
import { plainDecimal } from '../../../connector/model/json.js';

const PLACES = 30;

/** Undefined for what is no number, or finer than 10⁻³⁰. */
export function finely(text: string): bigint | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+?)0*)?$/.exec(plainDecimal(text.trim()));
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  if (fraction.length > PLACES) return undefined;
  return BigInt(`${sign}${whole}${fraction.padEnd(PLACES, '0')}`);
}

/** With at least two decimals, and no more than it needs. */
export function plainly(amount: bigint): string {
  const sign = amount < 0n ? '-' : '';
  const digits = (amount < 0n ? -amount : amount).toString().padStart(PLACES + 1, '0');
  const fraction = digits.slice(-PLACES).replace(/0+$/, '').padEnd(2, '0');
  return `${sign}${digits.slice(0, -PLACES)}.${fraction}`;
}

export function ofUcents(ucents: bigint): bigint {
  return ucents * 10n ** BigInt(PLACES - 8);
}
