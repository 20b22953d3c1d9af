// The facts of a report, read from an account of the sandbox: its sums are those that the sandbox says.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { readReport } from '../../connector/app/mart/report.js';
import { openMart } from '../../connector/app/mart/views.js';
import { renderReport } from '../../reports/page/render-report.js';
import { unitCost } from '../../reports/read/read-due.js';
import { amountOf } from '../../reports/read/rows.js';
import { wrongSums } from '../../reports/report/check-sums.js';
import { type CurrencyReport, isAbsent, type ReportData } from '../../reports/report/report-data.js';
import type { MonthlySpend } from '../../reports/report/spend-data.js';
import { extent, randomSeed } from '../extent.js';
import { type MartAccount, martAccount, type SpendTruth, TODAY } from '../mart/account.js';
import { euros, facts, there } from './facts.js';

const seed = randomSeed();
const clock = { now: () => TODAY, random: () => 0.5, sleep: async () => undefined };

let account: MartAccount;
let truth: SpendTruth;
let place: { type: 'sqlite'; path: string };
let nichandle: string;
const read = (request = {}) => readReport({ clock, config: { destination: place } }, request);

beforeAll(async () => {
  account = await martAccount({ seed, bills: 60, lines: 3 });
  truth = await account.truth();
  place = { type: 'sqlite', path: join(account.folder, 'ovh.db') };
  nichandle = (await account.load(place)).account;
});
afterAll(() => account.close());

/** Documents that are spend, of a month and currency. */
const documentsOf = (month: string, currency: string) =>
  truth.documents.filter(
    (each) =>
      each.state === 'here' &&
      each.currency === currency &&
      each.day.startsWith(month) &&
      !each.id.startsWith('PP_'),
  );

describe(`the account of seed ${seed}`, () => {
  const months = () =>
    [...new Set(truth.documents.map(({ day }) => day.slice(0, 7)))].sort().reverse().slice(0, extent(3, 12));

  test('every month has the documents and the sums of the sandbox, and all of its parts add up', async () => {
    for (const month of months()) {
      const data = await read({ month });
      expect([month, wrongSums(data)]).toEqual([month, []]);
      for (const { currency, total } of data.proof.currencies) {
        const expected = documentsOf(month, currency);
        const sum = (of: 'withoutTax' | 'tax' | 'withTax') =>
          amountOf(expected.reduce((all, each) => all + BigInt(each[of]), 0n));
        expect([month, currency, total.documents, total.withoutTax, total.tax, total.withTax]).toEqual([
          month,
          currency,
          expected.length,
          sum('withoutTax'),
          sum('tax'),
          sum('withTax'),
        ]);
      }
    }
  }, 60_000);

  test('the month is the last that is over, the load and what it lacks are told', async () => {
    const data = await read();
    expect(data.month < '2026-07').toBe(true);
    expect(data.today).toBe('2026-07-09');
    expect(data.madeAt.slice(0, 10)).toBe('2026-07-09');
    expect(data.accounts).toEqual([{ account: nichandle, region: 'eu', currency: 'EUR' }]);
    const [health] = data.health;
    expect(health?.run?.outcome).toBe('incomplete');
    expect(health?.run?.ledger.listed).toBeGreaterThan(100);
    expect(data.proof.odd.filter(({ state }) => state === 'not-loaded').map(({ id }) => id)).toEqual([
      'FR90000098',
      'FR90000099',
    ]);
    const [report] = data.currencies as [CurrencyReport];
    for (const section of [
      'spend',
      'trend',
      'kinds',
      'projects',
      'vat',
      'owed',
      'expiring',
      'credits',
    ] as const)
      expect([section, isAbsent(report[section])]).toEqual([section, false]);
    expect(report.budgets).toEqual({ absent: 'no-file', needs: ['--budget FILE'] });
  });

  test('lines and what is left of them are the resource, and no line is there twice', async () => {
    for (const month of months()) {
      const data = await read({ month });
      const lines = data.currencies.flatMap(({ spend }) =>
        isAbsent(spend)
          ? []
          : (spend as MonthlySpend).kinds.flatMap(({ services }) =>
              services.flatMap(({ resources }) => resources.flatMap((each) => each.lines)),
            ),
      );
      const keys = lines.map(({ document, line }) => `${document}/${line}`);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  test('budgets count what is in their scope', async () => {
    const spent = there(
      truth.sums.find((each) => each.project !== '' && each.currency === 'EUR' && !each.prepayment),
    );
    const { month } = spent;
    const report = euros(await read({ month }));
    const project = there(
      facts(report.projects).projects.find(({ project: { id } }) => id === spent.project),
    );
    const budget = (name: string, scope: object) => ({
      name,
      currency: 'EUR',
      limit: '1.00',
      thresholds: [80],
      scope,
    });
    const data = await read({
      month,
      budgets: {
        file: 'budget.yaml',
        budgets: [
          budget('all', {}),
          budget('project', { project: project.project.id }),
          budget('none', { account: 'other' }),
        ],
      },
    });
    const { budgets } = facts(euros(data).budgets);
    expect(project.amount).not.toBeNull();
    expect(budgets.map(({ name, spent }) => [name, spent])).toEqual([
      ['all', facts(report.comparison).total.amount],
      ['project', project.amount],
      ['none', '0.00'],
    ]);
  });

  test('a key that a resource and its project have is the resource’s, in the view as in the report', async () => {
    const own = join(account.folder, 'tags.db');
    copyFileSync(place.path, own);
    const config = { destination: { type: 'sqlite' as const, path: own } };
    const open = async () => (await openMart(config)).session;
    const first = await open();
    const inProjects = await first.query(`SELECT month, resource FROM charges_by_resource
      WHERE usage_family IS NOT NULL AND resource <> project_id AND amount_ucents > 0 ORDER BY month DESC LIMIT 1`);
    await first.close();
    const [[month, resource] = []] = inProjects.rows;
    const db = new Database(own);
    db.exec(`UPDATE iam_resources SET tags = '{"team":"web"}';
      INSERT INTO iam_resources (_account, urn, name, type, tags)
        SELECT _account, 'urn:own', '${resource}', 'publicCloudProject/instance', '{"team":"data"}' FROM iam_resources LIMIT 1`);
    db.close();
    const data = await readReport({ clock, config }, { month: String(month) });
    const [{ currency, tags }] = data.currencies as [CurrencyReport];
    const session = await open();
    const { rows } = await session.query(
      `SELECT tag_value, sum(amount_ucents) FROM monthly_spend_by_tag
        WHERE tag_key = 'team' AND month = '${month}' AND currency = '${currency}' GROUP BY 1 ORDER BY 1`,
    );
    await session.close();
    const values = isAbsent(tags) ? [] : (tags.keys.find(({ key }) => key === 'team')?.values ?? []);
    expect(rows.map(([value, units]) => [value, amountOf(units as bigint)])).toEqual(
      values.map(({ value, amount }) => [value, amount]).sort(),
    );
    expect(rows.map(([value]) => value)).toEqual(['data', 'web']);
  });

  test('an account that is not in the tables is refused, with those that are', async () => {
    await expect(read({ accounts: ['xx1-ovh'] })).rejects.toThrow(
      `--account: xx1-ovh: nothing of it is in the tables. Those that are: ${nichandle}`,
    );
  });

  test('the page of it has no figure that is none', async () => {
    for (const language of ['en', 'fr'] as const) {
      const html = renderReport(await read(), { language });
      expect(html.slice(html.indexOf('<body'), html.indexOf('<script'))).not.toMatch(
        /NaN|undefined|\[object/,
      );
    }
  });
});

describe('little is loaded', () => {
  let other: MartAccount;
  let few: typeof place;
  let data: ReportData;
  beforeAll(async () => {
    other = await martAccount({ seed: '860568517', bills: 60, lines: 3 });
    few = { type: 'sqlite', path: join(other.folder, 'few.db') };
    await other.load(few, { presets: ['bills', 'refunds', 'corrective_invoices'] });
    data = await readReport({ clock, config: { destination: few } });
  });
  afterAll(() => other.close());

  test('a project that is billed on a prepayment alone is no project of the month', async () => {
    const month = '2019-02';
    const { sums } = await other.truth();
    const ofMonth = sums.filter((each) => each.month === month);
    expect(ofMonth.filter(({ project }) => project !== '').map(({ prepayment }) => prepayment)).toEqual([
      true,
    ]);
    const spent = ofMonth.filter(({ prepayment }) => !prepayment);
    const total = amountOf(spent.reduce((sum, { amount }) => sum + BigInt(amount), 0n));
    const report = euros(await readReport({ clock, config: { destination: few } }, { month }));
    expect(facts(report.projects)).toMatchObject({ projects: [], total: { amount: total } });
    expect(total).toBe('-9.00');
  });

  test('tax of a cent less is that of the usual rate, and no tax is none', async () => {
    const path = join(other.folder, 'cents.db');
    copyFileSync(few.path, path);
    const database = new Database(path);
    const set = database.prepare(
      'UPDATE bills SET price_without_tax_ucents = ?, tax_ucents = ? WHERE bill_id = ?',
    );
    set.run(100_000_000n, 19_000_000n, 'FR90000002');
    set.run(5_000_000n, 0n, 'FR90000003');
    database.close();
    const { session } = await openMart({ destination: { type: 'sqlite', path } });
    const { rows } = await session.query(
      "SELECT rate, rounding FROM document_vat WHERE document_id IN ('FR90000002', 'FR90000003') ORDER BY document_id",
    );
    await session.close();
    expect(rows).toEqual([
      ['20', '-0.01'],
      ['0', '0'],
    ]);
  });

  test('sections say which preset they need', () => {
    const [report] = data.currencies as [CurrencyReport];
    expect(report.expiring).toEqual({ absent: 'not-loaded', needs: ['services'] });
    expect(report.tags).toEqual({ absent: 'not-loaded', needs: ['iam_resources'] });
    expect(report.owed).toEqual({ absent: 'not-loaded', needs: ['bill_payments', 'debts'] });
    expect(report.credits).toMatchObject({ absent: 'not-loaded' });
    expect(isAbsent(report.spend)).toBe(false);
    expect(wrongSums(data)).toEqual([]);
  });
});

test.each([
  [1112758000000n, '1260', '8.83141'],
  [425823000000n, '51990', '0.0819048'],
  [-100000000n, '3', '-0.333333'],
  [100000000n, '0', null],
  [5n, '0.5', '0.0000001'],
])('%s units for %s: %s each', (units, quantity, cost) => {
  expect(unitCost(units, quantity)).toBe(cost);
});
