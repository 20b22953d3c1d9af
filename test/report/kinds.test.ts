// Everything that people ask a cost report for, in one account made by hand: each kind of service and of resource, GPU by
// model and project, two months side by side, trends of 3 to 36 months, budget, forecast, balances, services that end.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readReport } from '../../connector/app/mart/report.js';
import { createDestination } from '../../connector/destinations/registry.js';
import type { Cell, TableSchema } from '../../connector/model/table.js';
import { renderReport } from '../../reports/page/render-report.js';
import { plusMonths } from '../../reports/read/months.js';
import type { Credits, Expiring } from '../../reports/report/due-data.js';
import type { CurrencyReport, ReportData } from '../../reports/report/report-data.js';
import type { ResourceKind, ServiceKind } from '../../reports/report/spend-data.js';
import { INPUTS, type InputName } from '../../reports/sql/inputs.js';
import { facts } from './facts.js';

const MONTH = '2026-10';
const NOW = Date.parse('2026-11-10T12:00:00Z');
const EURO = 100_000_000n;
const PROJECT = '4f1c7a90b2d64e0e9a3bd5120c7e88f1';

/** What is on a line, and its kinds. */
const BILLED: [domain: string, service: ServiceKind, resource: ResourceKind][] = [
  ['ns3201418.ip-57-128-12.eu', 'compute', 'dedicated'],
  ['vps-3f0a2e1b.vps.ovh.net', 'compute', 'vps'],
  ['pcc-192-0-2-1/host/12', 'compute', 'private-cloud-host'],
  ['pcc-192-0-2-1/filer/3', 'compute', 'private-cloud-datastore'],
  ['zpool-128340', 'storage', 'storage'],
  ['loadbalancer-3f0a2e', 'network', 'load-balancer'],
  ['ip-198.51.100.24', 'network', 'ip'],
  ['atelier-nord.fr', 'web', 'domain'],
  ['site12.cluster021.hosting.ovh.net', 'web', 'hosting'],
  ['sms-ab12345-1', 'communication', 'telephony'],
  ['+33123456789', 'communication', 'telephony'],
  ['f8ef1c08-888d-4d24-a5a7-efafe011137e', 'licences', 'licence'],
  ['ftpback-rbx3-12.ovh.net', 'backup', 'storage'],
  ['premium.support', 'support', 'other'],
];

/** What a project used, by family and reference, in euros. */
const USED: [family: string, reference: string, service: ServiceKind, euros: bigint][] = [
  ['instance', 'b3-8', 'compute', 40n],
  ['instance', 'h100-380', 'compute', 300n],
  ['volume', 'classic', 'storage', 7n],
  ['storage.stored', 'standard', 'storage', 21n],
  ['managedDatabase', 'db1-7', 'database', 90n],
  ['ai-training', 'l40s-1-gpu', 'ai', 60n],
  ['managedKubernetesService', 'b3-8', 'containers', 5n],
];

type Row = Record<string, Cell>;

let folder: string;
let data: ReportData;
let report: CurrencyReport;

/** Thirty-six months of bills; each has a line for everything. */
function rows(): Partial<Record<InputName, Row[]>> {
  const usage = USED.reduce((sum, [, , , euros]) => sum + euros, 0n) * EURO;
  const months = Array.from({ length: 36 }, (_, back) => plusMonths(MONTH, -back));
  const price = 10n * EURO;
  const total = BigInt(BILLED.length) * price + usage;
  return {
    bills: months.map((month) => ({
      bill_id: `FR${month}`,
      date_day: `${month}-02`,
      price_without_tax_ucents: total,
      tax_ucents: total / 5n,
      price_with_tax_ucents: total + total / 5n,
      price_with_tax_currency_code: 'EUR',
    })),
    bill_details: months.flatMap((month) => {
      const period = {
        period_start: `${plusMonths(month, -1)}-01`,
        period_end: `${plusMonths(month, -1)}-28`,
      };
      const line = (id: string, domain: string, amount: bigint): Row => ({
        ...{ bill_id: `FR${month}`, bill_detail_id: id, domain, resource: domain.split('/')[0] ?? domain },
        ...{
          description: id,
          total_price_ucents: amount,
          total_price_currency_code: 'EUR',
          quantity: '1',
          ...period,
        },
      });
      return [
        ...BILLED.map(([domain], at) => line(`${month}/${at}`, domain, price)),
        line(`${month}/usage`, PROJECT, usage),
      ];
    }),
    cloud_projects: [{ service_name: PROJECT, description: 'ml-research', project_name: 'ml-research' }],
    cloud_usage_history: months.map((month) => ({
      ...{
        service_name: PROJECT,
        usage_id: month,
        total_price_ucents: usage,
        total_price_currency_code: 'EUR',
      },
      period_from_day: `${plusMonths(month, -1)}-01`,
      period_to_day: `${plusMonths(month, -1)}-28`,
    })),
    cloud_usage_history_lines: months.flatMap((month) =>
      USED.map(([family, reference, , euros], at) => ({
        ...{
          service_name: PROJECT,
          usage_id: month,
          _position: BigInt(at),
          family,
          reference,
          region: 'GRA11',
        },
        ...{ resource_id: `${family}-${at}`, quantity_unit: 'Hour', quantity_value: 100n },
        ...{ total_price_ucents: euros * EURO, total_price_currency_code: 'EUR' },
      })),
    ),
    services: [
      {
        ...{ service_id: 1n, resource_name: 'atelier-nord.fr', route_path: '/domain/{serviceName}' },
        ...{ billing_expiration_date: '2026-11-22T00:00:00.000000Z', billing_renew_current_mode: 'manual' },
        ...{ billing_pricing_price_ucents: 12n * EURO, billing_pricing_price_currency_code: 'EUR' },
        billing_pricing_duration: 'P1Y',
      },
    ],
    cloud_credits: [
      {
        ...{ service_name: PROJECT, id: 7n, voucher: 'START', total_credit_ucents: 500n * EURO },
        ...{
          total_credit_currency_code: 'EUR',
          used_credit_ucents: 120n * EURO,
          available_credit_ucents: 380n * EURO,
        },
        ...{ validity_from_day: '2026-01-01', validity_to_day: '2026-12-31' },
      },
    ],
  };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'report-kinds-'));
  const destination = { type: 'sqlite' as const, path: join(folder, 'ovh.db') };
  const session = await createDestination(destination).open();
  const tables = Object.entries(rows()) as [InputName, Row[]][];
  const run: TableSchema = {
    table: '_ovh_run',
    columns: [
      ...(['run_id', 'account', 'kind', 'outcome', 'region', 'reasons', 'warnings', 'retry_of'] as const).map(
        (name) => ({ name, type: 'text' as const, path: name }),
      ),
      { name: 'started_at', type: 'timestamp', path: 'started_at' },
      { name: 'seconds', type: 'decimal', path: 'seconds' },
      { name: 'calls', type: 'bigint', path: 'calls' },
      { name: 'read_to_end', type: 'boolean', path: 'read_to_end' },
    ],
    primaryKey: ['run_id'],
  };
  const source: TableSchema = {
    table: '_ovh_run_source',
    columns: ['run_id', 'source', 'path', 'table_name', 'proof', 'accepted']
      .map((name) => ({ name, type: 'text' as 'text' | 'bigint', path: name }))
      .concat(
        [
          'position',
          'listed',
          'loaded',
          'known',
          'absent',
          'gone',
          'expired',
          'refused',
          'rejected',
          'failed',
        ].map((name) => ({ name, type: 'bigint' as const, path: name })),
      ),
    primaryKey: ['run_id', 'source'],
  };
  const schemas = tables.map(([table]): TableSchema => {
    const columns = Object.entries(INPUTS[table].columns).map(([name, type]) => ({ name, type, path: name }));
    return { table, columns, primaryKey: [] };
  });
  await session.prepare([...schemas, run, source]);
  const own: Row = {
    ...{
      run_id: 'r',
      account: 'ab12345-ovh',
      kind: 'load',
      outcome: 'complete',
      region: 'eu',
      reasons: '[]',
      warnings: '[]',
    },
    ...{ started_at: '2026-11-10T08:00:00.000000Z', read_to_end: true },
  };
  const batches = (async function* () {
    for (const [at, schema] of schemas.entries()) {
      const all = tables[at]?.[1] ?? [];
      yield {
        schema,
        rows: all.map((row) =>
          schema.columns.map(({ name }) => (name === '_account' ? 'ab12345-ovh' : (row[name] ?? null))),
        ),
      };
    }
    yield { schema: run, rows: [run.columns.map(({ name }) => own[name] ?? null)] };
  })();
  await session.commit({ runId: 'r', batches });
  await session.close();
  const clock = { now: () => NOW, random: () => 0.5, sleep: async () => undefined };
  const budget = { name: 'All', currency: 'EUR', limit: '600', thresholds: [80, 100], scope: {} };
  data = await readReport(
    { clock, config: { destination } },
    { budgets: { file: 'b.yaml', budgets: [budget] } },
  );
  [report] = data.currencies as [CurrencyReport];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every kind of service and of resource has its sum', () => {
  const { services, resources } = facts(report.kinds);
  const sums = <K extends string>(all: [K, bigint][]) => {
    const of = new Map<K, bigint>();
    for (const [kind, euros] of all) of.set(kind, (of.get(kind) ?? 0n) + euros);
    return Object.fromEntries([...of].map(([kind, euros]) => [kind, `${euros}.00`]));
  };
  const byService = sums([
    ...BILLED.map(([, service]): [ServiceKind, bigint] => [service, 10n]),
    ...USED.map(([, , service, euros]): [ServiceKind, bigint] => [service, euros]),
  ]);
  const byResource = sums([
    ...BILLED.map(([, , resource]): [ResourceKind, bigint] => [resource, 10n]),
    ...USED.map(([, , , euros]): [ResourceKind, bigint] => ['public-cloud', euros]),
  ]);
  expect(Object.fromEntries(services.map(({ kind, amount }) => [kind, amount]))).toEqual(byService);
  expect(Object.fromEntries(resources.map(({ kind, amount }) => [kind, amount]))).toEqual(byResource);
  expect(Object.keys(byService).sort()).toEqual(
    expect.arrayContaining([
      'ai',
      'backup',
      'compute',
      'database',
      'licences',
      'network',
      'storage',
      'support',
    ]),
  );
});

test('GPU by model and project, with hours', () => {
  const { rows: gpus, total } = facts(report.gpu);
  expect(gpus.map(({ model, project, hours, amount }) => [model, project?.name, hours, amount])).toEqual([
    ['h100-380', 'ml-research', '100', '300.00'],
    ['l40s-1-gpu', 'ml-research', '100', '60.00'],
  ]);
  expect(total).toEqual({ amount: '360.00', before: '360.00' });
});

test('two months side by side, and trends of 3 to 36 months', () => {
  const { total } = facts(report.comparison);
  expect([data.month, data.against, total]).toEqual([
    MONTH,
    '2026-09',
    { amount: '663.00', before: '663.00' },
  ]);
  expect(facts(report.trend).months.length).toBe(36);
  const html = renderReport(data);
  for (const span of [3, 6, 12, 24, 36]) expect(html).toContain(`last ${span}<`);
});

test('budget, what the month will come to, balances, services that end', () => {
  expect(facts(report.budgets)).toMatchObject({
    budgets: [{ name: 'All', limit: '600', spent: '663.00' }],
  });
  const { month, methods } = facts(report.forecast);
  expect([month, methods.find(({ method }) => method === 'three-month-mean')?.amount]).toEqual([
    '2026-11',
    '663.00',
  ]);
  expect((facts(report.credits) as Credits).balances).toMatchObject([
    {
      name: 'START',
      project: { name: 'ml-research' },
      given: '500.00',
      used: '120.00',
      left: '380.00',
      ends: '2026-12-31',
    },
  ]);
  expect((facts(report.expiring) as Expiring).rows).toMatchObject([
    { service: 'atelier-nord.fr', daysLeft: 12, renewal: 'manual', price: '12.00' },
  ]);
});
