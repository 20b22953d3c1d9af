// export focus and compare focus as a user meets them.
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { configText, type Place, placeWith } from './command.js';

let place: Place;

beforeAll(async () => {
  place = await placeWith({ edges: true });
  place.file('source.yaml', configText(place, '  - preset: bills\n  - preset: refunds'));
  await place.run('load', '--quiet');
});
afterAll(() => place.close());

test('export says what it wrote and what is in no file; compare finds the same, or what differs', async () => {
  const { total } = await place.stats();
  const written = await place.run(
    'export',
    'focus',
    '--from',
    '2026-04',
    '--until',
    '2026-04',
    '--out',
    'april.csv',
  );
  expect(written).toMatchObject({ code: 0, stderr: '' });
  expect(written.stdout).toMatch(
    /^april\.csv: \d+ rows, 2026-04\nCostAndUsage of FOCUS 1\.3: \d+ rows of \d+ documents\n/,
  );
  expect(written.stdout).toMatch(/^2026-04 {2}EUR +\d+ +[\d.]+$/m);
  expect(written.stdout).toContain(
    'Strict check: every row keeps every rule, and the rows of every document add up',
  );
  expect(written.stdout).toMatch(/^ {2}2 documents in points .*: bill FR90000018, bill FR90000019$/m);
  expect(written.stdout).toMatch(/^ {2}\d prepayments?, .*: bill PP_/m);
  expect(written.stdout.replace(/\s+/g, ' ')).toContain('bill FR90000099 (refused)');

  const same = await place.run('compare', 'focus', 'april.csv');
  expect(same).toMatchObject({ code: 0, stderr: '' });
  expect(same.stdout).toMatch(
    /^april\.csv: FOCUS 1\.3, \d+ rows, 2026-04\n[\s\S]*\nEqual, to the last digit\.\n$/,
  );

  writeFileSync(
    place.path('other.csv'),
    readFileSync(place.path('april.csv'), 'utf8').replace(/^12\.0,/m, '11.99,'),
  );
  const other = await place.run('compare', 'focus', 'other.csv');
  expect(other.code).toBe(3);
  expect(other.stdout).toMatch(/EUR +without tax +[\d.]+ +[\d.]+ +-0\.01$/m);
  expect(other.stdout).toMatch(
    /^Invoices of 2026-04, \S+: \d+ are equal\n {2}1 differ: FR\d+ \(\S+ - \S+ = -0\.01\)$/m,
  );
  expect(other.stdout).toMatch(/\nNOT EQUAL\n$/);
  const json = JSON.parse((await place.run('compare', 'focus', 'other.csv', '--json')).stdout);
  expect(json).toMatchObject({ isEqual: false, months: expect.any(Array) });
  // Nothing was called.
  expect((await place.stats()).total).toBe(total);
});

test('as JSON, and one file a month', async () => {
  const { stdout, code } = await place.run(
    'export',
    'focus',
    '--spec',
    '1.4',
    '--dataset',
    'invoice-detail',
    '--out',
    '{month}.parquet',
    '--json',
  );
  const written = JSON.parse(stdout);
  expect(code).toBe(0);
  expect(written).toMatchObject({ dataset: 'InvoiceDetail', version: '1.4', violations: [] });
  expect(written.files.length).toBeGreaterThan(1);
  expect(written.files[0].path).toBe(`${written.files[0].months[0]}.parquet`);
});

test('options that are wrong are refused, all at once, and nothing is written', async () => {
  const refused = await place.run(
    'export',
    'focus',
    '--dataset',
    'invoice-detail',
    '--from',
    '2026-13',
    '--until',
    'May',
    '--out',
    'x.csv',
  );
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain('--from: "2026-13" is no month such as 2026-01');
  expect(refused.stderr).toContain('--until: "May" is no month');
  expect(refused.stderr).toContain('--dataset: invoice-detail is a dataset of FOCUS 1.4: add --spec 1.4');
  const back = await place.run(
    'export',
    'focus',
    '--from',
    '2026-04',
    '--until',
    '2026-03',
    '--out',
    'x.csv',
  );
  expect(back.stderr).toContain('--until: 2026-03 is before 2026-04');
  const kind = await place.run('export', 'focus', '--out', 'x.xlsx');
  expect(kind).toMatchObject({ code: 2 });
  expect(kind.stderr).toContain('"x.xlsx" must end in .csv or .parquet');
  expect((await place.run('export', 'focus')).code).toBe(2);
  expect((await place.run('export', 'focus', '--spec', '1.1', '--out', 'x.csv')).stderr).toContain(
    '1.2, 1.3, 1.4',
  );
  const none = await place.run('export', 'focus', '--to', 'none.db', '--out', 'x.csv');
  expect(none).toMatchObject({ code: 1 });
  expect((await place.run('compare', 'focus', 'none.csv')).code).toBe(2);
});
