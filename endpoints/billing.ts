// Presets: bills, refunds, corrective invoices, orders, debts, documents of the account.
import type { Preset } from '../connector/model/preset.js';

const SECRETS_LEFT_OUT =
  'password, url and pdfUrl open the document itself and are left out; `include: [pdfUrl]` loads one.';

export const BILLING_PRESETS: readonly Preset[] = [
  {
    name: 'account',
    title: 'The account',
    description: 'Whose account it is: nichandle, subsidiary, currency. One row; personal data.',
    endpoints: [{ name: 'account', path: '/me' }],
  },
  {
    name: 'bills',
    title: 'Bills and their lines',
    description: 'Every bill with its totals, and every line of every bill with its period, quantity and prices.',
    endpoints: [
      { name: 'bill_ids', path: '/me/bill', options: { item: 'billId' } },
      { name: 'bills', path: '/me/bill/{billId}', parameters: { billId: { from: 'bill_ids' } } },
      {
        name: 'bill_detail_ids',
        path: '/me/bill/{billId}/details',
        parameters: { billId: { from: 'bill_ids' } },
        options: { item: 'billDetailId' },
      },
      {
        name: 'bill_details',
        path: '/me/bill/{billId}/details/{billDetailId}',
        parameters: {
          billId: { from: 'bill_detail_ids', parameter: 'billId' },
          billDetailId: { from: 'bill_detail_ids' },
        },
      },
    ],
    notes: [
      'Prices of lines are without tax.',
      'Narrow it with `query: { date.from: 2024-01-01 }` (and date.to, category, orderId).',
      SECRETS_LEFT_OUT,
    ],
  },
  {
    name: 'bill_payments',
    title: 'Payments of bills',
    description: 'How and when each bill was paid. A bill without a row is not paid yet.',
    endpoints: [
      { name: 'bill_ids', path: '/me/bill', options: { item: 'billId' } },
      {
        name: 'bill_payments',
        path: '/me/bill/{billId}/payment',
        parameters: { billId: { from: 'bill_ids' } },
        options: { absent: [404] },
      },
    ],
    notes: ['Use it beside `bills` with `only: [bill_payments]`: the list of bills is then read once.'],
  },
  {
    name: 'refunds',
    title: 'Refunds and their lines',
    description: 'Credit notes with their lines. Spend is bills plus corrective invoices minus refunds.',
    endpoints: [
      { name: 'refund_ids', path: '/me/refund', options: { item: 'refundId' } },
      { name: 'refunds', path: '/me/refund/{refundId}', parameters: { refundId: { from: 'refund_ids' } } },
      {
        name: 'refund_detail_ids',
        path: '/me/refund/{refundId}/details',
        parameters: { refundId: { from: 'refund_ids' } },
        options: { item: 'refundDetailId' },
      },
      {
        name: 'refund_details',
        path: '/me/refund/{refundId}/details/{refundDetailId}',
        parameters: {
          refundId: { from: 'refund_detail_ids', parameter: 'refundId' },
          refundDetailId: { from: 'refund_detail_ids' },
        },
      },
    ],
    notes: [SECRETS_LEFT_OUT],
  },
  {
    name: 'corrective_invoices',
    title: 'Corrective invoices and their lines',
    description: 'Invoices that correct an earlier one. Regions that do not have them answer that the route is unknown.',
    endpoints: [
      { name: 'corrective_invoice_ids', path: '/me/correctiveInvoice', options: { item: 'correctiveInvoiceId' } },
      {
        name: 'corrective_invoices',
        path: '/me/correctiveInvoice/{correctiveInvoiceId}',
        parameters: { correctiveInvoiceId: { from: 'corrective_invoice_ids' } },
      },
      {
        name: 'corrective_invoice_detail_ids',
        path: '/me/correctiveInvoice/{correctiveInvoiceId}/details',
        parameters: { correctiveInvoiceId: { from: 'corrective_invoice_ids' } },
        options: { item: 'correctiveInvoiceDetailId' },
      },
      {
        name: 'corrective_invoice_details',
        path: '/me/correctiveInvoice/{correctiveInvoiceId}/details/{correctiveInvoiceDetailId}',
        parameters: {
          correctiveInvoiceId: { from: 'corrective_invoice_detail_ids', parameter: 'correctiveInvoiceId' },
          correctiveInvoiceDetailId: { from: 'corrective_invoice_detail_ids' },
        },
      },
    ],
    notes: [SECRETS_LEFT_OUT],
  },
  {
    name: 'orders',
    title: 'Orders, their lines and their status',
    description: 'Every order with its totals, its lines and where it stands.',
    endpoints: [
      { name: 'order_ids', path: '/me/order', options: { item: 'orderId' } },
      { name: 'orders', path: '/me/order/{orderId}', parameters: { orderId: { from: 'order_ids' } } },
      { name: 'order_status', path: '/me/order/{orderId}/status', parameters: { orderId: { from: 'order_ids' } } },
      {
        name: 'order_detail_ids',
        path: '/me/order/{orderId}/details',
        parameters: { orderId: { from: 'order_ids' } },
        options: { item: 'orderDetailId' },
      },
      {
        name: 'order_details',
        path: '/me/order/{orderId}/details/{orderDetailId}',
        parameters: {
          orderId: { from: 'order_detail_ids', parameter: 'orderId' },
          orderDetailId: { from: 'order_detail_ids' },
        },
      },
    ],
    notes: [SECRETS_LEFT_OUT],
  },
  {
    name: 'debts',
    title: 'What is owed',
    description: 'The balance of the debt account, and every debt with what is still due.',
    endpoints: [
      { name: 'debt_account', path: '/me/debtAccount' },
      { name: 'debt_ids', path: '/me/debtAccount/debt', options: { item: 'debtId' } },
      { name: 'debts', path: '/me/debtAccount/debt/{debtId}', parameters: { debtId: { from: 'debt_ids' } } },
    ],
  },
  {
    name: 'documents',
    title: 'Documents of the account',
    description: 'Documents that were uploaded to the account: name, size, validation.',
    endpoints: [
      { name: 'document_ids', path: '/me/document', options: { item: 'id' } },
      { name: 'documents', path: '/me/document/{id}', parameters: { id: { from: 'document_ids' } } },
    ],
    notes: ['getUrl and putUrl open the document and are left out.'],
  },
];
