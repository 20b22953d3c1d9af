// Labels of accounts in views: equal in four engines, and their spend is the spend of all accounts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadSources } from '../../connector/app/accounts/load-accounts.js';
import { openSources } from '../../connector/app/accounts/open-accounts.js';
import { openMart } from '../../connector/app/mart/views.js';
import type { DestinationConfig } from '../../connector/destinations/kit/kind.js';
import type { QuerySession } from '../../connector/model/query.js';
import { type RunningSandbox, startSandbox } from '../../sandbox/main.js';
import { type Server, startServer } from '../postgres/server.mjs';
import { copyTables } from './account.js';

const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-labels-'));
const sandboxes: RunningSandbox[] = [];
let server: Server;
const open: [string, QuerySession][] = [];

const LABELS = [
  { customer: 'Acme, Ltd "A"', note: 'a {b} \\ é' },
  { customer: 'Globex' },
  { customer: 'Acme, Ltd "A"' },
  {},
];

beforeAll(async () => {
  server = await startServer();
  for (const [at] of LABELS.entries())
    sandboxes.push(await startSandbox({ rate: 0, bills: 12, seed: `label-${at}`, edges: false }));
  const sqlite: DestinationConfig = { type: 'sqlite', path: join(folder, 'ovh.db') };
  const config = {
    connections: sandboxes.map(({ url, keys }, at) => ({
      name: `c${at}`,
      account: `acc${at}-ovh`,
      region: 'eu',
      baseUrl: url,
      auth: keys,
      labels: LABELS[at],
    })),
    destination: sqlite,
    budget: { callsPerSecond: 1000 },
    endpoints: [{ preset: 'bills' }],
  };
  const report = await loadSources(openSources(config, { env: {}, cwd: folder, home: folder }));
  expect(report.outcome).toBe('complete');
  const others: [string, DestinationConfig][] = [
    ['postgres', { type: 'postgres', url: server.url(), schema: 'ovh' }],
    ['duckdb', { type: 'duckdb', path: join(folder, 'ovh.duckdb') }],
    ['parquet', { type: 'parquet', path: join(folder, 'parquet') }],
  ];
  for (const [, other] of others) await copyTables(sqlite, other);
  for (const [name, destination] of [['sqlite', sqlite] as const, ...others])
    open.push([name, (await openMart({ destination })).session]);
}, 120_000);

afterAll(async () => {
  for (const [, session] of open) await session.close();
  for (const sandbox of sandboxes) await sandbox.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The same rows in every engine, as texts: their sums have types of their own. */
async function ask(sql: string): Promise<(string | null)[][]> {
  const answers: [string, (string | null)[][]][] = [];
  for (const [name, session] of open) {
    const { rows } = await session.query(sql);
    answers.push([name, rows.map((row) => row.map((value) => (value === null ? null : String(value))))]);
  }
  const [first] = answers;
  for (const [name, rows] of answers) expect([name, rows]).toEqual([name, first?.[1]]);
  return first?.[1] ?? [];
}

describe('labels', () => {
  test('one row a label, exact texts, without JSON', async () => {
    expect(await ask('SELECT * FROM account_labels ORDER BY _account, label')).toEqual([
      ['acc0-ovh', 'customer', 'Acme, Ltd "A"'],
      ['acc0-ovh', 'note', 'a {b} \\ é'],
      ['acc1-ovh', 'customer', 'Globex'],
      ['acc2-ovh', 'customer', 'Acme, Ltd "A"'],
    ]);
  });

  test('a join gives any table its customer', async () => {
    const rows = await ask(
      `SELECT l.value, count(*) FROM bills b LEFT JOIN account_labels l ON l._account = b._account AND l.label = 'customer'
GROUP BY l.value ORDER BY coalesce(l.value, '')`,
    );
    expect(rows).toEqual([
      [null, expect.anything()],
      ['Acme, Ltd "A"', expect.anything()],
      ['Globex', expect.anything()],
    ]);
    expect(rows[1]?.[1]).toBe(
      (await ask("SELECT count(*) FROM bills WHERE _account IN ('acc0-ovh', 'acc2-ovh')"))[0]?.[0],
    );
  });

  test('spend by label: the accounts of a value together, and each label sums to the spend of all', async () => {
    const labels = await ask(
      `SELECT label, month, currency, sum(amount_ucents), sum(share) FROM monthly_spend_by_label
GROUP BY label, month, currency ORDER BY label, month, currency`,
    );
    const all = await ask(
      'SELECT month, currency, sum(amount_ucents) FROM monthly_spend GROUP BY month, currency ORDER BY month, currency',
    );
    for (const label of ['customer', 'note'])
      expect(
        labels
          .filter(([name]) => name === label)
          .map(([, month, currency, sum]) => [month, currency, String(sum)]),
      ).toEqual(all.map(([month, currency, sum]) => [month, currency, String(sum)]));
    expect(all.length).toBeGreaterThan(3);
    const acme = await ask(
      `SELECT month, currency, amount_ucents FROM monthly_spend_by_label WHERE label = 'customer' AND value LIKE 'Acme%' AND amount_ucents <> 0 ORDER BY month, currency`,
    );
    const own = await ask(
      `SELECT month, currency, sum(amount_ucents) FROM monthly_spend WHERE _account IN ('acc0-ovh', 'acc2-ovh')
GROUP BY month, currency HAVING sum(amount_ucents) <> 0 ORDER BY month, currency`,
    );
    expect(acme).toEqual(own);
  });
});
