// Contract: a table with snapshots has a view of the latest one of each account.
import assert from 'node:assert/strict';
import { latestName, SNAPSHOTS } from '../../model/snapshots.js';
import type { Cell, ColumnType, RowBatch } from '../../model/table.js';
import { equal, refused } from './assertions.js';
import { batch, type Context, type ContractCase, write } from './context.js';

const [ONE, TWO] = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'];
const KEY = ['_account', '_snapshot_at', 'id'];

/** Rows `[account, snapshot, id, ...]`. */
function snapshots(rows: Cell[][], more: Record<string, ColumnType> = {}, table = 'usage'): RowBatch {
  const made = batch(table, { _account: 'text', _snapshot_at: 'timestamp', id: 'text', ...more }, KEY, rows);
  const columns = made.schema.columns.map((one) =>
    one.name === '_snapshot_at' ? { ...one, path: '_snapshot_at' } : one,
  );
  return { ...made, schema: { ...made.schema, columns } };
}

const latest = (account: string, at: string, table = 'usage') =>
  SNAPSHOTS.batch([
    { tableName: table, account, snapshotAt: Date.parse(at), isComplete: true, runId: 'run-1' },
  ]);

async function shown({ read }: Context, table = 'usage'): Promise<unknown[]> {
  return (await read(latestName(table))).map(({ _account, id }) => `${_account} ${id}`).sort();
}

const cases: readonly ContractCase[] = [
  {
    name: 'the view shows the recorded snapshot of each account, and none before there is one',
    run: async (context) => {
      const { session } = context;
      await write(session, snapshots([['me', ONE, 'a']]));
      equal(await shown(context), []);
      await write(session, latest('me', ONE));
      equal(await shown(context), ['me a']);
      await write(
        session,
        snapshots([
          ['me', TWO, 'b'],
          ['you', ONE, 'c'],
        ]),
      );
      equal(await shown(context), ['me a']);
      await write(session, latest('me', TWO), latest('you', ONE));
      equal(await shown(context), ['me b', 'you c']);
      // A snapshot without rows is a snapshot.
      await write(session, latest('me', '2026-01-03T00:00:00.000Z'));
      equal(await shown(context), ['you c']);
    },
  },
  {
    name: 'the view has columns that come later, and wider ones',
    run: async (context) => {
      const { session, read } = context;
      await write(session, snapshots([['me', ONE, 'a', 1]], { n: 'bigint' }), latest('me', ONE));
      await write(session, snapshots([['me', ONE, 'b', 'x', true]], { n: 'text', more: 'boolean' }));
      const rows = (await read(latestName('usage'))).map(({ id, n, more }) => [id, n, String(more)]);
      equal(rows.sort(), [
        ['a', '1', 'null'],
        ['b', 'x', 'true'],
      ]);
    },
  },
  {
    name: 'a table that is prepared has its view, and other tables have none',
    run: async ({ session, read }) => {
      const plain = batch('bill', { _account: 'text', id: 'text' }, ['_account', 'id'], []);
      await session.prepare([snapshots([]).schema, plain.schema]);
      equal(await read(latestName('usage')), []);
      const names = (await session.tables()).map(({ table }) => table);
      assert(!names.includes(latestName('usage')), 'a view is no table');
      // The name is free: a table may have it.
      await write(session, batch(latestName('bill'), { id: 'text' }, ['id'], [['a']]));
      equal(await read(latestName('bill')), [{ id: 'a' }]);
    },
  },
  {
    name: 'an empty table with another key is made again, with its view',
    run: async (context) => {
      const { session } = context;
      await session.prepare([snapshots([]).schema]);
      const again = snapshots([['me', ONE, 'a', 'p']], { part: 'text' });
      const schema = { ...again.schema, primaryKey: [...KEY, 'part'] };
      await write(session, { ...again, schema }, latest('me', ONE));
      equal(await shown(context), ['me a']);
    },
  },
  {
    name: 'what others have under the name of the view stays, and is told',
    run: async ({ session, read }) => {
      await write(session, batch(latestName('usage'), { id: 'text' }, ['id'], [['mine']]));
      await refused(write(session, snapshots([['me', ONE, 'a']])), /usage_latest/);
      equal(await read(latestName('usage')), [{ id: 'mine' }]);
    },
  },
];

export const latestCases: readonly ContractCase[] = cases.map((one) => ({
  ...one,
  needs: ['sql', 'merge', 'readBack'],
}));
