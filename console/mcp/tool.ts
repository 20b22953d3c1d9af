// A tool of the assistant: what it takes, and what it answers. Every tool reads; none changes anything.
import type { z } from 'zod';
import { Refused } from '../server/failure.js';
import type { Workspace } from '../server/workspace.js';

/** Characters of an answer: more do not help anybody who reads them. */
export const MOST_TEXT = 60_000;

/** @param count `more than 60000` */
export function tooLong(count: string): Refused {
  const message = `the answer has ${count} characters, and ${MOST_TEXT} are allowed: ask for fewer rows, columns or parts`;
  return new Refused(413, 'too-large', message);
}

export interface Asking {
  workspace: Workspace;
  signal: AbortSignal;
}

/** Plain JSON; numbers that count things are numbers, amounts and values of tables are text with all their digits. */
export interface Answer {
  /** What the answer rests on: where rows are, the last runs, the age of the API's documents. */
  restsOn?: object;
  data: object;
}

export interface Tool {
  name: string;
  title: string;
  /** For the assistant: what it answers, and when it is the right one. */
  description: string;
  input: z.ZodObject;
  /** Whether it makes calls to the API; all of them are GET. */
  calls: boolean;
  answer(input: never, asking: Asking): Promise<Answer>;
}

/** A tool whose answer knows what its input is. */
export function tool<I extends z.ZodObject>(
  made: Omit<Tool, 'input' | 'answer'> & {
    input: I;
    answer(input: z.infer<I>, asking: Asking): Promise<Answer>;
  },
): Tool {
  return made;
}
