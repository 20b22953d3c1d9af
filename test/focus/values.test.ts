// Values of files: amounts, quantities, ASCII; and the formats that the check asks for.
import { describe, expect, test } from '@jest/globals';
import type { QueryValue } from '../../connector/model/query.js';
import {
  isCurrency,
  isInstant,
  isKeyValue,
  isNumber,
  isUnit,
  nextMonth,
  ucentsOf,
} from '../../reports/focus/check/formats.js';
import type { WrittenColumn } from '../../reports/focus/columns/datasets.js';
import { folded, foldedId, isAscii } from '../../reports/focus/files/ascii.js';
import { cellWriter, decimalOf } from '../../reports/focus/files/cells.js';

test.each<[bigint, string]>([
  [0n, '0.0'],
  [1n, '0.00000001'],
  [-1n, '-0.00000001'],
  [5_990_000_000n, '59.9'],
  [-100_000_000n, '-1.0'],
  [9_900_000_000_000_001n, '99000000.00000001'],
  [-(2n ** 63n), '-92233720368.54775808'],
  [123_456_789n, '1.23456789'],
])('%s units are %s', (ucents, text) => {
  expect(decimalOf(ucents)).toBe(text);
  expect(ucentsOf(text)).toBe(ucents);
});

test('amounts of files in whole units: exact, or none', () => {
  expect(
    ['1', '1.5', '-0.1', '0.10000000000', '1.123456789', '1,5', '', '1e3', null].map((text) =>
      ucentsOf(text),
    ),
  ).toEqual([
    100_000_000n,
    150_000_000n,
    -10_000_000n,
    10_000_000n,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

describe('cells', () => {
  const column = (source: WrittenColumn['source'], text?: 'words' | 'id'): WrittenColumn => ({
    name: 'X',
    level: 'Mandatory',
    type: 'String',
    allowsNull: true,
    source,
    about: '',
    ...(text && { text }),
  });
  const cell = (
    source: WrittenColumn['source'],
    row: Record<string, QueryValue>,
    ascii = false,
    text?: 'words' | 'id',
  ) => {
    const places = new Map(Object.keys(row).map((name, at) => [name, at]));
    return cellWriter(column(source, text), places, ascii)(Object.values(row));
  };

  test.each<[QueryValue, QueryValue, string | null]>([
    ['744.123456', '744.123456', '744.123456'],
    ['1', 1n, '1.0'],
    ['00010', 10n, '10.0'],
    ['-2', '-2', '-2.0'],
    // The text is no number: what the view has made of it.
    ['1 234', 1n, '1.0'],
    ['', 1n, '1.0'],
    [null, '0.5', '0.5'],
    // More digits than a column of decimals has room for.
    ['0.1234567890123456789', 1n, '1.0'],
    ['1', null, null],
  ])('quantity %j, in the view %j, is %j', (quantity_text, x, expected) => {
    expect(cell({ field: 'x', as: 'quantity' }, { x, quantity_text })).toBe(expected);
  });

  test('days are the first second of the day, constants stand for themselves', () => {
    expect(cell({ field: 'x', as: 'day' }, { x: '2026-03-01' })).toBe('2026-03-01T00:00:00Z');
    expect(cell({ field: 'x', as: 'day' }, { x: null })).toBe(null);
    expect(cell({ constant: 'OVHcloud' }, { x: null })).toBe('OVHcloud');
    expect(cell({ field: 'x', as: 'decimal' }, { x: 12n })).toBe('12.0');
    expect(cell({ field: 'x', as: 'cost' }, { x: 12n })).toBe('0.00000012');
    expect(cell({ field: 'x', as: 'amount' }, { x: null })).toBe(null);
  });

  test('text is Unicode as it was; blanks alone and halves of pairs are no text', () => {
    const words = (x: QueryValue, ascii = false) => cell({ field: 'x', as: 'text' }, { x }, ascii, 'words');
    expect(words('Déjà – vu\nligne 2 🚀')).toBe('Déjà – vu\nligne 2 🚀');
    expect(words('   ')).toBe(null);
    expect(words('')).toBe(null);
    expect(words(null)).toBe(null);
    expect(words('a\ud800b\0c')).toBe('a\ufffdb\ufffdc');
    expect(words('Déjà – vu', true)).toBe('Deja - vu');
    expect(cell({ field: 'x', as: 'text' }, { x: 'münchen.example' }, true, 'id')).toBe(
      'xn--mnchen-3ya.example',
    );
    // Text that is not of people is never folded.
    expect(cell({ field: 'x', as: 'text' }, { x: 'é' }, true)).toBe('é');
    expect(cell({ field: 'x', as: 'json' }, { x: '{"équipe":"🚀"}' }, true)).toBe(
      '{"\\u00e9quipe":"\\ud83d\\ude80"}',
    );
  });

  test('a field that the views do not have is a mistake in the table of columns', () => {
    expect(() => cell({ field: 'gone', as: 'text' }, { x: null })).toThrow('no field "gone"');
  });
});

test('ASCII: by what a sign is like', () => {
  expect(folded('“Œuvre” – l’été à 10 € … «naïve»')).toBe('"OEuvre" - l\'ete a 10 EUR ... "naive"');
  expect(folded('Straße ﬁn Ⅷ ½ x²')).toBe('Strasse fin VIII 1?2 x2');
  expect(folded('a\u00a0b\u202fc')).toBe('a b c');
  expect(folded('日本 🚀')).toBe('?? ?');
  expect(folded('a\u200bb\ufeff')).toBe('ab');
  expect(foldedId('日本.example')).toBe('xn--wgv71a.example');
  expect(foldedId('été/host 12')).toBe('ete/host 12');
  for (const text of ['plain', 'Łódź', '\u0301', '\ud800', 'ﷺ']) expect(isAscii(folded(text))).toBe(true);
});

test('formats', () => {
  expect(['0', '-1.5', '1e-7', '12E3'].map(isNumber)).toEqual([true, true, true, true]);
  expect(['2026-02-28T23:59:59Z', '2026-02-29T00:00:00Z'].map(isInstant)).toEqual([true, false]);
  expect(['{}', '{"a":null,"b":1.5,"c":"x:\\"y\\"","d":true}', '{"a":"b","a":"c"}'].map(isKeyValue)).toEqual([
    true,
    true,
    false,
  ]);
  expect(['EUR', 'USD', 'points', 'eur', 'XYZ'].map(isCurrency)).toEqual([true, true, false, false, false]);
  expect(
    [
      'Units',
      'Hours',
      'GiB-Hours',
      'GB/Hour',
      '1000 Tokens',
      'Units/3 Months',
      'hours',
      'GiB-Hour',
      'Widget',
    ].map(isUnit),
  ).toEqual([true, true, true, true, true, true, false, false, false]);
  expect(nextMonth('2025-12-01T00:00:00Z')).toBe('2026-01-01T00:00:00Z');
  expect(nextMonth('2026-09-01T00:00:00Z')).toBe('2026-10-01T00:00:00Z');
});
