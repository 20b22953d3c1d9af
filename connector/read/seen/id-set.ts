// Which ids came already: a hash set of 12 bytes an id, for lists of any length.
import { Hasher } from './hashes.js';

const NO_SLOTS = new Int32Array(0);
const FIRST_SLOTS = 64;

/** Remembers texts by 96 bits of hash; two different texts are taken for one with a chance of about 1e-17 in a million. */
export class IdSet {
  readonly #hashes: Hasher;
  readonly #set = new LaneSet();

  /** `seed` makes the hashes unpredictable to those who name the ids. */
  constructor(seed: number) {
    this.#hashes = new Hasher(seed);
  }

  /** True when the text was not there before. */
  add(text: string): boolean {
    const hashes = this.#hashes;
    hashes.text(text);
    return this.#set.add(hashes.a, hashes.b, hashes.c);
  }

  has(text: string): boolean {
    // Without ids there are no slots to look into.
    if (this.#set.isEmpty) return false;
    const hashes = this.#hashes;
    hashes.text(text);
    return this.#set.has(hashes.a, hashes.b, hashes.c);
  }
}

/** Remembers hashes, three lanes of 32 bits of which the first is never 0, and bits beside each where they are asked for. */
export class LaneSet {
  /** None before the first hash: most readings are of one object. */
  #slots = NO_SLOTS;
  #size = 0;
  #count = 0;
  readonly #stride: number;

  constructor({ hasBits = false } = {}) {
    this.#stride = hasBits ? 4 : 3;
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** True when the hash was not there before. */
  add(a: number, b: number, c: number): boolean {
    if (this.#count * 2 >= this.#size) this.#grow();
    const at = this.#place(a, b, c);
    const slots = this.#slots;
    if (slots[at] !== 0) return false;
    slots[at] = a;
    slots[at + 1] = b;
    slots[at + 2] = c;
    this.#count++;
    return true;
  }

  has(a: number, b: number, c: number): boolean {
    return this.#count > 0 && this.#slots[this.#place(a, b, c)] !== 0;
  }

  /** Sets bits of a hash that is there. Returns those that it had; undefined where it is not there. */
  mark(a: number, b: number, c: number, bits: number): number | undefined {
    if (this.#count === 0) return undefined;
    const slots = this.#slots;
    const at = this.#place(a, b, c);
    if (slots[at] === 0) return undefined;
    const before = slots[at + 3] ?? 0;
    slots[at + 3] = before | bits;
    return before;
  }

  /** The place of three lanes, or the empty one where they belong. */
  #place(a: number, b: number, c: number): number {
    const slots = this.#slots;
    const stride = this.#stride;
    const mask = this.#size - 1;
    for (let slot = b & mask; ; slot = (slot + 1) & mask) {
      const at = slot * stride;
      const first = slots[at];
      if (first === 0 || (first === a && slots[at + 1] === b && slots[at + 2] === c)) return at;
    }
  }

  #grow(): void {
    const before = this.#slots;
    const stride = this.#stride;
    this.#size = Math.max(this.#size * 2, FIRST_SLOTS);
    this.#slots = new Int32Array(this.#size * stride);
    for (let at = 0; at < before.length; at += stride) {
      if (before[at] === 0) continue;
      const to = this.#place(before[at] ?? 0, before[at + 1] ?? 0, before[at + 2] ?? 0);
      for (let lane = 0; lane < stride; lane++) this.#slots[to + lane] = before[at + lane] ?? 0;
    }
  }
}
