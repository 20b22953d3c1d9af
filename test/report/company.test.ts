// The company of the demo, loaded as the demo loads it: every section of the report has its facts, and its sums are those
// of the sandbox.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readReport } from '../../connector/app/mart/report.js';
import { amountOf } from '../../reports/read/rows.js';
import type { Owed } from '../../reports/report/due-data.js';
import { passedBudgets } from '../../reports/report/passed-budgets.js';
import type { CurrencyReport, ReportData } from '../../reports/report/report-data.js';
import type { Forecast, GpuSpend, Kinds, TagSpend } from '../../reports/report/spend-data.js';
import { type MartAccount, martAccount } from '../mart/account.js';
import { facts } from './facts.js';

const EXAMPLE = resolve(import.meta.dirname, '../../examples/spend/source.yaml');
const DAY = '2026-11-16';
const NOW = Date.parse(`${DAY}T12:00:00Z`);

let account: MartAccount;
let data: ReportData;
let report: CurrencyReport;

beforeAll(async () => {
  account = await martAccount({ seed: 'company', account: 'company', accountDay: DAY, edges: false });
  const destination = { type: 'sqlite' as const, path: join(account.folder, 'ovh.db') };
  const { endpoints } = parse(readFileSync(EXAMPLE, 'utf8')) as { endpoints: object[] };
  const { outcome } = await account.load(destination, { endpoints, at: NOW });
  expect(outcome).toBe('complete');
  const clock = { now: () => NOW, random: () => 0.5, sleep: async () => undefined };
  const budget = { name: 'All', currency: 'EUR', limit: '3000.00', thresholds: [80, 100], scope: {} };
  data = await readReport(
    { clock, config: { destination } },
    { budgets: { file: 'b.yaml', budgets: [budget] } },
  );
  [report] = data.currencies as [CurrencyReport];
}, 60_000);
afterAll(() => account.close());

test('a whole load of likely documents, each exact; their sums are those of the sandbox', async () => {
  expect([data.month, data.today, data.currencies.length]).toEqual(['2026-10', DAY, 1]);
  expect(data.health[0]?.run).toMatchObject({ outcome: 'complete', missing: 0 });
  const { documents } = await account.truth();
  const now = documents.filter(({ day }) => day.startsWith('2026-10'));
  const sum = now.reduce((total, { withoutTax }) => total + BigInt(withoutTax), 0n);
  const [proof] = data.proof.currencies;
  expect(proof?.total).toMatchObject({
    documents: now.length,
    exact: now.length,
    withoutTax: amountOf(sum),
    gap: '0.00',
  });
  expect(data.proof.odd).toEqual([]);
  expect([Number(proof?.total.withoutTax) > 1000, Number(proof?.total.withoutTax) < 10_000]).toEqual([
    true,
    true,
  ]);
  expect(now.map(({ kind }) => kind)).toContain('refund');
});

test('two months side by side, kinds, projects, tags, GPU by model and project', () => {
  const { services, resources } = facts(report.kinds) as Kinds;
  expect(services.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['compute', 'storage', 'network', 'licences', 'web']),
  );
  expect(resources.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining([
      'public-cloud',
      'dedicated',
      'vps',
      'hosting',
      'storage',
      'load-balancer',
      'ip',
      'licence',
    ]),
  );
  const { rows } = facts(report.gpu) as GpuSpend;
  expect(rows.map(({ model, project }) => [model, project?.name]).sort()).toEqual([
    ['h100-380', 'ml-research'],
    ['l4-90', 'ml-research'],
  ]);
  for (const { amount, before, hours } of rows)
    expect([amount, before, hours].every((each) => each !== null)).toBe(true);
  expect(
    (facts(report.projects) as { projects: { project: { name: string } }[] }).projects
      .map(({ project }) => project.name)
      .sort(),
  ).toEqual(['data-lake', 'ml-research', 'staging', 'web-prod']);
  const [team] = (facts(report.tags) as TagSpend).keys;
  expect([team?.key, team?.values.map(({ value }) => value).sort()]).toEqual(['team', ['data', 'web']]);
  expect(report.unmapped).toEqual({ absent: 'nothing', needs: [] });
});

test('the month in progress, what it will come to, a budget, and what stands out', () => {
  const { month, toDate, methods } = facts(report.forecast) as Forecast;
  expect([month, toDate?.through]).toEqual(['2026-11', DAY]);
  for (const { amount } of methods) expect(Number(amount)).toBeGreaterThanOrEqual(Number(toDate?.amount));
  expect(passedBudgets(data)).toMatchObject([{ name: 'All', threshold: 100 }]);
  expect(facts(report.anomalies)).toMatchObject({
    rows: [{ resource: 'data-lake-data', project: { name: 'data-lake' } }],
  });
  expect((facts(report.trend) as { months: string[] }).months.length).toBe(14);
});

test('a forecast of usage is compared with the bills of that usage, a month later', async () => {
  const session = await account.open({ type: 'sqlite', path: join(account.folder, 'ovh.db') });
  const { rows } = await session.query(`SELECT f.last_actual_ucents, c.amount
    FROM forecast f JOIN (
      SELECT currency, sum(amount_ucents) AS amount FROM charges
      WHERE charge_kind <> 'tax' AND month = CASE WHEN project_id IS NULL THEN '2026-10' ELSE '2026-11' END GROUP BY 1
    ) c ON c.currency = f.currency WHERE f.method = 'ovhcloud'`);
  await session.close();
  expect(rows.length).toBe(1);
  for (const [actual, expected] of rows) expect(actual).toBe(expected);
});

test('a debt that is late, services that end and cost something', () => {
  const { documents, ages } = facts(report.owed) as Owed;
  expect(documents.map(({ daysLate }) => daysLate)).toEqual([15, null]);
  expect(ages.filter(({ documents: count }) => count > 0).map(({ age }) => age)).toEqual(['due-now', '1-30']);
  const { rows, unpriced } = facts(report.expiring) as {
    rows: { renewal: string; what: string }[];
    unpriced: number;
  };
  expect([rows.length > 5, unpriced, rows.some(({ renewal }) => renewal === 'manual')]).toEqual([
    true,
    0,
    true,
  ]);
});
