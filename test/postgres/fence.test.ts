// A process whose lock was cut off, and that does not know, commits nothing any more: whatever it writes, and in every order
// of its transaction and the next holder's.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { postgresDestination } from '../../connector/destinations/postgres/postgres.js';
import type { TableSession } from '../../connector/model/destination.js';
import type { RunReport } from '../../connector/model/report.js';
import { configText, placeWith } from '../cli/command.js';
import { batch, write } from '../destinations/slices.js';
import { longTest } from '../extent.js';
import { INSTALL_TIMEOUT } from './fixture.js';
import { type Relay, startRelay } from './relay.js';
import { type Server, startServer } from './server.mjs';
import { compareWithSqlite } from './tables.js';

const LOST = /the connection that keeps other runs away was lost/;
const at = '2026-01-02T03:04:05.000Z';
const holder = (pid: number) => ({ pid, host: 'here', since: at });
const row = (id: string, n: number) =>
  batch(
    'bill',
    { _account: 'text', id: 'text', n: 'bigint', _run_id: 'text' },
    ['_account', 'id'],
    [['a', id, n, 'r']],
  );

let server: Server;
let schemas = 0;

beforeAll(async () => {
  server = await startServer();
}, INSTALL_TIMEOUT);

afterAll(async () => {
  await server.stop();
});

interface Holder {
  session: TableSession;
  relay: Relay;
  schema: string;
}

/** One that has the account, or the whole schema, and has written a row. */
async function asHolder(form: 'account' | 'schema', work: (one: Holder) => Promise<void>): Promise<void> {
  const relay = await startRelay(server);
  const schema = `fence${++schemas}`;
  const destination = postgresDestination({ url: relay.url, schema }, {});
  const releases: (() => Promise<void>)[] = [];
  try {
    if (form === 'schema') releases.push(await destination.lock(holder(1)));
    else {
      const lock = await destination.share?.(holder(1));
      await lock?.account('a');
      releases.push(async () => lock?.release());
    }
    const session = await destination.open();
    await write(session, row('first', 1));
    await work({ session, relay, schema });
    await session.close();
  } finally {
    relay.hangUp();
    for (const release of releases) await release();
    relay.close();
  }
}

const next = (schema: string) => postgresDestination({ url: server.url(), schema }, {});

const bills = (schema: string) => server.sql(`SELECT id, n::int FROM ${schema}.bill ORDER BY id`);

const WRITES: Record<string, (session: TableSession) => Promise<unknown>> = {
  'a slice': (session) => write(session, row('late', 2)),
  'a table': (session) => session.prepare([{ ...row('', 0).schema, table: 'late' }]),
  'a replaced table': (session) => session.swap({ account: 'a', tables: ['bill'] }),
  'pending rows that are removed': (session) => session.discard({ account: 'a', tables: ['bill'] }),
  'marks of deletion': (session) =>
    session.markDeleted([{ table: 'bill', account: 'a', runId: 'other', except: [] }], at),
  comments: async (session) => session.comments?.write([{ table: 'bill', comment: 'late', columns: {} }]),
  views: async (session) => session.views?.make([]),
};

test.each(['account', 'schema'] as const)(
  'cut off from its lock on the %s, nothing is written',
  async (form) => {
    await asHolder(form, async ({ session, relay, schema }) => {
      await relay.cutLocks();
      for (const [what, attempt] of Object.entries(WRITES)) {
        const error = await attempt(session).catch((problem: unknown) => problem);
        expect([what, error]).toMatchObject([what, { name: 'DestinationError', code: 'destination-lost' }]);
        expect([what, String(error)]).toEqual([what, expect.stringMatching(LOST)]);
      }
      expect(await bills(schema)).toEqual([['first', 1]]);
      const late = `SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
      WHERE nspname = $1 AND relname = 'late'`;
      expect(await server.sql(late, [schema])).toEqual([]);
    });
  },
);

test.each(['account', 'schema'] as const)(
  'the next holder of the %s has begun: what comes later fails',
  async (form) => {
    await asHolder(form, async ({ session, relay, schema }) => {
      await relay.cutLocks();
      const lock = await next(schema).share?.(holder(2));
      await lock?.account('a');
      await expect(write(session, row('first', 2))).rejects.toThrow(LOST);
      const other = await next(schema).open();
      await write(other, row('second', 3));
      await expect(write(session, row('second', 4))).rejects.toThrow(LOST);
      await other.close();
      await lock?.release();
      expect(await bills(schema)).toEqual([
        ['first', 1],
        ['second', 3],
      ]);
    });
  },
);

const WAITS = `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND pid IN
  (SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'ovh-load 2 %')`;
const BLOCKED = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT%'";

async function until(sql: string): Promise<void> {
  while ((await server.sql(sql)).length === 0) await new Promise((done) => setTimeout(done, 10));
}

/** Another program holds the table for so long. */
async function whileLocked(table: string, work: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: server.url(), ssl: false });
  await client.connect();
  try {
    await client.query(`BEGIN; LOCK TABLE ${table} IN SHARE MODE`);
    await work();
  } finally {
    await client.end();
  }
}

test.each([
  ['account', 'account'],
  ['account', 'schema'],
  ['schema', 'account'],
] as const)(
  'a transaction of the holder of the %s that was begun before the cut: the next holder of the %s waits for it',
  async (form, wanted) => {
    await asHolder(form, async ({ session, relay, schema }) => {
      let writing: Promise<unknown> = Promise.resolve();
      let taking: Promise<() => Promise<void>> | undefined;
      await whileLocked(`${schema}.bill`, async () => {
        // The transaction has its gates and has looked at its locks.
        writing = write(session, row('begun', 2));
        await until(BLOCKED);
        await relay.cutLocks();
        let isTaken = false;
        taking = take(schema, wanted).finally(() => {
          isTaken = true;
        });
        await until(WAITS);
        expect(isTaken).toBe(false);
      });
      await writing;
      const release = await taking;
      expect(await bills(schema)).toEqual([
        ['begun', 2],
        ['first', 1],
      ]);
      await expect(write(session, row('late', 3))).rejects.toThrow(LOST);
      await release?.();
    });
  },
);

async function take(schema: string, what: 'account' | 'schema', account = 'a'): Promise<() => Promise<void>> {
  const destination = next(schema);
  if (what === 'schema') return destination.lock(holder(2));
  const lock = await destination.share?.(holder(2));
  await lock?.account(account);
  return async () => lock?.release();
}

test('the server ends a transaction of a process that stands still', async () => {
  await asHolder('account', async ({ session, schema }) => {
    await server.sql(`CREATE TABLE ${schema}.told (t text)`);
    await server.sql(`CREATE FUNCTION ${schema}.tell() RETURNS trigger LANGUAGE plpgsql AS
      $$BEGIN INSERT INTO ${schema}.told VALUES (current_setting('idle_in_transaction_session_timeout')); RETURN NEW; END$$`);
    await server.sql(
      `CREATE TRIGGER tell BEFORE INSERT ON ${schema}.bill FOR EACH ROW EXECUTE FUNCTION ${schema}.tell()`,
    );
    await write(session, row('told', 2));
    expect(await server.sql(`SELECT DISTINCT t FROM ${schema}.told`)).toEqual([['45s']]);
  });
});

test('other accounts of the schema do not wait', async () => {
  await asHolder('account', async ({ session, schema }) => {
    let writing: Promise<unknown> = Promise.resolve();
    await whileLocked(`${schema}.bill`, async () => {
      writing = write(session, row('begun', 2));
      await until(BLOCKED);
      const release = await take(schema, 'account', 'b');
      await release();
    });
    await writing;
  });
});

longTest(
  'two processes: the first is cut off in the middle of a slice and goes on when the second has loaded the account',
  async () => {
    const relay = await startRelay(server);
    const place = await placeWith({ bills: 40, lines: 1, edges: false, seed: 'zombie' });
    try {
      const config = (url: string, callsPerSecond: number) =>
        configText(
          place,
          '  - preset: bills',
          `budget: { callsPerSecond: ${callsPerSecond}, shared: false }
destination: { type: postgres, url: "${url}", schema: zombie }`,
        );
      place.file('first.yaml', config(relay.url, 20));
      place.file('second.yaml', config(server.url(), 1000));
      const args = ['load', '--quiet', '--strategy', 'single'];
      const first = place.start(...args, '--config', 'first.yaml', '--report', 'first.json');
      const hasSlice = "SELECT 1 FROM zombie._ovh_known WHERE source = 'bill_ids' LIMIT 1";
      for (;;) {
        const slices = await server.sql(hasSlice).catch(() => []);
        if (slices.length > 0) break;
        if (first.child.exitCode !== null) throw new Error((await first.ended).all);
        await new Promise((done) => setTimeout(done, 20));
      }
      first.child.kill('SIGSTOP');
      await relay.cutLocks();
      const second = await place.run(...args, '--config', 'second.yaml');
      expect([second.code, second.all]).toEqual([0, expect.anything()]);
      const told = 'SELECT xmin::text, * FROM zombie.bills ORDER BY bill_id';
      const before = await server.sql(told);
      first.child.kill('SIGCONT');
      const ended = await first.ended;
      expect(ended.code).toBe(1);
      expect(ended.stderr).toMatch(LOST);
      const report = JSON.parse(readFileSync(place.path('first.json'), 'utf8')) as RunReport;
      expect([report.outcome, report.reasons.map(({ code }) => code)]).toEqual([
        'failed',
        expect.arrayContaining(['destination-lost', 'end-not-recorded']),
      ]);
      expect(await server.sql(told)).toEqual(before);
      await place.run('load', '--quiet', '--config', 'second.yaml', '--to', 'sqlite:truth.db');
      expect(await compareWithSqlite(server, 'zombie', place.path('truth.db'))).toEqual([]);
      expect(await server.sql('SELECT outcome FROM zombie._ovh_run ORDER BY started_at')).toEqual([
        ['failed'],
        ['complete'],
      ]);
    } finally {
      relay.close();
      await place.close();
    }
  },
  120_000,
);
