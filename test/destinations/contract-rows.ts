// Contract: rows merge or append, a slice is whole or not there.
import { expect, test } from '@jest/globals';
import type { Cell, RowBatch } from '../../connector/model/table.js';
import { batch, bill, type Get, write } from './slices.js';

export function rowTests(get: Get): void {
  test('merge: the last row with a key stays, and counts', async () => {
    const { session, fixture } = get();
    const first = await write(session, bill(['a', 1], ['b', 2]));
    const second = await write(session, bill(['b', 3], ['c', 4], ['b', 5]));
    expect([first, second]).toEqual([{ rows: { bill: 2 } }, { rows: { bill: 3 } }]);
    expect(await fixture.read('bill')).toEqual([
      { id: 'a', n: 1n },
      { id: 'b', n: 5n },
      { id: 'c', n: 4n },
    ]);
    expect(await session.count('bill')).toBe(3);
  });

  test('merge by several columns, one of them a number', async () => {
    const { session } = get();
    const lines = (...rows: Cell[][]) =>
      batch('line', { a: 'text', i: 'bigint', v: 'text' }, ['a', 'i'], rows);
    await write(session, lines(['x', 1, 'p'], ['x', 2, 'q'], ['y', 1, 'r'], ['x', 1n, 's']));
    expect(await session.count('line')).toBe(3);
  });

  test('merge replaces the whole row: what the new one lacks is null', async () => {
    const { session, fixture } = get();
    await write(session, batch('t', { id: 'text', a: 'text', b: 'text' }, ['id'], [['1', 'x', 'y']]));
    await write(session, batch('t', { b: 'text', id: 'text' }, ['id'], [['z', '1']]));
    expect(await fixture.read('t')).toEqual([{ id: '1', a: null, b: 'z' }]);
  });

  test('append adds the rows of every slice', async () => {
    const { session } = get();
    const log = batch('log', { a: 'text' }, [], [['x'], ['x']]);
    await write(session, log);
    await write(session, log);
    expect(await session.count('log')).toBe(4);
  });

  test('children take the place of those that their parents had, also when they come before the table exists', async () => {
    const { session, fixture } = get();
    const children = (parents: Cell[], rows: Cell[][]): RowBatch => ({
      ...batch('child', { p: 'bigint', i: 'bigint', v: 'text' }, ['p', 'i'], rows),
      replaces: { columns: ['p'], keys: parents.map((parent) => [parent]) },
    });
    await write(session, children([1], []));
    await write(
      session,
      children(
        [1, 2],
        [
          [1, 0, 'a'],
          [1, 1, 'b'],
          [2, 0, 'c'],
        ],
      ),
    );
    await write(session, children([1n], [[1, 0, 'd']]));
    expect(await fixture.read('child')).toEqual([
      { p: 2n, i: 0n, v: 'c' },
      { p: 1n, i: 0n, v: 'd' },
    ]);
    await expect(write(session, children([2], []), new Error('cut'))).rejects.toThrow('cut');
    expect(await session.count('child')).toBe(2);
    await write(session, children([1, 2], []));
    expect(await session.count('child')).toBe(0);
  });

  test('a table whose columns are all keys', async () => {
    const { session } = get();
    const ids = batch('ids', { id: 'text' }, ['id'], [['a'], ['a'], ['b']]);
    await write(session, ids);
    expect(await session.count('ids')).toBe(2);
  });

  test('null in a key column is refused', async () => {
    const { session } = get();
    await expect(write(session, bill(['a', 1], [null, 2]))).rejects.toThrow(/key column "id"/);
    expect((await session.count('bill')) ?? 0).toBe(0);
  });

  test('short rows are filled with null, long ones refused', async () => {
    const { session, fixture } = get();
    await write(session, bill(['a']));
    expect(await fixture.read('bill')).toEqual([{ id: 'a', n: null }]);
    await expect(write(session, bill(['b', 1, 2]))).rejects.toThrow(/3 cells/);
  });

  test('a slice over several tables in turns', async () => {
    const { session } = get();
    const line = batch('line', { id: 'text' }, ['id'], [['l1'], ['l2']]);
    expect(await write(session, bill(['a', 1]), line, bill(['b', 1]))).toEqual({
      rows: { bill: 2, line: 2 },
    });
  });

  test('no batches, no rows', async () => {
    expect(await write(get().session)).toEqual({ rows: {} });
  });

  test('when the slice fails, nothing of it is there and the error is its own', async () => {
    const { session, fixture } = get();
    await write(session, bill(['a', 1]));
    const stop = new Error('the line went dead');
    const wider = batch(
      'bill',
      { id: 'text', n: 'text', more: 'text' },
      ['id'],
      [
        ['a', 'x', 'y'],
        ['z', 'x', 'y'],
      ],
    );
    const slice = write(session, bill(['b', 2]), wider, batch('new', { id: 'text' }, ['id'], [['n']]), stop);
    await expect(slice).rejects.toBe(stop);
    expect(await fixture.read('bill')).toEqual([{ id: 'a', n: 1n }]);
    expect(await session.count('new')).toBeUndefined();
    expect((await session.tables()).map((table) => table.table)).toEqual(['bill']);
    await write(session, wider);
    expect(await fixture.read('bill')).toEqual([
      { id: 'a', n: 'x', more: 'y' },
      { id: 'z', n: 'x', more: 'y' },
    ]);
  });

  test('nothing of a slice is seen before its end; a second slice must wait', async () => {
    const { session, fixture } = get();
    await write(session, bill(['a', 1]));
    let seen: unknown[] = [];
    async function* batches() {
      yield bill(['b', 2]);
      yield batch('new', { id: 'text' }, ['id'], [['n']]);
      const tables = await session.tables();
      seen = [await session.count('bill'), (await fixture.read('bill')).length, tables.length];
      await expect(write(session, bill(['c', 3]))).rejects.toThrow(/one at a time/);
      yield bill(['d', 4]);
    }
    await session.commit({ runId: 'r', batches: batches() });
    expect(seen).toEqual([1, 1, 1]);
    expect(await session.count('bill')).toBe(3);
  });

  test('prepare makes tables without rows and is repeatable', async () => {
    const { session } = get();
    const { schema } = bill();
    await session.prepare([schema]);
    await session.prepare([schema]);
    expect(await session.count('bill')).toBe(0);
    expect(await session.count('other')).toBeUndefined();
    expect(await session.tables()).toEqual([schema]);
  });

  test('a table with another key is refused and stays as it is', async () => {
    const { session, fixture } = get();
    await write(session, bill(['a', 1]));
    const other = batch('bill', { id: 'text', n: 'bigint' }, ['n'], [['a', 2]]);
    await expect(session.prepare([other.schema])).rejects.toThrow(/primary key \(id\).*\(n\)/);
    await expect(write(session, other)).rejects.toThrow(/technical name/);
    await expect(write(session, { ...other, schema: { ...other.schema, primaryKey: [] } })).rejects.toThrow(
      /no primary key/,
    );
    expect(await fixture.read('bill')).toEqual([{ id: 'a', n: 1n }]);
  });

  test.each<[string, RowBatch]>([
    ['no columns', batch('t', {}, [], [])],
    ['a key without a column', batch('t', { a: 'text' }, ['b'], [])],
    ['two columns of one name', batch('t', { a: 'text', A: 'text' }, ['a'], [])],
  ])('a schema that is no table is refused: %s', async (_what, { schema }) => {
    await expect(get().session.prepare([schema])).rejects.toMatchObject({ name: 'DestinationError' });
  });
}
