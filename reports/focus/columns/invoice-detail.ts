// The dataset InvoiceDetail of 1.4: one record a line of each document, its tax, and what makes up for a difference.
import { amount, type CustomColumn, column, cost, day, type FocusColumn, ownColumn, text } from './column.js';
import { CHARGE_CATEGORIES, PROVIDER } from './cost-and-usage.js';

export const INVOICE_DETAIL: readonly FocusColumn[] = [
  column(
    'BilledCost',
    'Mandatory',
    'Decimal',
    cost('billed_ucents'),
    'as in CostAndUsage. The records of an invoice add up to what is to be paid; lines of 0 are records too',
  ),
  column('BillingAccountId', 'Mandatory', 'String', text('_account'), 'account (nichandle)'),
  column('BillingCurrency', 'Mandatory', 'String', text('currency'), 'currency of the document'),
  column('BillingPeriodEnd', 'Mandatory', 'Date/Time', day('billing_end'), 'as in CostAndUsage'),
  column('BillingPeriodStart', 'Mandatory', 'Date/Time', day('billing_start'), 'as in CostAndUsage'),
  column('ChargeCategory', 'Mandatory', 'String', text('charge_category'), 'as in CostAndUsage', {
    allowed: CHARGE_CATEGORIES,
  }),
  column('InvoiceDetailCreated', 'Mandatory', 'Date/Time', day('day'), 'day of the document'),
  column(
    'InvoiceDetailDescription',
    'Mandatory',
    'String',
    text('description'),
    'as ChargeDescription of CostAndUsage',
    { text: 'words', allowsNull: true },
  ),
  column(
    'InvoiceDetailGrain',
    'Mandatory',
    'JSON',
    { field: 'grain', as: 'json' },
    'what the line is for: `ServiceName`, and where they are known `SubAccountId`, `ResourceType`, `ResourceId`, `RegionId`',
    { allowsNull: true },
  ),
  column(
    'InvoiceDetailId',
    'Mandatory',
    'String',
    text('line_id'),
    'id of the line; `tax`, `adjustment-lines`, `adjustment-total` for what is no line. Unique in an invoice',
  ),
  column(
    'InvoiceDetailLastUpdated',
    'Mandatory',
    'Date/Time',
    day('updated_day'),
    'day of the payment, where it is known and later than that of the document; else that',
  ),
  column(
    'InvoiceId',
    'Mandatory',
    'String',
    text('document_id'),
    'id of the bill, the refund or the corrective invoice',
  ),
  column(
    'InvoiceIssueDate',
    'Mandatory',
    'Date/Time',
    day('day'),
    'day of the document, as the API printed it',
    { allowsNull: true },
  ),
  column(
    'InvoiceIssueStatus',
    'Mandatory',
    'String',
    { constant: 'Issued' },
    '`Issued`: the API lists issued documents alone, and they never change',
    { allowed: ['Open', 'Issued', 'Voided'] },
  ),
  column('InvoiceIssuerName', 'Mandatory', 'String', { constant: PROVIDER }, '`OVHcloud`'),
  column(
    'PaymentCurrency',
    'Conditional',
    'String',
    text('currency'),
    'as BillingCurrency: OVHcloud is paid in the currency of the document',
  ),
  column(
    'PaymentDueDate',
    'Mandatory',
    'Date/Time',
    day('due_day'),
    'day on which its debt is due, where debts are loaded',
    { allowsNull: true },
  ),
  column(
    'PaymentTerms',
    'Mandatory',
    'String',
    text('payment_terms'),
    '`Net 30`, from the days between document and due date; `Unspecified` where no due date is known',
  ),
  column(
    'ReferenceInvoiceId',
    'Mandatory',
    'String',
    text('reference_id'),
    'bill that a refund or a corrective invoice is for; else the invoice itself',
  ),
].map((each) => ({ ...each, since: '1.4' }));

export const PAYMENT_STATES = ['paid', 'part', 'open', 'overdue', 'credit', 'nothing', 'unknown'] as const;

/** The standard leaves open whether an invoice is paid: these columns say it. */
export const INVOICE_DETAIL_CUSTOM: readonly CustomColumn[] = [
  ownColumn('DocumentType', text('document_kind'), '`bill`, `refund` or `corrective`', {
    allowsNull: false,
    allowed: ['bill', 'refund', 'corrective'],
  }),
  ownColumn(
    'InvoiceOpenAmount',
    amount('open_ucents'),
    'what is still to be paid of the whole invoice, the same on each of its records; null where neither payments nor debts are loaded',
    { type: 'Decimal' },
  ),
  ownColumn(
    'InvoicePaidAmount',
    amount('paid_ucents'),
    'what is paid of the whole invoice, the same on each of its records',
    { type: 'Decimal' },
  ),
  ownColumn(
    'InvoicePayableAmount',
    amount('payable_ucents'),
    'total with tax of the whole invoice, the same on each of its records: the sum of their BilledCost',
    { type: 'Decimal', allowsNull: false },
  ),
  ownColumn('PaidDate', day('paid_day'), 'day of the payment', { type: 'Date/Time' }),
  ownColumn('PaymentId', text('payment_identifier'), 'what the bank statement has', { text: 'words' }),
  ownColumn(
    'PaymentState',
    text('payment_state'),
    '`paid`; `part`: some of it is open; `open`; `overdue`; `credit`: a refund or a negative document; `nothing`: a total of 0; `unknown`: neither payments nor debts are loaded',
    { allowsNull: false, allowed: PAYMENT_STATES },
  ),
  ownColumn('PaymentType', text('payment_type'), 'how it was paid'),
].map((each) => ({ ...each, since: '1.4' }));
