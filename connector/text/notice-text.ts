// Reasons and warnings of a run in words.
import { noticeText, type StoredNotice } from '../model/notice.js';

export { noticeLine, noticeText } from '../model/notice.js';

/** One line for each, and for a fault the lines of its stack, indented. */
export function noticeLines(notices: readonly StoredNotice[], before = ''): string[] {
  return notices.flatMap((notice) => {
    const text = `${before}${noticeText(notice)}`;
    if (notice.code !== 'unexpected') return [text];
    const [first = '', ...stack] = text.split('\n');
    return [first, ...stack.map((line) => `    ${line.trim()}`)];
  });
}
