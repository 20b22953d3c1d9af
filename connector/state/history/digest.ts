// A digest of many ids, the same in whatever order they come: so that two runs can be compared without their ids.
import { hash } from 'node:crypto';

/** Numbers of 32 bits that a hash adds to. */
const WORDS = 4;
const WORD = 2 ** 32;

/** The hash of an id, for every digest that counts it. */
export type IdHash = readonly number[];

export function idHash(id: string): IdHash {
  const bytes = hash('sha256', id, 'binary');
  return [wordAt(bytes, 0), wordAt(bytes, 4), wordAt(bytes, 8), wordAt(bytes, 12)];
}

function wordAt(bytes: string, at: number): number {
  const high = (bytes.charCodeAt(at) << 8) | bytes.charCodeAt(at + 1);
  const low = (bytes.charCodeAt(at + 2) << 8) | bytes.charCodeAt(at + 3);
  return high * 65_536 + low;
}

/** The sum of the ids' hashes, in two lanes of 64 bits, each of two words. An id that comes twice counts twice. */
export class IdDigest {
  readonly #words = [0, 0, 0, 0];

  add(id: string): void {
    this.addHash(idHash(id));
  }

  addHash(words: IdHash): void {
    this.#add(words, 1);
  }

  /** Takes out an id that was added once. */
  remove(id: string): void {
    this.#add(idHash(id), -1);
  }

  addAll(other: IdDigest): void {
    this.#add(other.#words, 1);
  }

  /** 32 hexadecimal digits; zeros when there is no id. */
  toString(): string {
    return this.#words.map((word) => word.toString(16).padStart(8, '0')).join('');
  }

  /** The second word of a lane carries into the first; what the first would carry is dropped. */
  #add(words: IdHash, sign: 1 | -1): void {
    const own = this.#words;
    for (let at = 0; at < WORDS; at += 2) {
      const low = (own[at + 1] ?? 0) + sign * (words[at + 1] ?? 0);
      const high = (own[at] ?? 0) + sign * (words[at] ?? 0) + Math.floor(low / WORD);
      own[at + 1] = wrapped(low);
      own[at] = wrapped(high);
    }
  }
}

function wrapped(sum: number): number {
  return sum >= WORD ? sum % WORD : sum < 0 ? ((sum % WORD) + WORD) % WORD : sum;
}
