// One text of each view, four places: the same rows to the last byte, and the sums of the sandbox.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportFocus } from '../../connector/app/focus/export-focus.js';
import { readReport } from '../../connector/app/mart/report.js';
import type { DestinationConfig } from '../../connector/destinations/kit/kind.js';
import type { QuerySession, QueryValue } from '../../connector/model/query.js';
import { UNASSIGNED } from '../../reports/services/services.js';
import { VIEWS } from '../../reports/sql/mart.js';
import type { MartView } from '../../reports/sql/view.js';
import { extent, isLong, longTest, randomSeed } from '../extent.js';
import { INSTALL_TIMEOUT } from '../postgres/fixture.js';
import { type Server, startServer } from '../postgres/server.mjs';
import {
  copyTables,
  type DocumentTruth,
  type MartAccount,
  martAccount,
  type SpendTruth,
  TODAY,
} from './account.js';

const PUBLIC = VIEWS.filter(({ internal }) => !internal);

let server: Server;
/** A database that orders text as people do, where the server can: what comes out must not depend on it. */
let words: string;
beforeAll(async () => {
  server = await startServer();
  const [[icu] = []] = await server.sql("SELECT count(*) FROM pg_collation WHERE collname = 'en-x-icu'");
  if (Number(icu) > 0)
    await server.sql("CREATE DATABASE words TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en'");
  words = Number(icu) > 0 ? server.url().replace(/postgres$/, 'words') : server.url();
}, INSTALL_TIMEOUT);
afterAll(() => server.stop());

const seeds = Array.from({ length: extent(1, 3) }, randomSeed);

/** Of tables of the user's, and of labels, which labels.test.ts has: this account is no connection. */
const WITHOUT_ROWS = ['budgets', 'unit_costs', 'credits_monthly', 'account_labels', 'monthly_spend_by_label'];

describe.each(seeds)('the account of seed %s', (seed) => {
  let account: MartAccount;
  let truth: SpendTruth;
  const places: Record<string, DestinationConfig> = {};
  const open = new Map<string, QuerySession>();

  beforeAll(async () => {
    account = await martAccount({ seed, bills: 100, lines: 3 });
    truth = await account.truth();
    Object.assign(places, {
      sqlite: { type: 'sqlite', path: join(account.folder, 'ovh.db') },
      postgres: { type: 'postgres', url: words, schema: `mart${seed}` },
      // A folder of Parquet files is read by DuckDB, too.
      ...(isLong && { duckdb: { type: 'duckdb', path: join(account.folder, 'ovh.duckdb') } }),
      parquet: { type: 'parquet', path: join(account.folder, 'files') },
    });
    const { sqlite, ...others } = places as Record<string, DestinationConfig> & { sqlite: DestinationConfig };
    await account.load(sqlite);
    for (const place of Object.values(others)) await copyTables(sqlite, place);
    for (const [name, place] of Object.entries(places)) open.set(name, await account.open(place));
  });
  afterAll(async () => {
    for (const session of open.values()) await session.close();
    await account.close();
  });

  const rowsOf = async (engine: string, view: MartView): Promise<string[]> => {
    const session = open.get(engine);
    if (!session) throw new Error(`${engine} is not open`);
    const { columns, rows } = await session.query(`SELECT * FROM ${view.name}`);
    expect(columns.map(({ name }) => name)).toEqual(view.columns.map(({ name }) => name));
    return rows.map((row) => JSON.stringify(row.map((value, at) => comparable(value, view, at)))).sort();
  };
  const ask = async (sql: string): Promise<QueryValue[][]> =>
    (await (open.get('sqlite') as QuerySession).query(sql)).rows;

  test.each(PUBLIC.map((view) => [view.name, view] as const))('%s', async (_, view) => {
    const expected = await rowsOf('sqlite', view);
    for (const engine of Object.keys(places).filter((place) => place !== 'sqlite')) {
      const found = await rowsOf(engine, view);
      const [more, less] = [withoutThose(found, expected), withoutThose(expected, found)];
      expect({ engine, count: found.length, more: more.slice(0, 2), less: less.slice(0, 2) }).toEqual({
        engine,
        count: expected.length,
        more: [],
        less: [],
      });
    }
  });

  longTest.each([
    ['CostAndUsage', '1.3'],
    ['InvoiceDetail', '1.4'],
    ['BillingPeriod', '1.4'],
  ] as const)('the file of %s of FOCUS %s has the same bytes', async (dataset, version) => {
    const files: Record<string, string> = {};
    for (const [engine, session] of open) {
      const out = join(account.folder, `${engine}.csv`);
      await exportFocus(session, { dataset, version, purchases: 'usage', isAscii: false, out });
      files[engine] = createHash('sha256').update(readFileSync(out)).digest('hex');
    }
    expect(files).toEqual(Object.fromEntries(Object.keys(files).map((engine) => [engine, files.sqlite])));
  });

  test('the report of a month has the same bytes', async () => {
    const clock = { now: () => TODAY, random: () => 0.5, sleep: async () => undefined };
    const months = [...new Set(truth.documents.map(({ day }) => day.slice(0, 7)))]
      .sort()
      .slice(-extent(1, 3));
    for (const month of months) {
      const texts: Record<string, string[]> = {};
      for (const [engine, destination] of Object.entries(places)) {
        const { database, ...facts } = await readReport({ clock, config: { destination } }, { month });
        expect(database).not.toBe('');
        texts[engine] = JSON.stringify(facts, null, 1).split('\n');
      }
      const { sqlite, ...others } = texts;
      expect(sqlite?.length).toBeGreaterThan(500);
      for (const [engine, lines] of Object.entries(others)) {
        const at = lines.findIndex((line, index) => line !== sqlite?.[index]);
        const around = (of: string[] = []) => (at < 0 ? [] : of.slice(Math.max(0, at - 3), at + 3));
        expect([engine, month, lines.length, around(lines)]).toEqual([
          engine,
          month,
          sqlite?.length,
          around(sqlite),
        ]);
      }
    }
  }, 600_000);

  test('every view but those of tables of the user has rows, and its key is one', async () => {
    for (const { name, key } of PUBLIC) {
      const text = key.map((column) => `coalesce(CAST(${column} AS TEXT), '-')`).join(" || '|' || ");
      const [[count, keys] = []] = await ask(`SELECT count(*), count(DISTINCT ${text}) FROM ${name}`);
      if (!WITHOUT_ROWS.includes(name)) expect([name, count]).not.toEqual([name, 0n]);
      expect([name, keys]).toEqual([name, count]);
    }
  });

  test('every step of the views has one row a key', async () => {
    for (const { name, key } of VIEWS.filter(({ internal, key }) => internal && key.length > 0)) {
      const text = key.map((column) => `coalesce(CAST(${column} AS TEXT), '-')`).join(" || '|' || ");
      const [[count, keys] = []] = await ask(`SELECT count(*), count(DISTINCT ${text}) FROM ${name}`);
      expect([name, keys]).toEqual([name, count]);
    }
  });

  test('lines have the sums of the sandbox, by month, service, project and currency', async () => {
    const found =
      await ask(`SELECT document_kind, month, service_name, coalesce(project_id, ''), currency, sum(amount_ucents)
      FROM charges WHERE charge_kind = 'line' GROUP BY 1, 2, 3, 4, 5`);
    const expected = new Map<string, bigint>();
    for (const { kind, month, service, project, currency, prepayment, amount } of truth.sums)
      if (!prepayment && /^[A-Z]{3}$/.test(currency))
        add(expected, [kind, month, SERVICE_NAMES[service], project, currency], BigInt(amount));
    const sums = new Map<string, bigint>();
    for (const [kind, month, service, project, currency, amount] of found)
      add(sums, [kind, month, service, project, currency], amount as bigint);
    const different = [...new Set([...expected.keys(), ...sums.keys()])].filter(
      (key) => (expected.get(key) ?? 0n) !== (sums.get(key) ?? 0n),
    );
    expect(different).toEqual([]);
  });

  test('the charges of a document add up to what is to be paid, in both grains', async () => {
    for (const view of ['charges', 'charges_by_resource']) {
      const found = await ask(
        `SELECT document_kind, document_id, currency, sum(amount_ucents) FROM ${view} GROUP BY 1, 2, 3`,
      );
      const sums = new Map(found.map(([kind, id, currency, sum]) => [`${kind} ${id} ${currency}`, sum]));
      const wrong = here(truth)
        .filter(
          ({ kind, id, currency, withTax }) =>
            BigInt(withTax) !== (sums.get(`${kind} ${id} ${currency}`) ?? 0n),
        )
        .map(({ id }) => id);
      const points = here(truth).filter(
        ({ id, currency }) => id.startsWith('PP_') || !/^[A-Z]{3}$/.test(currency),
      );
      const inNoSum = points.filter(({ withTax }) => withTax !== '0').map(({ id }) => id);
      expect([view, wrong.sort()]).toEqual([view, inNoSum.sort()]);
      const apart = await ask('SELECT document_id FROM documents WHERE apart IS NOT NULL');
      expect(apart.map(([id]) => id).sort()).toEqual(points.map(({ id }) => id).sort());
    }
  });

  test('usage stands in place of invoices where both are the same sum, for most', async () => {
    const [[usage, invoices] = []] = await ask(`SELECT
      (SELECT count(DISTINCT document_id) FROM charges_by_resource WHERE usage_family IS NOT NULL),
      (SELECT count(DISTINCT c.document_id) FROM charges c JOIN cloud_bills b ON b.bill_id = c.document_id)`);
    expect(usage).toBeGreaterThan(3n);
    expect(usage).toBeLessThanOrEqual(invoices as bigint);
    const families = await ask(
      'SELECT DISTINCT service_name FROM charges_by_resource WHERE usage_family IS NOT NULL ORDER BY 1',
    );
    expect(families.flat()).toEqual([
      'Managed Kubernetes',
      'Managed Private Registry',
      'Public Cloud block storage',
      'Public Cloud instances',
      'Public Cloud object storage',
    ]);
  });

  test('each document that does not add up has its row and its state', async () => {
    const found = await ask(`SELECT document_id, state, reason, gap_ucents, tax_gap_ucents, missing_lines
      FROM reconciliation WHERE state <> 'ok' ORDER BY 1`);
    const cent = 1_000_000n;
    expect(found).toEqual([
      ['FR90000001', 'NO LINES', 'no-lines', 1200n * cent, 0n, 0n],
      ['FR90000021', 'GAP', 'other-currency', 200n * cent, 0n, 0n],
      ['FR90000036', 'GAP', null, cent, 0n, 0n],
      ['FR90000038', 'TAX GAP', null, 0n, cent, 0n],
      ['FR90000039', 'GAP', 'refused', 300n * cent, 0n, 1n],
      ['FR90000040', 'GAP', 'gone', 300n * cent, 0n, 1n],
      ['FR90000098', 'NOT LOADED', 'gone', null, null, null],
      ['FR90000099', 'NOT LOADED', 'refused', null, null, null],
    ]);
    const rounding = await ask("SELECT rate, rounding FROM document_vat WHERE document_id = 'FR90000037'");
    expect(rounding).toEqual([['20', '0.01']]);
  });

  test('what is owed is what the sandbox says is not paid, and a part of it', async () => {
    const found = await ask(`SELECT document_id, state, open, paid, days_late FROM payments
      WHERE document_id IN ('FR90000034', 'FR90000042', 'FR90000043', 'FR90000002', 'FR90000016', 'RF9000001') ORDER BY 1`);
    expect(found.map(([id, state, open, paid]) => [id, state, open, paid])).toEqual([
      ['FR90000002', 'paid', '0', '12'],
      ['FR90000016', 'nothing', '0', '0'],
      ['FR90000034', 'overdue', '39.6', '0'],
      ['FR90000042', 'open', '66', '0'],
      ['FR90000043', 'overdue', '80', '40'],
      ['RF9000001', 'credit', '0', '-30'],
    ]);
    const [[open] = []] = await ask('SELECT sum(open_ucents) FROM aging');
    // The debt of a bill below zero is a credit: it makes what is owed of the others no smaller.
    const [[due] = []] = await ask(`SELECT sum(due_amount_ucents + unmatured_amount_ucents) FROM debts
      WHERE due_amount_ucents + unmatured_amount_ucents > 0`);
    const [[apart] = []] = await ask(
      'SELECT coalesce(sum(open_ucents), 0) FROM payments WHERE apart IS NOT NULL',
    );
    expect((open as bigint) + (apart as bigint)).toBe(due);
  });

  test('months are compared with the month before: new and gone', async () => {
    const [[wrong] = []] = await ask(`SELECT count(*) FROM monthly_spend m LEFT JOIN monthly_spend p
      ON p._account = m._account AND p.service_name = m.service_name AND coalesce(p.project_id, '') = coalesce(m.project_id, '')
        AND p.currency = m.currency AND p.month = CASE substr(m.month, 6) WHEN '01'
          THEN printf('%04d-12', substr(m.month, 1, 4) - 1) ELSE printf('%s-%02d', substr(m.month, 1, 4), substr(m.month, 6) - 1) END
      WHERE m.previous_amount_ucents <> coalesce(p.amount_ucents, 0)`);
    expect(wrong).toBe(0n);
    // Without tax is without what the total with tax has too much.
    const sums = await ask(`SELECT
      (SELECT sum(amount_ucents) FROM monthly_spend WHERE currency = 'EUR'),
      (SELECT sum(amount_ucents) FROM monthly_spend_by_resource WHERE currency = 'EUR'),
      (SELECT sum(amount_ucents) FROM charges WHERE charge_kind <> 'tax' AND currency = 'EUR'),
      (SELECT sum(amount_ucents) FROM charges_by_resource WHERE charge_kind <> 'tax' AND currency = 'EUR')`);
    const documents = here(truth).filter(({ currency, id }) => currency === 'EUR' && !id.startsWith('PP_'));
    const spend = documents.reduce((sum, { withoutTax }) => sum + BigInt(withoutTax), 0n);
    const foreign =
      await ask(`SELECT coalesce(sum(c.amount_ucents), 0) FROM charges c JOIN documents d USING (_account, document_kind, document_id)
      WHERE c.currency = 'EUR' AND d.currency <> 'EUR'`);
    expect(sums).toEqual([Array.from({ length: 4 }, () => spend + (foreign[0]?.[0] as bigint))]);
    const statuses = await ask('SELECT DISTINCT status FROM monthly_spend');
    expect(statuses.flat().sort()).toEqual(['gone', 'new', null].sort());
  });

  test('services stand beside the list price of their plan, to the last digit', async () => {
    const found =
      await ask(`SELECT plan_code, list_price_ucents, price_ucents - list_price_ucents - difference_ucents
      FROM list_prices ORDER BY 1`);
    const prices = new Map(found.map(([plan, price]) => [plan, price]));
    const cent = 1_000_000n;
    expect(Object.fromEntries(prices)).toMatchObject({
      '24rise01': 7200n * cent,
      'vps-value-1-2-40': 590n * cent,
      'vps-value-1-4-40': 1150n * cent,
    });
    expect(new Set(found.map(([, , rest]) => rest))).toEqual(new Set([0n]));
    const changes =
      await ask(`SELECT abs(change * list_price_ucents - difference_ucents) <= 0.00005 * list_price_ucents + 1
      FROM list_prices GROUP BY 1`);
    expect(changes).toEqual([[1n]]);
  });

  test('VAT by month is the tax of the documents', async () => {
    const [[tax, documents] = []] =
      await ask(`SELECT (SELECT sum(tax_ucents) FROM vat WHERE currency = 'EUR'),
      (SELECT sum(tax_ucents) FROM documents WHERE apart IS NULL AND currency = 'EUR')`);
    expect(tax).toBe(documents);
    // Of a small document the tax is as near to another rate: it has that of the others.
    const rates = await ask('SELECT DISTINCT rate FROM document_vat WHERE rate IS NOT NULL');
    expect(rates.flat().sort()).toEqual(['0', '20', '23']);
  });

  test('unmapped charges are listed with their sum', async () => {
    const [[sum, lines] = []] =
      await ask(`SELECT (SELECT sum(amount_ucents) FROM unmapped WHERE currency = 'EUR'),
      (SELECT sum(amount_ucents) FROM charges WHERE service_name = '${UNASSIGNED}' AND currency = 'EUR')`);
    expect(sum).toBe(lines);
    expect(sum).not.toBe(0n);
  });
});

const SERVICE_NAMES: Readonly<Record<string, string>> = {
  publicCloud: 'Public Cloud',
  dedicatedServer: 'Dedicated servers',
  vps: 'VPS',
  domain: 'Domain names',
  webHosting: 'Web hosting',
  privateCloudHost: 'Hosted Private Cloud',
  privateCloudDatastore: 'Hosted Private Cloud',
  loadBalancer: 'Load Balancer',
  ip: 'Additional IP',
  nas: 'NAS-HA',
  sms: 'SMS',
  telephony: 'Telephony',
  license: 'Licences',
  none: UNASSIGNED,
};

function withoutThose(rows: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return rows.filter((row) => !known.has(row));
}

function add(sums: Map<string, bigint>, key: unknown[], amount: bigint): void {
  sums.set(key.join('|'), (sums.get(key.join('|')) ?? 0n) + amount);
}

const here = ({ documents }: SpendTruth): DocumentTruth[] =>
  documents.filter(({ state }) => state === 'here');

/** PostgreSQL has no NUL; a float of SQLite has 15 digits, and the digits stand beside it. */
function comparable(value: QueryValue, { columns }: MartView, at: number): string | null {
  const column = columns[at];
  if (value === null || column === undefined) return null;
  if (column.type === 'decimal') return String(Number(Number(value).toPrecision(15)));
  return String(value).replaceAll('\0', '\ufffd').toWellFormed();
}
