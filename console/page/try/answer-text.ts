// The lines of an answer: some are here, the others come from the server when they are shown, all of them when they are searched.
import type { AnswerOk, CallAnswer } from '../../contract/call.js';
import { ask } from '../state/server.js';

export type ShownAnswer = CallAnswer & AnswerOk;

const CHUNK = 1000;

/** A folded part: from the line that opens it to the line that closes it. */
interface Fold {
  from: number;
  to: number;
}

export class AnswerText {
  readonly #chunks = new Map<number, readonly string[]>();
  readonly #asked = new Set<number>();
  #whole: readonly string[] | undefined;
  #coming: Promise<string> | undefined;
  /** By their first lines, apart from each other. */
  #folds: Fold[] = [];

  constructor(private readonly answer: ShownAnswer) {
    const lines = answer.text.split('\n');
    if (answer.isWhole) this.#whole = lines;
    for (let from = 0; from < lines.length; from += CHUNK)
      this.#chunks.set(from / CHUNK, lines.slice(from, from + CHUNK));
  }

  /** Lines that are shown: what is folded is one line. */
  get shown(): number {
    return Math.max(1, this.answer.lines) - this.#folds.reduce((sum, { from, to }) => sum + to - from, 0);
  }

  /** Undefined while it is on its way. */
  line(place: number): string | undefined {
    return this.#whole?.[place] ?? this.#chunks.get(Math.floor(place / CHUNK))?.[place % CHUNK];
  }

  /** The line at a place of the screen. */
  placeOf(row: number): number {
    let place = row;
    for (const { from, to } of this.#folds) {
      if (from >= place) break;
      place += to - from;
    }
    return place;
  }

  /** The place on the screen of a line; that of its fold where it is folded. */
  rowOf(place: number): number {
    let row = place;
    for (const { from, to } of this.#folds) {
      if (from >= place) break;
      row -= Math.min(to, place) - from;
    }
    return row;
  }

  isFolded(place: number): boolean {
    return this.#folds.some(({ from }) => from === place);
  }

  /** Whether a line opens something that has lines of its own. */
  static opens(line: string | undefined): boolean {
    return line !== undefined && /[[{]$/.test(line);
  }

  async toggle(place: number): Promise<void> {
    if (this.isFolded(place)) {
      this.#folds = this.#folds.filter(({ from }) => from !== place);
      return;
    }
    const to = closing(await this.all(), place);
    const apart = this.#folds.filter(({ from }) => from < place || from > to);
    this.#folds = [...apart, { from: place, to }].sort((a, b) => a.from - b.from);
  }

  unfold(place: number): void {
    this.#folds = this.#folds.filter(({ from, to }) => place <= from || place > to);
  }

  /** Asks for chunks that are missing; calls back when one came. */
  need(first: number, last: number, came: () => void): void {
    if (this.#whole) return;
    for (let chunk = Math.floor(first / CHUNK); chunk <= Math.floor(last / CHUNK); chunk++) {
      if (this.#chunks.has(chunk) || this.#asked.has(chunk)) continue;
      this.#asked.add(chunk);
      ask('GET /api/answer/lines', { id: this.answer.id, from: chunk * CHUNK, count: CHUNK })
        .then(({ lines }) => {
          this.#chunks.set(chunk, lines);
          came();
        })
        .catch(() => this.#asked.delete(chunk));
    }
  }

  /** Throws `ServerError` where the server no longer keeps the answer. */
  async all(): Promise<readonly string[]> {
    if (this.#whole) return this.#whole;
    this.#coming ??= ask('GET /api/answer/text', { id: this.answer.id });
    const coming = this.#coming;
    try {
      this.#whole ??= (await coming).split('\n');
    } finally {
      this.#coming = undefined;
    }
    return this.#whole;
  }

  /** Lines that have a text, whatever its case. */
  async find(text: string): Promise<number[]> {
    const lower = text.toLowerCase();
    const lines = await this.all();
    return lines.flatMap((line, place) => (line.toLowerCase().includes(lower) ? [place] : []));
  }
}

/** The line that closes what a line opens: the next one that is not indented further. */
function closing(lines: readonly string[], place: number): number {
  const indent = (line = ''): number => line.length - line.trimStart().length;
  const own = indent(lines[place]);
  for (let next = place + 1; next < lines.length; next++) if (indent(lines[next]) <= own) return next;
  return lines.length - 1;
}
