// Which items of a page no earlier page brought, and whether an earlier page was the same.
import type { ReplyBody } from '../../model/api.js';
import { type JsonValue, stringifyJson } from '../../model/json.js';
import { IdSet } from '../id-set.js';

export interface FoundItems {
  fresh: JsonValue[];
  /**
   * The page is like an earlier one. A page of one item, or of items that are all alike, is none: a list may hold an item
   * twice.
   */
  isRepeat: boolean;
}

/** Remembers items by their whole content. Two alike in one page are two: only earlier pages count. */
export class NewItems {
  readonly #seen: IdSet;
  readonly #pages: IdSet;

  constructor(seed: number) {
    this.#seen = new IdSet(seed);
    this.#pages = new IdSet(seed);
  }

  take(body: ReplyBody): FoundItems {
    const inPage = new Map<string, boolean>();
    const texts: string[] = [];
    const fresh: JsonValue[] = [];
    for (const item of body.items()) {
      const text = stringifyJson(item);
      const isFresh = inPage.get(text) ?? this.#seen.add(text);
      inPage.set(text, isFresh);
      texts.push(text);
      if (isFresh) fresh.push(item);
    }
    const isRepeat = inPage.size > 1 && !this.#pages.add(texts.join('\n'));
    return { fresh, isRepeat };
  }
}
