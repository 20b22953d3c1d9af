// Contract: every value comes back as it went in, or is refused.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Stored } from '../../connector/destinations/kit/cells.js';
import { Decimal } from '../../connector/model/json.js';
import { type Cell, type ColumnType, JsonText } from '../../connector/model/table.js';
import { batch, type Columns, decimalOf, type Get, textOf, write } from './slices.js';

export function valueTests(get: Get): void {
  const heldOf = (type: ColumnType, text: string) =>
    type === 'decimal' ? decimalOf(get().fixture, text) : textOf(get().fixture, text);

  test.each<[string, ColumnType, Cell, Stored]>([
    ['true', 'boolean', true, true],
    ['false', 'boolean', false, false],
    ['a small integer', 'bigint', 5, 5n],
    ['a negative integer', 'bigint', -5, -5n],
    ['beyond 2^31', 'bigint', 3_000_000_000, 3_000_000_000n],
    ['beyond 2^53', 'bigint', 9_007_199_254_740_993n, 9_007_199_254_740_993n],
    ['the largest 64-bit integer', 'bigint', 2n ** 63n - 1n, 2n ** 63n - 1n],
    ['the smallest 64-bit integer', 'bigint', -(2n ** 63n), -(2n ** 63n)],
    ['a decimal with zeros', 'decimal', new Decimal('59.90'), '59.90'],
    [
      'a decimal that no float holds',
      'decimal',
      new Decimal('0.1000000000000000055511151231257827'),
      '0.1000000000000000055511151231257827',
    ],
    ['an integer in a decimal column', 'decimal', 100, '100'],
    ['a bigint in a decimal column', 'decimal', 2n ** 80n, '1208925819614629174706176'],
    ['an exponent in a decimal column', 'decimal', new Decimal('1e-05'), '0.00001'],
    ['text', 'text', 'a', 'a'],
    ['empty text', 'text', '', ''],
    ['numeric-looking text', 'text', '00123', '00123'],
    ['text like a large number', 'text', '1e400', '1e400'],
    ['a number in a text column', 'text', 5, '5'],
    ['a decimal in a text column', 'text', new Decimal('5.10'), '5.10'],
    ['a boolean in a text column', 'text', false, 'false'],
    ['JSON in a text column', 'text', new JsonText('[1.10]'), '[1.10]'],
    ['JSON', 'json', new JsonText('{"a":[1.10,9007199254740993]}'), '{"a":[1.10,9007199254740993]}'],
    ['JSON that is a number', 'json', new JsonText('1.10'), '1.10'],
    ['unicode', 'text', 'é\u202f€ 😀 שלום', 'é\u202f€ 😀 שלום'],
    ['NUL', 'text', 'a\u0000b', 'a\u0000b'],
    ['quotes and lines', 'text', `'";--\r\n=cmd`, `'";--\r\n=cmd`],
    ['200 kB', 'text', 'é'.repeat(100_000), 'é'.repeat(100_000)],
    ['null in a boolean column', 'boolean', null, null],
    ['null in a number column', 'bigint', null, null],
    ['null in a text column', 'text', null, null],
  ])('value: %s (%s)', async (_what, type, cell, stored) => {
    const { session, fixture } = get();
    await write(session, batch('t', { id: 'text', v: type }, ['id'], [['a', cell]]));
    const held = typeof stored === 'string' ? heldOf(type, stored) : stored;
    expect(await fixture.read('t')).toEqual([{ id: 'a', v: held }]);
  });

  test.each<[string, ColumnType, Cell]>([
    ['a fraction as integer', 'bigint', 0.5],
    ['an unsafe number', 'bigint', 2 ** 53],
    ['beyond 64 bits', 'bigint', 2n ** 63n],
    ['text as integer', 'bigint', '5'],
    ['text as decimal', 'decimal', '5.0'],
    ['a float as decimal', 'decimal', 0.1],
    ['an exponent that cannot be written out', 'decimal', new Decimal('1e999')],
    ['a float as text', 'text', 0.1],
    ['a number as boolean', 'boolean', 1],
    ['text as JSON', 'json', '[]'],
  ])('what does not fit exactly is refused: %s', async (_what, type, cell) => {
    const { session } = get();
    const slice = write(session, batch('t', { id: 'text', v: type }, ['id'], [['b', cell]]));
    await expect(slice).rejects.toThrow(/"t".*"v".*does not fit/);
    expect((await session.count('t')) ?? 0).toBe(0);
  });

  test('random integers, decimals and texts come back as they were', async () => {
    const { session, fixture } = get();
    const cells = fc.tuple(
      fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
      fc.tuple(fc.bigInt(), fc.nat()).map(([whole, rest]) => `${whole}.${rest}`),
      fc.string({ unit: 'binary' }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(cells, { minLength: 1, maxLength: 20 }), async (rows) => {
        const columns: Columns = { id: 'text', i: 'bigint', d: 'decimal', t: 'text' };
        const wide = rows.map(([i, d, t], index): Cell[] => [`${index}`, i, new Decimal(d), t]);
        await write(session, batch('t', columns, ['id'], wide));
        const found = (await fixture.read('t')).filter(({ id }) => Number(id) < rows.length);
        found.sort((a, b) => Number(a.id) - Number(b.id));
        const held = rows.map(([i, d, t], index) => ({
          id: `${index}`,
          i,
          d: decimalOf(fixture, d),
          t: textOf(fixture, t),
        }));
        expect(found).toEqual(held);
      }),
      { numRuns: 25 },
    );
  });
}
