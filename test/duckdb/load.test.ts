// The command loads into DuckDB: its tables equal the truth, also after a kill; later loads make few calls.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { openSource } from '../../connector/app/open.js';
import { createDestination } from '../../connector/destinations/registry.js';
import type { Destination } from '../../connector/model/destination.js';
import type { RunReport } from '../../connector/model/report.js';
import { configText, type Place, placeWith } from '../cli/command.js';
import { COMMENTS } from '../destinations/comments.js';
import { DEEP, expectRejected, expectWide, loadOdd, noise, WIDE } from '../destinations/too-much.js';
import { isLong, longTest } from '../extent.js';
import { compareTables, readTruth } from '../integration/truth.js';
import { sqlOf } from './fixture.js';
import { compareWithSqlite, withFile } from './tables.js';

const BILLS = '  - preset: bills\n  - preset: bill_payments';
const DESTINATION = 'budget: { callsPerSecond: 1000 }\ndestination: { type: duckdb, path: ovh.duckdb }';

let place: Place | undefined;

afterEach(async () => {
  await place?.close();
  place = undefined;
});

function report(at: Place): RunReport {
  return JSON.parse(readFileSync(at.path('report.json'), 'utf8'));
}

/** A load of the same account into SQLite is the truth, and the tables of DuckDB are as those. */
async function expectTruth(at: Place): Promise<void> {
  expect([0, 3]).toContain((await at.run('load', '--quiet', '--to', 'sqlite:truth.db')).code);
  const config = {
    region: 'eu' as const,
    baseUrl: at.sandbox.url,
    auth: { ...at.sandbox.keys },
    endpoints: [{ preset: 'bills' }, { preset: 'bill_payments' }],
  };
  const source = openSource(config, { env: {}, home: at.folder, cwd: at.folder });
  expect(compareTables(at.path('truth.db'), source, await readTruth(at.sandbox.url, source))).toEqual([]);
  expect(await compareWithSqlite(at.path('ovh.duckdb'), at.path('truth.db'))).toEqual([]);
}

/** Comments of the columns of `bills`, by name. */
async function commentsIn(at: Place): Promise<Record<string, unknown>> {
  const rows = await withFile(at.path('ovh.duckdb'), async (connection) =>
    (
      await connection.runAndReadAll(
        "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'bills' AND comment IS NOT NULL",
      )
    ).getRows(),
  );
  return Object.fromEntries(rows);
}

test('a load, a second one with few calls, what runs, ledger and check say, and the query of the page', async () => {
  place = await placeWith({ bills: 12, edges: true });
  place.file('source.yaml', configText(place, BILLS, DESTINATION));
  const { run } = place;
  expect((await run('check')).all).toMatch(/will be made/);
  const first = await run('load', '--report', 'report.json', '--strategy', 'single');
  expect([0, 3]).toContain(first.code);
  const calls = report(place).calls.calls;
  await expectTruth(place);
  expect(await commentsIn(place)).toEqual(COMMENTS);
  const file = place.path('ovh.duckdb');
  const comment = (text: string) => sqlOf(file, `COMMENT ON COLUMN bills.${text}`);
  await comment("date IS 'as our auditors read it'");
  await comment("order_id IS 'OVHcloud: an old text'");
  const second = await run('load', '--report', 'report.json', '--strategy', 'single');
  expect(second.code).toBe(first.code);
  expect(report(place).calls.calls).toBeLessThan(calls / 2);
  expect(await commentsIn(place)).toEqual({ ...COMMENTS, date: 'as our auditors read it' });
  const runs = await run('runs');
  expect([runs.code, runs.stdout.match(/complete|incomplete/g)?.length]).toEqual([0, 2]);
  expect((await run('ledger')).code).toBe(0);
  expect((await run('check')).all).toMatch(/exists/);
  expect(readdirSync(place.folder).filter((name) => /duckdb./.test(name))).toEqual([]);
  const page = readFileSync(resolve(import.meta.dirname, '../../docs/destinations.md'), 'utf8');
  const queries = [...page.matchAll(/^duckdb (ovh\.duckdb) (?:-readonly )?-c "(.+)"$/gm)];
  expect(queries.length).toBeGreaterThan(0);
  for (const [, file = '', sql = ''] of queries) {
    const rows = await withFile(place.path(file), async (connection) =>
      (await connection.runAndReadAll(sql)).getRows(),
    );
    expect({ sql, rows: rows.length > 0 }).toEqual({ sql, rows: true });
  }
});

test('while a load goes on: a second one and readers are refused in words; killed, the next one goes on', async () => {
  place = await placeWith({ bills: 40, lines: 1, edges: false });
  const slow = DESTINATION.replace('1000', '5');
  place.file('source.yaml', configText(place, BILLS, slow));
  const first = place.start('load', '--quiet', '--strategy', 'single');
  const log = place.path('ovh.duckdb.wal');
  while (first.child.exitCode === null && !existsSync(log)) await wait(20);
  const second = await place.run('load');
  expect([second.code, second.all]).toEqual([
    1,
    expect.stringMatching(new RegExp(`another run is loading into it \\(process ${first.child.pid} on`)),
  ]);
  const runs = await place.run('runs');
  expect([runs.code, runs.all]).toEqual([
    1,
    expect.stringMatching(
      new RegExp(`another program has it open.*PID ${first.child.pid}.*also to read it`, 's'),
    ),
  ]);
  expect(first.child.exitCode).toBeNull();
  first.child.kill('SIGKILL');
  await first.ended;
  place.file('source.yaml', configText(place, BILLS, DESTINATION));
  expect((await place.run('load', '--quiet')).code).toBe(0);
  await expectTruth(place);
});

test('without the optional package every other destination works, and this one says what to install', async () => {
  place = await placeWith({ bills: 2, edges: false });
  place.file('source.yaml', configText(place, '  - preset: bills'));
  // What the loader of Node says when a package is not there.
  const without = `import Module from 'node:module';
    const resolve = Module._resolveFilename;
    Module._resolveFilename = (name, ...rest) => {
      if (!name.startsWith('@duckdb/')) return resolve(name, ...rest);
      throw Object.assign(new Error(\`Cannot find module '\${name}'\`), { code: 'MODULE_NOT_FOUND' });
    };`;
  writeFileSync(place.path('without.mjs'), without);
  place.env.NODE_OPTIONS = `--import=${place.path('without.mjs')}`;
  const missing = await place.run('load', '--to', 'duckdb:x.duckdb');
  expect([missing.code, missing.all]).toEqual([
    1,
    expect.stringMatching(
      /needs the package @duckdb\/node-api.*npm install @duckdb\/node-api.*Cannot find module/,
    ),
  ]);
  expect((await place.stats()).calls).not.toHaveProperty('GET /me/bill');
  expect((await place.run('load', '--quiet', '--to', 'sqlite:x.db')).code).toBe(0);
});

test('instants of ours are instants: they compare with now(), in DuckDB and in Parquet files', async () => {
  place = await placeWith({ bills: 6, edges: false });
  place.file(
    'source.yaml',
    configText(place, '  - preset: bills\n  - preset: debts\n    only: [debt_account]', DESTINATION),
  );
  expect([0, 3]).toContain((await place.run('load', '--quiet')).code);
  expect([0, 3]).toContain((await place.run('load', '--quiet', '--to', 'parquet:files')).code);
  const read = (sql: string) =>
    withFile(place?.path('ovh.duckdb') ?? '', async (connection) =>
      (await connection.runAndReadAll(sql)).getRowsJson(),
    );
  const file = (table: string) => `'${place?.path(`files/${table}.parquet`)}'`;
  for (const [bills, debts] of [
    ['bills', 'debt_account'],
    [file('bills'), file('debt_account')],
  ]) {
    const recent = (column: string) => `count(*) FILTER (WHERE ${column} > now() - INTERVAL '1 day')`;
    const count = String((await read(`SELECT count(*) FROM ${bills}`))[0]?.[0]);
    expect(Number(count)).toBeGreaterThan(0);
    expect(await read(`SELECT ${recent('_loaded_at')}, ${recent('_deleted_at')} FROM ${bills}`)).toEqual([
      [count, '0'],
    ]);
    expect(await read(`SELECT count(*) = ${recent('_snapshot_at')}, count(*) > 0 FROM ${debts}`)).toEqual([
      [true, true],
    ]);
    expect(await read(`SELECT typeof(_loaded_at), typeof(_deleted_at) FROM ${bills} LIMIT 1`)).toEqual([
      ['TIMESTAMP WITH TIME ZONE', 'TIMESTAMP WITH TIME ZONE'],
    ]);
  }
});

/** Little memory has few columns, which takes less time. */
async function smallFile(): Promise<Destination> {
  place = await placeWith({ bills: 0 });
  return createDestination({ type: 'duckdb', path: place.path('small.duckdb'), memoryMegabytes: 64 });
}

// What is too much is the shaper's to say, which test/run/too-much.test.ts asks about every kind.
(isLong ? test.each(Object.entries(WIDE)) : test.skip.each(Object.entries(WIDE)))(
  '3,000 %s in one record: the rest is in `_more`',
  async (_, odd) => {
    const destination = await smallFile();
    expect(destination.capabilities?.limits?.columns).toBe(48);
    await expectWide(destination, odd(3000));
  },
);

longTest('records that are too deep are rejected by name; a long key is held', async () => {
  const destination = await smallFile();
  for (const [, odd] of Object.entries(DEEP))
    await expectRejected(destination, odd(), /nested more than 1,000 levels/);
  const { outcome } = await loadOdd(destination, { f0: 1 }, noise(20_000));
  expect(outcome).toBe('complete');
});
