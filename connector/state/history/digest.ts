// A digest of many ids, the same in whatever order they come: so that two runs can be compared without their ids.
import { createHash } from 'node:crypto';

const LANE = 2n ** 64n;

/** The sum of the ids' hashes, in two lanes of 64 bits. An id that comes twice counts twice. */
export class IdDigest {
  #high = 0n;
  #low = 0n;

  add(id: string): void {
    const hash = createHash('sha256').update(id).digest();
    this.#high = (this.#high + hash.readBigUInt64BE(0)) % LANE;
    this.#low = (this.#low + hash.readBigUInt64BE(8)) % LANE;
  }

  /** Takes out an id that was added once. */
  remove(id: string): void {
    const hash = createHash('sha256').update(id).digest();
    this.#high = (this.#high + LANE - hash.readBigUInt64BE(0)) % LANE;
    this.#low = (this.#low + LANE - hash.readBigUInt64BE(8)) % LANE;
  }

  addAll(other: IdDigest): void {
    this.#high = (this.#high + other.#high) % LANE;
    this.#low = (this.#low + other.#low) % LANE;
  }

  /** 32 hexadecimal digits; zeros when there is no id. */
  toString(): string {
    return [this.#high, this.#low].map((lane) => lane.toString(16).padStart(16, '0')).join('');
  }
}
