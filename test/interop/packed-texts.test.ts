// A set of ids in few characters: whatever the ids are, they come back; and many bills fit a message.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { packTexts, unpackTexts } from '../../connector/interop/state/packed-texts.js';
import { anyCharacter } from '../any-character.js';

const roundTrip = (texts: readonly string[]) => unpackTexts(packTexts(texts)).sort();
const asSet = (texts: readonly string[]) => [...new Set(texts)].sort();

const number = fc.bigInt({ min: 0n, max: 10n ** 30n }).map(String);
const KINDS = {
  numeric: fc.integer({ min: 0, max: 10_000_000 }).map(String),
  'longer than numbers are exact': number,
  prefixed: fc.integer({ min: 1, max: 99_999 }).map((id) => `FR${id}`),
  'with leading zeros': fc
    .tuple(fc.integer({ min: 0, max: 5 }), number)
    .map(([zeros, id]) => `WE${'0'.repeat(zeros)}${id}`),
  uuid: fc.uuid(),
  'as JSON': fc.oneof(fc.string(), fc.integer()).map((id) => JSON.stringify(id)),
  hostile: fc.string({ unit: anyCharacter, maxLength: 40 }).map((text) => text.toWellFormed()),
  mixed: fc.oneof(
    number,
    fc.uuid(),
    fc.constantFrom('', '0', '00', '-1', '1e5', '😀1', '😁1', 'a\0b1', '१२'),
  ),
} as const;

test.each(Object.entries(KINDS))('every set comes back: %s', (_, kind) => {
  fc.assert(
    fc.property(fc.array(kind, { maxLength: 200 }), (ids) => {
      expect(roundTrip(ids)).toEqual(asSet(ids));
    }),
  );
});

describe('100,000 ids', () => {
  const COUNT = 100_000;
  /** Ids of one account among those of others: gaps up to twice the mean. */
  const counted = (idOf: (number: number) => string, gap: number) => {
    let [state, at] = [1, 10_000_000];
    return Array.from({ length: COUNT }, () => {
      state = (state * 48_271) % 2_147_483_647;
      at += 1 + (state % (2 * gap - 1));
      return JSON.stringify(idOf(at));
    });
  };

  test.each([
    ['numbers, one after another', counted(String, 1), 1_000],
    ['numbers, one of ten', counted(String, 10), 100_000],
    ['prefixed, one after another', counted((id) => `FR${id}`, 1), 1_000],
    ['prefixed, one of ten', counted((id) => `FR${id}`, 10), 100_000],
    // What chance makes cannot be told in less: 16 bytes each, and a third for base64.
    ['uuids', Array.from({ length: COUNT }, () => JSON.stringify(randomUUID())), 2_900_000],
  ])('%s', (_, ids, most) => {
    const packed = packTexts(ids);
    expect(packed.length).toBeLessThanOrEqual(most);
    expect(unpackTexts(packed).sort()).toEqual([...ids].sort());
  });
});

test('what is damaged on the way is noticed', () => {
  const packed = packTexts(Array.from({ length: 500 }, (_, id) => `FR${id * id}`));
  const middle = Math.floor(packed.length / 2);
  const other = packed[middle] === 'A' ? 'B' : 'A';
  expect(() => unpackTexts(packed.slice(0, middle))).toThrow();
  expect(() => unpackTexts(packed.slice(0, middle) + other + packed.slice(middle + 1))).toThrow();
  expect(() => unpackTexts('')).toThrow();
});
