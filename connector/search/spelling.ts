// Typing errors: the nearest word of the index.
import type { SearchIndex } from './search-index.js';

interface KnownWord {
  word: string;
  /** Number of values that have it. */
  count: number;
  letters: number;
}

/** The words of an index by their length. */
export type Vocabulary = ReadonlyMap<number, readonly KnownWord[]>;

/** A shorter word has too many neighbours. */
const SHORTEST = 4;

/** Every word of paths, descriptions and names, in lower case. */
export function vocabularyOf({ paths, texts, names }: SearchIndex): Vocabulary {
  const counts = new Map<string, number>();
  for (const text of [...paths, ...texts, ...names]) {
    // `billDetailId` has three words, and is one.
    const parts = text
      .split(/[^\p{L}\p{N}]+/u)
      .flatMap((part) => [part, ...part.split(/(?<=\p{Ll})(?=\p{Lu})/u)]);
    for (const word of new Set(parts.map((part) => part.toLowerCase())))
      if (word.length >= SHORTEST) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const byLength = new Map<number, KnownWord[]>();
  for (const [word, count] of counts) {
    const same = byLength.get(word.length) ?? [];
    same.push({ word, count, letters: lettersOf(word) });
    byLength.set(word.length, same);
  }
  return byLength;
}

/**
 * The word with the fewest errors (a letter more, less, other, or two that are swapped), of several the most frequent.
 * Undefined beyond one error, or two in a word of at least six letters.
 */
export function nearestWord(word: string, known: Vocabulary): string | undefined {
  if (word.length < SHORTEST) return undefined;
  const letters = lettersOf(word);
  let limit = word.length >= 6 ? 2 : 1;
  let best: { word: string; errors: number; count: number } | undefined;
  for (let length = word.length - limit; length <= word.length + limit; length++) {
    for (const each of known.get(length) ?? []) {
      // An error changes at most two kinds of letters.
      if (bitsOf(each.letters ^ letters) > 2 * limit) continue;
      const errors = errorsBetween(word, each.word);
      if (errors > limit || (best?.errors === errors && best.count >= each.count)) continue;
      best = { word: each.word, errors, count: each.count };
      limit = errors;
    }
  }
  return best?.word;
}

/** A bit for each kind of letter. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

function bitsOf(number: number): number {
  let count = 0;
  for (let left = number; left !== 0; left &= left - 1) count++;
  return count;
}

/** Distance after Damerau and Levenshtein, without editing a swapped pair again. */
function errorsBetween(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const other = a[i - 1] === b[j - 1] ? 0 : 1;
      let errors = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + other);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwapped) errors = Math.min(errors, (before[j - 2] ?? 0) + 1);
      row.push(errors);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
