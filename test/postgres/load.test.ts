// The command loads into PostgreSQL: its tables equal the truth, also after kills; later loads make few calls.
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { openSource } from '../../connector/app/open.js';
import { createDestination } from '../../connector/destinations/registry.js';
import type { RunReport } from '../../connector/model/report.js';
import { noticeLines } from '../../connector/text/notice-text.js';
import { configText, type Place, placeWith } from '../cli/command.js';
import { COMMENTS } from '../destinations/comments.js';
import { DEEP, expectRejected, expectWide, noise, WIDE } from '../destinations/too-much.js';
import { extent, longTest } from '../extent.js';
import { compareTables, readTruth } from '../integration/truth.js';
import { writeEarlierVersion } from '../run/earlier-version.js';
import { INSTALL_TIMEOUT } from './fixture.js';
import { type Server, startServer } from './server.mjs';
import { compareWithSqlite } from './tables.js';

/** 200 in `npm run test:crash`. */
const KILLS = extent(1, 16, 'CRASHES');
const BILLS = '  - preset: bills\n  - preset: bill_payments';

let server: Server;
let place: Place | undefined;
let schemas = 0;

beforeAll(async () => {
  server = await startServer();
}, INSTALL_TIMEOUT);

afterAll(async () => {
  await server.stop();
});

afterEach(async () => {
  await place?.close();
  place = undefined;
});

function configure(at: Place, endpoints: string): string {
  const schema = `load${++schemas}`;
  const destination = `destination: { type: postgres, url: "${server.url()}", schema: ${schema} }`;
  at.file('source.yaml', configText(at, endpoints, `budget: { callsPerSecond: 1000 }\n${destination}`));
  return schema;
}

function report(at: Place): RunReport {
  return JSON.parse(readFileSync(at.path('report.json'), 'utf8'));
}

/** A load of the same account into SQLite is the truth, and the tables of PostgreSQL are as those. */
async function expectTruth(
  at: Place,
  schema: string,
  endpoints: readonly { preset: string }[],
): Promise<void> {
  const ended = await at.run('load', '--quiet', '--to', 'sqlite:truth.db');
  expect([0, 3]).toContain(ended.code);
  const config = {
    region: 'eu' as const,
    baseUrl: at.sandbox.url,
    auth: { ...at.sandbox.keys },
    endpoints: [...endpoints],
  };
  const source = openSource(config, { env: {}, home: at.folder, cwd: at.folder });
  expect(compareTables(at.path('truth.db'), source, await readTruth(at.sandbox.url, source))).toEqual([]);
  expect(await compareWithSqlite(server, schema, at.path('truth.db'))).toEqual([]);
}

/** Comments of the columns of `bills`, by name. */
async function commentsIn(schema: string): Promise<Record<string, unknown>> {
  const rows = await server.sql<[string, string]>(
    `SELECT attname, col_description(attrelid, attnum) FROM pg_attribute
     WHERE attrelid = '${schema}.bills'::regclass AND attnum > 0 AND col_description(attrelid, attnum) IS NOT NULL`,
  );
  return Object.fromEntries(rows);
}

test('a load, a second one with few calls, what runs and ledger say, and a load into another place', async () => {
  place = await placeWith({ bills: 12, edges: true });
  const schema = configure(place, BILLS);
  const { run } = place;
  const first = await run('load', '--report', 'report.json', '--strategy', 'single');
  expect([0, 3]).toContain(first.code);
  expect(first.stdout + first.stderr).toContain(`schema ${schema}`);
  const calls = report(place).calls.calls;
  expect(noticeLines(report(place).warnings).join()).toContain(
    'characters that the destination cannot store',
  );
  await expectTruth(place, schema, [{ preset: 'bills' }, { preset: 'bill_payments' }]);
  expect(await commentsIn(schema)).toEqual(COMMENTS);
  const ofTable = `SELECT obj_description('${schema}.bills'::regclass)`;
  expect(await server.sql(ofTable)).toEqual([['OVHcloud: GET /me/bill/{billId}: GET /me/bill/{billId}']]);
  await server.sql(`COMMENT ON COLUMN ${schema}.bills.date IS 'as our auditors read it'`);
  await server.sql(`COMMENT ON COLUMN ${schema}.bills.order_id IS 'OVHcloud: an old text'`);
  const second = await run('load', '--report', 'report.json', '--strategy', 'single');
  expect(second.code).toBe(first.code);
  expect(report(place).calls.calls).toBeLessThan(calls / 2);
  expect(await commentsIn(schema)).toEqual({ ...COMMENTS, date: 'as our auditors read it' });
  expect(report(place).sources.some(({ ledger }) => ledger.known > 0)).toBe(true);
  const runs = await run('runs');
  expect([runs.code, runs.stdout.match(/complete|incomplete/g)?.length]).toEqual([0, 2]);
  expect((await run('ledger')).code).toBe(0);
  expect((await run('check')).all).toMatch(/exists/);
  const other = await run('load', '--quiet', '--to', `${server.url()}?sslmode=disable`);
  expect(other.code).toBe(first.code);
});

test('replaced rows, and rows that are marked because their objects are gone', async () => {
  place = await placeWith({ bills: 40, seed: 'gone', edges: false });
  const schema = configure(
    place,
    `  - { name: ids, path: /me/bill, read: { item: billId } }
  - name: replaced
    path: "/me/bill/{billId}"
    parameters: { billId: { from: ids } }
    table: { primaryKey: [billId] }
    write: { disposition: replace }`,
  );
  const { run, sandbox } = place;
  expect((await run('load', '--quiet')).code).toBe(0);
  await fetch(`${sandbox.url}/__sandbox/options`, {
    method: 'POST',
    body: JSON.stringify({ removedBills: 4 }),
  });
  expect((await run('load', '--quiet')).code).toBe(0);
  const count = async (rest: string) =>
    (await server.sql(`SELECT count(*)::int FROM ${schema}.${rest}`))[0]?.[0];
  const before = await count('ids');
  expect(before).toBeGreaterThan(4);
  expect(await count('ids WHERE _deleted_at IS NOT NULL')).toBe(4);
  expect(await count('replaced')).toBe(Number(before) - 4);
  expect(await server.sql(`SELECT count(DISTINCT _run_id)::int FROM ${schema}.replaced`)).toEqual([[1]]);
  const pending = "SELECT relname FROM pg_class WHERE relname LIKE '\\_ovh\\_next%'";
  expect(await server.sql(pending)).toEqual([]);
});

test('a batch whose queue cannot be looked at is not complete', async () => {
  place = await placeWith({ bills: 2, edges: false });
  const schema = configure(place, '  - preset: bills');
  expect((await place.run('load', '--quiet', '--batch', 'night')).code).toBe(0);
  const shown = () => (place as Place).run('runs', 'show', '--batch', 'night');
  expect(await shown()).toMatchObject({ code: 0, stderr: '' });
  // There is a queue now, and neither pg-boss nor, here, a Node that it runs on.
  await server.sql(`CREATE SCHEMA ${schema}_queue`);
  await server.sql(`CREATE TABLE ${schema}_queue.version (version int)`);
  const { code, stdout, stderr } = await shown();
  expect([code, stdout, stderr]).toEqual([
    3,
    expect.stringMatching(/^INCOMPLETE: 1 of 1 connections complete\n/),
    expect.stringMatching(/^the queue was not looked at, and may have jobs of this batch that did not end: /),
  ]);
});

test('two loads at once: the second is refused with the name of the first', async () => {
  place = await placeWith({ bills: 400, rate: 20 });
  configure(place, BILLS);
  const first = place.start('load', '--quiet', '--strategy', 'single');
  const isLocked = "SELECT 1 FROM pg_stat_activity WHERE application_name LIKE 'ovh-load %'";
  for (let n = 0; n < 200 && (await server.sql(isLocked)).length === 0; n++) {
    await new Promise((done) => setTimeout(done, 50));
  }
  const second = await place.run('load');
  expect(second.code).toBe(1);
  expect(second.all).toMatch(
    new RegExp(`another run is loading the account \\S+ into it \\(process ${first.child.pid} on`),
  );
  first.child.kill('SIGKILL');
  await first.ended;
});

longTest(
  `killed ${KILLS} times and started again: the tables are the truth`,
  async () => {
    let kills = 0;
    for (let round = 0; kills < KILLS; round++) {
      place = await placeWith({
        seed: `crash-${round}`,
        bills: extent(80, 200),
        lines: 2,
        edges: round % 2 === 0,
        faults: ['500', 'reset', 'truncate'],
        faultRate: 0.005,
      });
      const schema = configure(place, BILLS);
      const ways = round % 2 === 0 ? ['--strategy', 'single'] : [];
      let known = 0;
      for (let tries = 0; tries < 4 && kills < KILLS; tries++, kills++) {
        const load = place.start('load', '--quiet', ...ways);
        // Spread over a load by what has come, not by the clock alone.
        await new Promise((done) => setTimeout(done, 500 + ((kills * 617) % 2300)));
        load.child.kill('SIGKILL');
        await load.ended;
        const before = known;
        known = await knownIds(schema);
        expect(known).toBeGreaterThanOrEqual(before);
      }
      const ended = await place.run('load', '--report', 'report.json', ...ways);
      expect([0, 3]).toContain(ended.code);
      await expectTruth(place, schema, [{ preset: 'bills' }, { preset: 'bill_payments' }]);
      await place.close();
      place = undefined;
    }
  },
  3_600_000,
);

async function knownIds(schema: string): Promise<number> {
  try {
    const [row] = await server.sql<[number]>(
      `SELECT count(*)::int FROM ${schema}._ovh_known WHERE source = 'bill_ids'`,
    );
    return row?.[0] ?? 0;
  } catch {
    return 0;
  }
}

test('tables that an earlier version loaded are refused before the first call, and stay as they were', async () => {
  place = await placeWith({ seed: 'earlier', bills: 3 });
  const schema = configure(place, BILLS);
  const destination = createDestination({ type: 'postgres', url: server.url(), schema });
  await writeEarlierVersion(destination);
  const rows = () => server.sql(`SELECT * FROM ${schema}._ovh_source`);
  const before = await rows();
  const ended = await place.run('load', '--quiet');
  expect(ended.code).not.toBe(0);
  expect(ended.stderr).toMatch(
    /an earlier version of source-ovhcloud loaded it, .*Load into another destination/s,
  );
  expect(await rows()).toEqual(before);
  expect(await server.sql(`SELECT * FROM ${schema}._ovh_run`)).toHaveLength(1);
});

test('instants of ours are instants: they compare with now()', async () => {
  place = await placeWith({ bills: 6, edges: false });
  const schema = configure(place, '  - preset: bills\n  - preset: debts\n    only: [debt_account]');
  expect([0, 3]).toContain((await place.run('load', '--quiet')).code);
  const types = await server.sql<[string, string]>(
    `SELECT DISTINCT column_name, data_type FROM information_schema.columns WHERE table_schema = $1
     AND column_name IN ('_loaded_at', '_snapshot_at', '_deleted_at') ORDER BY column_name`,
    [schema],
  );
  const type = 'timestamp with time zone';
  expect(types).toEqual([
    ['_deleted_at', type],
    ['_loaded_at', type],
    ['_snapshot_at', type],
  ]);
  const others = await server.sql<[string, string]>(
    `SELECT DISTINCT data_type, 'own' FROM information_schema.columns WHERE table_schema = $1
     AND table_name LIKE '\\_ovh\\_%' AND column_name LIKE '%\\_at'`,
    [schema],
  );
  expect(others).toEqual([[type, 'own']]);
  const recent = async (table: string, column: string) => {
    const isRecent = `${column} > now() - interval '1 day'`;
    const [row = []] = await server.sql<number[]>(
      `SELECT count(*)::int, count(*) FILTER (WHERE ${isRecent})::int FROM ${schema}.${table}`,
    );
    return row;
  };
  const [bills = 0] = await recent('bills', '_loaded_at');
  const [debts = 0] = await recent('debt_account', '_snapshot_at');
  expect([bills, debts].every((count) => count > 0)).toBe(true);
  expect(await recent('bills', '_loaded_at')).toEqual([bills, bills]);
  expect(await recent('debt_account', '_snapshot_at')).toEqual([debts, debts]);
  expect(await recent('bills', '_deleted_at')).toEqual([bills, 0]);
});

const destination = () =>
  createDestination({ type: 'postgres', url: server.url(), schema: `load${schemas}` });

/** What is too much is the shaper's to say, which test/run/too-much.test.ts asks about every kind: here one shows that it fits. */
const some = <T>(kinds: Record<string, T>) => Object.entries(kinds).slice(0, extent(1, 99));

test.each(some(WIDE))('3,000 %s in one record: the rest is in `_more`', async (_, odd) => {
  schemas++;
  await expectWide(destination(), odd(3000));
});

test.each(some(DEEP))('a record of %s is rejected by name', async (_, odd) => {
  schemas++;
  await expectRejected(destination(), odd(), /nested more than 1,000 levels deep/);
});

test.each([2601, 100_000])('a record with a key of %d bytes is rejected by name', async (bytes) => {
  schemas++;
  await expectRejected(destination(), { f0: 1 }, /its key \(_account, i\) has .* bytes/, noise(bytes));
});
