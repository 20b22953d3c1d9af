// Columns of CostAndUsage that are not written, and why: a column that is half filled says something that is not so.
import type { FeatureLevel, FocusType, FocusVersion, LeftOutColumn } from './column.js';

const leftOut = (
  why: string,
  names: Record<string, [level: FeatureLevel, type: FocusType, allowsNull?: false]>,
  since?: FocusVersion,
): LeftOutColumn[] =>
  Object.entries(names).map(([name, [level, type, notNull]]) => ({
    name,
    level,
    type,
    allowsNull: notNull === undefined,
    why,
    ...(since && { since }),
  }));

const C = 'Conditional';

export const LEFT_OUT: readonly LeftOutColumn[] = [
  ...leftOut(
    'the API splits no shared costs',
    {
      AllocatedMethodDetails: ['Recommended', 'JSON'],
      AllocatedMethodId: [C, 'String'],
      AllocatedResourceId: [C, 'String'],
      AllocatedResourceName: [C, 'String'],
      AllocatedTags: [C, 'JSON'],
    },
    '1.3',
  ),
  ...leftOut('lines of invoices name no zone', { AvailabilityZone: ['Recommended', 'String'] }),
  ...leftOut('all accounts are of one type', { BillingAccountType: [C, 'String', false] }),
  ...leftOut('OVHcloud sells no reservations of capacity', {
    CapacityReservationId: [C, 'String'],
    CapacityReservationStatus: [C, 'String'],
  }),
  ...leftOut(
    'lines of invoices do not say which savings plan covers them; the views `commitments` and `charges_by_resource` do, where usage is loaded',
    {
      CommitmentDiscountCategory: [C, 'String'],
      CommitmentDiscountId: [C, 'String'],
      CommitmentDiscountName: [C, 'String'],
      CommitmentDiscountQuantity: [C, 'Decimal'],
      CommitmentDiscountStatus: [C, 'String'],
      CommitmentDiscountType: [C, 'String'],
      CommitmentDiscountUnit: [C, 'String'],
    },
  ),
  ...leftOut(
    'the API does not say what a commitment could cover',
    { CommitmentProgramEligibilityDetails: [C, 'JSON'] },
    '1.4',
  ),
  ...leftOut('lines of invoices have a price, and no measured usage beside it', {
    ConsumedQuantity: [C, 'Decimal'],
    ConsumedUnit: [C, 'String'],
  }),
  ...leftOut('the API has no contracts', { ContractApplied: [C, 'JSON'] }, '1.3'),
  ...leftOut(
    'quantity × unit price is the cost of most lines only: OVHcloud rounds lines to the cent. The printed price is in `x_OvhUnitPrice`',
    { ContractedUnitPrice: [C, 'Decimal'], ListUnitPrice: [C, 'Decimal'] },
  ),
  ...leftOut('prices and bills have the same currency', {
    PricingCurrency: [C, 'String'],
    PricingCurrencyContractedUnitPrice: [C, 'Decimal'],
    PricingCurrencyEffectiveCost: [C, 'Decimal'],
    PricingCurrencyListUnitPrice: [C, 'Decimal'],
  }),
  ...leftOut(
    'a plan code is known for a part of the lines, and must be there for all usage and purchases. It is in `x_OvhPlanCode`',
    {
      SkuId: [C, 'String'],
      SkuMeter: [C, 'String'],
      SkuPriceDetails: [C, 'JSON'],
      SkuPriceId: [C, 'String'],
    },
  ),
  ...leftOut('all sub accounts are Public Cloud projects', { SubAccountType: [C, 'String'] }),
];

/** Of InvoiceDetail. */
export const INVOICE_DETAIL_LEFT_OUT: readonly LeftOutColumn[] = [
  ...leftOut(
    'documents are paid in their own currency',
    {
      PaymentCurrencyBilledCost: [C, 'Decimal', false],
      PaymentCurrencyInvoiceDetailId: [C, 'String', false],
    },
    '1.4',
  ),
  ...leftOut('OVHcloud takes no purchase order numbers', { PurchaseOrderNumber: [C, 'String'] }, '1.4'),
];
