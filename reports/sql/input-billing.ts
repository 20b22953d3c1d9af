// The tables of billing that the views read.
import type { InputTable } from './inputs.js';

const key = { _account: 'text' } as const;
const deletable = { ...key, _deleted_at: 'timestamp' } as const;
const totals = {
  price_with_tax_ucents: 'bigint',
  price_with_tax_currency_code: 'text',
  price_without_tax_ucents: 'bigint',
  tax_ucents: 'bigint',
} as const;
const line = {
  ...deletable,
  description: 'text',
  domain: 'text',
  resource: 'text',
  quantity: 'text',
  quantity_number: 'decimal',
  total_price_ucents: 'bigint',
  total_price_currency_code: 'text',
  unit_price_value: 'decimal',
} as const;
const period = { period_start: 'date', period_end: 'date' } as const;

export const BILLING_INPUTS = {
  account: {
    path: '/me',
    preset: 'account',
    columns: { ...key, currency_code: 'text', ovh_subsidiary: 'text', country: 'text', organisation: 'text' },
  },
  bills: {
    path: '/me/bill/{billId}',
    preset: 'bills',
    columns: {
      ...deletable,
      ...totals,
      bill_id: 'text',
      date_day: 'date',
      category: 'text',
      order_id: 'bigint',
    },
  },
  bill_details: {
    path: '/me/bill/{billId}/details/{billDetailId}',
    preset: 'bills',
    columns: { ...line, ...period, bill_id: 'text', bill_detail_id: 'text' },
  },
  refunds: {
    path: '/me/refund/{refundId}',
    preset: 'refunds',
    columns: {
      ...deletable,
      ...totals,
      refund_id: 'text',
      date_day: 'date',
      order_id: 'bigint',
      original_bill_id: 'text',
    },
  },
  refund_details: {
    path: '/me/refund/{refundId}/details/{refundDetailId}',
    preset: 'refunds',
    columns: { ...line, refund_id: 'text', refund_detail_id: 'text' },
  },
  corrective_invoices: {
    path: '/me/correctiveInvoice/{correctiveInvoiceId}',
    preset: 'corrective_invoices',
    columns: {
      ...deletable,
      ...totals,
      corrective_invoice_id: 'text',
      date_day: 'date',
      category: 'text',
      order_id: 'bigint',
      corrected_invoice_id: 'text',
    },
  },
  corrective_invoice_details: {
    path: '/me/correctiveInvoice/{correctiveInvoiceId}/details/{correctiveInvoiceDetailId}',
    preset: 'corrective_invoices',
    columns: { ...line, ...period, corrective_invoice_id: 'text', corrective_invoice_detail_id: 'text' },
  },
  bill_payments: {
    path: '/me/bill/{billId}/payment',
    preset: 'bill_payments',
    columns: {
      ...deletable,
      bill_id: 'text',
      payment_date_day: 'date',
      payment_type: 'text',
      payment_identifier: 'text',
    },
  },
  refund_payments: {
    path: '/me/refund/{refundId}/payment',
    preset: 'refunds',
    columns: {
      ...deletable,
      refund_id: 'text',
      payment_date_day: 'date',
      payment_type: 'text',
      payment_identifier: 'text',
    },
  },
  corrective_invoice_payments: {
    path: '/me/correctiveInvoice/{correctiveInvoiceId}/payment',
    preset: 'corrective_invoices',
    columns: {
      ...deletable,
      corrective_invoice_id: 'text',
      payment_date_day: 'date',
      payment_type: 'text',
      payment_identifier: 'text',
    },
  },
  debts: {
    path: '/me/debtAccount/debt/{debtId}',
    preset: 'debts',
    columns: {
      ...deletable,
      debt_id: 'bigint',
      order_id: 'bigint',
      status: 'text',
      due_date_day: 'date',
      amount_ucents: 'bigint',
      amount_currency_code: 'text',
      due_amount_ucents: 'bigint',
      pending_amount_ucents: 'bigint',
      unmatured_amount_ucents: 'bigint',
    },
  },
  debt_operation_objects: {
    path: '/me/debtAccount/debt/{debtId}/operation/{operationId}/associatedObject',
    preset: 'debts',
    columns: { ...key, debt_id: 'bigint', id: 'text', type: 'text' },
  },
} as const satisfies Record<string, InputTable>;
