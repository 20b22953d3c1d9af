// Presets: orders and payments.
import type { Preset } from '../connector/model/preset.js';
import { LINE_COLUMNS } from './line-columns.js';
import { ORDER_DETAIL_IDS, ORDER_IDS } from './shared-lists.js';

export const ORDERS_PRESETS: readonly Preset[] = [
  {
    name: 'orders',
    title: 'Orders, their lines and their status',
    description:
      'Every order with its totals, its lines, where it stands, what it produced and how it was paid.',
    endpoints: [
      ORDER_IDS,
      {
        name: 'orders',
        path: '/me/order/{orderId}',
        parameters: { orderId: { from: 'order_ids' } },
        sync: { mode: 'known' },
      },
      ORDER_DETAIL_IDS,
      {
        name: 'order_details',
        path: '/me/order/{orderId}/details/{orderDetailId}',
        parameters: {
          orderId: { from: 'order_detail_ids', parameter: 'orderId' },
          orderDetailId: { from: 'order_detail_ids' },
        },
        table: { derive: LINE_COLUMNS },
      },
      {
        name: 'order_status',
        path: '/me/order/{orderId}/status',
        parameters: { orderId: { from: 'order_ids' } },
        sync: { mode: 'open', until: { value: ['cancelled', 'delivered'] } },
      },
      {
        name: 'order_objects',
        path: '/me/order/{orderId}/associatedObject',
        parameters: { orderId: { from: 'order_ids' } },
        read: { absent: [404] },
        sync: { mode: 'open' },
      },
      {
        name: 'order_payments',
        path: '/me/order/{orderId}/payment',
        parameters: { orderId: { from: 'order_ids' } },
        read: { absent: [404] },
        sync: { mode: 'open' },
      },
    ],
    notes: [
      'password, url and pdfUrl open the document itself and are left out; `include: [pdfUrl]` loads one.',
      'Narrow it with `query: { date.from: 2024-01-01 }` (not in the US region).',
    ],
  },
  {
    name: 'order_extensions',
    title: 'Products of order lines',
    description: 'Plan code, pricing mode, duration and product of each order line.',
    endpoints: [
      ORDER_IDS,
      ORDER_DETAIL_IDS,
      {
        name: 'order_detail_extensions',
        path: '/me/order/{orderId}/details/{orderDetailId}/extension',
        parameters: {
          orderId: { from: 'order_detail_ids', parameter: 'orderId' },
          orderDetailId: { from: 'order_detail_ids' },
        },
        read: { absent: [404] },
      },
    ],
    notes: ['The route is BETA: OVHcloud may change it.'],
  },
  {
    name: 'order_follow_up',
    title: 'Follow-up of orders',
    description: 'The steps of each order and when each was reached.',
    endpoints: [
      ORDER_IDS,
      {
        name: 'order_follow_up',
        path: '/me/order/{orderId}/followUp',
        parameters: { orderId: { from: 'order_ids' } },
        table: { primaryKey: ['orderId', 'step'] },
      },
    ],
    notes: ['The route is BETA: OVHcloud may change it.'],
  },
  {
    name: 'payment_methods',
    title: 'Payment methods',
    description: 'Cards, accounts and mandates that pay the bills.',
    endpoints: [
      {
        name: 'payment_method_ids',
        path: '/me/payment/method',
        table: false,
        read: { item: 'paymentMethodId' },
      },
      {
        name: 'payment_methods',
        path: '/me/payment/method/{paymentMethodId}',
        parameters: { paymentMethodId: { from: 'payment_method_ids' } },
      },
    ],
  },
  {
    name: 'payment_transactions',
    title: 'Payment transactions',
    description: 'Every transaction with its amount and status.',
    endpoints: [
      {
        name: 'payment_transaction_ids',
        path: '/me/payment/transaction',
        table: false,
        read: { item: 'transactionId' },
      },
      {
        name: 'payment_transactions',
        path: '/me/payment/transaction/{transactionId}',
        parameters: { transactionId: { from: 'payment_transaction_ids' } },
        sync: { mode: 'open', until: { status: ['CANCELED', 'ERROR', 'EXPIRED', 'FAILED', 'SUCCESS'] } },
      },
    ],
  },
];
