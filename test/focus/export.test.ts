// Files of FOCUS from a loaded account: every rule kept, every document's sum that of the sandbox, the same bytes each time.
import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { compareFocus } from '../../connector/app/focus/compare-focus.js';
import {
  exportFocus,
  type FocusExport,
  type FocusExportRequest,
} from '../../connector/app/focus/export-focus.js';
import { openMart } from '../../connector/app/mart/views.js';
import { csvRows } from '../../connector/model/csv-rows.js';
import { ConfigError } from '../../connector/model/errors.js';
import type { QuerySession } from '../../connector/model/query.js';
import {
  FOCUS_DATASETS,
  FOCUS_VERSIONS,
  type FocusDataset,
  type FocusVersion,
} from '../../reports/focus/columns/column.js';
import { DATASETS, writtenColumns } from '../../reports/focus/columns/datasets.js';
import { PURCHASES, type Purchases } from '../../reports/sql/view.js';
import { randomSeed } from '../extent.js';
import { query, withDuckDb } from '../integration/parquet-rows.js';
import { type DocumentTruth, type MartAccount, martAccount } from '../mart/account.js';
import { FOCUS_PRESETS } from './account.js';

const seed = randomSeed();
let account: MartAccount;
let documents: DocumentTruth[];
const sessions = new Map<Purchases, QuerySession>();

beforeAll(async () => {
  account = await martAccount({ seed, bills: 25 });
  const destination = { type: 'sqlite', path: join(account.folder, 'ovh.db') };
  await account.load(destination, { presets: FOCUS_PRESETS });
  documents = (await account.truth()).documents;
  for (const purchases of PURCHASES) {
    sessions.set(purchases, (await openMart({ destination }, { settings: { purchases } })).session);
  }
});
afterAll(async () => {
  for (const session of sessions.values()) await session.close();
  await account.close();
});

type Wanted = Partial<FocusExportRequest> & { out: string };

function exported({ out, ...wanted }: Wanted): Promise<FocusExport> {
  const purchases = wanted.purchases ?? 'usage';
  const request = { dataset: 'CostAndUsage', version: '1.3', isAscii: false, ...wanted } as const;
  const session = sessions.get(purchases) as QuerySession;
  return exportFocus(session, { ...request, purchases, out: join(account.folder, out) });
}

type Row = Record<string, string | null>;

async function rowsOf(name: string): Promise<Row[]> {
  async function* text() {
    yield readFileSync(join(account.folder, name), 'utf8');
  }
  const rows: (string | null)[][] = [];
  for await (const row of csvRows(text())) rows.push(row);
  const [names = [], ...body] = rows;
  return body.map((row) => Object.fromEntries(names.map((each, at) => [each ?? '', row[at] ?? null])));
}

/** Whole 10⁻⁸ units, by another way than that of the product. */
function units(text: string | null | undefined): bigint {
  const [whole = '', fraction = ''] = (text ?? '').split('.');
  const size = BigInt(whole.replace('-', '')) * 100_000_000n + BigInt(fraction.padEnd(8, '0'));
  return whole.startsWith('-') ? -size : size;
}

function sumsOf(rows: readonly Row[], column: string, by: (row: Row) => string): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const row of rows) sums.set(by(row), (sums.get(by(row)) ?? 0n) + units(row[column]));
  return sums;
}

const idOf = (row: Row) => `${row.x_OvhDocumentType} ${row.InvoiceId}`;
const isApart = ({ id, currency }: DocumentTruth) => id.startsWith('PP_') || !/^[A-Z]{3}$/.test(currency);
const payable = () =>
  new Map(
    documents
      .filter((document) => document.state === 'here' && !isApart(document))
      .map(({ kind, id, withTax }) => [`${kind} ${id}`, BigInt(withTax)]),
  );

const ALL: [FocusDataset, FocusVersion][] = FOCUS_DATASETS.flatMap((dataset) =>
  FOCUS_VERSIONS.filter((version) => version >= DATASETS[dataset].since).map(
    (version): [FocusDataset, FocusVersion] => [dataset, version],
  ),
);

describe.each(ALL)('%s of %s', (dataset, version) => {
  test.each(dataset === 'CostAndUsage' && version === '1.3' ? PURCHASES : (['usage'] as const))(
    'purchases as %s: every rule is kept, and every document adds up to what the sandbox says',
    async (purchases) => {
      const name = `${dataset}-${version}-${purchases}.csv`;
      const written = await exported({ dataset, version, purchases, out: name });
      expect({ seed, violations: written.violations }).toEqual({ seed, violations: [] });
      const rows = await rowsOf(name);
      expect(rows).toHaveLength(written.rows);
      expect(rows.length).toBeGreaterThan(20);
      expect(Object.keys(rows[0] ?? {})).toEqual(
        writtenColumns(dataset, version).map((column) => column.name),
      );
      if (dataset === 'BillingPeriod') return;
      expect(sumsOf(rows, 'BilledCost', idOf)).toEqual(payable());
      expect(written.documents).toBe(payable().size);
    },
  );
});

describe('purchases', () => {
  test('spread over months: their cost is where they are used, to the last digit', async () => {
    await exported({ purchases: 'plain', out: 'plain.csv' });
    await exported({ purchases: 'amortise', out: 'amortise.csv' });
    const [plain, amortised] = [await rowsOf('plain.csv'), await rowsOf('amortise.csv')];
    const lineOf = (row: Row) => `${idOf(row)} ${String(row.x_OvhLineId).split('/')[0]}`;
    expect(sumsOf(amortised, 'EffectiveCost', lineOf)).toEqual(sumsOf(plain, 'EffectiveCost', lineOf));
    expect(sumsOf(amortised, 'BilledCost', lineOf)).toEqual(sumsOf(plain, 'BilledCost', lineOf));
    const purchases = amortised.filter((row) => row.ChargeCategory === 'Purchase');
    expect(purchases.length).toBeGreaterThan(20);
    expect(purchases.filter((row) => row.EffectiveCost !== '0.0')).toEqual([]);
    const shares = new Map<string, Row[]>();
    for (const row of amortised.filter((each) => String(each.x_OvhLineId).includes('/'))) {
      shares.set(lineOf(row), [...(shares.get(lineOf(row)) ?? []), row]);
    }
    expect(shares.size).toBe(purchases.length);
    for (const purchase of purchases) {
      const months = (shares.get(lineOf(purchase)) ?? []).sort((one, other) =>
        String(one.ChargePeriodStart).localeCompare(String(other.ChargePeriodStart)),
      );
      // One after another, from the start of the purchase to its end, each within a month.
      expect([purchase.ChargePeriodStart, ...months.map((row) => row.ChargePeriodEnd)]).toEqual([
        ...months.map((row) => row.ChargePeriodStart),
        purchase.ChargePeriodEnd,
      ]);
      const last = (end: string | null | undefined) =>
        new Date(Date.parse(String(end)) - 1).toISOString().slice(0, 7);
      for (const row of months)
        expect(last(row.ChargePeriodEnd)).toBe(String(row.ChargePeriodStart).slice(0, 7));
      expect(months.every((row) => row.ChargeCategory === 'Usage' && row.BilledCost === '0.0')).toBe(true);
    }
    expect([...shares.values()].some((months) => months.length > 3)).toBe(true);
  });

  test('what a line was stays beside what the file says', async () => {
    await exported({ out: 'usage.csv' });
    const rows = await rowsOf('usage.csv');
    expect(rows.filter((row) => row.ChargeCategory === 'Purchase')).toEqual([]);
    const plain = await rowsOf('plain.csv');
    expect(rows.map((row) => row.x_OvhChargeCategory)).toEqual(plain.map((row) => row.ChargeCategory));
    expect(new Set(rows.map((row) => row.x_OvhChargeCategory))).toEqual(
      new Set(['Usage', 'Purchase', 'Credit', 'Tax', 'Adjustment']),
    );
  });
});

describe('what is odd about documents', () => {
  test('has its row and its reason', async () => {
    await exported({ out: 'odd.csv' });
    const odd = (await rowsOf('odd.csv')).filter((row) => row.x_OvhAdjustment !== null);
    const found = odd
      .filter((row) => String(row.InvoiceId).startsWith('FR9'))
      .map((row) => [row.InvoiceId, row.x_OvhAdjustment, row.BilledCost]);
    expect(found).toEqual(
      expect.arrayContaining([
        ['FR90000001', 'no-lines', '12.0'],
        ['FR90000021', 'other-currency', '2.0'],
        ['FR90000036', 'unknown', '0.01'],
        ['FR90000038', 'tax-total', '0.01'],
        ['FR90000039', 'refused', '3.0'],
        ['FR90000040', 'gone', '3.0'],
      ]),
    );
    expect(odd.every((row) => row.ChargeCategory === 'Adjustment' && row.ServiceName === 'Adjustment')).toBe(
      true,
    );
  });

  test('documents that are in no file are named', async () => {
    const { absent } = await exported({ out: 'absent.csv' });
    const names = (reason: string) =>
      absent.filter((each) => each.reason === reason).map(({ id, ledger }) => [id, ledger]);
    expect(names('not-loaded')).toEqual([
      ['FR90000098', 'gone'],
      ['FR90000099', 'refused'],
    ]);
    const apart = documents.filter((document) => document.state === 'here' && isApart(document));
    expect([...names('points'), ...names('prepayment')].map(([id]) => id).sort()).toEqual(
      apart.map(({ id }) => id).sort(),
    );
    expect(names('prepayment').every(([id]) => String(id).startsWith('PP_'))).toBe(true);
  });

  test('refunds are negative, and corrections say so', async () => {
    await exported({ out: 'refunds.csv' });
    const refunds = (await rowsOf('refunds.csv')).filter((row) => row.x_OvhDocumentType === 'refund');
    expect(refunds.length).toBeGreaterThan(3);
    for (const sum of sumsOf(refunds, 'BilledCost', idOf).values()) expect(sum).toBeLessThanOrEqual(0n);
    expect(refunds.some((row) => row.ChargeClass === 'Correction')).toBe(true);
  });
});

describe('files', () => {
  test('the same bytes each time, for their owner alone, replaced whole', async () => {
    for (const name of ['same.csv', 'same.parquet']) {
      const file = join(account.folder, name);
      writeFileSync(file, 'what was there before, and longer than nothing'.repeat(20_000));
      await exported({ out: name });
      const first = readFileSync(file);
      await exported({ out: name });
      expect(readFileSync(file).equals(first)).toBe(true);
      expect(statSync(file).mode & 0o777).toBe(0o600);
    }
  });

  test('a link of the user leads to its target', async () => {
    const [link, target] = [join(account.folder, 'link.csv'), join(account.folder, 'target.csv')];
    writeFileSync(target, '');
    symlinkSync(target, link);
    await exported({ out: 'link.csv' });
    expect(readFileSync(target, 'utf8')).toMatch(/^BilledCost,/);
  });

  test('one file a month: together what the whole is', async () => {
    await exported({ out: 'whole.csv' });
    const { files, rows } = await exported({ out: 'part-{month}.csv' });
    expect(files.length).toBeGreaterThan(12);
    expect(files.reduce((sum, file) => sum + file.rows, 0)).toBe(rows);
    expect(files.map(({ path, months }) => [basename(path), months])).toEqual(
      files.map(({ months: [month = ''] }) => [`part-${month}.csv`, [month]]),
    );
    const bodies = files.map(({ path }) => readFileSync(path, 'utf8').replace(/^.*\r\n/, ''));
    const whole = readFileSync(join(account.folder, 'whole.csv'), 'utf8').replace(/^.*\r\n/, '');
    expect(bodies.join('')).toBe(whole);
  });

  test('from and until are months of the billing period, both included', async () => {
    const { files, absent } = await exported({ from: '2026-02', until: '2026-03', out: 'some.csv' });
    const rows = await rowsOf('some.csv');
    expect(files[0]?.months).toEqual(['2026-02', '2026-03']);
    expect(new Set(rows.map((row) => String(row.BillingPeriodStart).slice(0, 7)))).toEqual(
      new Set(['2026-02', '2026-03']),
    );
    expect(absent.filter(({ month }) => month !== null && (month < '2026-02' || month > '2026-03'))).toEqual(
      [],
    );
  });

  test('months without a document: said, and nothing written', async () => {
    const file = join(account.folder, 'none.csv');
    writeFileSync(file, 'kept');
    const none = exported({ from: '2031-01', out: 'none.csv' });
    await expect(none).rejects.toThrow(ConfigError);
    await expect(none).rejects.toThrow('no document of 2031-01 to the last: nothing was written');
    await expect(exported({ accounts: ['nobody'], out: 'none.csv' })).rejects.toThrow('of nobody');
    expect(readFileSync(file, 'utf8')).toBe('kept');
    await expect(exported({ out: 'focus.txt' })).rejects.toThrow('must end in .csv or .parquet');
  });

  test('Parquet has the values of CSV, with types', async () => {
    await exported({ version: '1.2', out: 'typed.csv' });
    await exported({ version: '1.2', out: 'typed.parquet' });
    const file = join(account.folder, 'typed.parquet');
    const rows = await rowsOf('typed.csv');
    const [types, found] = await withDuckDb(async (connection) => [
      await query(connection, `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '${file}')`),
      await query(
        connection,
        `SELECT InvoiceId, x_OvhLineId, BilledCost, PricingQuantity, ChargeDescription, epoch_ms(ChargePeriodStart) FROM '${file}'`,
      ),
    ]);
    expect(Object.fromEntries(types)).toMatchObject({
      BilledCost: 'DECIMAL(38,9)',
      PricingQuantity: 'DECIMAL(38,18)',
      BillingPeriodStart: 'TIMESTAMP WITH TIME ZONE',
      ChargeDescription: 'VARCHAR',
      Tags: 'VARCHAR',
    });
    const shorter = (text: string | null | undefined) => (text == null ? null : text.replace(/\.?0+$/, ''));
    expect(
      found.map(([id, line, cost, quantity, words, start]) => [
        id,
        line,
        shorter(cost),
        shorter(quantity),
        words,
        start,
      ]),
    ).toEqual(
      rows.map((row) => [
        row.InvoiceId,
        row.x_OvhLineId,
        shorter(row.BilledCost),
        shorter(row.PricingQuantity),
        row.ChargeDescription,
        String(Date.parse(String(row.ChargePeriodStart))),
      ]),
    );
  });

  test('ASCII: nothing else in the file but the words as they were', async () => {
    await exported({ isAscii: true, out: 'ascii.csv' });
    await exported({ isAscii: false, out: 'unicode.csv' });
    const rows = await rowsOf('ascii.csv');
    const unicode = await rowsOf('unicode.csv');
    const others = rows.flatMap((row) =>
      Object.entries(row).filter(
        ([name, value]) => name !== 'x_OvhDescription' && /[^\0-\x7f]/.test(value ?? ''),
      ),
    );
    expect(others).toEqual([]);
    expect(unicode.some((row) => /[^\0-\x7f]/.test(row.ChargeDescription ?? ''))).toBe(true);
    const lines = rows.flatMap((row, at) =>
      row.x_OvhDescription == null ? [] : [[row.x_OvhDescription, unicode[at]?.ChargeDescription]],
    );
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter(([before, words]) => before !== words)).toEqual([]);
  });
});

describe('comparison with files of others', () => {
  const compare = (...names: string[]) =>
    compareFocus(
      sessions.get('usage') as QuerySession,
      names.map((name) => join(account.folder, name)),
    );

  test('our own files are equal, as CSV, with gzip, and as Parquet', async () => {
    for (const version of FOCUS_VERSIONS) await exported({ version, out: `own-${version}.csv` });
    await exported({ out: 'own.parquet' });
    writeFileSync(
      join(account.folder, 'own.csv.gz'),
      gzipSync(readFileSync(join(account.folder, 'own-1.3.csv'))),
    );
    for (const [name, version] of [
      ['own-1.2.csv', '1.2'],
      ['own-1.3.csv', '1.3'],
      ['own-1.4.csv', '1.4'],
      ['own.csv.gz', '1.3'],
      ['own.parquet', '1.3'],
    ] as const) {
      const { files, months, isEqual } = await compare(name);
      expect([name, isEqual, files[0]?.version, files[0]?.violations]).toEqual([name, true, version, []]);
      expect(months.length).toBeGreaterThan(12);
      expect(months.every(({ invoices }) => (invoices?.equal ?? 0) > 0)).toBe(true);
    }
  });

  test('exports of a month to date: the last one counts, and what differs is named', async () => {
    await exported({ from: '2026-03', until: '2026-04', out: 'day-2.csv' });
    const text = readFileSync(join(account.folder, 'day-2.csv'), 'utf8');
    const lines = text.split('\r\n');
    writeFileSync(join(account.folder, 'day-1.csv'), lines.slice(0, -10).join('\r\n'));
    expect(await compare('day-2.csv', 'day-1.csv')).toMatchObject({ isEqual: true });
    expect((await compare('day-1.csv')).isEqual).toBe(false);
    const wrong = text.replace(/^12\.0,/m, '12.00000001,');
    writeFileSync(join(account.folder, 'day-3.csv'), wrong);
    const { months, isEqual } = await compare('day-2.csv', 'day-3.csv');
    expect(isEqual).toBe(false);
    const differing = months.filter((month) => !month.isEqual);
    expect(differing).toHaveLength(1);
    expect(differing[0]?.difference).toEqual({ untaxed: '0.00000001', tax: '0.00' });
    expect(differing[0]?.invoices?.different).toHaveLength(1);
  });

  test('a file that is none of FOCUS, and one that is not there', async () => {
    writeFileSync(join(account.folder, 'other.csv'), 'a;b\n1;2\n');
    await expect(compare('other.csv')).rejects.toThrow('has no column BilledCost');
    await expect(compare('gone.csv')).rejects.toThrow('cannot be read');
    await expect(compare('gone.parquet')).rejects.toThrow('cannot be read');
  });
});
