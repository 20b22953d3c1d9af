// The strict check: rows that keep every rule, and for every rule rows that break it.
import { describe, expect, test } from '@jest/globals';
import { fileRules, rowRules } from '../../reports/focus/check/checker.js';
import type { FocusValue } from '../../reports/focus/check/rule.js';
import {
  FOCUS_DATASETS,
  FOCUS_VERSIONS,
  type FocusDataset,
  type FocusVersion,
  isIn,
} from '../../reports/focus/columns/column.js';
import { DATASETS } from '../../reports/focus/columns/datasets.js';
import { GOOD, idsOf, KNOWN, namesOf, type Row, violationsOf } from './rows.js';

/** Values that break a rule, by what it asks of one column. */
const WRONG: Record<string, FocusValue[]> = {
  null: [null],
  number: ['1,5', '59.90 EUR', '1e+5', '+1', '1 1/2', 'NaN', '.5', '1.', '0x10'],
  instant: [
    '2026-01-01',
    '2026-01-01T00:00:00+01:00',
    '2026-01-01T00:00:00.000Z',
    '2026-01-01 00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-01-01T24:00:00Z',
  ],
  keys: ['[]', '"a"', '{"a":{}}', '{"a":[1]}', '{"a":1,"a":2}', '{a:1}', 'null', ''],
  text: ['', '   ', 'a\ud800b'],
  placeholder: ['Not Applicable', 'n/a', 'NULL', '-', 'None', 'UNKNOWN'],
  allowed: ['Sometimes', 'usage', ' Tax'],
};

type Planted = [changes: Row, more?: { at?: 0 | 1; version?: FocusVersion; extra?: Row }];

/** What breaks the rules that look at several columns. */
const CHARGES: Record<string, Planted[]> = {
  'BilledCost.third-party': [[{ InvoiceIssuerName: 'OVH SAS' }]],
  'BilledCost.third-party-service': [
    [{ InvoiceIssuerName: 'OVH SAS' }, { version: '1.4' }],
    [{ ServiceProviderName: 'Another' }, { version: '1.3' }],
  ],
  'BillingCurrency.national': [
    [{ BillingCurrency: 'points' }],
    [{ BillingCurrency: 'eur' }],
    [{ BillingCurrency: 'QQQ' }],
  ],
  'BillingPeriodStart.month': [
    [{ BillingPeriodStart: '2025-12-02T00:00:00Z' }],
    [{ BillingPeriodStart: '2025-12-01T00:00:01Z' }],
  ],
  'BillingPeriodEnd.month': [
    [{ BillingPeriodEnd: '2025-12-31T00:00:00Z' }],
    [{ BillingPeriodEnd: '2026-02-01T00:00:00Z' }],
    [{ BillingPeriodEnd: '2025-12-01T00:00:00Z' }],
  ],
  'ChargeClass.bill': [[{ ChargeClass: 'Correction' }]],
  'ChargeDescription.null': [[{ ChargeDescription: null }]],
  'ChargeFrequency.purchase': [[{ ChargeCategory: 'Purchase', ChargeFrequency: 'Usage-Based' }]],
  'ChargePeriodEnd.after': [
    [{ ChargePeriodEnd: '2025-12-01T00:00:00Z' }],
    [{ ChargePeriodEnd: '2025-11-30T00:00:00Z' }],
  ],
  'ContractedCost.credit': [[{ ChargeCategory: 'Credit', ContractedCost: '59.91' }]],
  'EffectiveCost.credit': [[{ ChargeCategory: 'Credit', EffectiveCost: '59.90000001' }]],
  'ListCost.credit': [[{ ChargeCategory: 'Credit', ListCost: '0.0' }]],
  'HostProviderName.provider': [[{ HostProviderName: 'Elsewhere' }]],
  'InvoiceDetailId.without': [[{ InvoiceId: null }, { version: '1.4' }]],
  'InvoiceDetailId.with': [[{ InvoiceDetailId: null }, { version: '1.4' }]],
  'InvoiceId.null': [[{ InvoiceId: null }]],
  'PricingCategory.tax': [[{ PricingCategory: 'Standard' }, { at: 1 }]],
  'PricingCategory.priced': [
    [{ PricingCategory: null }],
    [{ PricingCategory: null, ChargeCategory: 'Purchase' }],
  ],
  'PricingQuantity.tax': [[{ PricingQuantity: '1.0' }, { at: 1 }]],
  'PricingQuantity.priced': [
    [{ PricingQuantity: null }],
    [{ PricingQuantity: null, ChargeCategory: 'Purchase' }],
  ],
  'PricingUnit.without': [[{ PricingUnit: 'Units' }, { at: 1 }]],
  'PricingUnit.with': [[{ PricingUnit: null }]],
  'PricingUnit.format': [
    [{ PricingUnit: 'units' }],
    [{ PricingUnit: 'gigabyte-seconds' }],
    [{ PricingUnit: '1.5 Units' }],
  ],
  'RegionName.without': [[{ RegionId: null }]],
  'RegionName.with': [[{ RegionName: null }]],
  'ResourceName.without': [[{ ResourceId: null }]],
  'ResourceName.duplicate': [[{ ResourceName: 'ns1.ip-192-0-2.eu' }]],
  'ResourceType.without': [[{ ResourceId: null, ResourceName: null }]],
  'ResourceType.with': [[{ ResourceType: null }]],
  'ServiceSubcategory.parent': [[{ ServiceSubcategory: 'Block Storage' }], [{ ServiceCategory: 'Storage' }]],
  'SubAccountName.without': [[{ SubAccountName: 'Shop' }]],
  'SubAccountName.with': [[{ SubAccountName: null }, { at: 1 }]],
  'BilledCost.payable': [
    [{ BilledCost: '59.90000001' }],
    [{ BilledCost: '-59.9' }],
    [{ x_OvhDocumentType: 'refund' }],
    [{ BilledCost: null }],
  ],
  'EffectiveCost.sum': [[{ EffectiveCost: '59.89999999' }], [{ EffectiveCost: '0.0' }]],
  'ServiceName.category': [[{ ServiceName: 'Tax' }]],
  'ServiceName.subcategory': [[{ ServiceName: 'Tax' }]],
  'x_OvhLineId.unique': [[{ x_OvhLineId: 'tax' }]],
};

const OTHERS: Record<string, Record<string, Planted[]>> = {
  CostAndUsage: CHARGES,
  InvoiceDetail: {
    'BillingCurrency.national': [[{ BillingCurrency: 'N/A' }]],
    'BillingPeriodStart.month': CHARGES['BillingPeriodStart.month'] ?? [],
    'BillingPeriodEnd.month': CHARGES['BillingPeriodEnd.month'] ?? [],
    'InvoiceDetailDescription.null': [[{ InvoiceDetailDescription: null }]],
    'InvoiceDetailGrain.null': [[{ InvoiceDetailGrain: null }]],
    'InvoiceDetailGrain.names': [
      [{ InvoiceDetailGrain: '{"Service":"x"}' }],
      [{ InvoiceDetailGrain: '{"serviceName":"x"}' }],
    ],
    'InvoiceDetailLastUpdated.after': [[{ InvoiceDetailLastUpdated: '2025-12-01T00:00:00Z' }]],
    'PaymentCurrency.national': [[{ PaymentCurrency: 'points' }]],
    'ReferenceInvoiceId.own': [[{ ReferenceInvoiceId: 'FR99' }]],
    'BilledCost.payable': [[{ BilledCost: '60.0' }]],
    'InvoiceDetailId.unique': [[{ InvoiceDetailId: 'tax' }]],
  },
  BillingPeriod: {
    'BillingPeriodStart.month': CHARGES['BillingPeriodStart.month'] ?? [],
    'BillingPeriodEnd.month': CHARGES['BillingPeriodEnd.month'] ?? [],
    'BillingPeriodLastUpdated.after': [[{ BillingPeriodLastUpdated: '2025-11-30T00:00:00Z' }]],
    'BillingPeriodStart.unique': [
      [{ BillingPeriodStart: '2026-01-01T00:00:00Z', BillingPeriodEnd: '2026-02-01T00:00:00Z' }],
    ],
  },
};

const versionsOf = (dataset: FocusDataset) =>
  FOCUS_VERSIONS.filter((version) => DATASETS[dataset].since <= version);

function planted(dataset: FocusDataset, changes: Row, at: 0 | 1 = 0): Row[] {
  return GOOD[dataset].map((row, index) => (index === at ? { ...row, ...changes } : row));
}

describe.each(FOCUS_DATASETS)('%s', (dataset) => {
  test('rows that keep every rule have no violation, in any version', () => {
    for (const version of versionsOf(dataset)) {
      expect(violationsOf({ dataset, version, rows: GOOD[dataset] })).toEqual([]);
    }
  });

  test('the rows of the test have a value for every column', () => {
    for (const version of versionsOf(dataset)) {
      const [row] = GOOD[dataset];
      expect(namesOf(dataset, version).filter((name) => !(name in row))).toEqual([]);
    }
  });

  test('every rule is broken by what it forbids', () => {
    const unbroken: string[] = [];
    let broken = 0;
    for (const rule of [...rowRules(dataset), ...fileRules(dataset)]) {
      const [column = '', what = ''] = rule.id.split('.');
      const own = OTHERS[dataset]?.[rule.id];
      const cases: Planted[] =
        own ??
        (rule.columns.length === 1 ? (WRONG[what] ?? []).map((value): Planted => [{ [column]: value }]) : []);
      if (cases.length === 0) unbroken.push(`${rule.id}: no case`);
      for (const [
        changes,
        { at, version = versionsOf(dataset).find((each) => isIn(each, rule)) } = {},
      ] of cases) {
        const ids = idsOf({
          dataset,
          version: version ?? '1.4',
          rows: planted(dataset, changes, at),
          names: namesOf(dataset, version ?? '1.4', true),
        });
        if (!ids.includes(rule.id)) unbroken.push(`${rule.id} by ${JSON.stringify(changes)}: ${ids}`);
        broken++;
      }
    }
    // With purchases spread over months alone.
    expect(unbroken).toEqual(dataset === 'CostAndUsage' ? ['EffectiveCost.purchase: no case'] : []);
    expect(broken).toBeGreaterThan(rowRules(dataset).length);
  });

  test('every rule names its page and quotes its sentence', () => {
    const rules = [...rowRules(dataset), ...fileRules(dataset)];
    expect(rules.filter(({ page, says }) => page === '' || !/[.!]$/.test(says)).map(({ id }) => id)).toEqual(
      [],
    );
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });
});

describe('the check of charges', () => {
  const dataset = 'CostAndUsage';

  test('a purchase that is spread over months costs nothing itself', () => {
    const [line, tax] = GOOD[dataset];
    const purchase = { ...line, ChargeCategory: 'Purchase', EffectiveCost: '0.0' };
    const share = { ...line, BilledCost: '0.0', ListCost: '0.0', ContractedCost: '0.0', x_OvhLineId: '1/1' };
    const known = { ...KNOWN, purchases: 'amortise' as const };
    expect(idsOf({ dataset, version: '1.2', rows: [purchase, share, tax], known })).toEqual([]);
    const wrong = { ...purchase, EffectiveCost: '59.9' };
    const free = { ...share, EffectiveCost: '0.0' };
    expect(idsOf({ dataset, version: '1.2', rows: [wrong, free, tax], known })).toEqual([
      'EffectiveCost.purchase',
    ]);
    expect(idsOf({ dataset, version: '1.2', rows: [wrong, free, tax] })).toEqual([]);
  });

  test('a correction need not be priced', () => {
    const changes = {
      ChargeClass: 'Correction',
      x_OvhDocumentType: 'refund',
      PricingQuantity: null,
      PricingUnit: null,
      PricingCategory: null,
    };
    const rows = GOOD[dataset].map((row) => ({ ...row, ...changes }));
    const known = { payable: new Map([['ab12345-ovh refund FR100', 7_188_000_000n]]) };
    expect(idsOf({ dataset, version: '1.3', rows, known })).toEqual([]);
  });

  test('counts rows, and shows the first of them with their numbers', () => {
    const rows = Array.from({ length: 5 }, (_, at) => ({
      ...GOOD[dataset][0],
      x_OvhLineId: String(at),
      ChargeFrequency: 'Daily',
    }));
    const [found] = violationsOf({ dataset, version: '1.2', rows, known: {} });
    expect(found).toMatchObject({
      count: 5,
      rule: { id: 'ChargeFrequency.allowed', page: 'Charge Frequency' },
    });
    expect(found?.examples.map(({ row, values }) => [row, ...values])).toEqual([
      [1, 'Daily'],
      [2, 'Daily'],
      [3, 'Daily'],
    ]);
  });

  test('names of columns: missing, foreign, mixed, twice', () => {
    const names = namesOf(dataset, '1.3');
    const of = (changed: string[], version: FocusVersion = '1.3') =>
      idsOf({ dataset, version, rows: [], names: changed });
    expect(of(names)).toEqual([]);
    expect(of(names.filter((name) => name !== 'BilledCost'))).toEqual(['BilledCost.present']);
    expect(of(names.filter((name) => name !== 'HostProviderName'))).toEqual(['HostProviderName.present']);
    // Conditional and recommended columns may be missing.
    expect(of(names.filter((name) => !['Tags', 'ServiceSubcategory', 'InvoiceId'].includes(name)))).toEqual(
      [],
    );
    expect(of([...names, 'OvhLine'])).toEqual(['columns.custom']);
    expect(of(['x_OvhFirst', ...names])).toEqual(['columns.order']);
    expect(of([...names, 'x_OvhLineId'])).toEqual(['columns.once']);
    // Columns of another version are no columns of FOCUS.
    expect(of(names, '1.2')).toEqual(['columns.custom']);
    expect(of(names, '1.4')).toContain('columns.custom');
    expect(of(namesOf(dataset, '1.2'), '1.4')).toEqual(
      expect.arrayContaining(['ServiceProviderName.present', 'HostProviderName.present']),
    );
    expect(of(names.map((name) => name.toLowerCase())).length).toBeGreaterThan(20);
  });

  test('a file of others is held to the specification alone', () => {
    const names = namesOf(dataset, '1.3').filter((name) => !name.startsWith('x_'));
    const rows = GOOD[dataset].map((row) => ({
      ...row,
      InvoiceId: null,
      BilledCost: '1.0',
      HostProviderName: 'Elsewhere',
    }));
    expect(idsOf({ dataset, version: '1.3', rows, names, isOurs: false })).toEqual([]);
  });
});
