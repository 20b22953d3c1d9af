// The content of a reply, without loss: numbers keep their digits. Large arrays are parsed item by item.
import type { ReplyBody } from '../../model/api.js';
import { Decimal, type JsonValue } from '../../model/json.js';
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COMMA,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from './characters.js';
import { parseText } from './parse-text.js';

/** Arrays above this size stay bytes: a million ids cost no more than their text. */
const LARGE_BODY_BYTES = 256 * 1024;

/** Elements of a large array that are nested deeper are refused: their recursive parser has some limit anyway. */
const DEEPEST = 1000;

const INTEGER = /^-?\d+$/;

function parseNumber(text: string): number | bigint | Decimal {
  if (!INTEGER.test(text)) return new Decimal(text);
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

/** Parses one JSON text. Throws `SyntaxError` when it is not JSON. */
export function parseJson(text: string): JsonValue {
  return parseText(text, parseNumber);
}

/** Throws `SyntaxError` when the bytes are not one whole JSON text. */
export function parseBody(bytes: Buffer): ReplyBody {
  const start = firstByte(bytes);
  if (start === bytes.length) return NO_BODY;
  if (bytes[start] === OPEN_BRACKET && bytes.length > LARGE_BODY_BYTES) return new LargeArray(bytes, start);
  const value = parseJson(bytes.toString('utf8', start));
  if (value === null) return NO_BODY;
  if (Array.isArray(value)) {
    return { kind: 'array', length: value.length, value: () => value, items: () => value };
  }
  return { kind: 'value', length: 1, value: () => value, items: () => [value] };
}

const NO_BODY: ReplyBody = { kind: 'none', length: 0, value: () => null, items: () => [] };

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Position of the first byte of content, after a byte order mark and white space. */
function firstByte(bytes: Buffer): number {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length && isSpace(bytes[at])) at++;
  return at;
}

class LargeArray implements ReplyBody {
  readonly kind = 'array';
  readonly length: number;

  constructor(
    private readonly bytes: Buffer,
    private readonly start: number,
  ) {
    let count = 0;
    // Every element is parsed once here: a broken reply is found before any of it is used. Digits do not matter yet,
    // so the built-in parser will do; it is many times faster.
    for (const [from, to] of elements(bytes, start)) {
      if (!isPlainText(bytes, from, to)) JSON.parse(bytes.toString('utf8', from, to));
      count++;
    }
    this.length = count;
  }

  value(): JsonValue {
    return [...this.items()];
  }

  *items(): Iterable<JsonValue> {
    for (const [from, to] of elements(this.bytes, this.start)) {
      yield parseElement(this.bytes, from, to);
    }
  }
}

function parseElement(bytes: Buffer, from: number, to: number): JsonValue {
  return isPlainText(bytes, from, to)
    ? bytes.toString('utf8', from + 1, to - 1)
    : parseJson(bytes.toString('utf8', from, to));
}

/** True for a string without escapes, which needs no parser: nearly all ids are such strings. */
function isPlainText(bytes: Buffer, from: number, to: number): boolean {
  if (bytes[from] !== QUOTE || bytes[to - 1] !== QUOTE || to - from < 2) return false;
  for (let at = from + 1; at < to - 1; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === BACKSLASH || byte === QUOTE || byte < 0x20) return false;
  }
  return true;
}

/** Bounds of the elements of the array that opens at `start`. Throws when it does not end properly. */
function* elements(bytes: Buffer, start: number): Generator<[number, number]> {
  let at = start + 1;
  let from = at;
  let depth = 0;
  let blank = true;
  for (; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = endOfString(bytes, at);
      blank = false;
    } else if (byte === OPEN_BRACKET || byte === OPEN_BRACE) {
      if (++depth > DEEPEST) throw new SyntaxError(`Nested too deeply at byte ${at}`);
      blank = false;
    } else if ((byte === CLOSE_BRACKET || byte === CLOSE_BRACE) && depth > 0) {
      depth--;
    } else if (depth === 0 && (byte === COMMA || byte === CLOSE_BRACKET)) {
      if (!blank) yield [from, at];
      else if (byte === COMMA || from !== start + 1)
        throw new SyntaxError(`Empty array element at byte ${at}`);
      if (byte === CLOSE_BRACKET) break;
      from = at + 1;
      blank = true;
    } else if (!isSpace(byte)) {
      blank = false;
    }
  }
  for (let rest = at + 1; rest < bytes.length; rest++) {
    if (!isSpace(bytes[rest])) throw new SyntaxError(`Text after the end of the array at byte ${rest}`);
  }
  if (at >= bytes.length) throw new SyntaxError('The array does not end: the reply is cut off');
}

function endOfString(bytes: Buffer, quote: number): number {
  for (let at = quote + 1; at < bytes.length; at++) {
    if (bytes[at] === BACKSLASH) at++;
    else if (bytes[at] === QUOTE) return at;
  }
  throw new SyntaxError('A string does not end: the reply is cut off');
}
