// Which ids came already: a hash set of 12 bytes an id, for lists of any length.
import { hash as nativeHash } from 'node:crypto';

const NO_SLOTS = new Uint32Array(0);
const FIRST_SLOTS = 3 * 64;
/** Characters from which the platform's hash takes less time than ours. */
const LONG = 100;

/** Remembers texts by 96 bits of hash; two different texts are taken for one with a chance of about 1e-17 in a million. */
export class IdSet {
  /** None before the first id: most readings are of one object. */
  #slots = NO_SLOTS;
  #count = 0;
  readonly #seed: number;

  /** `seed` makes the hashes unpredictable to those who name the ids. */
  constructor(seed: number) {
    this.#seed = Math.floor(seed * 2 ** 32) >>> 0;
  }

  /** True when the text was not there before. */
  add(text: string): boolean {
    if (this.#count * 2 >= this.#slots.length / 3) this.#grow();
    const [a, b, c] = hash(text, this.#seed);
    if (!insert(this.#slots, a, b, c)) return false;
    this.#count++;
    return true;
  }

  has(text: string): boolean {
    // Without ids there are no slots to look into.
    if (this.#count === 0) return false;
    const [a, b, c] = hash(text, this.#seed);
    return find(this.#slots, a, b, c).isThere;
  }

  #grow(): void {
    const larger = new Uint32Array(Math.max(this.#slots.length * 2, FIRST_SLOTS));
    for (let at = 0; at < this.#slots.length; at += 3) {
      const a = this.#slots[at] ?? 0;
      if (a !== 0) insert(larger, a, this.#slots[at + 1] ?? 0, this.#slots[at + 2] ?? 0);
    }
    this.#slots = larger;
  }
}

function insert(slots: Uint32Array, a: number, b: number, c: number): boolean {
  const { at, isThere } = find(slots, a, b, c);
  if (isThere) return false;
  slots[at] = a;
  slots[at + 1] = b;
  slots[at + 2] = c;
  return true;
}

/** The place of three lanes, or the empty one where they belong. */
function find(slots: Uint32Array, a: number, b: number, c: number): { at: number; isThere: boolean } {
  const size = slots.length / 3;
  for (let slot = b & (size - 1); ; slot = (slot + 1) & (size - 1)) {
    const at = slot * 3;
    if (slots[at] === 0) return { at, isThere: false };
    if (slots[at] === a && slots[at + 1] === b && slots[at + 2] === c) return { at, isThere: true };
  }
}

/** Three lanes; the first is never 0, which marks an empty slot. */
function hash(text: string, seed: number): [number, number, number] {
  // As UTF-8, all halves of characters would be the same.
  return text.length > LONG && text.isWellFormed() ? longHash(text, seed) : mixed(text, seed);
}

function longHash(text: string, seed: number): [number, number, number] {
  const bytes = nativeHash('sha256', `${seed} ${text}`, 'binary');
  return [laneAt(bytes, 0) || 1, laneAt(bytes, 4), laneAt(bytes, 8)];
}

function laneAt(bytes: string, at: number): number {
  const high = (bytes.charCodeAt(at) << 8) | bytes.charCodeAt(at + 1);
  return ((high << 16) | (bytes.charCodeAt(at + 2) << 8) | bytes.charCodeAt(at + 3)) >>> 0;
}

/** Multiply-xor mixing. */
function mixed(text: string, seed: number): [number, number, number] {
  let a = seed ^ 0x9e3779b9;
  let b = seed ^ 0x85ebca6b;
  let c = seed ^ 0xc2b2ae35;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x5bd1e995) ^ (b >>> 13);
    c = Math.imul(c + code, 0x27d4eb2f) ^ (c >>> 15);
  }
  return [finish(a ^ text.length) || 1, finish(b), finish(c)];
}

function finish(lane: number): number {
  let ended = Math.imul(lane ^ (lane >>> 16), 0x7feb352d);
  ended = Math.imul(ended ^ (ended >>> 15), 0x846ca68b);
  return (ended ^ (ended >>> 16)) >>> 0;
}
