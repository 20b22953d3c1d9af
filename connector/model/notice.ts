// What a run or a plan says of itself: a code for programs, a sentence for people.
import type { REASON_CODES } from './codes/reason-codes.js';
import type { WARNING_CODES } from './codes/warning-codes.js';

export type ReasonCode = keyof typeof REASON_CODES;
export type WarningCode = keyof typeof WARNING_CODES;
export type NoticeCode =
  | ReasonCode
  | WarningCode
  | 'stopped'
  | 'destination'
  | 'config'
  | 'table-incompatible';

/** Why a run is not complete, or what it warns of. */
export interface Notice<Code extends string = NoticeCode> {
  code: Code;
  /** Technical name of the source object that it is about. */
  source?: string;
  /** How many objects, rows, lists or values. */
  count?: number;
  /** What is to be said, without the source object. */
  message: string;
}

/** As a table has it: an older or newer version may have written the code. */
export type StoredNotice = Notice<string>;

/** `bills: 3 failed of 10 listed`. A fault has more lines: its stack. */
export function noticeText({ source, message }: StoredNotice): string {
  return source === undefined ? message : `${source}: ${message}`;
}

/** The first line alone. */
export function noticeLine(notice: StoredNotice): string {
  return noticeText(notice).split('\n')[0] ?? '';
}
