// SQLite: decimals are numbers that compare, sort and sum, and no digit is lost.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { numberText, storedNumber } from '../../connector/destinations/sqlite/numbers.js';
import type { RowQuery, TableSession } from '../../connector/model/destination.js';
import { Decimal } from '../../connector/model/json.js';
import type { Cell, ColumnType, RowBatch } from '../../connector/model/table.js';
import { plainNumber } from '../exact-rows.js';
import { extent } from '../extent.js';
import { type FileFixture, fileFixture } from './files.js';
import { batch, write } from './slices.js';

describe('which numbers a double holds', () => {
  test.each([
    '0',
    '-0.0',
    '0.1',
    '59.90',
    '100',
    '-25.5',
    '0.00000001',
    '1234567.12345678',
    '123456789012345',
    '0.000000000000000000000123456789012345',
    '9007199254740991',
    '9007199254740993',
    '9223372036854775807',
    '-9223372036854775808',
    '100000000000000000000',
  ])('%s', (digits) => {
    const { number, exact } = storedNumber(digits);
    expect(exact).toBeNull();
    expect(numberText(number ?? '')).toBe(plainNumber(digits));
  });

  test.each([
    ['12345678.12345678', 12345678.12345678],
    ['0.12345678901234567', 0.12345678901234566],
    ['9007199254740993.12345678', 9007199254740994],
    ['9223372036854775808', 2 ** 63],
    ['18446744073709551617', 2 ** 64],
    ['0.1000000000000000055511151231257827', 0.1],
    ['0.30000000000000004', 0.30000000000000004],
    [`1${'0'.repeat(400)}`, null],
    [`0.${'0'.repeat(399)}1`, 0],
  ])('not %s: the nearest is stored, and all digits', (digits, nearest) => {
    expect(storedNumber(digits)).toEqual({ number: nearest, exact: digits });
  });

  test('any number comes back, from the number or from its digits', () => {
    const decimal = fc.tuple(fc.bigInt(), fc.nat(), fc.nat({ max: 12 }));
    fc.assert(
      fc.property(decimal, ([whole, rest, zeros]) => {
        const digits = `${whole}.${'0'.repeat(zeros)}${rest}`;
        const { number, exact } = storedNumber(digits);
        expect(plainNumber(exact ?? numberText(number ?? ''))).toBe(plainNumber(digits));
      }),
      { numRuns: extent(500, 20_000) },
    );
  });
});

const LONG = '9007199254740993.12345678';
const prices = (...rows: Cell[][]): RowBatch => batch('bill', { id: 'text', price: 'decimal' }, ['id'], rows);
const decimal = (text: string) => new Decimal(text);

describe('a SQLite file', () => {
  let fixture: FileFixture;
  let session: TableSession;

  beforeEach(async () => {
    fixture = await fileFixture();
    session = await fixture.open();
  });

  afterEach(async () => {
    await session.close();
    await fixture.remove();
  });

  const sql = (text: string) => fixture.other((db) => db.prepare(text).raw().all());
  const types = (table: string) =>
    Object.fromEntries(sql(`SELECT name, type FROM pragma_table_info('${table}')`) as [string, string][]);
  const rows = async (table: string, query?: RowQuery) => {
    const found: Record<string, string>[] = [];
    for await (const row of session.rows(table, query)) {
      found.push(Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, String(cell)])));
    }
    return found;
  };

  test('prices compare, sort and sum as numbers', async () => {
    const values = ['99.06', '100', '15', '35.26', '1E+2', '-3.5', '1212', '0.00000001'];
    await write(session, prices(...values.map((value, index) => [`${index}`, decimal(value)])));
    expect(sql('SELECT price FROM bill WHERE price > 99.5 ORDER BY price')).toEqual([[100], [100], [1212]]);
    expect(sql('SELECT max(price), min(price) FROM bill')).toEqual([[1212, -3.5]]);
    expect(sql('SELECT id FROM bill ORDER BY price LIMIT 3')).toEqual([['5'], ['7'], ['2']]);
    expect(sql('SELECT round(sum(price), 2) FROM bill')).toEqual([[1557.82]]);
    expect(types('bill')).toEqual({ id: 'TEXT', price: 'NUMERIC' });
  });

  test('a number with more digits has them beside it, in a column that comes with the first one', async () => {
    await write(session, prices(['a', decimal('1.5')]));
    const { digitsBeside } = await write(session, prices(['b', decimal(LONG)], ['c', decimal('2')]));
    expect(digitsBeside).toEqual([{ table: 'bill', column: 'price', beside: 'price_exact', rows: 1 }]);
    expect(sql('SELECT id, price, price_exact FROM bill ORDER BY id')).toEqual([
      ['a', 1.5, null],
      ['b', 9007199254740994, LONG],
      ['c', 2, null],
    ]);
    expect(types('bill').price_exact).toBe('TEXT');
    expect(await rows('bill')).toEqual([
      { id: 'a', price: '1.5' },
      { id: 'b', price: LONG },
      { id: 'c', price: '2' },
    ]);
    // It is no column of the table's own, so that no field can be mistaken for it.
    expect((await session.tables()).flatMap(({ columns }) => columns.map(({ name }) => name))).toEqual([
      'id',
      'price',
    ]);
  });

  test('a row that comes again without them loses them', async () => {
    await write(session, prices(['a', decimal(LONG)]));
    expect((await write(session, prices(['a', decimal('1.5')]))).digitsBeside).toBeUndefined();
    expect(sql('SELECT price, price_exact FROM bill')).toEqual([[1.5, null]]);
  });

  test('rows are found by their exact value alone', async () => {
    await write(session, prices(['a', decimal(LONG)], ['b', 9007199254740994n], ['c', null]));
    const ids = async (price: Cell) => (await rows('bill', { where: { price } })).map(({ id }) => id);
    expect(await ids(decimal(LONG))).toEqual(['a']);
    expect(await ids(9007199254740994n)).toEqual(['b']);
    expect(await ids(decimal('9007199254740994.0'))).toEqual(['b']);
    expect(await ids(decimal('9007199254740993.5'))).toEqual([]);
    expect(await ids(null)).toEqual(['c']);
  });

  test('a column that becomes text has all digits; one of integers becomes one of numbers', async () => {
    const wide = (type: ColumnType, ...cells: Cell[][]) =>
      batch('bill', { id: 'text', price: type }, ['id'], cells);
    await write(session, wide('bigint', ['i', 2n ** 62n]));
    await write(
      session,
      wide('decimal', ['a', decimal(LONG)], ['b', decimal('0.00000001')], ['c', decimal('1E+2')]),
    );
    expect(sql("SELECT typeof(price), price FROM bill WHERE id = 'i'")).toEqual([
      ['integer', 4611686018427388000],
    ]);
    await write(session, wide('text', ['x', 'free']));
    expect(sql('SELECT id, price FROM bill ORDER BY id')).toEqual([
      ['a', LONG],
      ['b', '0.00000001'],
      ['c', '100'],
      ['i', '4611686018427387904'],
      ['x', 'free'],
    ]);
    await write(session, wide('text', ['a', 'gone']));
    expect(await rows('bill', { where: { id: 'a' } })).toEqual([{ id: 'a', price: 'gone' }]);
  });

  test('a field that needs the name of the digits has it', async () => {
    await write(session, prices(['a', decimal(LONG)]));
    const both = { id: 'text', price: 'decimal', price_exact: 'boolean' } as const;
    await write(session, batch('bill', both, ['id'], [['b', decimal(LONG), true]]));
    expect(sql('SELECT id, price_exact, price_exact_2 FROM bill ORDER BY id')).toEqual([
      ['a', null, LONG],
      ['b', 1, LONG],
    ]);
    expect(await rows('bill')).toEqual([
      { id: 'a', price: LONG, price_exact: 'null' },
      { id: 'b', price: LONG, price_exact: 'true' },
    ]);
  });

  test('numbers that are keys stay digits, so that two are never one', async () => {
    const keyed = (type: ColumnType, ...keys: Cell[]) =>
      batch(
        'big',
        { id: type, v: 'text' },
        ['id'],
        keys.map((key) => [key, 'x']),
      );
    await write(session, keyed('bigint', 2n ** 62n));
    await write(session, keyed('decimal', 2n ** 64n, 2n ** 64n + 1n));
    expect(types('big').id).toBe('TEXT');
    expect((await rows('big')).map(({ id }) => id).sort()).toEqual([
      '18446744073709551616',
      '18446744073709551617',
      '4611686018427387904',
    ]);
    await write(session, { ...keyed('decimal'), replaces: { columns: ['id'], keys: [[2n ** 64n]] } });
    expect(await session.count('big')).toBe(2);
  });

  test('pending rows bring their digits along', async () => {
    const columns = { _account: 'text', id: 'text', price: 'decimal' } as const;
    const pending = {
      ...batch('p', columns, ['_account', 'id'], [['me', 'a', decimal(LONG)]]),
      pendingReplace: true,
    };
    await write(session, batch('p', columns, ['_account', 'id'], [['me', 'old', decimal('1')]]));
    expect((await write(session, pending)).digitsBeside).toEqual([
      { table: 'p', column: 'price', beside: 'price_exact', rows: 1 },
    ]);
    await session.swap({ account: 'me', tables: ['p'] });
    expect(await rows('p')).toEqual([{ _account: 'me', id: 'a', price: LONG }]);
  });

  test('rows are marked by their exact numbers', async () => {
    const columns = { _account: 'text', id: 'text', price: 'decimal', _run_id: 'text' } as const;
    const of = (run: string, ...cells: Cell[][]) =>
      batch(
        't',
        columns,
        ['_account', 'id'],
        cells.map((cell) => ['me', ...cell, run]),
      );
    await write(session, of('1', ['a', decimal(LONG)], ['b', 9007199254740994n], ['c', decimal('1.5')]));
    const except = [{ columns: ['price'], keys: [[LONG], ['1.5']] }];
    const deletion = { table: 't', account: 'me', runId: '2', except };
    expect(await session.markDeleted([deletion], '2026-01-01T00:00:00Z')).toEqual({ t: 1 });
    expect(sql('SELECT id, _deleted_at FROM t WHERE _deleted_at IS NOT NULL')).toEqual([
      ['b', '2026-01-01T00:00:00.000000Z'],
    ]);
    expect(types('t')._deleted_at).toBe('TIMESTAMP');
  });

  test('a child row is replaced by an exact number of its parent', async () => {
    const child = (key: Cell, rowsOf: Cell[][]): RowBatch => ({
      ...batch('child', { parent: 'decimal', n: 'bigint' }, [], rowsOf),
      replaces: { columns: ['parent'], keys: [[key]] },
    });
    await write(
      session,
      child(decimal(LONG), [[decimal(LONG), 1]]),
      child(decimal('1.5'), [[decimal('1.5'), 2]]),
    );
    await write(session, child(decimal(LONG), [[decimal(LONG), 3]]));
    expect((await rows('child')).map(({ parent, n }) => `${parent} ${n}`)).toEqual(['1.5 2', `${LONG} 3`]);
  });
});
