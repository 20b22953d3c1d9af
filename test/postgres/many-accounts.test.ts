// Many accounts at once into one SQLite file and one schema: the tables are the truth, one that fails stays alone, and the
// server has few sessions. A schema that is made by many at once is made.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadSources } from '../../connector/app/accounts/load-accounts.js';
import { openSources } from '../../connector/app/accounts/open-accounts.js';
import type { ConfiguredSource } from '../../connector/app/open.js';
import { postgresDestination } from '../../connector/destinations/postgres/postgres.js';
import type { TableSession } from '../../connector/model/destination.js';
import { DestinationInUseError } from '../../connector/model/errors.js';
import type { ColumnType, RowBatch } from '../../connector/model/table.js';
import { type RunningSandbox, startSandbox } from '../../sandbox/main.js';
import { batch, type Columns, write } from '../destinations/slices.js';
import { extent } from '../extent.js';
import { compareTables, readTruth } from '../integration/truth.js';
import { INSTALL_TIMEOUT } from './fixture.js';
import { type Server, startServer } from './server.mjs';
import { compareWithSqlite } from './tables.js';

const ACCOUNTS = extent(16, 40);
/** One of them has wrong keys. */
const BROKEN = 7;
const MOST_SESSIONS = 12;

let server: Server;
let folder: string;

beforeAll(async () => {
  server = await startServer();
  folder = mkdtempSync(join(tmpdir(), 'many-accounts-'));
}, INSTALL_TIMEOUT);

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

function open(sandboxes: readonly RunningSandbox[], destination: object): ConfiguredSource[] {
  const connections = sandboxes.map(({ url, keys }, number) => ({
    name: `customer_${number}`,
    region: 'eu',
    baseUrl: url,
    auth: number === BROKEN ? { ...keys, consumerKey: 'not-a-key-at-all' } : { ...keys },
  }));
  const config = {
    connections,
    destination,
    budget: { callsPerSecond: 1000, shared: false },
    schemas: { use: 'never' },
    endpoints: [{ preset: 'bills' }, { name: 'me', path: '/me', write: { disposition: 'replace' } }],
  };
  return openSources(config, { env: {}, home: folder, cwd: folder });
}

/** The most sessions of ours that the server has while something happens. */
async function mostSessions(work: Promise<unknown>): Promise<number> {
  let most = 0;
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    const [row] = await server.sql<[number]>(
      "SELECT count(*)::int FROM pg_stat_activity WHERE application_name ~ 'ovh'",
    );
    most = Math.max(most, row?.[0] ?? 0);
  }
  await over;
  return most;
}

test(`${ACCOUNTS} accounts at once: every table is the truth, the one that fails stays alone`, async () => {
  const sandboxes = await Promise.all(
    Array.from({ length: ACCOUNTS }, (_, number) =>
      startSandbox({ rate: 0, bills: 3 + (number % 5), lines: 2, seed: `many-${number}`, edges: false }),
    ),
  );
  try {
    const file = join(folder, 'ovh.db');
    const schema = 'many';
    const url = server.url();
    for (let round = 0; round < extent(1, 2); round++) {
      const intoFile = await loadSources(open(sandboxes, { type: 'sqlite', path: file }), { concurrency: 8 });
      const loading = loadSources(open(sandboxes, { type: 'postgres', url, schema }), {
        concurrency: ACCOUNTS,
      });
      const sessions = await mostSessions(loading);
      expect(sessions).toBeGreaterThan(3);
      expect(sessions).toBeLessThanOrEqual(MOST_SESSIONS);
      for (const report of [intoFile, await loading]) {
        expect(report.connections.map(({ name }) => name)).toEqual(
          sandboxes.map((_, number) => `customer_${number}`),
        );
        expect(
          report.connections.flatMap(({ name, outcome }) => (outcome === 'complete' ? [] : [name])),
        ).toEqual([`customer_${BROKEN}`]);
      }
    }
    const sources = open(sandboxes, { type: 'sqlite', path: file });
    for (const [number, { url: origin }] of sandboxes.entries()) {
      const source = sources[number] as ConfiguredSource;
      if (number !== BROKEN)
        expect(compareTables(file, source, await readTruth(origin, source), true)).toEqual([]);
    }
    expect(await compareWithSqlite(server, schema, file)).toEqual([]);
    const [accounts] = await server.sql(`SELECT count(DISTINCT _account)::int FROM ${schema}.bills`);
    expect(accounts).toEqual([ACCOUNTS - 1]);
    const running = await server.sql(`SELECT 1 FROM ${schema}._ovh_run WHERE outcome = 'running'`);
    expect(running).toEqual([]);
  } finally {
    await Promise.all(sandboxes.map((each) => each.close()));
  }
}, 400_000);

/** Each has connections of its own, as another process would. */
const apart = (schema: string, number: number) =>
  postgresDestination({ url: server.url(), schema, password: `${number}` }, {});

const AT_ONCE = 16;
const holder = (pid: number) => ({ pid, host: 'here', since: '2026-01-02T03:04:05.000Z' });

function rowsOf(account: string, table: string, more: Columns = {}): RowBatch {
  const columns: Columns = { _account: 'text', id: 'bigint', ...more };
  const cells = Object.values(more).map(() => 7);
  return batch(table, columns, ['_account', 'id'], [[account, 1, ...cells]]);
}

async function inShared(
  schema: string,
  number: number,
  work: (session: TableSession, account: string) => Promise<void>,
): Promise<void> {
  const destination = apart(schema, number);
  const lock = await destination.share?.(holder(number));
  await lock?.account(`account-${number}`);
  const session = await destination.open();
  try {
    await work(session, `account-${number}`);
  } finally {
    await session.close();
    await lock?.release();
  }
}

const allAtOnce = (work: (number: number) => Promise<void>) =>
  Promise.all(Array.from({ length: AT_ONCE }, (_, number) => work(number)));

test(`a schema that ${AT_ONCE} begin at once`, async () => {
  for (let round = 0; round < extent(2, 20); round++) {
    const schema = `cold${round}`;
    await allAtOnce((number) =>
      inShared(schema, number, async (session, account) => {
        await session.prepare([rowsOf(account, '_ovh_first').schema]);
        await write(
          session,
          rowsOf(account, 'bills'),
          rowsOf(account, 'orders'),
          rowsOf(account, `t${number % 3}`),
        );
      }),
    );
    expect(await server.sql(`SELECT count(*)::int FROM ${schema}.bills`)).toEqual([[AT_ONCE]]);
  }
}, 200_000);

test('columns that are added and widened by many at once', async () => {
  const types: ColumnType[] = ['bigint', 'decimal', 'text'];
  const schema = 'wider';
  await allAtOnce((number) =>
    inShared(schema, number, async (session, account) => {
      for (const type of types) {
        const own: Columns = { shared: type, [`own_${number}`]: 'bigint' };
        await write(session, rowsOf(account, 'bills', own), rowsOf(account, 'orders', { shared: type }));
      }
    }),
  );
  const columns = await server.sql<[string, string]>(
    `SELECT column_name, type FROM ${schema}._ovh_columns WHERE table_name = 'bills' ORDER BY 1`,
  );
  expect(columns).toHaveLength(3 + AT_ONCE);
  expect(new Map(columns).get('shared')).toBe('text');
  expect(
    await server.sql(`SELECT count(*)::int, min(shared), count(own_3)::int FROM ${schema}.bills`),
  ).toEqual([[AT_ONCE, '7', 1]]);
}, 100_000);

test('two processes: other accounts at once, the same account not; the whole schema is for one alone', async () => {
  const [one, other] = [apart('pair', 1), apart('pair', 2)];
  const [first, second] = [await one.share?.(holder(1)), await other.share?.(holder(2))];
  await first?.account('a');
  await second?.account('b');
  await expect(second?.account('a')).rejects.toMatchObject({ code: 'destination-in-use', holder: holder(1) });
  await expect(apart('pair', 3).lock(holder(3))).rejects.toBeInstanceOf(DestinationInUseError);
  await first?.release();
  await second?.account('a');
  await second?.release();
  const release = await apart('pair', 3).lock(holder(3));
  await expect(one.share?.(holder(1))).rejects.toMatchObject({ holder: holder(3) });
  await release();
});
