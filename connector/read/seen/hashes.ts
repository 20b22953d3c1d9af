// Hashes of texts and of JSON values, 96 bits in three lanes. One object makes them one after another, so that a hash needs
// no object of its own.
import { hash as nativeHash } from 'node:crypto';
import { Decimal, type JsonValue, stringifyJson } from '../../model/json.js';

/** Characters from which the platform's hash takes less time than ours. */
const LONG = 100;
/** Levels of a value that recursion takes. */
const RECURSION = 200;

/** What begins a value, so that no two kinds of values look alike; no character has these codes. */
const TEXT = 0x10000;
const DIGITS = 0x10001;
const WORD = 0x10002;
const LIST = 0x10003;
const OBJECT = 0x10004;
const END = 0x10005;
const DEEP = 0x10006;

export class Hasher {
  /** The lanes of the hash that was made last. The first is never 0, which marks an empty slot in sets. */
  a = 0;
  b = 0;
  c = 0;
  readonly #seed: number;

  /** @param seed from 0 to 1: makes the hashes unpredictable to those who name the ids */
  constructor(seed: number) {
    this.#seed = Math.floor(seed * 2 ** 32) | 0;
  }

  text(text: string): void {
    // As UTF-8, all halves of characters would be the same.
    if (text.length > LONG && text.isWellFormed()) {
      const bytes = nativeHash('sha256', `${this.#seed >>> 0} ${text}`, 'binary');
      this.a = laneAt(bytes, 0) || 1;
      this.b = laneAt(bytes, 4);
      this.c = laneAt(bytes, 8);
      return;
    }
    this.#begin();
    this.#mixText(text);
    this.#end(text.length);
  }

  /** Two values have the same hash where their JSON texts are the same. */
  value(value: JsonValue): void {
    this.#begin();
    this.#mixValue(value, 0);
    this.#end(0);
  }

  /** The hash of several hashes, in their order: three lanes each. */
  lanes(lanes: Int32Array): void {
    this.#begin();
    for (const lane of lanes) this.#mix(lane);
    this.#end(lanes.length);
  }

  #begin(): void {
    this.a = this.#seed ^ 0x9e3779b9;
    this.b = this.#seed ^ 0x85ebca6b;
    this.c = this.#seed ^ 0xc2b2ae35;
  }

  #end(length: number): void {
    this.a = finish(this.a ^ length) || 1;
    this.b = finish(this.b);
    this.c = finish(this.c);
  }

  #mix(code: number): void {
    this.a = Math.imul(this.a ^ code, 0x01000193);
    this.b = Math.imul(this.b ^ code, 0x5bd1e995) ^ (this.b >>> 13);
    this.c = Math.imul(this.c + code, 0x27d4eb2f) ^ (this.c >>> 15);
  }

  #mixText(text: string): void {
    let { a, b, c } = this;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b ^ code, 0x5bd1e995) ^ (b >>> 13);
      c = Math.imul(c + code, 0x27d4eb2f) ^ (c >>> 15);
    }
    this.a = a;
    this.b = b;
    this.c = c;
  }

  #mixValue(value: JsonValue, level: number): void {
    if (typeof value === 'string') {
      this.#mix(TEXT);
      this.#mixText(value);
    } else if (value === null || typeof value === 'boolean') {
      this.#mix(WORD);
      this.#mix(value === null ? 2 : Number(value));
    } else if (typeof value !== 'object' || value instanceof Decimal) {
      this.#mix(DIGITS);
      this.#mixText(String(value));
    } else if (level > RECURSION) {
      this.#mix(DEEP);
      this.#mixText(stringifyJson(value));
    } else if (Array.isArray(value)) {
      this.#mix(LIST);
      for (const item of value) this.#mixValue(item, level + 1);
    } else {
      this.#mix(OBJECT);
      for (const name in value) {
        this.#mix(TEXT);
        this.#mixText(name);
        this.#mixValue(value[name] ?? null, level + 1);
      }
    }
    this.#mix(END);
  }
}

function laneAt(bytes: string, at: number): number {
  const high = (bytes.charCodeAt(at) << 8) | bytes.charCodeAt(at + 1);
  return (high << 16) | (bytes.charCodeAt(at + 2) << 8) | bytes.charCodeAt(at + 3);
}

function finish(lane: number): number {
  let ended = Math.imul(lane ^ (lane >>> 16), 0x7feb352d);
  ended = Math.imul(ended ^ (ended >>> 15), 0x846ca68b);
  return ended ^ (ended >>> 16);
}
