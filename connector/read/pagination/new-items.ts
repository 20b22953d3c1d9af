// Which items of a page no earlier page brought.
import type { ReplyBody } from '../../model/api.js';
import { type JsonValue, stringifyJson } from '../../model/json.js';
import { IdSet } from '../id-set.js';

/** Remembers items by their whole content. Two alike in one page are two: only earlier pages count. */
export class NewItems {
  readonly #seen: IdSet;

  constructor(seed: number) {
    this.#seen = new IdSet(seed);
  }

  take(body: ReplyBody): JsonValue[] {
    const inPage = new Map<string, boolean>();
    const fresh: JsonValue[] = [];
    for (const item of body.items()) {
      const text = stringifyJson(item);
      const isFresh = inPage.get(text) ?? this.#seen.add(text);
      inPage.set(text, isFresh);
      if (isFresh) fresh.push(item);
    }
    return fresh;
  }
}
