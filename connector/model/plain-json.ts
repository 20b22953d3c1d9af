// JSON values as plain data: what `JSON.stringify` writes and `JSON.parse` reads, without losing a digit.
import { Decimal, isObject, type JsonValue, type Scalar } from './json.js';

/** Plain data. A number that JavaScript would round is `{ $number: '59.90' }`. */
export type PlainJson = null | boolean | string | number | PlainJson[] | { [key: string]: PlainJson };

/** A scalar as plain data. */
export type PlainScalar = string | number | { $number: string };

const NUMBER = '$number';
/** Around an object of the user's own that has one of these names. */
const OBJECT = '$object';

export function toPlain(value: Scalar): PlainScalar;
export function toPlain(value: JsonValue): PlainJson;
export function toPlain(value: JsonValue): PlainJson {
  if (typeof value === 'bigint' || value instanceof Decimal) return { [NUMBER]: String(value) };
  if (Array.isArray(value)) return value.map((item) => toPlain(item));
  if (!isObject(value)) return value;
  const plain = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toPlain(member)]));
  return NUMBER in plain || OBJECT in plain ? { [OBJECT]: plain } : plain;
}

export function fromPlain(plain: PlainScalar): Scalar;
export function fromPlain(plain: PlainJson): JsonValue;
export function fromPlain(plain: PlainJson): JsonValue {
  if (plain === null || typeof plain !== 'object') return plain;
  if (Array.isArray(plain)) return plain.map((item) => fromPlain(item));
  const { [NUMBER]: number, [OBJECT]: object } = plain;
  if (typeof number === 'string') return /^-?\d+$/.test(number) ? BigInt(number) : new Decimal(number);
  const members = isObject(object as JsonValue) ? (object as Record<string, PlainJson>) : plain;
  return Object.fromEntries(Object.entries(members).map(([key, member]) => [key, fromPlain(member)]));
}
