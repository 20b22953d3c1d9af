// Contract: pending rows take the place of a table's at once or never; rows that are gone are marked.
import type { Deletion } from '../../model/destination.js';
import type { Cell, ColumnType, RowBatch } from '../../model/table.js';
import { equal, refused, sameRows } from './assertions.js';
import { batch, type Context, type ContractCase, tableSession, write } from './context.js';

const COLUMNS = { _account: 'text', id: 'text', n: 'bigint' } as const;
const KEY = ['_account', 'id'];
const OWN = { account: 'me', tables: ['bill', 'bill_line'] };

const plain = (table: string, ...rows: Cell[][]) => batch(table, COLUMNS, KEY, rows);

const pending = (table: string, rows: Cell[][], more: Record<string, ColumnType> = {}): RowBatch => ({
  ...batch(table, { ...COLUMNS, ...more }, KEY, rows),
  pendingReplace: true,
});

const replaceCases: readonly ContractCase[] = [
  {
    name: 'pending rows are seen after the swap, all at once, with their children and new columns',
    run: async (context) => {
      const { read } = context;
      const session = tableSession(context.session);
      await write(session, plain('bill', ['me', 'a', 1], ['me', 'b', 2], ['you', 'a', 9]));
      await write(session, plain('bill_line', ['me', 'a1', 1]));
      await session.discard(OWN);
      const rows = [
        ['me', 'b', 3],
        ['me', 'b', 4],
      ];
      const written = await write(session, pending('bill', rows), pending('bill_line', [['me', 'b1', 1]]));
      equal(written, { rows: { bill: 2, bill_line: 1 } });
      await write(session, pending('bill', [['me', 'c', 5, 'x']], { more: 'text' }));
      equal(await session.count('bill'), 3);
      equal(
        (await session.tables()).map(({ table, columns }) => [table, columns.length]),
        [
          ['bill', 3],
          ['bill_line', 3],
        ],
      );
      await session.swap(OWN);
      sameRows(await read('bill'), [
        { _account: 'you', id: 'a', n: 9n, more: null },
        { _account: 'me', id: 'b', n: 4n, more: null },
        { _account: 'me', id: 'c', n: 5n, more: 'x' },
      ]);
      sameRows(await read('bill_line'), [{ _account: 'me', id: 'b1', n: 1n }]);
      equal(await tableNames(context), ['bill', 'bill_line']);
    },
  },
  {
    name: 'a key is the same in any order, also of pending rows that come before their table',
    run: async (context) => {
      const session = tableSession(context.session);
      const turned = (table: string) => ({
        ...batch(table, COLUMNS, [...KEY].reverse(), [['me', 'a', 1]]),
        pendingReplace: true,
      });
      await write(session, turned('bill'));
      await write(
        session,
        plain('bill', ['you', 'a', 9]),
        turned('bill_line'),
        plain('bill_line', ['you', 'a', 9]),
      );
      await session.swap(OWN);
      for (const table of OWN.tables) {
        await write(session, plain(table, ['me', 'a', 2]));
        sameRows(await context.read(table), [
          { _account: 'me', id: 'a', n: 2n },
          { _account: 'you', id: 'a', n: 9n },
        ]);
        equal(await session.count(table), 2);
      }
    },
  },
  {
    name: 'the first run makes the table; a complete run without rows empties it',
    run: async (context) => {
      const session = tableSession(context.session);
      await write(session, pending('bill', [['me', 'a', 1]]));
      equal(await session.count('bill'), undefined);
      await session.swap(OWN);
      sameRows(await context.read('bill'), [{ _account: 'me', id: 'a', n: 1n }]);
      await session.discard(OWN);
      await session.swap(OWN);
      equal(await session.count('bill'), 0);
    },
  },
  {
    name: 'what a run has left that did not come to its end counts for nothing',
    needs: ['state'],
    run: async ({ session, read, destination }) => {
      await write(session, plain('bill', ['me', 'a', 1]));
      await write(session, pending('bill', [['me', 'x', 1, 'text']], { wide: 'text' }));
      await session.close();
      const again = tableSession(await destination().open());
      try {
        sameRows(await read('bill'), [{ _account: 'me', id: 'a', n: 1n }]);
        equal(
          (await again.tables()).map(({ table }) => table),
          ['bill'],
        );
        await again.discard(OWN);
        await write(again, pending('bill', [['me', 'b', 2]]));
        await again.swap(OWN);
        sameRows(await read('bill'), [{ _account: 'me', id: 'b', n: 2n }]);
      } finally {
        await again.close();
      }
    },
  },
  {
    name: 'discarded rows are gone, those of another account still wait',
    run: async ({ session: opened, read }) => {
      const session = tableSession(opened);
      const rows = [
        ['me', 'a', 1],
        ['you', 'b', 2],
      ];
      await write(session, pending('bill', rows));
      await session.discard(OWN);
      await session.swap({ ...OWN, account: 'you' });
      sameRows(await read('bill'), [{ _account: 'you', id: 'b', n: 2n }]);
    },
  },
  {
    name: 'rows of a table without a key take the place of their account alone',
    run: async ({ session: opened, read }) => {
      const session = tableSession(opened);
      const log = (pendingReplace: boolean, ...rows: Cell[][]): RowBatch => ({
        ...batch('log', COLUMNS, [], rows),
        pendingReplace,
      });
      await write(session, log(false, ['me', 'a', 1], ['me', 'b', 2], ['you', 'c', 3]));
      await write(session, log(true, ['me', 'd', 4], ['me', 'e', 5], ['me', 'd', 4]));
      await session.swap({ account: 'me', tables: ['log'] });
      const ids = (await read('log')).map(({ id }) => id);
      equal(ids.sort(), ['c', 'd', 'd', 'e']);
      equal(await session.count('log', 'you'), 1);
    },
  },
  {
    name: 'a table that another run has widened meanwhile keeps its wider column',
    run: async ({ session: opened, read }) => {
      const session = tableSession(opened);
      await write(session, plain('bill', ['me', 'a', 1]));
      await write(session, pending('bill', [['me', 'b', 2]]));
      await write(session, batch('bill', { ...COLUMNS, n: 'text' }, KEY, [['you', 'c', 'x']]));
      await session.swap(OWN);
      sameRows(await read('bill'), [
        { _account: 'you', id: 'c', n: 'x' },
        { _account: 'me', id: 'b', n: '2' },
      ]);
    },
  },
  {
    name: 'a table with another key is refused when the first pending row comes',
    run: async ({ session }) => {
      await write(session, batch('bill', COLUMNS, ['id'], [['me', 'a', 1]]));
      await refused(write(session, pending('bill', [['me', 'a', 1]])), /primary key/);
    },
  },
];

const RUN_COLUMNS = { _account: 'text', id: 'text', p: 'bigint', _run_id: 'text' } as const;

const runRows = (run: string, ...rows: [account: string, id: string][]) =>
  batch(
    't',
    RUN_COLUMNS,
    KEY,
    rows.map(([account, id], index) => [account, id, index, run]),
  );

const deletion = (more: Partial<Deletion> = {}): Deletion => ({
  table: 't',
  account: 'me',
  runId: 'run-2',
  except: [],
  ...more,
});

const deletionCases: readonly ContractCase[] = [
  {
    name: 'rows of runs before get the mark, once; a row that comes again loses it',
    run: async (context) => {
      const session = tableSession(context.session);
      await write(session, runRows('run-1', ['me', 'a'], ['me', 'b'], ['you', 'c']));
      await write(session, runRows('run-2', ['me', 'a']));
      const [one, other] = ['2026-01-01T00:00:00.000000Z', '2026-01-02T00:00:00.000000Z'];
      const marked = await session.markDeleted(
        [deletion(), deletion({ table: 'none' })],
        '2026-01-01T00:00:00.000Z',
      );
      equal(marked, { t: 1, none: 0 });
      equal(await marksOf(context), { a: null, b: one, c: null });
      equal(await session.markDeleted([deletion()], other), { t: 0 });
      equal((await session.tables())[0]?.columns.at(-1), {
        name: '_deleted_at',
        type: 'timestamp',
        path: '_deleted_at',
      });
      await write(session, runRows('run-3', ['me', 'b']));
      equal(await session.markDeleted([deletion({ runId: 'run-3' })], other), { t: 1 });
      equal(await marksOf(context), { a: other, b: null, c: null });
    },
  },
  {
    name: 'rows of which nothing is known are left as they are',
    run: async (context) => {
      const session = tableSession(context.session);
      await write(session, runRows('run-1', ['me', 'a'], ['me', `b'"`], ['me', 'c'], ['me', 'd']));
      const pairs = [
        ['2', 'c'],
        ['2', 'd'],
      ];
      const except = [
        { columns: ['id'], keys: [[`b'"`], ['x']] },
        { columns: ['p', 'id'], keys: pairs },
        { columns: ['p'], keys: [] },
      ];
      const at = '2026-01-01T00:00:00.000000Z';
      equal(await session.markDeleted([deletion({ except })], at), { t: 2 });
      equal(await marksOf(context), { a: at, 'b\'"': null, c: null, d: at });
    },
  },
];

async function tableNames({ session }: Context): Promise<string[]> {
  return (await session.tables()).map(({ table }) => table);
}

async function marksOf({ read }: Context): Promise<Record<string, unknown>> {
  return Object.fromEntries((await read('t')).map((row) => [row.id, row._deleted_at]));
}

const needing = (cases: readonly ContractCase[], ...needs: NonNullable<ContractCase['needs']>) =>
  cases.map((one): ContractCase => ({ ...one, needs: [...needs, ...(one.needs ?? [])] }));

export const endOfRunCases: readonly ContractCase[] = [
  ...needing(replaceCases, 'replace', 'readBack'),
  ...needing(deletionCases, 'markDeleted', 'readBack'),
];
