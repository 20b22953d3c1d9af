// Numbers of a configuration: values for the API keep their digits.
import { Decimal } from '../../model/json.js';
import type { KeyPath } from './key-path.js';

const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const SENT = new Set<string | number>(['parameters', 'query', 'body']);

/** True for values for the API and for limits of spend, whose numbers keep their digits. */
export function keepsDigits(path: KeyPath): boolean {
  if (path[0] === 'budgets') return path[2] === 'limit';
  return path[0] === 'endpoints' && path[2] !== undefined && SENT.has(path[2]);
}

/**
 * A number from its text. `exact`: a safe integer, a bigint beyond, else a `Decimal` with the digits as
 * written. Otherwise a float. Undefined where the text is not a plain decimal number (`0123`, `0x1f`, `.inf`).
 */
export function readNumber(text: string, exact: boolean): number | bigint | Decimal | undefined {
  if (!JSON_NUMBER.test(text)) return undefined;
  if (!exact) {
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
  }
  if (!/^-?\d+$/.test(text) || text === '-0') return new Decimal(text);
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}

/** The same for a number of JavaScript; undefined where its digits are already lost, or it has none. */
export function adoptNumber(value: number, exact: boolean): number | Decimal | undefined {
  if (!Number.isFinite(value)) return undefined;
  if (!exact) return value;
  if (Number.isSafeInteger(value)) return Object.is(value, -0) ? new Decimal('-0') : value;
  return Number.isInteger(value) ? undefined : new Decimal(String(value));
}
