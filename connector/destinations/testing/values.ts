// Contract: every value comes back as it went in, or is refused.
import { Decimal } from '../../model/json.js';
import { type Cell, type ColumnType, JsonText } from '../../model/table.js';
import type { Stored } from '../kit/cells.js';
import { equal, refused, sameRows } from './assertions.js';
import {
  batch,
  type Columns,
  type Context,
  type ContractCase,
  heldDecimal,
  heldText,
  write,
} from './context.js';

const VALUES: readonly [what: string, type: ColumnType, cell: Cell, stored: Stored][] = [
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
  ['a tenth', 'decimal', new Decimal('0.1'), '0.1'],
  ['a negative decimal', 'decimal', new Decimal('-25.5'), '-25.5'],
  ['a decimal of 15 digits', 'decimal', new Decimal('1234567.12345678'), '1234567.12345678'],
  ['a decimal of 16 digits', 'decimal', new Decimal('12345678.12345678'), '12345678.12345678'],
  ['a decimal of 17 digits', 'decimal', new Decimal('0.12345678901234567'), '0.12345678901234567'],
  [
    'a decimal of 24 digits',
    'decimal',
    new Decimal('9007199254740993.12345678'),
    '9007199254740993.12345678',
  ],
  ['a small decimal', 'decimal', new Decimal('0.00000001'), '0.00000001'],
  ['2^53 - 1 in a decimal column', 'decimal', 2n ** 53n - 1n, '9007199254740991'],
  ['2^53 + 1 in a decimal column', 'decimal', 2n ** 53n + 1n, '9007199254740993'],
  ['2^63 in a decimal column', 'decimal', 2n ** 63n, '9223372036854775808'],
  ['1E+2 in a decimal column', 'decimal', new Decimal('1E+2'), '100'],
  ['an instant in UTC', 'timestamp', '2024-10-01T00:30:00Z', '2024-10-01T00:30:00.000000Z'],
  ['an instant with an offset', 'timestamp', '2024-10-01T00:30:00+02:00', '2024-09-30T22:30:00.000000Z'],
  ['an instant of microseconds', 'timestamp', '2024-10-01T00:30:00.123456Z', '2024-10-01T00:30:00.123456Z'],
  ['a day', 'date', '2024-02-29', '2024-02-29'],
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
];

const REFUSED: readonly [what: string, type: ColumnType, cell: Cell][] = [
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
];

/** Code points below which a random character lies. */
const LIMITS = [0x20, 0x80, 0x800, 0x1_0000, 0x11_0000];
const ROUNDS = 3;
const MOST_ROWS = 160;

export const valueCases: readonly ContractCase[] = [
  {
    name: 'every value comes back as it went in',
    run: async (context) => {
      const columns: Columns = { id: 'text' };
      for (const [index, [_, type]] of VALUES.entries()) columns[`v${index}`] = type;
      const cells = VALUES.map(([_, __, cell]) => cell);
      await write(context.session, batch('t', columns, ['id'], [['a', ...cells]]));
      const [row, ...others] = await context.read('t');
      const byWords = (find: (index: number) => Stored | undefined) =>
        VALUES.map(([what, type], index) => [`${what} (${type})`, find(index)]);
      const held = VALUES.map(([_, type, __, stored]) => heldValue(context, type, stored));
      equal(
        byWords((index) => row?.[`v${index}`]),
        byWords((index) => held[index]),
      );
      equal([row?.id, others], ['a', []]);
    },
  },
  {
    name: 'what does not fit exactly is refused',
    run: async ({ session, read }) => {
      for (const [index, [what, type, cell]] of REFUSED.entries()) {
        const slice = write(session, batch(`t${index}`, { id: 'text', v: type }, ['id'], [['b', cell]]));
        await refused(slice, new RegExp(`"t${index}".*"v".*does not fit`), what);
      }
      const empty = REFUSED.map(([_, type], index) =>
        batch(`t${index}`, { id: 'text', v: type }, ['id'], []),
      );
      await write(session, ...empty);
      for (const { schema } of empty) sameRows(await read(schema.table), []);
    },
  },
  {
    name: 'random integers, decimals and texts come back as they were',
    run: async (context) => {
      const columns: Columns = { id: 'text', i: 'bigint', d: 'decimal', t: 'text' };
      const random = numbersFrom(1);
      for (let round = 0; round < ROUNDS; round++) {
        const table = `t${round}`;
        const rows = Array.from({ length: 1 + (random() % MOST_ROWS) }, (_, index) => ({
          id: `${index}`,
          i: randomInteger(random),
          d: `${randomInteger(random)}.${random()}`,
          t: randomText(random),
        }));
        const cells = rows.map(({ id, i, d, t }): Cell[] => [id, i, new Decimal(d), t]);
        await write(context.session, batch(table, columns, ['id'], cells));
        const held = rows.map(({ d, t, ...rest }) => ({
          ...rest,
          d: heldDecimal(context, d),
          t: heldText(context, t),
        }));
        sameRows(await context.read(table), held);
      }
    },
  },
];

function heldValue(context: Context, type: ColumnType, stored: Stored): Stored {
  if (typeof stored !== 'string') return stored;
  return type === 'decimal' ? heldDecimal(context, stored) : heldText(context, stored);
}

/** The same whole numbers below 2^32 each time (mulberry32), so that a failure can be repeated. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** Of any length up to 64 bits. */
function randomInteger(random: () => number): bigint {
  const wide = (BigInt(random()) << 32n) | BigInt(random());
  return BigInt.asIntN(64, wide) >> BigInt(random() % 64);
}

/** Characters of all planes, control characters and NUL among them, without halves of a surrogate pair. */
function randomText(random: () => number): string {
  const characters = Array.from({ length: random() % 12 }, () => {
    const point = random() % (LIMITS[random() % LIMITS.length] ?? 0x80);
    return point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
  });
  return String.fromCodePoint(...characters);
}
