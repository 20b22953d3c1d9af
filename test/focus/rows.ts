// Rows that break no rule, for tests that plant what is wrong.

import { FocusChecker } from '../../reports/focus/check/checker.js';
import type { FocusValue, KnownFacts, Violation } from '../../reports/focus/check/rule.js';
import type { FocusDataset, FocusVersion } from '../../reports/focus/columns/column.js';
import { writtenColumns } from '../../reports/focus/columns/datasets.js';

export type Row = Record<string, FocusValue>;

const LINE: Row = {
  BilledCost: '59.9',
  BillingAccountId: 'ab12345-ovh',
  BillingAccountName: null,
  BillingCurrency: 'EUR',
  BillingPeriodEnd: '2026-01-01T00:00:00Z',
  BillingPeriodStart: '2025-12-01T00:00:00Z',
  ChargeCategory: 'Usage',
  ChargeClass: null,
  ChargeDescription: 'Location d’un serveur – 1 mois',
  ChargeFrequency: 'Recurring',
  ChargePeriodEnd: '2026-01-01T00:00:00Z',
  ChargePeriodStart: '2025-12-01T00:00:00Z',
  ContractedCost: '59.9',
  EffectiveCost: '59.9',
  HostProviderName: 'OVHcloud',
  InvoiceDetailId: '1',
  InvoiceId: 'FR100',
  InvoiceIssuerName: 'OVHcloud',
  ListCost: '59.9',
  PricingCategory: 'Standard',
  PricingQuantity: '1.0',
  PricingUnit: 'Units',
  ProviderName: 'OVHcloud',
  PublisherName: 'OVHcloud',
  RegionId: 'GRA',
  RegionName: 'GRA',
  ResourceId: 'ns1.ip-192-0-2.eu',
  ResourceName: 'web 1',
  ResourceType: 'Dedicated Server',
  ServiceCategory: 'Compute',
  ServiceName: 'Dedicated servers',
  ServiceProviderName: 'OVHcloud',
  ServiceSubcategory: 'Other (Compute)',
  SubAccountId: null,
  SubAccountName: null,
  Tags: '{"team":"blue","n":1}',
  x_OvhAdjustment: null,
  x_OvhCategory: 'autorenew',
  x_OvhChargeCategory: 'Purchase',
  x_OvhCorrectedInvoiceId: null,
  x_OvhDescription: 'Location d’un serveur – 1 mois',
  x_OvhDocumentType: 'bill',
  x_OvhDomain: 'ns1.ip-192-0-2.eu',
  x_OvhLineId: '1',
  x_OvhLineType: 'RENEW',
  x_OvhOrderId: '123',
  x_OvhPlanCode: null,
  x_OvhQuantity: '1',
  x_OvhUnitPrice: '59.9',
};

const TAX: Row = {
  ...LINE,
  BilledCost: '11.98',
  ChargeCategory: 'Tax',
  ChargeDescription: 'Tax',
  ChargeFrequency: 'One-Time',
  ContractedCost: '11.98',
  EffectiveCost: '11.98',
  HostProviderName: null,
  InvoiceDetailId: 'tax',
  ListCost: '11.98',
  PricingCategory: null,
  PricingQuantity: null,
  PricingUnit: null,
  RegionId: null,
  RegionName: null,
  ResourceId: null,
  ResourceName: null,
  ResourceType: null,
  ServiceCategory: 'Other',
  ServiceName: 'Tax',
  ServiceSubcategory: 'Other (Other)',
  SubAccountId: 'c0ffee',
  SubAccountName: 'Shop',
  Tags: null,
  x_OvhChargeCategory: 'Tax',
  x_OvhLineId: 'tax',
  x_OvhLineType: null,
  x_OvhQuantity: null,
  x_OvhUnitPrice: null,
};

const DETAIL: Row = {
  BilledCost: '59.9',
  BillingAccountId: 'ab12345-ovh',
  BillingCurrency: 'EUR',
  BillingPeriodEnd: '2026-01-01T00:00:00Z',
  BillingPeriodStart: '2025-12-01T00:00:00Z',
  ChargeCategory: 'Usage',
  InvoiceDetailCreated: '2025-12-02T00:00:00Z',
  InvoiceDetailDescription: 'Server',
  InvoiceDetailGrain: '{"ServiceName":"Dedicated servers","x_More":"y"}',
  InvoiceDetailId: '1',
  InvoiceDetailLastUpdated: '2025-12-20T00:00:00Z',
  InvoiceId: 'FR100',
  InvoiceIssueDate: '2025-12-02T00:00:00Z',
  InvoiceIssueStatus: 'Issued',
  InvoiceIssuerName: 'OVHcloud',
  PaymentCurrency: 'EUR',
  PaymentDueDate: null,
  PaymentTerms: 'Net 30',
  ReferenceInvoiceId: 'FR100',
  x_OvhDocumentType: 'bill',
  x_OvhInvoiceOpenAmount: '0.0',
  x_OvhInvoicePaidAmount: '71.88',
  x_OvhInvoicePayableAmount: '71.88',
  x_OvhPaidDate: '2025-12-20T00:00:00Z',
  x_OvhPaymentId: 'P-1',
  x_OvhPaymentState: 'paid',
  x_OvhPaymentType: 'CREDIT_CARD',
};

const PERIOD: Row = {
  BillingPeriodCreated: '2025-12-01T00:00:00Z',
  BillingPeriodEnd: '2026-01-01T00:00:00Z',
  BillingPeriodLastUpdated: '2026-01-01T00:00:00Z',
  BillingPeriodStart: '2025-12-01T00:00:00Z',
  BillingPeriodStatus: 'Closed',
  InvoiceIssuerName: 'OVHcloud',
  x_OvhInvoiceCount: '1.0',
  x_OvhOpenInvoiceCount: '0.0',
  x_OvhPaidInvoiceCount: '1.0',
};

/** A line and the tax of one document, or the records of it. */
export const GOOD: Readonly<Record<FocusDataset, readonly [Row, Row]>> = {
  CostAndUsage: [LINE, TAX],
  InvoiceDetail: [DETAIL, { ...DETAIL, BilledCost: '11.98', ChargeCategory: 'Tax', InvoiceDetailId: 'tax' }],
  BillingPeriod: [
    PERIOD,
    {
      ...PERIOD,
      BillingPeriodStart: '2026-01-01T00:00:00Z',
      BillingPeriodEnd: '2026-02-01T00:00:00Z',
      BillingPeriodLastUpdated: '2026-02-01T00:00:00Z',
    },
  ],
};

export const KNOWN: KnownFacts = {
  payable: new Map([['ab12345-ovh bill FR100', 7_188_000_000n]]),
  purchases: 'usage',
};

export function namesOf(dataset: FocusDataset, version: FocusVersion, isAscii = false): string[] {
  return writtenColumns(dataset, version, isAscii).map(({ name }) => name);
}

export interface Checked {
  dataset: FocusDataset;
  version: FocusVersion;
  rows: readonly Row[];
  names?: readonly string[];
  known?: KnownFacts;
  isOurs?: boolean;
}

export function violationsOf({
  dataset,
  version,
  rows,
  names,
  known = KNOWN,
  isOurs = true,
}: Checked): Violation[] {
  const columns = names ?? namesOf(dataset, version);
  const checker = new FocusChecker(columns, { dataset, version, isOurs, known });
  for (const row of rows) checker.see(columns.map((name) => row[name] ?? null));
  return checker.violations();
}

export function idsOf(checked: Checked): string[] {
  return violationsOf(checked).map(({ rule }) => rule.id);
}
