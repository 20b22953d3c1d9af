// One budget for processes that see each other only by PostgreSQL: the table that they use, and real processes.
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

longTest(
  `${PROCESSES} processes without a common folder on one key: one pace`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shared-budget-'));
    const env = { PATH: process.env.PATH ?? '', HOME: folder, TMPDIR: folder };
    const bills = Math.round(450 / PROCESSES);
    const options = `--json --port 0 --bills ${bills} --lines 1 --no-edges --rate ${LIMIT}`;
    const sandbox = startCommand(['sandbox', ...options.split(' ')], folder, env);
    try {
      const told = await new Promise<Record<string, string>>((resolve) => {
        sandbox.child.stdout?.once('data', (data) => resolve(JSON.parse(String(data))));
      });
      const keys = {
        OVH_APPLICATION_KEY: told.applicationKey ?? '',
        OVH_APPLICATION_SECRET: told.applicationSecret ?? '',
        OVH_CONSUMER_KEY: told.consumerKey ?? '',
      };
      const loads = Array.from({ length: PROCESSES }, (_, index) => {
        const own = join(folder, `machine-${index}`);
        mkdirSync(own);
        writeFileSync(
          join(own, 'source.yaml'),
          `region: eu
baseUrl: ${told.url}
schemas: { use: never }
budget: { shared: ${process.env.SHARED ?? 'true'} }
destination: { type: postgres, url: "${server.url()}", schema: shared_${index} }
endpoints: [{ preset: bills, only: [bills] }]
`,
        );
        const here = { ...env, ...keys, HOME: own, TMPDIR: own };
        return startCommand(['load', '--strategy', 'single'], own, here);
      });
      const ended: Ended[] = await Promise.all(loads.map((load) => load.ended));
      expect(ended.map(({ code, all }) => [code, code === 0 ? '' : all])).toEqual(ended.map(() => [0, '']));
      const stats = (await (await fetch(`${told.url}/__sandbox/stats`)).json()) as Record<string, number>;
      const { total = 0, mostInAnySecond = 0, answered429 = 0 } = stats;
      process.stdout.write(
        `${PROCESSES} processes: ${total} calls, at most ${mostInAnySecond} in a second, ${answered429} answered 429\n`,
      );
      expect(answered429).toBeLessThan(total / 100);
      // A busy machine delivers in one moment what was sent in several: a second over the limit is one of those.
      expect(mostInAnySecond).toBeLessThanOrEqual(LIMIT + 1);
      expect(await server.sql('SELECT * FROM source_ovhcloud.budget')).toEqual([]);
    } finally {
      sandbox.child.kill('SIGKILL');
      await sandbox.ended;
      rmSync(folder, { recursive: true, force: true });
    }
  },
  400_000,
);
