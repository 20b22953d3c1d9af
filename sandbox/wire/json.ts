/** JSON on the wire: numbers are texts, and the writer changes no digit. */

/** A JSON number as the exact characters to send: `59.90`, `1E+2`, `9007199254740993`. */
export class RawNumber {
  constructor(readonly token: string) {}
}

/** A JSON value; an `undefined` field is omitted. */
export type Wire = null | boolean | string | RawNumber | readonly Wire[] | WireObject;
export interface WireObject {
  readonly [field: string]: Wire | undefined;
}

const numberToken = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** A number from its characters, or from an integer that a double represents exactly. */
export function num(value: string | number | bigint): RawNumber {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new TypeError(`write the number ${value} as text: a double may not hold it exactly`);
  }
  const token = String(value);
  if (!numberToken.test(token)) throw new TypeError(`not a JSON number: ${token}`);
  return new RawNumber(token);
}

export function isList(value: Wire | undefined): value is readonly Wire[] {
  return Array.isArray(value);
}

export function isObject(value: Wire | undefined): value is WireObject {
  return typeof value === 'object' && value !== null && !isList(value) && !(value instanceof RawNumber);
}

/** JSON text. Lone surrogates and control characters become `\uXXXX` escapes. */
export function writeJson(value: Wire): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (value instanceof RawNumber) return value.token;
  if (isList(value)) return `[${value.map(writeJson).join(',')}]`;
  return writeObject(value);
}

function writeObject(value: WireObject): string {
  let text = '';
  for (const field in value) {
    const part = value[field];
    if (part === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(field)}:${writeJson(part)}`;
  }
  return `{${text}}`;
}

/** A list item as a path segment: a string unchanged, a number by its digits. */
export function idText(item: Wire): string {
  if (typeof item === 'string') return item;
  if (item instanceof RawNumber) return item.token;
  throw new TypeError('an id is a string or a number');
}
