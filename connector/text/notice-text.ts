// Reasons and warnings of a run in words.
import type { StoredNotice } from '../model/notice.js';

/** `bills: 3 failed of 10 listed`. A fault has more lines: its stack. */
export function noticeText({ source, message }: StoredNotice): string {
  return source === undefined ? message : `${source}: ${message}`;
}

export function noticeLines(notices: readonly StoredNotice[], before = ''): string[] {
  return notices.flatMap((notice) => `${before}${noticeText(notice)}`.split('\n'));
}

/** One line, whatever it says. */
export function noticeLine(notice: StoredNotice): string {
  return noticeText(notice).split('\n')[0] ?? '';
}
