// The texts of a column on their way to a row group. Rows come and go by the thousand, and a group has many thousands: what
// waits for the others is each text once, where they repeat, else their bytes.

import { bytesOf, type TextBytes } from '../kit/text-bytes.js';
import type { FileValue } from './format.js';

/** Texts by which a column is judged. */
const JUDGED = 1000;
/** Of a column with more different texts than this share the writer hardly makes a dictionary. */
const UNLIKE = 0.9;

export class TextColumn {
  #isJudged = false;
  #count = 0;
  /** Texts that repeat, each once; undefined when they hardly do. */
  #known: Map<string, string> | undefined = new Map();
  readonly #texts: (string | null)[] = [];
  readonly #blocks: TextBytes[] = [];

  /** Adds the values that rows have in a place. */
  add(rows: readonly (readonly FileValue[])[], place: number): void {
    this.#count += rows.length;
    const known = this.#known;
    if (!known) {
      this.#blocks.push(bytesOf(rows.map((row) => textOf(row[place]))));
      return;
    }
    let last: string | null = null;
    for (const row of rows) {
      const text = textOf(row[place]);
      if (text !== last) last = text === null ? null : once(known, text);
      this.#texts.push(last);
    }
    if (!this.#isJudged && this.#count >= JUDGED) this.#judge();
  }

  #judge(): void {
    this.#isJudged = true;
    const count = this.#texts.reduce((sum, text) => (text === null ? sum : sum + 1), 0);
    if ((this.#known?.size ?? 0) <= count * UNLIKE) return;
    this.#known = undefined;
    this.#blocks.push(bytesOf(this.#texts.splice(0)));
  }

  /** As the writer takes them: texts or bytes. */
  values(): (string | Uint8Array | null)[] {
    if (this.#known) return this.#texts;
    const values: (Uint8Array | null)[] = [];
    for (const { bytes, lengths } of this.#blocks) {
      let at = bytes.byteOffset;
      for (const length of lengths) {
        if (length < 0) values.push(null);
        else {
          values.push(new Uint8Array(bytes.buffer, at, length));
          at += length;
        }
      }
    }
    return values;
  }
}

/** A column that once was one of booleans has such values. */
function textOf(value: FileValue | undefined): string | null {
  return typeof value === 'boolean' ? String(value) : (value ?? null);
}

function once(known: Map<string, string>, text: string): string {
  const before = known.get(text);
  if (before !== undefined) return before;
  known.set(text, text);
  return text;
}
