// Notices of runs and plans: a code for programs, a sentence for people.
import type { Code } from './codes/codes.js';
import { visibleLine } from './visible.js';

/** A reason why a run is not complete, or a warning. */
export interface Notice<C extends string = Code> {
  code: C;
  /** Technical name of the source object concerned. */
  source?: string;
  /** Number of objects, rows, lists or values concerned. */
  count?: number;
  /** The sentence, without the source object. */
  message: string;
}

/** A notice read from a table: an older or newer version may have written its code. */
export type StoredNotice = Notice<string>;

/** `bills: 3 failed of 10 listed`. A fault has more lines: its stack. */
export function noticeText({ source, message }: StoredNotice): string {
  return source === undefined ? message : `${source}: ${message}`;
}

/** One line: of a fault without its stack. */
export function noticeLine(notice: StoredNotice): string {
  const text = noticeText(notice);
  return visibleLine(notice.code === 'unexpected' ? (text.split('\n')[0] ?? '') : text);
}
