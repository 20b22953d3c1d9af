// One budget for processes that see each other only by PostgreSQL: the table that they use, and real processes.
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BudgetStore } from '../../connector/model/budget.js';
import { PostgresBudgets } from '../../connector/stores/postgres-budgets.js';
import { type Ended, startCommand } from '../cli/command.js';
import { longTest } from '../extent.js';
import { budgetStoreContract } from '../stores/contract.js';
import { INSTALL_TIMEOUT } from './fixture.js';
import { type Server, startServer } from './server.mjs';

let server: Server;
let rounds = 0;

beforeAll(async () => {
  server = await startServer();
}, INSTALL_TIMEOUT);

afterAll(async () => {
  await server.stop();
});

budgetStoreContract('PostgreSQL', () => new PostgresBudgets({ url: server.url() }, {}));

test('made by many at once; the words of one who may not make it, without a password', async () => {
  await server.sql('DROP SCHEMA IF EXISTS source_ovhcloud CASCADE');
  const stores = Array.from({ length: 8 }, () => new PostgresBudgets({ url: server.url() }, {}));
  const entry = (process: string) => ({ budget: 'cold', process });
  await Promise.all(stores.map((store, index) => store.renew(entry(`${index}`), 60_000)));
  const { others } = await (stores[0] as BudgetStore).renew(entry('0'), 60_000);
  expect(others).toHaveLength(7);
  await Promise.all(stores.map((store) => store.close()));
  await server.sql('DROP SCHEMA source_ovhcloud CASCADE');
  await server.sql('CREATE ROLE poor LOGIN');
  const poor = new PostgresBudgets({ url: server.url('poor'), password: 'not-for-showing' }, {});
  await expect(poor.renew(entry('0'), 60_000)).rejects.toThrow(/lacks a right/);
  await expect(poor.renew(entry('0'), 60_000)).rejects.not.toThrow(/not-for-showing/);
  await poor.close();
});

const PROCESSES = Number(process.env.PROCESSES ?? 3);
/** Of the strict sandbox, calls a second. */
const LIMIT = 20;

interface Machines {
  loads: { child: ChildProcess; ended: Promise<Ended> }[];
  stats(): Promise<Record<string, number>>;
}

/** Loads of one account with one key into schemas of one database, each in a folder of its own. */
async function onMachines(
  count: number,
  { shared, bills }: { shared: string; bills: number },
  work: (machines: Machines) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'shared-budget-'));
  const env = { PATH: process.env.PATH ?? '', HOME: folder, TMPDIR: folder };
  const options = `--json --port 0 --bills ${bills} --lines 1 --no-edges --rate ${LIMIT}`;
  const sandbox = startCommand(['sandbox', ...options.split(' ')], folder, env);
  const round = ++rounds;
  try {
    const told = await new Promise<Record<string, string>>((resolve) => {
      sandbox.child.stdout?.once('data', (data) => resolve(JSON.parse(String(data))));
    });
    const keys = {
      OVH_APPLICATION_KEY: told.applicationKey ?? '',
      OVH_APPLICATION_SECRET: told.applicationSecret ?? '',
      OVH_CONSUMER_KEY: told.consumerKey ?? '',
    };
    const loads = Array.from({ length: count }, (_, index) => {
      const own = join(folder, `machine-${index}`);
      mkdirSync(own);
      writeFileSync(
        join(own, 'source.yaml'),
        `region: eu
baseUrl: ${told.url}
schemas: { use: never }
budget: { shared: ${shared} }
destination: { type: postgres, url: "${server.url()}", schema: shared_${round}_${index} }
endpoints: [{ preset: bills, only: [bills] }]
`,
      );
      const here = { ...env, ...keys, HOME: own, TMPDIR: own };
      return startCommand(['load', '--strategy', 'single'], own, here);
    });
    await work({
      loads,
      stats: async () => (await fetch(`${told.url}/__sandbox/stats`)).json() as never,
    });
  } finally {
    sandbox.child.kill('SIGKILL');
    await sandbox.ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ended({ loads }: Machines): Promise<string[]> {
  const all = await Promise.all(loads.map((load) => load.ended));
  expect(all.map(({ code, stderr }) => [code, code === 0 ? '' : stderr])).toEqual(all.map(() => [0, '']));
  return all.map(({ stdout }) => stdout);
}

longTest(
  `${PROCESSES} processes without a common folder on one key: one pace`,
  async () => {
    const shared = process.env.SHARED ?? 'true';
    await onMachines(PROCESSES, { shared, bills: Math.round(450 / PROCESSES) }, async (machines) => {
      const begun = performance.now();
      await ended(machines);
      const seconds = (performance.now() - begun) / 1000;
      const { total = 0, mostInAnySecond = 0, answered429 = 0 } = await machines.stats();
      process.stdout.write(
        `${PROCESSES} processes, shared: ${shared}: ${total} calls in ${seconds.toFixed(0)} s, at most ${mostInAnySecond} in a second, ${answered429} answered 429\n`,
      );
      expect(answered429).toBeLessThan(total / 100);
      // A busy machine delivers in one moment what was sent in several: a second over the limit is one of those.
      expect(mostInAnySecond).toBeLessThanOrEqual(LIMIT + 1);
      if (shared === 'true') expect(await server.sql('SELECT * FROM source_ovhcloud.budget')).toEqual([]);
    });
  },
  400_000,
);

longTest(
  'a store that cannot be reached: the load is complete, and says it',
  async () => {
    await onMachines(
      1,
      { shared: '"postgres://u:not-for-showing@127.0.0.1:1/d"', bills: 12 },
      async (machines) => {
        const [stdout = ''] = await ended(machines);
        expect(stdout).toMatch(/^Complete/);
        expect(stdout).toMatch(
          /not shared with other machines for a time, .*: PostgreSQL .*127\.0\.0\.1:1.*no server answers/,
        );
        expect(stdout).not.toContain('not-for-showing');
      },
    );
  },
  100_000,
);

longTest(
  'a store that is lost in the middle: both loads are complete, and say it',
  async () => {
    await server.sql('CREATE DATABASE lost');
    const url = server.url().replace(/postgres$/, 'lost');
    await onMachines(2, { shared: `"${url}"`, bills: 150 }, async (machines) => {
      while (((await machines.stats()).total ?? 0) < 60) await new Promise((done) => setTimeout(done, 100));
      await server.sql('DROP DATABASE lost WITH (FORCE)');
      for (const stdout of await ended(machines)) {
        expect(stdout).toMatch(/^Complete/);
        expect(stdout).toMatch(
          /not shared with other machines for a time, .*there is no such database|ended the connection/,
        );
      }
      const { total = 0, answered429 = 0 } = await machines.stats();
      expect(answered429).toBeLessThan(total / 50);
    });
  },
  300_000,
);
