// A strict JSON parser that passes numbers on as they are written. Strings without escapes are cut out whole. It keeps
// its own stack, so that it can stop anywhere and go on later, and nesting cannot overflow.
import type { JsonObject, JsonValue } from '../../model/json.js';
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from './characters.js';

export const MOST_VALUES = 10_000_000;
/** Whatever works with the values later is recursive. */
export const MOST_LEVELS = 5000;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

type NumberOf = (digits: string) => JsonValue;

/** Parses one JSON text. `numberOf` makes a value of each number's text. Throws `JsonSyntaxError` and `TooMuchJson`. */
export function parseText(text: string, numberOf: NumberOf): JsonValue {
  const parser = new TextParser(text, numberOf);
  parser.parseTo(Number.POSITIVE_INFINITY);
  return parser.value();
}

/** The same for a long text, with a pause after each `step` characters. `pause` may throw, which ends the parsing. */
export async function parseTextInSteps(
  text: string,
  numberOf: NumberOf,
  { step, pause }: { step: number; pause: () => Promise<void> },
): Promise<JsonValue> {
  const parser = new TextParser(text, numberOf);
  for (let limit = step; !parser.parseTo(limit); limit += step) await pause();
  return parser.value();
}

class TextParser {
  #at = 0;
  #count = 0;
  #value: JsonValue | undefined;
  /** The containers around the current position, outermost first. */
  readonly #open: (JsonObject | JsonValue[])[] = [];
  /** The name of the member that is due, for each of them; empty for arrays. */
  readonly #names: string[] = [];

  constructor(
    private readonly text: string,
    private readonly numberOf: NumberOf,
  ) {}

  /** Call it when `parseTo` says that the value is complete. */
  value(): JsonValue {
    if (this.#value === undefined || this.#next() !== undefined || this.#at < this.text.length)
      throw this.#error();
    return this.#value;
  }

  /** Parses on until a value begins behind `limit`. True when the value is complete. */
  parseTo(limit: number): boolean {
    while (this.#at < limit) {
      if (++this.#count > MOST_VALUES) throw new TooMuchJson(MOST_VALUES, 'values');
      const value = this.#begin();
      if (value !== undefined && this.#complete(value)) return true;
    }
    return false;
  }

  /** The value that begins here; undefined when it is a container with something in it, which is open now. */
  #begin(): JsonValue | undefined {
    switch (this.#next()) {
      case OPEN_BRACE:
        this.#at++;
        if (this.#next() !== CLOSE_BRACE) return this.#enter({}, this.#name());
        this.#at++;
        return {};
      case OPEN_BRACKET:
        this.#at++;
        if (this.#next() !== CLOSE_BRACKET) return this.#enter([], '');
        this.#at++;
        return [];
      case QUOTE:
        return this.#string();
      case 0x74: // t
        return this.#word('true', true);
      case 0x66: // f
        return this.#word('false', false);
      case 0x6e: // n
        return this.#word('null', null);
      default:
        return this.#numeric();
    }
  }

  #enter(container: JsonObject | JsonValue[], name: string): undefined {
    if (this.#open.length >= MOST_LEVELS) throw new TooMuchJson(MOST_LEVELS, 'levels');
    this.#open.push(container);
    this.#names.push(name);
  }

  /** Puts a value into its container, and closes the containers that end behind it. True when it was the whole. */
  #complete(value: JsonValue): boolean {
    let whole = value;
    for (let depth = this.#open.length - 1; depth >= 0; depth--) {
      const container = this.#open[depth] as JsonObject | JsonValue[];
      const isArray = Array.isArray(container);
      if (isArray) container.push(whole);
      else setMember(container, this.#names[depth] ?? '', whole);
      const code = this.#next();
      this.#at++;
      if (code === COMMA) {
        if (!isArray) this.#names[depth] = this.#name();
        return false;
      }
      if (code !== (isArray ? CLOSE_BRACKET : CLOSE_BRACE)) throw this.#error();
      this.#open.pop();
      this.#names.pop();
      whole = container;
    }
    this.#value = whole;
    return true;
  }

  /** The name of a member and its colon. */
  #name(): string {
    if (this.#next() !== QUOTE) throw this.#error();
    const name = this.#string();
    if (this.#next() !== COLON) throw this.#error();
    this.#at++;
    return name;
  }

  /** The next character that is not white space; the position stays before it. */
  #next(): number | undefined {
    const { text } = this;
    for (let at = this.#at; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) continue;
      this.#at = at;
      return code;
    }
    this.#at = text.length;
    return undefined;
  }

  #string(): string {
    const { text } = this;
    const start = this.#at;
    let escapes = false;
    // JSON.parse decodes escapes and refuses invalid ones.
    for (let at = start + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        this.#at = at + 1;
        return escapes ? (JSON.parse(text.slice(start, at + 1)) as string) : text.slice(start + 1, at);
      }
      if (code === BACKSLASH) {
        escapes = true;
        at++;
      } else if (code < 0x20) break;
    }
    throw this.#error();
  }

  #numeric(): JsonValue {
    NUMBER.lastIndex = this.#at;
    const [digits] = NUMBER.exec(this.text) ?? [];
    if (digits === undefined) throw this.#error();
    this.#at += digits.length;
    return this.numberOf(digits);
  }

  #word<T extends JsonValue>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.#at)) throw this.#error();
    this.#at += word.length;
    return value;
  }

  #error(): JsonSyntaxError {
    return new JsonSyntaxError(this.#at);
  }
}

/** A text is not JSON from this character on; the first is 0. The message quotes nothing: the text may hold secrets. */
export class JsonSyntaxError extends SyntaxError {
  constructor(readonly at: number) {
    super(`No JSON at character ${at}`);
  }
}

/** JSON, but more of it than can be worked with: so many values fill the memory, so many levels the stack. */
export class TooMuchJson extends Error {
  constructor(most: number, of: 'values' | 'levels' | 'bytes in one value') {
    super(`the JSON has over ${most.toLocaleString('en')} ${of}`);
  }
}

/** `__proto__` is a name like any other. Of equal names the last counts. */
function setMember(object: JsonObject, name: string, value: JsonValue): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
  else object[name] = value;
}
