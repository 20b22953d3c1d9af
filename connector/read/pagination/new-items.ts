// Which items of a page no earlier page brought, and whether an earlier page was the same.
import type { ReplyBody } from '../../model/api.js';
import type { JsonValue } from '../../model/json.js';
import { Hasher } from '../seen/hashes.js';
import { LaneSet } from '../seen/id-set.js';

export interface FoundItems {
  fresh: JsonValue[];
  /**
   * The page is like an earlier one. A page of one item, or of items that are all alike, is none: a list may hold an item
   * twice.
   */
  isRepeat: boolean;
}

/** Remembers items by hashes of their whole content. Two alike in one page are two: only earlier pages count. */
export class NewItems {
  readonly #hashes: Hasher;
  readonly #seen = new LaneSet();
  readonly #pages = new LaneSet();

  constructor(seed: number) {
    this.#hashes = new Hasher(seed);
  }

  take(body: ReplyBody): FoundItems {
    const hashes = this.#hashes;
    const lanes = new Int32Array(body.length * 3);
    const fresh: JsonValue[] = [];
    let at = 0;
    let isVaried = false;
    for (const item of body.items()) {
      hashes.value(item);
      const { a, b, c } = hashes;
      if (!this.#seen.has(a, b, c)) fresh.push(item);
      if (at > 0 && !(lanes[0] === a && lanes[1] === b && lanes[2] === c)) isVaried = true;
      lanes[at] = a;
      lanes[at + 1] = b;
      lanes[at + 2] = c;
      at += 3;
    }
    for (let from = 0; from < at; from += 3)
      this.#seen.add(lanes[from] ?? 1, lanes[from + 1] ?? 0, lanes[from + 2] ?? 0);
    hashes.lanes(lanes);
    const isRepeat = isVaried && !this.#pages.add(hashes.a, hashes.b, hashes.c);
    return { fresh, isRepeat };
  }
}
