// Rules of InvoiceDetail and BillingPeriod that look at several columns of a record.
import { isCurrency, isMonthStart, nextMonth, objectOf } from './formats.js';
import type { RowRule } from './rule.js';

/** Keys that the specification defines for InvoiceDetailGrain. */
const GRAIN_KEYS = [
  'ContractId',
  'RegionId',
  'ResourceId',
  'ResourceType',
  'ServiceName',
  'SkuId',
  'SkuMeter',
  'SkuPriceId',
  'SubAccountId',
];

function detail(
  id: string,
  page: string,
  says: string,
  columns: readonly string[],
  holds: RowRule['holds'],
  more: Partial<RowRule> = {},
): RowRule {
  return { id, dataset: 'InvoiceDetail', since: '1.4', page, says, columns, holds, ...more };
}

const wholeMonths = (dataset: RowRule['dataset']): RowRule[] => [
  {
    id: 'BillingPeriodStart.month',
    dataset,
    since: '1.4',
    page: 'Billing Period Start',
    says: 'BillingPeriodStart MUST be the inclusive start bound of the billing period.',
    columns: ['BillingPeriodStart'],
    holds: (start) => start == null || isMonthStart(start),
  },
  {
    id: 'BillingPeriodEnd.month',
    dataset,
    since: '1.4',
    page: 'Billing Period End',
    says: 'BillingPeriodEnd MUST be the exclusive end bound of the billing period.',
    columns: ['BillingPeriodEnd', 'BillingPeriodStart'],
    holds: (end, start) => end == null || start == null || end === nextMonth(start),
  },
];

export const INVOICE_DETAIL_RULES: readonly RowRule[] = [
  detail(
    'BillingCurrency.national',
    'Billing Currency',
    'BillingCurrency MUST be expressed in national currency (e.g., USD, EUR).',
    ['BillingCurrency'],
    (currency) => currency == null || isCurrency(currency),
  ),
  ...wholeMonths('InvoiceDetail'),
  detail(
    'InvoiceDetailDescription.null',
    'Invoice Detail Description',
    'InvoiceDetailDescription SHOULD NOT be null.',
    ['InvoiceDetailDescription'],
    (value) => value !== null,
  ),
  detail(
    'InvoiceDetailGrain.null',
    'Invoice Detail Grain',
    'InvoiceDetailGrain MUST NOT be null when one or more properties uniquely define the granularity of the invoice line item.',
    ['InvoiceDetailGrain'],
    (grain) => grain !== null,
    { onlyOurs: true },
  ),
  detail(
    'InvoiceDetailGrain.names',
    'Invoice Detail Grain',
    'InvoiceDetailGrain property keys MUST begin with the string "x_" unless it is a FOCUS-defined property.',
    ['InvoiceDetailGrain'],
    (grain) =>
      grain == null ||
      Object.keys(objectOf(grain) ?? {}).every((key) => key.startsWith('x_') || GRAIN_KEYS.includes(key)),
  ),
  detail(
    'InvoiceDetailLastUpdated.after',
    'Invoice Detail Last Updated',
    'InvoiceDetailLastUpdated MUST be greater than or equal to InvoiceDetailCreated.',
    ['InvoiceDetailLastUpdated', 'InvoiceDetailCreated'],
    (updated, created) => updated == null || created == null || updated >= created,
  ),
  detail(
    'PaymentCurrency.national',
    'Payment Currency',
    'PaymentCurrency MUST be expressed in national currency (e.g., USD, EUR).',
    ['PaymentCurrency'],
    (currency) => currency == null || isCurrency(currency),
  ),
  detail(
    'ReferenceInvoiceId.own',
    'Reference Invoice ID',
    'ReferenceInvoiceId MUST match the InvoiceId of the current invoice if it does not adjust another invoice.',
    ['ReferenceInvoiceId', 'InvoiceId', 'x_OvhDocumentType'],
    (reference, id, type) => type !== 'bill' || reference === id,
    { onlyOurs: true },
  ),
];

export const BILLING_PERIOD_RULES: readonly RowRule[] = [
  ...wholeMonths('BillingPeriod'),
  {
    id: 'BillingPeriodLastUpdated.after',
    dataset: 'BillingPeriod',
    since: '1.4',
    page: 'Billing Period Last Updated',
    says: 'BillingPeriodLastUpdated MUST be greater than or equal to BillingPeriodCreated.',
    columns: ['BillingPeriodLastUpdated', 'BillingPeriodCreated'],
    holds: (updated, created) => updated == null || created == null || updated >= created,
  },
];
