// Comparison of files of others with what is loaded: the parts that need no database.
import { describe, expect, test } from '@jest/globals';
import { csvRows } from '../../connector/model/csv-rows.js';
import { finely, ofUcents, plainly } from '../../reports/focus/compare/amounts.js';
import { compareSums } from '../../reports/focus/compare/compare.js';
import { FileSums, keyOf, type Sums } from '../../reports/focus/compare/sums.js';

async function rowsOf(text: string, size = text.length || 1): Promise<(string | null)[][]> {
  async function* pieces() {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
  }
  const rows: (string | null)[][] = [];
  for await (const row of csvRows(pieces())) rows.push(row);
  return rows;
}

test.each<[string, (string | null)[][]]>([
  [
    'a,b\r\n1,\r\n',
    [
      ['a', 'b'],
      ['1', null],
    ],
  ],
  [
    'a,b\n1,""\n',
    [
      ['a', 'b'],
      ['1', ''],
    ],
  ],
  [
    '\ufeffa,b\n"x ""y"", z","l1\nl2"',
    [
      ['a', 'b'],
      ['x "y", z', 'l1\nl2'],
    ],
  ],
  ['"a\r\nb","c\r"\r\n"d"\n', [['a\r\nb', 'c\r'], ['d']]],
  [
    'a,"b"\r\n\r\n,\r\n',
    [
      ['a', 'b'],
      [null, null],
    ],
  ],
  ['5" disk,a"b\n', [['5" disk', 'a"b']]],
  ['', []],
  ['""', [['']]],
])('CSV %j, in pieces of any size', async (text, expected) => {
  for (const size of [text.length || 1, 1, 2, 3]) expect(await rowsOf(text, size)).toEqual(expected);
});

test('amounts keep more decimals than ours have', () => {
  const text = ['59.9', '-0.000000000001', '1E-5', '1e+2', '0', '12.50'];
  expect(text.map((each) => plainly(finely(each) ?? 0n))).toEqual([
    '59.90',
    '-0.000000000001',
    '0.00001',
    '100.00',
    '0.00',
    '12.50',
  ]);
  expect(['', 'x', '1,5', '1e-31'].map(finely)).toEqual([undefined, undefined, undefined, undefined]);
  expect(plainly(ofUcents(-5_990_000_001n))).toBe('-59.90000001');
});

const HEAD = [
  'BillingAccountId',
  'BilledCost',
  'BillingCurrency',
  'BillingPeriodStart',
  'ChargeCategory',
  'InvoiceId',
];

function sumsOf(...rows: (string | null)[][]) {
  const sums = new FileSums(HEAD);
  for (const row of rows) sums.add(row);
  return sums;
}

const key = (month: string, currency = 'EUR') => keyOf({ account: 'ab1-ovh', month, currency });
const line = (
  month: string,
  cost: string | null,
  category: string,
  invoice: string | null = null,
  currency = 'EUR',
) => ['ab1-ovh', cost, currency, `${month}-01T00:00:00Z`, category, invoice];
const ours = (untaxed: string, tax: string, invoices: Record<string, string>): Sums => ({
  rows: 3,
  untaxed: finely(untaxed) ?? 0n,
  tax: finely(tax) ?? 0n,
  invoices: new Map(Object.entries(invoices).map(([id, cost]) => [id, finely(cost) ?? 0n])),
});

describe('sums', () => {
  test('by month, account and currency, with tax apart, and by invoice', () => {
    const { sums, unreadable } = sumsOf(
      line('2026-01', '0.1', 'Usage', 'FR1'),
      line('2026-01', '0.2', 'Purchase', 'FR1'),
      line('2026-01', '0.06', 'Tax', 'FR1'),
      line('2026-01', '5', 'Usage', null, 'USD'),
      line('2026-02', '1e-12', 'Credit'),
      line('2026-02', null, 'Usage'),
      ['ab1-ovh', '1', 'EUR', 'January', 'Usage', null],
    );
    expect(unreadable).toEqual([6, 7]);
    expect([...sums.keys()]).toEqual([key('2026-01'), key('2026-01', 'USD'), key('2026-02')]);
    expect(sums.get(key('2026-01'))).toEqual({ ...ours('0.3', '0.06', { FR1: '0.36' }) });
  });

  test('what is equal, what differs, and what only one side has', () => {
    const { sums } = sumsOf(
      line('2026-01', '10', 'Usage', 'FR1'),
      line('2026-01', '2', 'Tax', 'FR1'),
      line('2026-01', '5.01', 'Usage', 'FR2'),
      line('2026-01', '1', 'Usage', 'FR9'),
    );
    const found = compareSums(
      sums,
      new Map([
        [key('2026-01'), ours('16', '2', { FR1: '12', FR2: '5', FR3: '1' })],
        [key('2025-12'), ours('99', '0', {})],
        [key('2026-01', 'USD'), ours('3', '0', {})],
      ]),
    );
    expect(found).toEqual([
      {
        ...{ month: '2026-01', account: 'ab1-ovh', currency: 'EUR', isEqual: false },
        theirs: { rows: 4, untaxed: '16.01', tax: '2.00' },
        ours: { rows: 3, untaxed: '16.00', tax: '2.00' },
        difference: { untaxed: '0.01', tax: '0.00' },
        invoices: {
          equal: 1,
          different: [{ id: 'FR2', theirs: '5.01', ours: '5.00', difference: '0.01' }],
          onlyTheirs: [{ id: 'FR9', cost: '1.00' }],
          onlyOurs: [{ id: 'FR3', cost: '1.00' }],
        },
      },
      {
        ...{ month: '2026-01', account: 'ab1-ovh', currency: 'USD', isEqual: false },
        theirs: null,
        ours: { rows: 3, untaxed: '3.00', tax: '0.00' },
        difference: null,
        invoices: null,
      },
    ]);
  });

  test('a file before invoices are issued is compared by its sums', () => {
    const { sums } = sumsOf(line('2026-03', '3', 'Usage'));
    const [month] = compareSums(sums, new Map([[key('2026-03'), ours('3', '0', { FR1: '3' })]]));
    expect(month).toMatchObject({ isEqual: true, invoices: null });
  });
});
