// Answers of calls, kept in memory for their lines: a page asks for what it shows.
import { randomUUID } from 'node:crypto';
import type { AnswerLines } from '../../contract/call.js';

/** Answers, and characters of all of them together; the newest is always kept. */
const MOST_ANSWERS = 10;
const MOST_CHARACTERS = 200_000_000;
const MOST_LINES = 20_000;
/** A text of at most this many bytes is sent whole. */
const WHOLE_BYTES = 256 * 1024;
const FIRST_LINES = 1000;
/** Of the first lines, however long they are. */
const FIRST_CHARACTERS = 256 * 1024;

interface KeptAnswer {
  text: string;
  /** Where each line begins. */
  starts: Uint32Array;
}

export class KeptAnswers {
  readonly #answers = new Map<string, KeptAnswer>();

  keep(text: string): { id: string; bytes: number; lines: number; text: string; isWhole: boolean } {
    const id = randomUUID();
    const answer = { text, starts: startsOf(text) };
    this.#answers.set(id, answer);
    this.#forgetOldest();
    const bytes = Buffer.byteLength(text);
    const isWhole = bytes <= WHOLE_BYTES;
    const first = isWhole ? text : linesOf(answer, 0, FIRST_LINES).join('\n').slice(0, FIRST_CHARACTERS);
    return { id, bytes, lines: answer.starts.length, text: first, isWhole };
  }

  /** Undefined for an answer that is no longer kept. */
  lines(id: string, from: number, count: number): AnswerLines | undefined {
    const answer = this.#answers.get(id);
    if (!answer) return undefined;
    const lines = linesOf(answer, from, Math.min(count, MOST_LINES));
    return { from, lines, total: answer.starts.length };
  }

  text(id: string): string | undefined {
    return this.#answers.get(id)?.text;
  }

  #forgetOldest(): void {
    const size = () => [...this.#answers.values()].reduce((sum, { text }) => sum + text.length, 0);
    while (this.#answers.size > 1 && (this.#answers.size > MOST_ANSWERS || size() > MOST_CHARACTERS)) {
      const [oldest] = this.#answers.keys();
      this.#answers.delete(oldest as string);
    }
  }
}

function startsOf(text: string): Uint32Array {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return Uint32Array.from(starts);
}

function linesOf({ text, starts }: KeptAnswer, from: number, count: number): string[] {
  const first = starts[from];
  if (first === undefined) return [];
  const end = starts[from + count];
  return text.slice(first, end === undefined ? text.length : end - 1).split('\n');
}
