import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { COLUMN_TYPES, widen } from '../../connector/model/table.js';

const type = fc.constantFrom(...COLUMN_TYPES);

describe('widening', () => {
  test('gives the same type in whatever order values come', () => {
    fc.assert(
      fc.property(type, type, type, (a, b, c) => {
        expect(widen(a, b)).toBe(widen(b, a));
        expect(widen(widen(a, b), c)).toBe(widen(a, widen(b, c)));
        expect(widen(a, a)).toBe(a);
        expect(widen(undefined, a)).toBe(a);
        // It never narrows: what was seen once stays within.
        expect(widen(widen(a, b), a)).toBe(widen(a, b));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['bigint', 'decimal', 'decimal'],
    ['bigint', 'text', 'text'],
    ['decimal', 'boolean', 'text'],
    ['boolean', 'bigint', 'text'],
    ['json', 'text', 'text'],
    ['timestamp', 'date', 'text'],
    ['timestamp', 'text', 'text'],
    ['json', 'json', 'json'],
  ] as const)('%s and %s are %s', (a, b, both) => {
    expect(widen(a, b)).toBe(both);
  });
});
