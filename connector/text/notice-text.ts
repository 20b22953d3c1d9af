// Reasons and warnings of a run in words.
import { noticeText, type StoredNotice } from '../model/notice.js';

export { noticeLine, noticeText } from '../model/notice.js';

export function noticeLines(notices: readonly StoredNotice[], before = ''): string[] {
  return notices.flatMap((notice) => `${before}${noticeText(notice)}`.split('\n'));
}
