// The content of a reply, without loss: numbers keep their digits. Large arrays are parsed item by item.
import { constants } from 'node:buffer';
import { setImmediate } from 'node:timers/promises';
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
import { MOST_LEVELS, parseText, parseTextInSteps, TooMuchJson } from './parse-text.js';
import { platformValue } from './platform.js';
import { decodeUtf8 } from './utf8.js';

/** Content above this size is read in steps. */
const LARGE_BODY_BYTES = 256 * 1024;
/** Arrays above this size stay bytes, parsed each time that they are read: a million ids cost no more than their text. */
const LARGE_ARRAY_BYTES = 2 * 1024 * 1024;

/** Characters or bytes that are read at once, some milliseconds long. */
const STEP = 512 * 1024;

const INTEGER = /^-?\d+$/;

function parseNumber(text: string): number | bigint | Decimal {
  if (!INTEGER.test(text)) return new Decimal(text);
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

/** Parses one JSON text. Throws `SyntaxError` when it is not JSON. */
export function parseJson(text: string): JsonValue {
  return platformValue(text) ?? parseText(text, parseNumber);
}

/** Lets others run between two steps of a long reading. May throw, which ends the reading. */
export type Pause = () => Promise<void>;

/**
 * Reads the content of a reply, a large one in steps. Throws `SyntaxError` for other than one JSON text, and `TooMuchJson`.
 * @param longest bytes of one value: more is no text in JavaScript
 */
export async function readBody(
  bytes: Buffer,
  pause: Pause = setImmediate,
  longest = constants.MAX_STRING_LENGTH,
): Promise<ReplyBody> {
  const start = firstByte(bytes);
  if (start === bytes.length) return NO_BODY;
  const isLarge = bytes.length > LARGE_BODY_BYTES;
  if (bytes.length > LARGE_ARRAY_BYTES && bytes[start] === OPEN_BRACKET)
    return LargeArray.read(bytes, start, pause, longest);
  if (bytes.length > longest) throw new TooMuchJson(longest, 'bytes in one value');
  const text = decodeUtf8(bytes, start);
  const value = isLarge ? await parseLarge(text, pause) : parseJson(text);
  if (value === null) return NO_BODY;
  if (Array.isArray(value)) {
    return {
      kind: 'array',
      length: value.length,
      bytes: bytes.length,
      value: () => value,
      items: () => value,
    };
  }
  return { kind: 'value', length: 1, bytes: bytes.length, value: () => value, items: () => [value] };
}

async function parseLarge(text: string, pause: Pause): Promise<JsonValue> {
  // The platform does as much in one step as our parser in two.
  const whole = text.length <= 2 * STEP ? platformValue(text) : undefined;
  return whole ?? parseTextInSteps(text, parseNumber, { step: STEP, pause });
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
  readonly bytes: number;

  private constructor(
    private readonly text: Buffer,
    private readonly start: number,
    readonly length: number,
    /** Elements that take long to parse, by their position: they are parsed once, in steps. */
    private readonly long: ReadonlyMap<number, JsonValue>,
  ) {
    this.bytes = text.length;
  }

  /**
   * Every element is parsed once here: a broken reply is found before any of it is used. Digits do not matter yet, so
   * the built-in parser will do; it is many times faster.
   */
  static async read(bytes: Buffer, start: number, pause: Pause, longest: number): Promise<LargeArray> {
    const long = new Map<number, JsonValue>();
    let count = 0;
    let pausedAt = start;
    for (const [from, to] of elements(bytes, start)) {
      if (to - from > longest) throw new TooMuchJson(longest, 'bytes in one value');
      if (to - from > STEP) {
        const text = decodeUtf8(bytes, from, to);
        long.set(count, await parseTextInSteps(text, parseNumber, { step: STEP, pause }));
      } else if (!isPlainText(bytes, from, to)) JSON.parse(decodeUtf8(bytes, from, to));
      count++;
      if (to - pausedAt > STEP) {
        pausedAt = to;
        await pause();
      }
    }
    return new LargeArray(bytes, start, count, long);
  }

  value(): JsonValue {
    return [...this.items()];
  }

  *items(): Iterable<JsonValue> {
    let position = 0;
    for (const [from, to] of elements(this.text, this.start)) {
      yield this.long.get(position++) ?? parseElement(this.text, from, to);
    }
  }
}

function parseElement(bytes: Buffer, from: number, to: number): JsonValue {
  return isPlainText(bytes, from, to)
    ? decodeUtf8(bytes, from + 1, to - 1)
    : parseJson(decodeUtf8(bytes, from, to));
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
      if (++depth > MOST_LEVELS) throw new TooMuchJson(MOST_LEVELS, 'levels');
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
