// Contract: rows are read back as they were written; one run at a time may hold a destination.
import assert from 'node:assert/strict';
import type { RowQuery } from '../../model/destination.js';
import { DestinationInUseError } from '../../model/errors.js';
import { Decimal } from '../../model/json.js';
import { type Cell, JsonText, type RowBatch } from '../../model/table.js';
import { equal, refused } from './assertions.js';
import { batch, bill, type Columns, type Context, type ContractCase, write } from './context.js';

async function rowsOf({ session }: Context, table: string, query?: RowQuery) {
  const rows: Record<string, Cell>[] = [];
  for await (const row of session.rows(table, query)) rows.push(row);
  return rows;
}

const readingCases: readonly ContractCase[] = [
  {
    name: 'rows come back as the cells that they were',
    run: async (context) => {
      const columns: Columns = {
        k: 'text',
        i: 'bigint',
        d: 'decimal',
        b: 'boolean',
        j: 'json',
        t: 'timestamp',
      };
      const cells = ['1', 2n ** 62n, new Decimal('59.95'), true, new JsonText('[1.10]')];
      const instant = '2024-01-01T00:00:00+01:00';
      await write(context.session, batch('t', columns, ['k'], [[...cells, instant], ['2']]));
      const [first, second] = await rowsOf(context, 't', { orderBy: ['k'] });
      equal(Object.values(first ?? {}), [...cells, '2023-12-31T23:00:00.000000Z']);
      equal(second, { k: '2', i: null, d: null, b: null, j: null, t: null });
    },
  },
  {
    name: 'where, order and limit; null is a value too',
    run: async (context) => {
      await write(context.session, bill(['a', 3], ['b', 10], ['c', null], ['d', 3]));
      const ids = async (query: RowQuery) => (await rowsOf(context, 'bill', query)).map(({ id }) => id);
      equal(await ids({ orderBy: ['n', 'id'] }), ['c', 'a', 'd', 'b']);
      equal(await ids({ orderBy: ['N', 'id'], descending: true, limit: 3 }), ['b', 'd', 'a']);
      equal(await ids({ where: { n: 3 }, orderBy: ['id'] }), ['a', 'd']);
      equal(await ids({ where: { n: 3n, ID: 'd' } }), ['d']);
      equal(await ids({ where: { n: null } }), ['c']);
      equal(await ids({ where: { id: "a' or 1=1 --" } }), []);
      equal(await ids({ limit: 0 }), []);
    },
  },
  {
    name: 'no table, no rows; a column that is not there is an error',
    run: async (context) => {
      await write(context.session, bill(['a', 1]));
      equal(await rowsOf(context, 'nothing', { where: { x: 1 } }), []);
      await refused(rowsOf(context, 'bill', { where: { 'n" or 1=1 --': 1 } }));
      await refused(rowsOf(context, 'bill', { orderBy: ['x'] }), /lacks the column "x"/);
      await refused(rowsOf(context, 'bill', { where: { n: 'text' } }));
    },
  },
  {
    name: 'a session that reads sees what another of the process commits: columns, types, tables',
    needs: ['accountsAtOnce'],
    run: async (context) => {
      const { destination, session } = context;
      await write(session, bill(['a', 1]));
      const reader = await destination().open({ readOnly: true });
      const seen = (table: string) => rowsOf({ ...context, session: reader }, table, { orderBy: ['id'] });
      try {
        equal(await seen('bill'), [{ id: 'a', n: 1n }]);
        equal(await reader.count('order'), undefined);
        await write(session, batch('bill', { id: 'text', n: 'text', m: 'text' }, ['id'], [['b', 'x', 'y']]));
        await write(session, batch('order', { id: 'text' }, ['id'], [['o']]));
        equal(await seen('bill'), [
          { id: 'a', n: '1', m: null },
          { id: 'b', n: 'x', m: 'y' },
        ]);
        equal(await reader.count('order'), 1);
        equal(await seen('order'), [{ id: 'o' }]);
      } finally {
        await reader.close();
      }
    },
  },
  {
    name: 'rows from before a column are of no account',
    run: async ({ session }) => {
      const early = batch('early', { id: 'text' }, ['id'], [['a'], ['b']]);
      const late = batch('early', { id: 'text', _account: 'text' }, ['id'], [['c', 'me']]);
      await write(session, early);
      await write(session, late);
      equal(await session.count('early', 'me'), 1);
      const [first, second] = [early, late].map((one) => ({
        ...one,
        schema: { ...one.schema, table: 'once' },
      }));
      await write(session, first as RowBatch, second as RowBatch);
      equal(await session.count('once', 'me'), 1);
      equal(await session.count('once'), 3);
    },
  },
  {
    name: 'reading may be given up, goes on while others count, and sees nothing that is not committed',
    run: async (context) => {
      const { session } = context;
      await write(session, bill(['a', 1], ['b', 2], ['c', 3]));
      for await (const row of session.rows('bill')) {
        assert(['a', 'b', 'c'].includes(String(row.id)));
        equal(await session.count('bill'), 3);
        break;
      }
      async function* batches() {
        yield bill(['d', 4]);
        equal((await rowsOf(context, 'bill')).length, 3);
      }
      await session.commit({ runId: 'r', batches: batches() });
      equal((await rowsOf(context, 'bill')).length, 4);
      const left = session.rows('bill')[Symbol.asyncIterator]();
      await left.next();
      await session.close();
    },
  },
  {
    name: 'opened to be read, it gives what is there',
    run: async ({ session, destination }) => {
      await write(session, bill(['a', 1]));
      const reading = await destination().open({ readOnly: true });
      equal(await reading.count('bill'), 1);
      for await (const row of reading.rows('bill')) equal(row, { id: 'a', n: 1n });
      await reading.close();
      equal(await session.count('bill'), 1);
    },
  },
];

const lockCases: readonly ContractCase[] = [
  {
    name: 'one holder at a time, by name; reading needs no lock',
    needs: ['lock'],
    run: async (context) => {
      const destination = context.destination();
      const release = await destination.lock({
        pid: 4711,
        host: 'here',
        since: '2026-01-02T03:04:05.000Z',
      });
      const second = () => destination.lock({ pid: 2, host: 'there', since: '2026-01-03T00:00:00.000Z' });
      for (let n = 0; n < 2; n++) {
        await refused(second(), /4711 on here, since 2026-01-02T03:04:05.000Z/);
        await assert.rejects(second(), (error) => {
          assert(error instanceof DestinationInUseError);
          equal([error.holder?.pid, error.holder?.host], [4711, 'here']);
          return true;
        });
      }
      await write(context.session, bill(['a', 1]));
      equal((await context.read('bill')).length, 1);
      await release();
      const releaseSecond = await second();
      await release();
      await refused(second(), /2 on there/);
      await releaseSecond();
    },
  },
];

export const readingCasesAndLock: readonly ContractCase[] = [
  ...readingCases.map((one): ContractCase => ({ ...one, needs: ['readBack', ...(one.needs ?? [])] })),
  ...lockCases,
];
