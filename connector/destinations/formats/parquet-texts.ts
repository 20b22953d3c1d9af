// The texts of a column on their way to a row group. Rows come and go by the thousand, and a group has many thousands: what
// waits for the others is each text once, where they repeat, else their bytes.

import type { FileValue } from './format.js';

/** Texts by which a column is judged. */
const JUDGED = 1000;
/** Of a column with more different texts than this share the writer makes no dictionary. */
const UNLIKE = 0.9;

export class TextColumn {
  #isJudged = false;
  #count = 0;
  /** Texts that repeat, each once; undefined when they hardly do. */
  #known: Map<string, string> | undefined = new Map();
  readonly #texts: (string | null)[] = [];
  /** The bytes of texts, block after block, and the length of each: -1 for null. */
  readonly #blocks: { bytes: Buffer; lengths: number[] }[] = [];

  add(values: readonly FileValue[]): void {
    // A column that once was one of booleans has such values.
    const texts = values.map((value) => (value === null ? null : String(value)));
    this.#count += texts.length;
    if (!this.#known) {
      this.#blocks.push(bytesOf(texts));
      return;
    }
    for (const text of texts) this.#texts.push(text === null ? null : once(this.#known, text));
    if (!this.#isJudged && this.#count >= JUDGED) this.#judge();
  }

  #judge(): void {
    this.#isJudged = true;
    const texts = this.#texts.filter((text) => text !== null);
    if ((this.#known?.size ?? 0) <= texts.length * UNLIKE) return;
    this.#known = undefined;
    this.#blocks.push(bytesOf(this.#texts.splice(0)));
  }

  /** As the writer takes them: texts or bytes. */
  values(): (string | Uint8Array | null)[] {
    return this.#known ? this.#texts : this.#blocks.flatMap(valuesIn);
  }
}

function once(known: Map<string, string>, text: string): string {
  const before = known.get(text);
  if (before !== undefined) return before;
  known.set(text, text);
  return text;
}

function bytesOf(texts: readonly (string | null)[]): { bytes: Buffer; lengths: number[] } {
  const all = texts.join('');
  const bytes = Buffer.from(all);
  if (bytes.length === all.length) return { bytes, lengths: texts.map((text) => text?.length ?? -1) };
  // Halves of characters at the ends of two texts are no character.
  const each = texts.map((text) => (text === null ? undefined : Buffer.from(text)));
  const present = each.filter((one) => one !== undefined);
  return { bytes: Buffer.concat(present), lengths: each.map((one) => one?.length ?? -1) };
}

function valuesIn({ bytes, lengths }: { bytes: Buffer; lengths: number[] }): (Uint8Array | null)[] {
  let at = 0;
  return lengths.map((length) => {
    if (length < 0) return null;
    const from = at;
    at += length;
    return bytes.subarray(from, at);
  });
}
