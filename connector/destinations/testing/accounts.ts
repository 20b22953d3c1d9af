// Contract: several accounts load at once, each with a session of its own; one run at a time has an account.
import assert from 'node:assert/strict';
import type { LockHolder, SharedLock } from '../../model/destination.js';
import { DestinationInUseError } from '../../model/errors.js';
import type { RowBatch } from '../../model/table.js';
import { equal, sameRows } from './assertions.js';
import { batch, type Columns, type Context, type ContractCase, tableSession, write } from './context.js';

const holder = (pid: number): LockHolder => ({ pid, host: 'here', since: '2026-01-02T03:04:05.000Z' });

async function share({ share: take }: { share?: (holder: LockHolder) => Promise<SharedLock> }, pid: number) {
  assert(take, 'declares `accountsAtOnce`, but lacks `share`');
  return take(holder(pid));
}

async function inUse(promise: Promise<unknown>, pid: number): Promise<void> {
  await assert.rejects(promise, (error) => {
    assert(error instanceof DestinationInUseError);
    equal(error.holder?.pid, pid);
    return true;
  });
}

/** Rows of one account in a table that all share. */
function rowsOf(account: string, more: Columns = {}, count = 3): RowBatch {
  const columns: Columns = { _account: 'text', id: 'bigint', ...more };
  const cells = Object.keys(more).map(() => account);
  const rows = Array.from({ length: count }, (_, id) => [account, id, ...cells]);
  return batch('bill', columns, ['_account', 'id'], rows);
}

const lockCase: ContractCase = {
  name: 'accounts share it; the same account, and the whole of it, are for one at a time',
  run: async ({ destination }) => {
    const one = destination();
    const bound = { share: one.share?.bind(one) };
    const [first, second] = [await share(bound, 1), await share(bound, 2)];
    await first.account('a');
    await second.account('b');
    await inUse(second.account('a'), 1);
    await assert.rejects(one.lock(holder(3)), DestinationInUseError);
    await first.release();
    await second.account('a');
    await assert.rejects(one.lock(holder(3)), DestinationInUseError);
    await second.release();
    const whole = await one.lock(holder(4));
    await inUse(share(bound, 5), 4);
    await whole();
    await (await share(bound, 6)).release();
  },
};

const writingCase: ContractCase = {
  name: 'sessions that write at the same time: each slice is whole, tables have the columns of all, counts are by account',
  run: async (context) => {
    const destination = context.destination();
    const accounts = Array.from({ length: 6 }, (_, number) => `account-${number}`);
    const sessions = await Promise.all(accounts.map(() => destination.open()));
    try {
      await Promise.all(
        sessions.map((session, number) => {
          const account = accounts[number] as string;
          return write(session, rowsOf(account), rowsOf(account, { [`own_${number}`]: 'text' }));
        }),
      );
      for (const [number, session] of sessions.entries()) {
        equal(await session.count('bill', accounts[number]), 3);
        equal(await session.count('bill'), 18);
      }
      const [table] = (await context.session.tables()).filter((each) => each.table === 'bill');
      equal(table?.columns.length, 8);
    } finally {
      await Promise.all(sessions.map((session) => session.close()));
    }
  },
};

const waitingCase: ContractCase = {
  name: 'a slice that is still read keeps no other from being written',
  run: async ({ destination }) => {
    const one = destination();
    const [slow, quick] = [await one.open(), await one.open()];
    try {
      let goOn: () => void = () => undefined;
      const waits = new Promise<void>((done) => {
        goOn = done;
      });
      async function* batches() {
        yield rowsOf('slow');
        await waits;
        yield { ...rowsOf('slow'), schema: { ...rowsOf('slow').schema, table: 'order' } };
      }
      const written = slow.commit({ runId: 'r', batches: batches() });
      await write(quick, rowsOf('quick'));
      equal(await quick.count('bill'), 3);
      goOn();
      equal((await written).rows, { bill: 3, order: 3 });
      equal(await quick.count('bill'), 6);
    } finally {
      await Promise.all([slow.close(), quick.close()]);
    }
  },
};

const failingCase: ContractCase = {
  name: 'a slice that fails leaves those of others alone',
  run: async ({ destination }) => {
    const one = destination();
    const [bad, good] = [await one.open(), await one.open()];
    try {
      const [failed] = await Promise.all([
        write(bad, rowsOf('bad'), new Error('no')).then(
          () => 'written',
          () => 'refused',
        ),
        write(good, rowsOf('good')),
      ]);
      equal(failed, 'refused');
      equal(await good.count('bill', 'bad'), 0);
      equal(await good.count('bill', 'good'), 3);
      await write(bad, rowsOf('bad'));
      equal(await good.count('bill'), 6);
    } finally {
      await Promise.all([bad.close(), good.close()]);
    }
  },
};

const replacingCase: ContractCase = {
  name: 'accounts replace their rows in one table at the same time',
  needs: ['replace'],
  run: async (context: Context) => {
    const one = context.destination();
    const accounts = ['a', 'b', 'c', 'd'];
    const sessions = await Promise.all(accounts.map(() => one.open()));
    try {
      await Promise.all(
        sessions.map(async (session, number) => {
          const account = accounts[number] as string;
          await write(session, { ...rowsOf(account, {}, number + 1), pendingReplace: true });
          await tableSession(session).swap({ account, tables: ['bill'] });
        }),
      );
      sameRows(
        (await context.read('bill')).map(({ _account }) => ({ _account: _account ?? null })),
        accounts.flatMap((account, number) =>
          Array.from({ length: number + 1 }, () => ({ _account: account })),
        ),
      );
    } finally {
      await Promise.all(sessions.map((session) => session.close()));
    }
  },
};

export const accountCases: readonly ContractCase[] = [
  lockCase,
  writingCase,
  waitingCase,
  failingCase,
  replacingCase,
].map((one) => ({ ...one, needs: ['accountsAtOnce', ...(one.needs ?? [])] }));
