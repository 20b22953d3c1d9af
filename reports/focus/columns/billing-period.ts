// The dataset BillingPeriod of 1.4: one record a month.
import { type CustomColumn, column, day, type FocusColumn, ownColumn, text } from './column.js';
import { PROVIDER } from './cost-and-usage.js';

/** Days after the end of a month until which its last documents may come. */
export const DAYS_TO_CLOSE = 7;

export const BILLING_PERIOD: readonly FocusColumn[] = [
  column('BillingPeriodCreated', 'Mandatory', 'Date/Time', day('billing_start'), 'as BillingPeriodStart'),
  column('BillingPeriodEnd', 'Mandatory', 'Date/Time', day('billing_end'), 'first day of the month after'),
  column(
    'BillingPeriodLastUpdated',
    'Mandatory',
    'Date/Time',
    day('updated_day'),
    'day of its last document; of a closed month, not before its end',
  ),
  column(
    'BillingPeriodStart',
    'Mandatory',
    'Date/Time',
    day('billing_start'),
    'first day of a month that has documents',
  ),
  column(
    'BillingPeriodStatus',
    'Mandatory',
    'String',
    text('status'),
    `\`Closed\` where every account was loaded ${DAYS_TO_CLOSE} days or more after the end of the month, else \`Open\``,
    { allowed: ['Open', 'Closed'] },
  ),
  column('InvoiceIssuerName', 'Mandatory', 'String', { constant: PROVIDER }, '`OVHcloud`'),
].map((each) => ({ ...each, since: '1.4' }));

const count = (name: string, field: string, about: string): CustomColumn =>
  ownColumn(name, { field, as: 'decimal' }, about, { type: 'Decimal', allowsNull: false, since: '1.4' });

export const BILLING_PERIOD_CUSTOM: readonly CustomColumn[] = [
  count('InvoiceCount', 'documents', 'documents of the month'),
  count('OpenInvoiceCount', 'open_documents', 'those of which something is still to be paid'),
  count('PaidInvoiceCount', 'paid_documents', 'those that are paid'),
];
