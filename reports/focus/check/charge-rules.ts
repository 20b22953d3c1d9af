// Rules of CostAndUsage that look at several columns of a row.
import { SUBCATEGORIES } from '../../services/services.js';
import { isCurrency, isMonthStart, isUnit, nextMonth, ucentsOf } from './formats.js';
import type { FocusValue, RowRule } from './rule.js';

const dataset = 'CostAndUsage';

function rule(
  id: string,
  page: string,
  says: string,
  columns: readonly string[],
  holds: RowRule['holds'],
  more: Partial<RowRule> = {},
): RowRule {
  return { id, dataset, page, says, columns, holds, ...more };
}

/** One of two columns is null exactly where the other is. */
function together(name: string, other: string, page: string): RowRule[] {
  return [
    rule(
      `${name}.without`,
      page,
      `${name} MUST be null when ${other} is null.`,
      [name, other],
      (value, key) => (key === null ? value === null : true),
    ),
    rule(
      `${name}.with`,
      page,
      `${name} MUST NOT be null when ${other} is not null.`,
      [name, other],
      (value, key) => (key !== null ? value !== null : true),
    ),
  ];
}

/** Null for tax, not null for usage and purchases that correct nothing. */
function priced(name: string, page: string): RowRule[] {
  return [
    rule(
      `${name}.tax`,
      page,
      `${name} MUST be null when ChargeCategory is "Tax".`,
      [name, 'ChargeCategory'],
      (value, category) => category !== 'Tax' || value === null,
    ),
    rule(
      `${name}.priced`,
      page,
      `${name} MUST NOT be null when ChargeCategory is "Usage" or "Purchase" and ChargeClass is not "Correction".`,
      [name, 'ChargeCategory', 'ChargeClass'],
      (value, category, chargeClass) =>
        value !== null || !(category === 'Usage' || category === 'Purchase') || chargeClass === 'Correction',
    ),
  ];
}

/** A cost that is not derived from other rows is the billed one. */
function asBilled(name: string, page: string): RowRule {
  return rule(
    `${name}.credit`,
    page,
    `${name} of a charge unrelated to other charges (e.g., when the ChargeCategory is "Credit") MUST match the BilledCost.`,
    [name, 'BilledCost', 'ChargeCategory'],
    (value, billed, category) =>
      category !== 'Credit' || ucentsOf(value ?? null) === ucentsOf(billed ?? null),
  );
}

const isZero = (value: FocusValue | undefined) => ucentsOf(value ?? null) === 0n;

export const CHARGE_RULES: readonly RowRule[] = [
  rule(
    'BilledCost.third-party',
    'Billed Cost',
    'BilledCost MUST be 0 for charges where payments are received by a third party (e.g., marketplace transactions).',
    ['BilledCost', 'ProviderName', 'InvoiceIssuerName'],
    (billed, provider, issuer) => provider === issuer || isZero(billed),
    { until: '1.3' },
  ),
  rule(
    'BilledCost.third-party-service',
    'Billed Cost',
    'BilledCost MUST be 0 for charges where payments are received by a third party (e.g., marketplace transactions).',
    ['BilledCost', 'ServiceProviderName', 'InvoiceIssuerName'],
    (billed, provider, issuer) => provider === issuer || isZero(billed),
    { since: '1.3' },
  ),
  rule(
    'BillingCurrency.national',
    'Billing Currency',
    'BillingCurrency MUST be expressed in national currency (e.g., USD, EUR).',
    ['BillingCurrency'],
    (currency) => currency == null || isCurrency(currency),
  ),
  rule(
    'BillingPeriodStart.month',
    'Billing Period Start',
    'BillingPeriodStart MUST be the inclusive start bound of the billing period.',
    ['BillingPeriodStart'],
    (start) => start == null || isMonthStart(start),
  ),
  rule(
    'BillingPeriodEnd.month',
    'Billing Period End',
    'BillingPeriodEnd MUST be the exclusive end bound of the billing period.',
    ['BillingPeriodEnd', 'BillingPeriodStart'],
    (end, start) => end == null || start == null || end === nextMonth(start),
  ),
  rule(
    'ChargeClass.bill',
    'Charge Class',
    'ChargeClass MUST be null when the row does not represent a correction or when it represents a correction within the current billing period.',
    ['ChargeClass', 'x_OvhDocumentType'],
    (chargeClass, document) => document !== 'bill' || chargeClass === null,
    { onlyOurs: true },
  ),
  rule(
    'ChargeDescription.null',
    'Charge Description',
    'ChargeDescription SHOULD NOT be null.',
    ['ChargeDescription'],
    (value) => value !== null,
  ),
  rule(
    'ChargeFrequency.purchase',
    'Charge Frequency',
    'ChargeFrequency MUST NOT be "Usage-Based" when ChargeCategory is "Purchase".',
    ['ChargeFrequency', 'ChargeCategory'],
    (frequency, category) => category !== 'Purchase' || frequency !== 'Usage-Based',
  ),
  rule(
    'ChargePeriodEnd.after',
    'Charge Period End',
    'ChargePeriodEnd MUST be the exclusive end bound of the effective period of the charge.',
    ['ChargePeriodEnd', 'ChargePeriodStart'],
    (end, start) => end == null || start == null || end > start,
  ),
  asBilled('ContractedCost', 'Contracted Cost'),
  asBilled('EffectiveCost', 'Effective Cost'),
  asBilled('ListCost', 'List Cost'),
  rule(
    'HostProviderName.provider',
    'Host Provider Name',
    'HostProviderName MUST equal ServiceProviderName in all other cases.',
    ['HostProviderName', 'ServiceProviderName'],
    (host, provider) => host === null || host === provider,
    { since: '1.3', onlyOurs: true },
  ),
  ...together('InvoiceDetailId', 'InvoiceId', 'Invoice Detail ID').map(
    (each): RowRule => ({
      ...each,
      since: '1.4',
      says: each.id.endsWith('without')
        ? 'InvoiceDetailId MUST be null when the charge is not associated either with an invoice or with a pre-generated provisional invoice.'
        : 'InvoiceDetailId MUST NOT be null when the charge is associated with either an issued invoice or a pre-generated provisional invoice.',
    }),
  ),
  rule(
    'InvoiceId.null',
    'Invoice ID',
    'InvoiceId MUST NOT be null when the charge is associated with either an issued invoice or a pre-generated provisional invoice.',
    ['InvoiceId'],
    (id) => id !== null,
    { onlyOurs: true },
  ),
  ...priced('PricingCategory', 'Pricing Category'),
  ...priced('PricingQuantity', 'Pricing Quantity'),
  ...together('PricingUnit', 'PricingQuantity', 'Pricing Unit'),
  rule(
    'PricingUnit.format',
    'Pricing Unit',
    'PricingUnit SHOULD conform to UnitFormat requirements.',
    ['PricingUnit'],
    (unit) => unit == null || isUnit(unit),
  ),
  ...together('RegionName', 'RegionId', 'Region Name'),
  rule(
    'ResourceName.without',
    'Resource Name',
    'ResourceName MUST be null when ResourceId is null or when the resource does not have an assigned display name.',
    ['ResourceName', 'ResourceId'],
    (name, id) => id !== null || name === null,
  ),
  rule(
    'ResourceName.duplicate',
    'Resource Name',
    'ResourceName MUST NOT duplicate ResourceId when the resource is not provisioned interactively or only has a system-generated ResourceId.',
    ['ResourceName', 'ResourceId'],
    (name, id) => name === null || name !== id,
  ),
  ...together('ResourceType', 'ResourceId', 'Resource Type'),
  rule(
    'ServiceSubcategory.parent',
    'Service Subcategory',
    'ServiceSubcategory MUST have one and only one parent ServiceCategory as specified in the allowed values below.',
    ['ServiceSubcategory', 'ServiceCategory'],
    (subcategory, category) =>
      (SUBCATEGORIES as Readonly<Record<string, readonly string[]>>)[category ?? '']?.includes(
        subcategory ?? '',
      ) ?? false,
  ),
  ...together('SubAccountName', 'SubAccountId', 'Sub Account Name'),
];
