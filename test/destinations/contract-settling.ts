// Contract: pending rows take the place of a table's at once or never; rows that are gone are marked.
import { expect, test } from '@jest/globals';
import type { Deletion } from '../../connector/model/destination.js';
import type { Cell, ColumnType, RowBatch } from '../../connector/model/table.js';
import { batch, type Get, write } from './slices.js';

const COLUMNS = { _account: 'text', id: 'text', n: 'bigint' } as const;

const pending = (table: string, rows: Cell[][], more: Record<string, ColumnType> = {}): RowBatch => ({
  ...batch(table, { ...COLUMNS, ...more }, ['_account', 'id'], rows),
  pendingReplace: true,
});

const plain = (table: string, rows: Cell[][]) => batch(table, COLUMNS, ['_account', 'id'], rows);

export function replacingTests(get: Get): void {
  const own = { account: 'me', tables: ['bill', 'bill_line'] };

  test('pending rows are seen after the swap, all at once, with their children and new columns', async () => {
    const { session, fixture } = get();
    await write(
      session,
      plain('bill', [
        ['me', 'a', 1],
        ['me', 'b', 2],
        ['you', 'a', 9],
      ]),
    );
    await write(session, plain('bill_line', [['me', 'a1', 1]]));
    await session.discard(own);
    const written = await write(
      session,
      pending('bill', [
        ['me', 'b', 3],
        ['me', 'b', 4],
      ]),
      pending('bill_line', [['me', 'b1', 1]]),
    );
    expect(written).toEqual({ rows: { bill: 2, bill_line: 1 } });
    await write(session, pending('bill', [['me', 'c', 5, 'x']], { more: 'text' }));
    expect(await session.count('bill')).toBe(3);
    expect((await session.tables()).map(({ table, columns }) => [table, columns.length])).toEqual([
      ['bill', 3],
      ['bill_line', 3],
    ]);
    await session.swap(own);
    expect(await fixture.read('bill')).toEqual([
      { _account: 'you', id: 'a', n: 9n, more: null },
      { _account: 'me', id: 'b', n: 4n, more: null },
      { _account: 'me', id: 'c', n: 5n, more: 'x' },
    ]);
    expect(await fixture.read('bill_line')).toEqual([{ _account: 'me', id: 'b1', n: 1n }]);
    expect((await session.tables()).map(({ table }) => table)).toEqual(['bill', 'bill_line']);
  });

  test('the first run makes the table; a complete run without rows empties it', async () => {
    const { session, fixture } = get();
    await write(session, pending('bill', [['me', 'a', 1]]));
    expect(await session.count('bill')).toBeUndefined();
    await session.swap(own);
    expect(await fixture.read('bill')).toEqual([{ _account: 'me', id: 'a', n: 1n }]);
    await session.discard(own);
    await session.swap(own);
    expect(await session.count('bill')).toBe(0);
  });

  test('what a run has left that did not come to its end counts for nothing', async () => {
    const { session, fixture } = get();
    await write(session, plain('bill', [['me', 'a', 1]]));
    await write(session, pending('bill', [['me', 'x', 1, 'text']], { wide: 'text' }));
    await session.close();
    const again = await fixture.open();
    try {
      expect(await fixture.read('bill')).toEqual([{ _account: 'me', id: 'a', n: 1n }]);
      expect((await again.tables()).map(({ table }) => table)).toEqual(['bill']);
      await again.discard(own);
      await write(again, pending('bill', [['me', 'b', 2]]));
      await again.swap(own);
      expect(await fixture.read('bill')).toEqual([{ _account: 'me', id: 'b', n: 2n }]);
    } finally {
      await again.close();
    }
  });

  test('discarded rows are gone, those of another account still wait', async () => {
    const { session, fixture } = get();
    await write(
      session,
      pending('bill', [
        ['me', 'a', 1],
        ['you', 'b', 2],
      ]),
    );
    await session.discard(own);
    await session.swap({ ...own, account: 'you' });
    expect(await fixture.read('bill')).toEqual([{ _account: 'you', id: 'b', n: 2n }]);
  });

  test('rows of a table without a key take the place of their account alone', async () => {
    const { session, fixture } = get();
    const rows = (isPending: boolean, ...list: Cell[][]): RowBatch => ({
      ...batch('log', COLUMNS, [], list),
      pendingReplace: isPending,
    });
    await write(session, rows(false, ['me', 'a', 1], ['me', 'b', 2], ['you', 'c', 3]));
    await write(session, rows(true, ['me', 'd', 4], ['me', 'e', 5], ['me', 'd', 4]));
    await session.swap({ account: 'me', tables: ['log'] });
    const ids = (await fixture.read('log')).map(({ id }) => id);
    expect(ids.sort()).toEqual(['c', 'd', 'd', 'e']);
    expect(await session.count('log', 'you')).toBe(1);
  });

  test('a table that another run has widened meanwhile keeps its wider column', async () => {
    const { session, fixture } = get();
    await write(session, plain('bill', [['me', 'a', 1]]));
    await write(session, pending('bill', [['me', 'b', 2]]));
    await write(session, batch('bill', { ...COLUMNS, n: 'text' }, ['_account', 'id'], [['you', 'c', 'x']]));
    await session.swap(own);
    expect(await fixture.read('bill')).toEqual([
      { _account: 'you', id: 'c', n: 'x' },
      { _account: 'me', id: 'b', n: '2' },
    ]);
  });

  test('a table with another key is refused when the first pending row comes', async () => {
    const { session } = get();
    await write(session, batch('bill', COLUMNS, ['id'], [['me', 'a', 1]]));
    await expect(write(session, pending('bill', [['me', 'a', 1]]))).rejects.toThrow(/primary key/);
  });
}

export function deletionTests(get: Get): void {
  const row = (table: string, run: string, rows: [string, string][]) =>
    batch(
      table,
      { _account: 'text', id: 'text', p: 'bigint', _run_id: 'text' },
      ['_account', 'id'],
      rows.map(([account, id], index) => [account, id, index, run]),
    );
  const deletion = (more: Partial<Deletion> = {}): Deletion => ({
    table: 't',
    account: 'me',
    runId: 'run-2',
    except: [],
    ...more,
  });
  const marks = async () =>
    Object.fromEntries((await get().fixture.read('t')).map((one) => [one.id, one._deleted_at]));

  test('rows of runs before get the mark, once; a row that comes again loses it', async () => {
    const { session } = get();
    await write(
      session,
      row('t', 'run-1', [
        ['me', 'a'],
        ['me', 'b'],
        ['you', 'c'],
      ]),
    );
    await write(session, row('t', 'run-2', [['me', 'a']]));
    const [one, other] = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'];
    expect(await session.markDeleted([deletion(), deletion({ table: 'none' })], one)).toEqual({
      t: 1,
      none: 0,
    });
    expect(await marks()).toEqual({ a: null, b: one, c: null });
    expect(await session.markDeleted([deletion()], other)).toEqual({ t: 0 });
    expect((await session.tables())[0]?.columns.at(-1)).toEqual({
      name: '_deleted_at',
      type: 'timestamp',
      path: '_deleted_at',
    });
    await write(session, row('t', 'run-3', [['me', 'b']]));
    expect(await session.markDeleted([deletion({ runId: 'run-3' })], other)).toEqual({ t: 1 });
    expect(await marks()).toEqual({ a: other, b: null, c: null });
  });

  test('rows of which nothing is known are left as they are', async () => {
    const { session } = get();
    await write(
      session,
      row('t', 'run-1', [
        ['me', 'a'],
        ['me', `b'"`],
        ['me', 'c'],
        ['me', 'd'],
      ]),
    );
    const except = [
      { columns: ['id'], keys: [[`b'"`], ['x']] },
      {
        columns: ['p', 'id'],
        keys: [
          ['2', 'c'],
          ['2', 'd'],
        ],
      },
      { columns: ['p'], keys: [] },
    ];
    const at = '2026-01-01T00:00:00.000Z';
    expect(await session.markDeleted([deletion({ except })], at)).toEqual({ t: 2 });
    expect(await marks()).toEqual({ a: at, 'b\'"': null, c: null, d: at });
  });
}
