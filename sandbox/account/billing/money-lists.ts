/** Deposits, withdrawals, balances, prepaid accounts, payment methods, consumption, and the progress of orders. */

import { num } from '../../wire/json.js';
import type { GeneratedList } from '../described/generated-list.js';
import { anyOfEnum } from '../described/generated-list.js';

const dates = { 'date.from': 'datetime', 'date.to': 'datetime' } as const;
const byDate = { 'date.from': 'date>=', 'date.to': 'date<=' };

const depositsAndWithdrawals: readonly GeneratedList[] = [
  {
    path: '/me/deposit',
    form: 'members',
    model: 'billing.Deposit',
    idName: 'depositId',
    id: ({ at }) => `FR-DEP-${1000 + at}`,
    count: [4, 6],
    edge: 'gone',
    query: { ...dates, orderId: 'long' },
    where: { ...byDate, orderId: 'orderId' },
  },
  {
    path: '/me/deposit/{depositId}/details',
    form: 'members',
    model: 'billing.DepositDetail',
    idName: 'depositDetailId',
    count: [0, 3],
  },
  {
    path: '/me/deposit/{depositId}/paidBills',
    form: 'ids',
    model: 'string',
    from: '/me/bill',
    count: [0, 2],
  },
  { path: '/me/deposit/{depositId}/payment', form: 'one', model: 'billing.Payment' },
  {
    path: '/me/withdrawal',
    form: 'members',
    model: 'billing.Withdrawal',
    idName: 'withdrawalId',
    id: ({ at }) => `FR-WD-${2000 + at}`,
    edge: 'refused',
    query: { ...dates, orderId: 'long' },
    where: { ...byDate, orderId: 'orderId' },
  },
  {
    path: '/me/withdrawal/{withdrawalId}/details',
    form: 'members',
    model: 'billing.WithdrawalDetail',
    idName: 'withdrawalDetailId',
    count: [0, 3],
  },
  { path: '/me/withdrawal/{withdrawalId}/payment', form: 'one', model: 'billing.Payment' },
];

const balanceNames = ['FidelityAccount', 'PREPAID été', 'vouchers/2026', 'BONUS', 'deposits'];

const balances: readonly GeneratedList[] = [
  {
    path: '/me/credit/balance',
    form: 'members',
    model: 'me.credit.Balance',
    idName: 'balanceName',
    id: ({ at }) => balanceNames[at] ?? `balance-${at}`,
    query: { type: anyOfEnum('me.credit.balance.TypeEnum') },
    where: { type: 'type' },
  },
  {
    path: '/me/credit/balance/{balanceName}/movement',
    form: 'members',
    model: 'me.credit.balance.Movement',
    idName: 'movementId',
    count: [0, 5],
  },
  {
    path: '/me/ovhAccount',
    form: 'members',
    model: 'billing.OvhAccount',
    idName: 'ovhAccountId',
    id: ({ at }) => ['FR', 'PL', 'CA'][at] ?? `account-${at}`,
    count: [2, 3],
  },
  {
    path: '/me/ovhAccount/{ovhAccountId}/movements',
    form: 'members',
    model: 'billing.Movement',
    idName: 'movementId',
    count: [0, 5],
    grows: { every: 10, date: 'date' },
    query: dates,
    where: byDate,
  },
];

const payments: readonly GeneratedList[] = [
  {
    path: '/me/payment/method',
    form: 'members',
    model: 'me.payment.PaymentMethod',
    idName: 'paymentMethodId',
    fields: ({ random }) => ({ paymentType: random.pick(['CREDIT_CARD', 'BANK_ACCOUNT', 'PAYPAL']) }),
    query: {
      default: 'boolean',
      paymentType: 'string',
      status: anyOfEnum('me.payment.method.StatusEnum'),
    },
    where: { default: 'default', paymentType: 'paymentType', status: 'status' },
  },
  {
    path: '/me/payment/transaction',
    form: 'members',
    model: 'me.payment.Transaction',
    idName: 'transactionId',
    count: [3, 6],
    fields: ({ random }) => ({ paymentMethodId: num(random.pick([1000, 1007])) }),
    query: { paymentMethodId: 'long', status: anyOfEnum('me.payment.transaction.StatusEnum') },
    where: { paymentMethodId: 'paymentMethodId', status: 'status' },
  },
];

const steps = ['VALIDATING', 'VALIDATED', 'DELIVERING', 'AVAILABLE'];

const orders: readonly GeneratedList[] = [
  {
    path: '/me/order/{orderId}/details/{orderDetailId}/extension',
    form: 'one',
    model: 'billing.ItemDetail',
    lacking: ({ random }) => random.chance(0.3),
  },
  {
    path: '/me/order/{orderId}/followUp',
    form: 'objects',
    model: 'billing.order.FollowUp',
    count: [0, 4],
    fields: ({ at }) => ({ step: steps[at] }),
  },
];

const period = { beginDate: 'datetime', endDate: 'datetime' } as const;

const consumption = ['current', 'forecast', 'history'].map((word): GeneratedList => {
  const path = `/me/consumption/usage/${word}`;
  const asked = word === 'history' ? { query: period, required: Object.keys(period) } : {};
  return { path, form: 'objects', model: 'me.consumption.Transaction', ...asked };
});

export const moneyLists: readonly GeneratedList[] = [
  ...depositsAndWithdrawals,
  ...balances,
  ...payments,
  ...orders,
  ...consumption,
];
