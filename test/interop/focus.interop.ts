// The official validator of FOCUS 1.2 over our files: no broken MUST, but where its model contradicts itself.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { exportFocus } from '../../connector/app/focus/export-focus.js';
import { openMart } from '../../connector/app/mart/views.js';
import type { Purchases } from '../../reports/sql/view.js';
import { extent } from '../extent.js';
import { FOCUS_PRESETS } from '../focus/account.js';
import { type MartAccount, martAccount } from '../mart/account.js';

/** True of OVHcloud, and filled: columns of a criterion that is not declared are not looked at. */
const CRITERIA = [
  'ACCOUNT_NAMING_SUPPORTED',
  'BILLING_BASED_ON_PROVISIONED_RESOURCES_SUPPORTED',
  'MULTIPLE_PRICING_CATEGORIES_SUPPORTED',
  'REGION_SUPPORTED',
  'RESOURCE_TYPE_ASSIGNMENT_SUPPORTED',
  'SUB_ACCOUNT_SUPPORTED',
  'TAGGING_SUPPORTED',
];
/** The model asks that InvoiceId is null in every row, and beside it that it is null in none. */
const CONTRADICTION = 'InvoiceId-C-004-C';

interface Finding {
  file: string;
  loaded: number;
  passed: number;
  failed: { rule: string; keyword: string | null; rows: number | null }[];
}

function validate(...files: string[]): Finding[] {
  const python = process.env.INTEROP_FOCUS_PYTHON;
  if (python === undefined) throw new Error('run it by `npm run test:interop`');
  const script = join(import.meta.dirname, 'focus-validator.py');
  const args = [script, '1.2.0.1', CRITERIA.join(','), ...files];
  return JSON.parse(execFileSync(python, args, { encoding: 'utf8', maxBuffer: 1e8 })) as Finding[];
}

let account: MartAccount;
let database: string;
/** By the name of the file; all in one go, because the validator takes long to start. */
let found: ReadonlyMap<string, Finding>;
let months: string[];

beforeAll(async () => {
  account = await martAccount({ bills: extent(100, 300) });
  database = join(account.folder, 'ovh.db');
  await account.load({ type: 'sqlite', path: database }, { presets: FOCUS_PRESETS });
  for (const [name, purchases] of WHOLE) await written(name, purchases);
  await written('unicode.parquet', 'usage', false);
  await written('plain.parquet', 'plain');
  const file = await written('mistakes.csv');
  writeFileSync(...withMistakes(String(file)));
  // The last ones have the most: the sandbox's named bills are there.
  months = (await written('month-{month}.parquet')).slice(-extent(3, 1000));
  const names = [...WHOLE.keys(), 'unicode.parquet', 'plain.parquet', 'mistakes.csv'];
  const files = [...names.map((name) => join(account.folder, name)), ...months];
  found = new Map(validate(...files).map((finding) => [basename(finding.file), finding]));
}, 3_600_000);
afterAll(() => account.close());

const WHOLE = new Map<string, Purchases>([
  ['usage.csv', 'usage'],
  ['usage.parquet', 'usage'],
  ['amortise.csv', 'amortise'],
  ['amortise.parquet', 'amortise'],
]);

async function written(name: string, purchases: Purchases = 'usage', isAscii = true): Promise<string[]> {
  const config = { destination: { type: 'sqlite', path: database } };
  const { session } = await openMart(config, { settings: { purchases } });
  try {
    const out = join(account.folder, name);
    const selection = { dataset: 'CostAndUsage', version: '1.2', purchases, isAscii, out } as const;
    const { files, violations } = await exportFocus(session, selection);
    expect(violations).toEqual([]);
    return files.map(({ path }) => path);
  } finally {
    await session.close();
  }
}

function withMistakes(file: string): [file: string, text: string] {
  const text = readFileSync(file, 'utf8');
  return [file, text.replaceAll(',EUR,', ',points,').replace('ServiceCategory', 'serviceCategory')];
}

const brokenIn = (name: string): string[] => {
  const finding = found.get(name);
  if (finding === undefined) throw new Error(`${name} was not validated`);
  return finding.failed.filter(({ keyword }) => keyword?.startsWith('MUST')).map(({ rule }) => rule);
};

test.each([...WHOLE.keys()])('%s: no broken MUST', (name) => {
  expect(brokenIn(name)).toEqual([CONTRADICTION]);
  expect(found.get(name)?.loaded).toBe(578);
  expect(found.get(name)?.passed).toBeGreaterThan(180);
});

test('months by themselves', () => {
  expect(months.length).toBeGreaterThanOrEqual(3);
  expect(months.map((path) => [path, ...brokenIn(basename(path))])).toEqual(
    months.map((path) => [path, CONTRADICTION]),
  );
});

test('what the validator rejects: Unicode, and purchases as they are', () => {
  expect(brokenIn('unicode.parquet')).toEqual([
    'BillingAccountName-C-002-M',
    'ChargeDescription-C-002-M',
    CONTRADICTION,
    'ResourceId-C-002-M',
    'ResourceName-C-002-M',
    'SubAccountName-C-002-M',
  ]);
  expect(brokenIn('plain.parquet')).toEqual(['EffectiveCost-C-005-C', CONTRADICTION]);
});

test('a file with mistakes is rejected', () => {
  expect(brokenIn('mistakes.csv')).toEqual(
    expect.arrayContaining(['BillingCurrency-C-006-M', 'CostAndUsage-D-040-M', CONTRADICTION]),
  );
});
