// Edge cases of texts: every character arrives, and what is no character is told.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { noticeLines } from '../../connector/text/notice-text.js';
import { longText } from '../../sandbox/account/billing/odd-texts.js';
import { type Standard, standardAccount } from './account.js';

let account: Standard;

beforeAll(async () => {
  account = await standardAccount(['bills']);
});
afterAll(() => account.close());

const described = (bill: string) =>
  account
    .rows(`select description from bill_details where bill_id = '${bill}' order by bill_detail_id`)
    .map(({ description }) => description);

test('33: accents, NBSP and narrow spaces, emoji, right to left, NUL, a lone surrogate', () => {
  expect(described('FR90000029')).toEqual([
    'Hébergement « Pro » à l’année',
    'espace\u00a0insécable et\u202fespace fine',
    'rocket 🚀 and family 👨‍👩‍👧',
    'مرحبا بالعالم',
    'NUL \u0000 inside',
    'lone surrogate \ufffd inside',
    'tab\tquote"backslash\\slash/ends',
    "=cmd|' /C calc'!A1",
    ' leading and trailing ',
    'null',
  ]);
  expect(noticeLines(account.report.warnings)).toContain(
    'bill_details: 1 invalid character (lone surrogates, or bytes that are not UTF-8) was replaced by U+FFFD',
  );
  // The text `null` is a text.
  const nulls = account.rows("select count(*) as n from bill_details where description = 'null'");
  expect(nulls).toEqual([{ n: 1n }]);
});

test('34: a text of 200 kB with new lines, quotes, and the start of a formula (=cmd)', () => {
  const [text] = described('FR90000030');
  expect(String(text).length).toBeGreaterThan(200_000);
  expect(text).toBe(longText());
});
