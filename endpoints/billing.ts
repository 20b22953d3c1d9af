// Presets: bills, refunds, corrective invoices, debts, deposits, credit, documents.
import type { Preset } from '../connector/model/preset.js';
import { LINE_COLUMNS } from './line-columns.js';
import { BILL_IDS, BY_DATE } from './shared-lists.js';

export const BILLING_PRESETS: readonly Preset[] = [
  {
    name: 'account',
    title: 'The account',
    description: 'Whose account it is: nichandle, subsidiary, currency. One row; personal data is left out.',
    endpoints: [
      {
        name: 'account',
        path: '/me',
      },
    ],
  },
  {
    name: 'bills',
    title: 'Bills and their lines',
    description:
      'Every bill with its totals, and every line of every bill with its period, quantity and prices.',
    endpoints: [
      BILL_IDS,
      {
        name: 'bills',
        path: '/me/bill/{billId}',
        parameters: { billId: { from: 'bill_ids' } },
        sync: { mode: 'open', until: { eInvoicingStatus: ['accepted', 'ignored', 'ok', 'rejected', null] } },
      },
      {
        name: 'bill_detail_ids',
        path: '/me/bill/{billId}/details',
        parameters: { billId: { from: 'bill_ids' } },
        table: false,
        read: { item: 'billDetailId' },
        sync: { mode: 'known' },
      },
      {
        name: 'bill_details',
        path: '/me/bill/{billId}/details/{billDetailId}',
        parameters: {
          billId: { from: 'bill_detail_ids', parameter: 'billId' },
          billDetailId: { from: 'bill_detail_ids' },
        },
        table: { derive: LINE_COLUMNS },
      },
    ],
    notes: [
      'Prices of lines are without tax.',
      'Narrow it with `query: { date.from: 2024-01-01 }` (and date.to, category, orderId).',
      'password, url and pdfUrl open the document itself and are left out; `include: [pdfUrl]` loads one.',
    ],
  },
  {
    name: 'bill_payments',
    title: 'Payments of bills',
    description: 'How and when each bill was paid. A bill without a row is not paid yet.',
    endpoints: [
      BILL_IDS,
      {
        name: 'bill_payments',
        path: '/me/bill/{billId}/payment',
        parameters: { billId: { from: 'bill_ids' } },
        read: { absent: [404] },
        sync: { mode: 'open' },
      },
    ],
  },
  {
    name: 'bill_debts',
    title: 'Debts of bills',
    description:
      'What is owed for each bill, and the operations that paid it. A bill without a row has no debt.',
    endpoints: [
      BILL_IDS,
      {
        name: 'bill_debts',
        path: '/me/bill/{billId}/debt',
        parameters: { billId: { from: 'bill_ids' } },
        read: { absent: [404] },
      },
      {
        name: 'bill_debts_operation_ids',
        path: '/me/bill/{billId}/debt/operation',
        // Only of bills that have a debt.
        parameters: { billId: { from: 'bill_debts', parameter: 'billId' } },
        table: false,
        read: { item: 'operationId', absent: [404] },
      },
      {
        name: 'bill_debts_operations',
        path: '/me/bill/{billId}/debt/operation/{operationId}',
        parameters: {
          billId: { from: 'bill_debts_operation_ids', parameter: 'billId' },
          operationId: { from: 'bill_debts_operation_ids' },
        },
      },
      {
        name: 'bill_debts_operation_objects',
        path: '/me/bill/{billId}/debt/operation/{operationId}/associatedObject',
        parameters: {
          billId: { from: 'bill_debts_operation_ids', parameter: 'billId' },
          operationId: { from: 'bill_debts_operation_ids' },
        },
        read: { absent: [404] },
      },
    ],
    notes: [
      'Every bill is asked for its debt each time, for a debt may come later: `debts` tells the same by debt, with few calls.',
    ],
  },
  {
    name: 'refunds',
    title: 'Refunds and their lines',
    description: 'Credit notes with their lines. Spend is bills plus corrective invoices minus refunds.',
    endpoints: [
      {
        name: 'refund_ids',
        path: '/me/refund',
        table: false,
        read: { item: 'refundId' },
        sync: { window: BY_DATE },
      },
      {
        name: 'refunds',
        path: '/me/refund/{refundId}',
        parameters: { refundId: { from: 'refund_ids' } },
        sync: { mode: 'known' },
      },
      {
        name: 'refund_detail_ids',
        path: '/me/refund/{refundId}/details',
        parameters: { refundId: { from: 'refund_ids' } },
        table: false,
        read: { item: 'refundDetailId' },
        sync: { mode: 'known' },
      },
      {
        name: 'refund_details',
        path: '/me/refund/{refundId}/details/{refundDetailId}',
        parameters: {
          refundId: { from: 'refund_detail_ids', parameter: 'refundId' },
          refundDetailId: { from: 'refund_detail_ids' },
        },
        table: { derive: LINE_COLUMNS },
      },
      {
        name: 'refund_payments',
        path: '/me/refund/{refundId}/payment',
        parameters: { refundId: { from: 'refund_ids' } },
        read: { absent: [404] },
        sync: { mode: 'open' },
      },
    ],
    notes: [
      'password, url and pdfUrl open the document itself and are left out; `include: [pdfUrl]` loads one.',
    ],
  },
  {
    name: 'corrective_invoices',
    title: 'Corrective invoices and their lines',
    description:
      'Invoices that correct an earlier one. Regions that do not have them answer that the route is unknown.',
    endpoints: [
      {
        name: 'corrective_invoice_ids',
        path: '/me/correctiveInvoice',
        table: false,
        read: { item: 'correctiveInvoiceId' },
        sync: { window: BY_DATE },
      },
      {
        name: 'corrective_invoices',
        path: '/me/correctiveInvoice/{correctiveInvoiceId}',
        parameters: { correctiveInvoiceId: { from: 'corrective_invoice_ids' } },
        sync: { mode: 'open', until: { eInvoicingStatus: ['accepted', 'ignored', 'ok', 'rejected', null] } },
      },
      {
        name: 'corrective_invoice_detail_ids',
        path: '/me/correctiveInvoice/{correctiveInvoiceId}/details',
        parameters: { correctiveInvoiceId: { from: 'corrective_invoice_ids' } },
        table: false,
        read: { item: 'correctiveInvoiceDetailId' },
        sync: { mode: 'known' },
      },
      {
        name: 'corrective_invoice_details',
        path: '/me/correctiveInvoice/{correctiveInvoiceId}/details/{correctiveInvoiceDetailId}',
        parameters: {
          correctiveInvoiceId: { from: 'corrective_invoice_detail_ids', parameter: 'correctiveInvoiceId' },
          correctiveInvoiceDetailId: { from: 'corrective_invoice_detail_ids' },
        },
        table: { derive: LINE_COLUMNS },
      },
      {
        name: 'corrective_invoice_payments',
        path: '/me/correctiveInvoice/{correctiveInvoiceId}/payment',
        parameters: { correctiveInvoiceId: { from: 'corrective_invoice_ids' } },
        read: { absent: [404] },
        sync: { mode: 'open' },
      },
    ],
    notes: [
      'password, url and pdfUrl open the document itself and are left out; `include: [pdfUrl]` loads one.',
    ],
  },
  {
    name: 'debts',
    title: 'What is owed',
    description:
      'The balance of the debt account, every debt with what is still due, and the operations on it.',
    endpoints: [
      {
        name: 'debt_account',
        path: '/me/debtAccount',
        read: { absent: [404] },
        sync: { mode: 'snapshot' },
      },
      {
        name: 'debt_ids',
        path: '/me/debtAccount/debt',
        table: false,
        read: { item: 'debtId' },
      },
      {
        name: 'debts',
        path: '/me/debtAccount/debt/{debtId}',
        parameters: { debtId: { from: 'debt_ids' } },
        sync: { mode: 'open', until: { status: ['PAID', 'REFUNDED', 'WRITE_OFF'] } },
      },
      {
        name: 'debt_operation_ids',
        path: '/me/debtAccount/debt/{debtId}/operation',
        // Below the debt, not beside it: of a debt that is settled they are not asked for again.
        parameters: { debtId: { from: 'debts', parameter: 'debtId' } },
        table: false,
        read: { item: 'operationId' },
      },
      {
        name: 'debt_operations',
        path: '/me/debtAccount/debt/{debtId}/operation/{operationId}',
        parameters: {
          debtId: { from: 'debt_operation_ids', parameter: 'debtId' },
          operationId: { from: 'debt_operation_ids' },
        },
      },
      {
        name: 'debt_operation_objects',
        path: '/me/debtAccount/debt/{debtId}/operation/{operationId}/associatedObject',
        parameters: {
          debtId: { from: 'debt_operation_ids', parameter: 'debtId' },
          operationId: { from: 'debt_operation_ids' },
        },
        read: { absent: [404] },
      },
    ],
    notes: [
      'Each balance is kept: the view `debt_account_latest` shows the last one.',
      'Use `due_amount_value` for what is still to be paid; `todo_amount` is reserved.',
    ],
  },
  {
    name: 'deposits',
    title: 'Deposits',
    description: 'Payments in advance, their lines, and the bills that each has paid.',
    endpoints: [
      {
        name: 'deposit_ids',
        path: '/me/deposit',
        table: false,
        read: { item: 'depositId' },
        sync: { window: BY_DATE },
      },
      {
        name: 'deposits',
        path: '/me/deposit/{depositId}',
        parameters: { depositId: { from: 'deposit_ids' } },
        sync: { mode: 'known' },
      },
      {
        name: 'deposit_detail_ids',
        path: '/me/deposit/{depositId}/details',
        parameters: { depositId: { from: 'deposit_ids' } },
        table: false,
        read: { item: 'depositDetailId' },
        sync: { mode: 'known' },
      },
      {
        name: 'deposit_details',
        path: '/me/deposit/{depositId}/details/{depositDetailId}',
        parameters: {
          depositId: { from: 'deposit_detail_ids', parameter: 'depositId' },
          depositDetailId: { from: 'deposit_detail_ids' },
        },
        table: { derive: LINE_COLUMNS },
      },
      {
        name: 'deposit_paid_bill_ids',
        path: '/me/deposit/{depositId}/paidBills',
        parameters: { depositId: { from: 'deposit_ids' } },
        read: { item: 'billId' },
        sync: { mode: 'known' },
      },
    ],
    notes: [
      'password, url and pdfUrl open the document itself and are left out; `include: [pdfUrl]` loads one.',
    ],
  },
  {
    name: 'withdrawals',
    title: 'Withdrawals',
    description: 'Money paid back from the prepaid account, with its lines.',
    endpoints: [
      {
        name: 'withdrawal_ids',
        path: '/me/withdrawal',
        table: false,
        read: { item: 'withdrawalId' },
        sync: { window: BY_DATE },
      },
      {
        name: 'withdrawals',
        path: '/me/withdrawal/{withdrawalId}',
        parameters: { withdrawalId: { from: 'withdrawal_ids' } },
        sync: { mode: 'known' },
      },
      {
        name: 'withdrawal_detail_ids',
        path: '/me/withdrawal/{withdrawalId}/details',
        parameters: { withdrawalId: { from: 'withdrawal_ids' } },
        table: false,
        read: { item: 'withdrawalDetailId' },
        sync: { mode: 'known' },
      },
      {
        name: 'withdrawal_details',
        path: '/me/withdrawal/{withdrawalId}/details/{withdrawalDetailId}',
        parameters: {
          withdrawalId: { from: 'withdrawal_detail_ids', parameter: 'withdrawalId' },
          withdrawalDetailId: { from: 'withdrawal_detail_ids' },
        },
        table: { derive: LINE_COLUMNS },
      },
    ],
    notes: [
      'password, url and pdfUrl open the document itself and are left out; `include: [pdfUrl]` loads one.',
    ],
  },
  {
    name: 'credit_balances',
    title: 'Credit balances',
    description: 'Vouchers and other credit: balances and every movement.',
    endpoints: [
      {
        name: 'credit_balance_ids',
        path: '/me/credit/balance',
        table: false,
        read: { item: 'balanceName' },
      },
      {
        name: 'credit_balances',
        path: '/me/credit/balance/{balanceName}',
        parameters: { balanceName: { from: 'credit_balance_ids' } },
        sync: { mode: 'snapshot' },
      },
      {
        name: 'credit_movement_ids',
        path: '/me/credit/balance/{balanceName}/movement',
        parameters: { balanceName: { from: 'credit_balance_ids' } },
        table: false,
        read: { item: 'movementId' },
      },
      {
        name: 'credit_movements',
        path: '/me/credit/balance/{balanceName}/movement/{movementId}',
        parameters: {
          balanceName: { from: 'credit_movement_ids', parameter: 'balanceName' },
          movementId: { from: 'credit_movement_ids' },
        },
        sync: { mode: 'known' },
      },
    ],
    notes: ['Each balance is kept: the view `credit_balances_latest` shows the last ones.'],
  },
  {
    name: 'prepaid_accounts',
    title: 'Prepaid accounts',
    description: 'Prepaid accounts and every movement.',
    endpoints: [
      {
        name: 'ovh_account_ids',
        path: '/me/ovhAccount',
        table: false,
        read: { item: 'ovhAccountId' },
      },
      {
        name: 'ovh_accounts',
        path: '/me/ovhAccount/{ovhAccountId}',
        parameters: { ovhAccountId: { from: 'ovh_account_ids' } },
      },
      {
        name: 'ovh_account_movement_ids',
        path: '/me/ovhAccount/{ovhAccountId}/movements',
        parameters: { ovhAccountId: { from: 'ovh_account_ids' } },
        table: false,
        read: { item: 'movementId' },
        sync: { mode: 'window', window: BY_DATE },
      },
      {
        name: 'ovh_account_movements',
        path: '/me/ovhAccount/{ovhAccountId}/movements/{movementId}',
        parameters: {
          ovhAccountId: { from: 'ovh_account_movement_ids', parameter: 'ovhAccountId' },
          movementId: { from: 'ovh_account_movement_ids' },
        },
        sync: { mode: 'known' },
      },
    ],
  },
  {
    name: 'documents',
    title: 'Documents of the account',
    description: 'Documents that were uploaded to the account: name, size, validation.',
    endpoints: [
      {
        name: 'document_ids',
        path: '/me/document',
        table: false,
        read: { item: 'id' },
      },
      {
        name: 'documents',
        path: '/me/document/{id}',
        parameters: { id: { from: 'document_ids' } },
      },
    ],
    notes: ['getUrl and putUrl open the document and are left out.'],
  },
];
