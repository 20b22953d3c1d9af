// A strict JSON parser that passes numbers on as they are written. Strings without escapes are cut out whole.
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

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Parses one JSON text. `numberOf` makes a value of each number's text. Throws `SyntaxError` when it is not JSON. */
export function parseText(text: string, numberOf: (digits: string) => JsonValue): JsonValue {
  return new Parser(text, numberOf).whole();
}

class Parser {
  #at = 0;

  constructor(
    private readonly text: string,
    private readonly numberOf: (digits: string) => JsonValue,
  ) {}

  whole(): JsonValue {
    const value = this.#value();
    if (this.#next() !== undefined || this.#at < this.text.length) throw this.#error();
    return value;
  }

  #value(): JsonValue {
    switch (this.#next()) {
      case OPEN_BRACE:
        return this.#object();
      case OPEN_BRACKET:
        return this.#array();
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

  /** The next character that is not white space; the position stays before it. */
  #next(): number | undefined {
    const { text } = this;
    for (; this.#at < text.length; this.#at++) {
      const code = text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return code;
    }
    return undefined;
  }

  #object(): JsonObject {
    const object: JsonObject = {};
    this.#at++;
    if (this.#next() === CLOSE_BRACE) {
      this.#at++;
      return object;
    }
    for (;;) {
      if (this.#next() !== QUOTE) throw this.#error();
      const name = this.#string();
      if (this.#next() !== COLON) throw this.#error();
      this.#at++;
      const value = this.#value();
      // `__proto__` is a name like any other. Of equal names the last counts.
      if (name === '__proto__')
        Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
      else object[name] = value;
      const code = this.#next();
      this.#at++;
      if (code === CLOSE_BRACE) return object;
      if (code !== COMMA) throw this.#error();
    }
  }

  #array(): JsonValue[] {
    const array: JsonValue[] = [];
    this.#at++;
    if (this.#next() === CLOSE_BRACKET) {
      this.#at++;
      return array;
    }
    for (;;) {
      array.push(this.#value());
      const code = this.#next();
      this.#at++;
      if (code === CLOSE_BRACKET) return array;
      if (code !== COMMA) throw this.#error();
    }
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
