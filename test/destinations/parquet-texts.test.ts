// Texts of a Parquet column: they come out as they went in, however many are alike.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FileValue } from '../../connector/destinations/formats/format.js';
import { TextColumn } from '../../connector/destinations/formats/parquet-texts.js';
import { extent } from '../extent.js';

const decoder = new TextDecoder();

/** As a reader has them: half a character is the sign of a replacement. */
function read(column: TextColumn): (string | null)[] {
  return column.values().map((value) => {
    if (value === null) return null;
    return (typeof value === 'string' ? value : decoder.decode(value)).toWellFormed();
  });
}

function written(values: readonly FileValue[], blockRows: number): TextColumn {
  const column = new TextColumn();
  const rows = values.map((value) => ['before', value]);
  for (let from = 0; from < rows.length; from += blockRows) column.add(rows.slice(from, from + blockRows), 1);
  return column;
}

const expected = (values: readonly FileValue[]) =>
  values.map((value) => (value === null ? null : String(value).toWellFormed()));

const unlike = Array.from({ length: 3000 }, (_, n) => `text ${n}`);

test('few different texts are given as texts, each once', () => {
  const values = unlike.map((_, n) => (n % 7 === 0 ? null : `text ${n % 5}`));
  const column = written(values, 1000);
  expect(read(column)).toEqual(values);
  expect(column.values().every((value) => value === null || typeof value === 'string')).toBe(true);
});

test('different texts are given as bytes', () => {
  const column = written(unlike, 1000);
  expect(read(column)).toEqual(unlike);
  expect(column.values().every((value) => value instanceof Uint8Array)).toBe(true);
});

describe('bytes', () => {
  // Together they would be one character.
  const halves = unlike.map((text, n) => (n % 2 === 0 ? `${text}\ud83d` : `\ude00${text}`));

  test.each<[string, FileValue[]]>([
    ['halves of characters', halves],
    ['texts of several bytes', unlike.map((text) => `é€😀${text}`)],
    ['nothing and empty texts', unlike.map((text, n) => (n % 3 === 0 ? null : n % 3 === 1 ? '' : text))],
    ['booleans of before', unlike.map((text, n) => (n % 100 === 0 ? true : text))],
  ])('%s', (_what, values) => {
    expect(read(written(values, 700))).toEqual(expected(values));
  });
});

test('any texts, in any blocks', () => {
  const unit = fc.constantFrom(...'ab\u0000é€', '😀', '\ud83d', '\ude00');
  const value = fc.oneof({ weight: 8, arbitrary: fc.string({ unit, maxLength: 5 }) }, fc.constant(null));
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 40 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 1500 }),
      (some, isNumbered, blockRows) => {
        const values = Array.from({ length: 2500 }, (_, n) => {
          const one = some[n % some.length] ?? null;
          return one !== null && isNumbered ? `${one}${n}` : one;
        });
        expect(read(written(values, blockRows))).toEqual(expected(values));
      },
    ),
    { numRuns: extent(20, 500) },
  );
});
