// Searches the columns of an index: a word is scored once for each distinct value, then each row adds up its scores.
import { type ComparedPath, comparedPath, nameScore, pathScore, textScore } from './scores.js';
import type { SearchCriteria, SearchIndex, SearchRows } from './search-index.js';
import { nearestWord, type Vocabulary, vocabularyOf } from './spelling.js';

export interface FoundRows {
  /** Best first. */
  rows: number[];
  /** Of each row of `rows`. */
  ranks: number[];
  /** Words that occur nowhere, and those that were searched instead; empty where all occur. */
  instead: Record<string, string>;
}

/** A score for each distinct value, and the place of the value of each row. */
interface Criterion {
  scores: Uint8Array;
  column: Uint32Array;
}

/** A current route is before a deprecated one that fits as well. */
const CURRENT = 0.5;

const KEPT_WORDS = 32;

/** What is not asked for adds 1. */
const ASKABLE = ['path', 'description', 'parameter', 'bodyField', 'response'] as const;

export class OperationSearch {
  readonly #paths: ComparedPath[];
  readonly #texts: string[];
  readonly #names: string[];
  readonly #columns: Record<keyof SearchRows, Uint32Array>;
  readonly #everyRow: Uint32Array;
  /** Of the last words: while a person types, all but one are those of the key stroke before. */
  readonly #scoresOfWords = new Map<string, Uint8Array>();
  #vocabulary: Vocabulary | undefined;

  constructor(readonly index: SearchIndex) {
    this.#paths = index.paths.map(comparedPath);
    this.#texts = index.texts.map((text) => text.toLowerCase());
    this.#names = index.names.map((name) => name.toLowerCase());
    const columns = Object.entries(index.rows).map(([name, column]) => [name, Uint32Array.from(column)]);
    this.#columns = Object.fromEntries(columns);
    this.#everyRow = Uint32Array.from(index.rows.path, (_, row) => row);
  }

  /** Rows that meet every criterion; deprecated routes come later. */
  find(criteria: SearchCriteria): FoundRows {
    const found = this.#ranked(criteria);
    if (found.rows.length > 0) return { ...found, instead: {} };
    return this.#corrected(criteria) ?? { ...found, instead: {} };
  }

  #ranked(criteria: SearchCriteria): Pick<FoundRows, 'rows' | 'ranks'> {
    const { state } = this.#columns;
    const isCurrent = this.index.states.map((each) => each !== 'DEPRECATED');
    // Criterion by criterion over all rows: 0 is a row that is out.
    const sums = new Uint32Array(state.length).fill(1);
    this.#filter(sums, criteria);
    for (const { scores, column } of this.#criteria(criteria)) addScores(sums, scores, column);
    const unasked = ASKABLE.filter((name) => criteria[name] === undefined).length;
    // Few ranks are possible, so rows are laid out by rank instead of being sorted; within a rank they keep their order.
    const byRank = new Map<number, number[]>();
    for (let row = 0; row < sums.length; row++) {
      const sum = sums[row] ?? 0;
      if (sum === 0) continue;
      const rank = sum - 1 + unasked + (isCurrent[state[row] ?? 0] ? CURRENT : 0);
      const same = byRank.get(rank);
      if (same) same.push(row);
      else byRank.set(rank, [row]);
    }
    const found: Pick<FoundRows, 'rows' | 'ranks'> = { rows: [], ranks: [] };
    for (const [rank, rows] of [...byRank].sort(([a], [b]) => b - a)) {
      for (const row of rows) {
        found.rows.push(row);
        found.ranks.push(rank);
      }
    }
    return found;
  }

  #criteria({ words = [], path, description, parameter, bodyField, response }: SearchCriteria): Criterion[] {
    const columns = this.#columns;
    const asked = (wanted: string | undefined, scores: (word: string) => Uint8Array, column: Uint32Array) =>
      wanted === undefined ? [] : [{ scores: scores(wanted.toLowerCase()), column }];
    const [inPaths, inTexts] = [(word: string) => this.#inPaths(word), (word: string) => this.#inTexts(word)];
    const inSets = (word: string) => this.#inSets(word);
    return [
      ...words.map((word) => this.#anywhere(word.toLowerCase())),
      ...asked(path, inPaths, columns.path),
      ...asked(description, inTexts, columns.text),
      ...asked(parameter, inSets, columns.parameters),
      ...asked(bodyField, inSets, columns.body),
      ...asked(response, inSets, columns.response),
    ];
  }

  /** The better of path and description, for each row. */
  #anywhere(word: string): Criterion {
    const scores = this.#scoresOfWords.get(word) ?? this.#scoresAnywhere(word);
    this.#scoresOfWords.delete(word);
    this.#scoresOfWords.set(word, scores);
    const [oldest = ''] = this.#scoresOfWords.keys();
    if (this.#scoresOfWords.size > KEPT_WORDS) this.#scoresOfWords.delete(oldest);
    return { scores, column: this.#everyRow };
  }

  #scoresAnywhere(word: string): Uint8Array {
    const { path, text } = this.#columns;
    const [inPaths, inTexts] = [this.#inPaths(word), this.#inTexts(word)];
    const scores = new Uint8Array(path.length);
    for (let row = 0; row < scores.length; row++)
      scores[row] = Math.max(inPaths[path[row] ?? 0] ?? 0, inTexts[text[row] ?? 0] ?? 0);
    return scores;
  }

  #inPaths(word: string): Uint8Array {
    return scored(this.#paths, pathScore(word));
  }

  #inTexts(word: string): Uint8Array {
    return scored(this.#texts, textScore(word));
  }

  #inSets(word: string): Uint8Array {
    const names = scored(this.#names, nameScore(word));
    if (!names.some((score) => score > 0)) return new Uint8Array(this.index.sets.length);
    return scored(this.index.sets, (set) => {
      let best = 0;
      for (let place = 0; place < set.length && best < 4; place++)
        best = Math.max(best, names[set[place] ?? 0] ?? 0);
      return best;
    });
  }

  /** Takes out what is of another method, branch, state or section. */
  #filter(sums: Uint32Array, { method, branch, status, section }: SearchCriteria): void {
    const { methods, branches, states, sections, paths } = this.index;
    const columns = this.#columns;
    const keep = (wanted: string | undefined, known: readonly string[], column: Uint32Array) => {
      if (!wanted) return;
      const word = wanted.toLowerCase();
      const allowed = scored(known, (each) => (each.toLowerCase() === word ? 1 : 0));
      for (let row = 0; row < sums.length; row++) if (allowed[column[row] ?? 0] === 0) sums[row] = 0;
    };
    keep(method, methods, columns.method);
    keep(branch, branches, columns.branch);
    keep(status, states, columns.state);
    if (!section) return;
    const prefixes = sectionPrefixes(section);
    const isBelow = (path: string) =>
      prefixes.some((prefix) => path === prefix || path.startsWith(`${prefix}/`)) ? 1 : 0;
    const below = scored(paths, isBelow);
    const inside = scored(sections, (each) => (prefixes.includes(each) ? 1 : 0));
    for (let row = 0; row < sums.length; row++)
      if (inside[columns.section[row] ?? 0] === 0 && below[columns.path[row] ?? 0] === 0) sums[row] = 0;
  }

  /** Makes what the first typing error would wait for. */
  warm(): Vocabulary {
    this.#vocabulary ??= vocabularyOf(this.index);
    return this.#vocabulary;
  }

  /** A second pass, where nothing is found: a word that occurs nowhere is taken for the nearest one that does. */
  #corrected(criteria: SearchCriteria): FoundRows | undefined {
    const instead: Record<string, string> = {};
    const corrected = (word: string | undefined): string | undefined => {
      if (word === undefined || word === '' || this.#occurs(word.toLowerCase())) return word;
      const near = nearestWord(word.toLowerCase(), this.warm());
      if (near !== undefined) instead[word] = near;
      return near ?? word;
    };
    const { words, path, description, parameter, bodyField, response } = criteria;
    const nearest: SearchCriteria = {
      ...criteria,
      words: words?.map((word) => corrected(word) ?? word),
      path: corrected(path),
      description: corrected(description),
      parameter: corrected(parameter),
      bodyField: corrected(bodyField),
      response: corrected(response),
    };
    if (Object.keys(instead).length === 0) return undefined;
    const found = this.#ranked(nearest);
    return found.rows.length > 0 ? { ...found, instead } : undefined;
  }

  #occurs(word: string): boolean {
    return (
      this.#paths.some(({ lower }) => lower.includes(word)) ||
      this.#texts.some((text) => text.includes(word)) ||
      this.#names.some((name) => name.includes(word))
    );
  }
}

/** A section as a person writes it (`me`, `/me`, `/v2/iam`, or any beginning of a path), as paths begin. */
export function sectionPrefixes(wanted: string): string[] {
  const section = `/${wanted.replace(/^\/+|\/+$/g, '')}`;
  return [section, `/v2${section}`];
}

function scored<T>(values: readonly T[], score: (value: T) => number): Uint8Array {
  const scores = new Uint8Array(values.length);
  for (let place = 0; place < scores.length; place++) scores[place] = score(values[place] as T);
  return scores;
}

function addScores(sums: Uint32Array, scores: Uint8Array, column: Uint32Array): void {
  for (let row = 0; row < sums.length; row++) {
    const score = scores[column[row] ?? 0] ?? 0;
    sums[row] = score === 0 || sums[row] === 0 ? 0 : (sums[row] ?? 0) + score;
  }
}
