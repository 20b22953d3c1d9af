// Contract: tables grow and widen, and may have any name.
import { expect, test } from '@jest/globals';
import type { Stored } from '../../connector/destinations/kit/cells.js';
import { Decimal } from '../../connector/model/json.js';
import { type Cell, type ColumnType, JsonText, type RowBatch } from '../../connector/model/table.js';
import { batch, bill, decimalOf, type Get, write } from './slices.js';

export function wideningTests(get: Get): void {
  const numbers = new Decimal('1.50');

  test.each<[ColumnType, Cell, ColumnType, Cell, ColumnType, Stored, Stored]>([
    ['bigint', 2n ** 62n, 'decimal', numbers, 'decimal', '4611686018427387904', '1.50'],
    ['bigint', -(2n ** 63n), 'text', 'x', 'text', '-9223372036854775808', 'x'],
    ['decimal', numbers, 'text', 'x', 'text', '1.50', 'x'],
    ['decimal', numbers, 'bigint', 7, 'decimal', '1.50', '7'],
    ['boolean', true, 'text', 'x', 'text', 'true', 'x'],
    ['boolean', false, 'bigint', 0, 'text', 'false', '0'],
    ['json', new JsonText('[1.10]'), 'text', 'x', 'text', '[1.10]', 'x'],
    ['json', new JsonText('{}'), 'bigint', 3, 'text', '{}', '3'],
    ['text', '007', 'bigint', 7, 'text', '007', '7'],
  ])('%s %s, then %s %s', async (type, cell, nextType, nextCell, wide, stored, nextStored) => {
    const { session, fixture } = get();
    await write(
      session,
      batch(
        't',
        { id: 'text', v: type },
        ['id'],
        [
          ['a', cell],
          ['n', null],
        ],
      ),
    );
    await write(session, batch('t', { id: 'text', v: nextType }, ['id'], [['b', nextCell]]));
    const held = (value: Stored) => (wide === 'decimal' ? decimalOf(fixture, String(value)) : value);
    expect(await fixture.read('t')).toEqual([
      { id: 'a', v: held(stored) },
      { id: 'n', v: null },
      { id: 'b', v: held(nextStored) },
    ]);
    expect((await session.tables())[0]?.columns[1]).toEqual({ name: 'v', type: wide, path: 'p.v' });
  });

  test('new and wider columns in the middle of a slice', async () => {
    const { session, fixture } = get();
    await write(
      session,
      batch('t', { id: 'text', a: 'bigint' }, ['id'], [['1', 1]]),
      batch('t', { id: 'text', a: 'bigint', b: 'json' }, ['id'], [['2', 2, new JsonText('[]')]]),
      batch('t', { id: 'text', a: 'text', b: 'json', c: 'boolean' }, ['id'], [['3', 'x', null, true]]),
      batch('t', { id: 'text', a: 'bigint' }, ['id'], [['4', 4]]),
    );
    expect(await fixture.read('t')).toEqual([
      { id: '1', a: '1', b: null, c: null },
      { id: '2', a: '2', b: '[]', c: null },
      { id: '3', a: 'x', b: null, c: true },
      { id: '4', a: '4', b: null, c: null },
    ]);
  });

  test('a schema object that grows in place', async () => {
    const { session, fixture } = get();
    const one = batch('t', { id: 'text' }, ['id'], [['1']]);
    async function* growing() {
      yield one;
      one.schema.columns.push({ name: 'b', type: 'bigint', path: 'b' });
      yield { schema: one.schema, rows: [['2', 2n]] };
    }
    await session.commit({ runId: 'r', batches: growing() });
    expect(await fixture.read('t')).toEqual([
      { id: '1', b: null },
      { id: '2', b: 2n },
    ]);
  });

  test('a key column that widens still merges', async () => {
    const { session, fixture } = get();
    await write(
      session,
      batch(
        't',
        { id: 'bigint', v: 'text' },
        ['id'],
        [
          [1, 'a'],
          [2, 'b'],
        ],
      ),
    );
    await write(
      session,
      batch(
        't',
        { id: 'text', v: 'text' },
        ['id'],
        [
          ['1', 'c'],
          ['x', 'd'],
        ],
      ),
    );
    await write(session, batch('t', { id: 'bigint', v: 'text' }, ['id'], [[2, 'e']]));
    expect(await fixture.read('t')).toEqual([
      { id: '1', v: 'c' },
      { id: '2', v: 'e' },
      { id: 'x', v: 'd' },
    ]);
  });

  test('prepare widens too, and never narrows or drops', async () => {
    const { session, fixture } = get();
    await write(session, batch('t', { id: 'text', a: 'bigint', b: 'text' }, ['id'], [['1', 5, 'x']]));
    await session.prepare([batch('t', { id: 'text', a: 'decimal' }, ['id'], []).schema]);
    await session.prepare([batch('t', { id: 'text', a: 'bigint' }, ['id'], []).schema]);
    expect(await fixture.read('t')).toEqual([{ id: '1', a: '5', b: 'x' }]);
    expect((await session.tables())[0]?.columns.map((column) => column.type)).toEqual([
      'text',
      'decimal',
      'text',
    ]);
  });

  test('rows of a table that appends keep their order and number when it widens', async () => {
    const { session, fixture } = get();
    await write(session, batch('log', { a: 'bigint' }, [], [[3], [1], [3]]));
    await write(session, batch('log', { a: 'text' }, [], [['x']]));
    expect((await fixture.read('log')).map((one) => one.a)).toEqual(['3', '1', '3', 'x']);
  });
}

export function nameTests(get: Get): void {
  test.each([
    ['an attack', 'a"; drop table bill;--'],
    ['a reserved word', 'order'],
    ['another', 'select'],
    ['quotes', `it's "x" \`y\` [z]`],
    ['a leading digit', '2fa'],
    ['63 characters', 'n'.repeat(63)],
    ['spaces and accents', 'é à'],
    ['an inherited name', '__proto__'],
    ['a name of ours', 'rowid'],
  ])('names of tables and columns: %s', async (_what, odd) => {
    const { session, fixture } = get();
    await write(session, bill(['keep', 1]));
    const one = (type: ColumnType, cell: Cell): RowBatch => ({
      schema: {
        table: odd,
        columns: [
          { name: odd, type: 'text', path: odd },
          { name: `${odd}2`, type, path: 'x' },
        ],
        primaryKey: [odd],
      },
      rows: [['k', cell]],
    });
    await write(session, one('bigint', 1));
    const written = await write(session, one('text', 'x'));
    expect(Object.entries(written.rows)).toEqual([[odd, 1]]);
    expect((await fixture.read(odd)).map((row) => Object.entries(row))).toEqual([
      [
        [odd, 'k'],
        [`${odd}2`, 'x'],
      ],
    ]);
    expect(await session.count(odd)).toBe(1);
    expect(await session.count('bill')).toBe(1);
  });

  test('names that differ only in case are one table', async () => {
    const { session } = get();
    await write(session, bill(['a', 1]));
    await write(
      session,
      batch(
        'BILL',
        { ID: 'text', N: 'bigint' },
        ['ID'],
        [
          ['a', 2],
          ['b', 1],
        ],
      ),
    );
    expect(await session.count('bill')).toBe(2);
    expect((await session.tables()).map((table) => table.table)).toEqual(['bill']);
  });
}
