// The platform's parser, several times faster than ours, for texts whose values it does not change.
import type { JsonValue } from '../../model/json.js';
import { BACKSLASH, CLOSE_BRACE, CLOSE_BRACKET, OPEN_BRACE, OPEN_BRACKET, QUOTE } from './characters.js';
import { MOST_LEVELS, MOST_VALUES } from './parse-text.js';

/** Every whole number of so many digits is a safe integer. */
const SAFE_DIGITS = 15;
const ZERO = 0x30;
const NINE = 0x39;
const POINT = 0x2e;
const SMALL = 0x20;
const EXPONENT = 0x65;

/** The value of a text; undefined where only our own parser may say what it is, or what is wrong with it. */
export function platformValue(text: string): JsonValue | undefined {
  if (!isUnchanged(text)) return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** Every number is a short whole one, and the text is neither too long nor too deep. */
function isUnchanged(text: string): boolean {
  const { length } = text;
  if (length > MOST_VALUES) return false;
  let levels = 0;
  let digits = 0;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) {
      if (++digits > SAFE_DIGITS) return false;
      continue;
    }
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === POINT || (digits > 0 && (code | SMALL) === EXPONENT)) return false;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (++levels > MOST_LEVELS) return false;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) levels--;
    digits = 0;
  }
  return true;
}

/** The place of the quote that ends a string; that of the text's end where none does. */
function endOfString(text: string, quote: number): number {
  const end = text.indexOf('"', quote + 1);
  if (end < 0) return text.length;
  if (text.charCodeAt(end - 1) !== BACKSLASH) return end;
  for (let at = quote + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at++;
  }
  return text.length;
}
