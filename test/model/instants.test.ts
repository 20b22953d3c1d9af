// Instants and dates as numbers: exact, or none at all.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { daysOf, microsecondsOf } from '../../connector/model/instants.js';

describe('instants', () => {
  test.each<[string, bigint | undefined]>([
    ['1970-01-01T00:00:00Z', 0n],
    ['2024-01-01T00:00:00+01:00', 1_704_063_600_000_000n],
    ['2024-01-01T00:00:00-0130', 1_704_072_600_000_000n],
    ['2024-01-01T00:00:00.1Z', 1_704_067_200_100_000n],
    ['1969-12-31T23:59:59.999999Z', -1n],
    ['9999-12-31T23:59:59.999999Z', 253_402_300_799_999_999n],
    ['2024-01-01T00:00:00.123456000Z', 1_704_067_200_123_456n],
    ['2024-01-01T00:00:00.1234567Z', undefined],
    ['2024-01-01T00:00:00', undefined],
    ['2024-01-01T00:00:00.Z', undefined],
    ['2024-01-01T00:00:00Zx', undefined],
    ['2024-01-01T00:00:00+1', undefined],
    ['2024-01-01T24:00:00Z', undefined],
    ['2024-02-30T00:00:00Z', undefined],
    ['2024-01-01 00:00:00Z', undefined],
    ['', undefined],
  ])('%s', (text, expected) => {
    expect(microsecondsOf(text)).toBe(expected);
  });

  test('as the system reads them', () => {
    const instants = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (date) => {
        expect(microsecondsOf(date.toISOString())).toBe(BigInt(date.getTime()) * 1000n);
        expect(daysOf(date.toISOString().slice(0, 10))).toBe(Math.floor(date.getTime() / 86_400_000));
      }),
    );
  });

  test.each(['2024-02-30', '2024-2-3', '24-02-03', '2024-02-03T00:00:00Z', ''])('no date: %s', (text) => {
    expect(daysOf(text)).toBeUndefined();
  });
});
