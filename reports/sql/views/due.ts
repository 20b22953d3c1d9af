// What is owed and paid: documents against payments and debts, and VAT.
import type { MartContext, MartView, ViewColumn } from '../view.js';
import { ACCOUNT, amounts, CURRENCY, DOCUMENT_COLUMNS, MONTH } from './columns.js';

/** The day of the newest load of each account: what is due is told as of then. */
export const AS_OF: MartView = {
  name: 'as_of',
  about:
    'The day (UTC) on which the newest load of each account began: ages and days left are told as of then.',
  key: ['_account'],
  needs: [],
  columns: [ACCOUNT, { name: 'as_of_day', type: 'date', about: 'the day' }],
  sql: (mart) =>
    `SELECT account, max(${mart.d.utcDay('started_at')}) FROM ${mart.from('_ovh_run')} AS r GROUP BY account`,
};

const STATE: ViewColumn = {
  name: 'state',
  type: 'text',
  about:
    '`paid`; `part`: some of it is open; `open`; `overdue`: open, and its day is over; `credit`: a refund or a negative document; `nothing`: a total of 0; `unknown`: neither payments nor debts are loaded',
};

/** The debt of each bill: by what the operations say, else by the order. */
const DEBTS = ({ from, d }: MartContext) => `(
    SELECT b._account, b.document_id, min(t.due_date_day) AS due_day, ${d.sum('t.open_ucents')} AS open_ucents,
      max(t.status) AS status
    FROM (
      SELECT DISTINCT o._account, o.debt_id, o.id AS document_id FROM ${from('debt_operation_objects')} AS o WHERE o.type = 'Bill'
      UNION
      SELECT x._account, x.debt_id, y.document_id
      FROM ${from('debts')} AS x JOIN documents AS y ON y._account = x._account AND y.order_id = x.order_id AND y.document_kind = 'bill'
      WHERE NOT EXISTS (
        SELECT 1 FROM ${from('debt_operation_objects')} AS z
        WHERE z._account = x._account AND z.debt_id = x.debt_id AND z.type = 'Bill')
    ) AS b
    JOIN (
      SELECT _account, debt_id, status, due_date_day,
        coalesce(due_amount_ucents, 0) + coalesce(unmatured_amount_ucents, 0) + coalesce(pending_amount_ucents, 0) AS open_ucents
      FROM ${from('debts')} AS s WHERE _deleted_at IS NULL
    ) AS t ON t._account = b._account AND t.debt_id = b.debt_id
    GROUP BY b._account, b.document_id)`;

const PAYMENTS = ({ from }: MartContext) => `(
    SELECT _account, 'bill' AS document_kind, bill_id AS document_id, payment_date_day, payment_type, payment_identifier
    FROM ${from('bill_payments')} AS a
    UNION ALL
    SELECT _account, 'refund', refund_id, payment_date_day, payment_type, payment_identifier FROM ${from('refund_payments')} AS b
    UNION ALL
    SELECT _account, 'corrective', corrective_invoice_id, payment_date_day, payment_type, payment_identifier
    FROM ${from('corrective_invoice_payments')} AS c
  )`;

export const PAYMENTS_VIEW: MartView = {
  name: 'payments',
  about: 'Each document that is to be paid or was, against payments and debts. With tax.',
  key: ['_account', 'document_kind', 'document_id'],
  needs: ['bills'],
  columns: [
    ...DOCUMENT_COLUMNS,
    ...amounts('total_with_tax', 'total with tax, signed as spend'),
    ...amounts('paid', 'paid of it; null where it is unknown'),
    ...amounts('open', 'still to be paid; null where it is unknown'),
    STATE,
    { name: 'due_day', type: 'date', about: 'day on which it is due; null: none is known' },
    {
      name: 'days_late',
      type: 'bigint',
      about: 'days from then to `as_of`; negative: still to come; null: paid, or no day',
    },
    { name: 'paid_day', type: 'date', about: 'day of the payment' },
    { name: 'payment_type', type: 'text', about: 'how it was paid' },
    { name: 'payment_identifier', type: 'text', about: 'what the bank statement has' },
    { name: 'apart', type: 'text', about: 'as in `documents`' },
  ],
  sql: (mart) => {
    const { d } = mart;
    const without = mart.either('debts', 'ELSE 0', `ELSE ${d.none('bigint')}`);
    const open = `CASE WHEN t.document_kind <> 'bill' OR t.total_with_tax_ucents <= 0 THEN 0
      WHEN p.document_id IS NOT NULL THEN 0
      WHEN b.document_id IS NOT NULL THEN ${d.least(d.greatest('b.open_ucents', '0'), 't.total_with_tax_ucents')}
      ${mart.either('bill_payments', 'ELSE t.total_with_tax_ucents', without)} END`;
    const paid = 'total_with_tax_ucents - open_ucents';
    return `SELECT _account, document_kind, document_id, day, month, currency, total_with_tax, total_with_tax_ucents,
  ${d.money(paid)}, ${paid}, ${d.money('open_ucents')}, open_ucents,
  CASE WHEN document_kind = 'refund' OR total_with_tax_ucents < 0 THEN 'credit'
    WHEN total_with_tax_ucents = 0 THEN 'nothing'
    WHEN open_ucents IS NULL THEN 'unknown'
    WHEN open_ucents = 0 THEN 'paid'
    WHEN due_day < as_of_day THEN 'overdue'
    WHEN open_ucents < total_with_tax_ucents THEN 'part'
    ELSE 'open' END,
  due_day, CASE WHEN open_ucents > 0 THEN ${d.days('due_day', 'as_of_day')} END,
  paid_day, payment_type, payment_identifier, apart
FROM (
  SELECT t.*, ${open} AS open_ucents, b.due_day, p.payment_date_day AS paid_day, p.payment_type, p.payment_identifier, a.as_of_day
  FROM documents AS t
  LEFT JOIN ${PAYMENTS(mart)} AS p ON p._account = t._account AND p.document_kind = t.document_kind AND p.document_id = t.document_id
  LEFT JOIN ${DEBTS(mart)} AS b ON t.document_kind = 'bill' AND b._account = t._account AND b.document_id = t.document_id
  LEFT JOIN as_of AS a ON a._account = t._account
) AS u`;
  },
};

export const AGING: MartView = {
  name: 'aging',
  about: 'What is open, by how late it is on `as_of`. With tax.',
  key: ['_account', 'age', 'currency'],
  needs: ['bills'],
  columns: [
    ACCOUNT,
    {
      name: 'age',
      type: 'text',
      about: '`not due`, `1-30`, `31-60`, `over 60` days late; `no day`: no day is known, due now',
    },
    CURRENCY,
    { name: 'documents', type: 'bigint', about: 'documents' },
    ...amounts('open', 'what is still to be paid'),
  ],
  sql: ({ d }) => {
    const sum = d.sum('open_ucents');
    return `SELECT _account, age, currency, count(*), ${d.money(sum)}, ${sum}
FROM (
  SELECT _account, currency, open_ucents,
    CASE WHEN days_late IS NULL THEN 'no day' WHEN days_late <= 0 THEN 'not due' WHEN days_late <= 30 THEN '1-30'
      WHEN days_late <= 60 THEN '31-60' ELSE 'over 60' END AS age
  FROM payments WHERE open_ucents > 0 AND apart IS NULL
) AS t
GROUP BY _account, age, currency`;
  },
};

/** Usual rates of VAT in the countries of OVHcloud, in hundredths of a percent. */
const RATES = [
  0, 210, 500, 550, 600, 700, 800, 850, 900, 1000, 1200, 1300, 1350, 1400, 1500, 1700, 1800, 1900, 2000, 2100,
  2200, 2300, 2400, 2500, 2550, 2700,
];

export const DOCUMENT_VAT: MartView = {
  name: 'document_vat',
  about:
    'The rate of VAT of each document: a usual one that explains its tax to a cent and a half. Where several do, the one that most documents of the account have by which it can be told.',
  key: ['_account', 'document_kind', 'document_id'],
  needs: ['bills'],
  columns: [
    ...DOCUMENT_COLUMNS,
    { name: 'rate', type: 'decimal', about: 'percent; null: no usual rate explains it' },
    ...amounts('total_without_tax', 'base'),
    ...amounts('tax', 'tax'),
    ...amounts('computed', 'rate × base, exact; null where the rate is'),
    ...amounts('rounding', 'tax, less rate × base'),
    ...amounts('total_with_tax', 'total with tax'),
  ],
  sql: ({ d }) => {
    // base × rate ÷ 10,000, exact for whole 10^-6 units, in parts that cannot overflow.
    const computed = (rate: string) =>
      `(${d.div('t.total_without_tax_ucents', '10000')} * ${rate} + ${d.div(`t.total_without_tax_ucents % 10000 * ${rate}`, '10000')})`;
    return `WITH rates(rate) AS (VALUES ${RATES.map((rate) => `(${d.cast(String(rate), 'bigint')})`).join(', ')}), near AS (
  SELECT t.*, r.rate, ${computed('r.rate')} AS computed,
    count(*) OVER (PARTITION BY t._account, t.document_kind, t.document_id) AS fitting
  FROM documents AS t
  LEFT JOIN rates AS r ON abs(t.tax_ucents - ${computed('r.rate')}) <= 1500000
  WHERE t.apart IS NULL
), usual AS (
  SELECT _account, rate, count(*) AS documents FROM near WHERE fitting = 1 AND rate IS NOT NULL GROUP BY _account, rate
), placed AS (
  SELECT n.*, row_number() OVER (PARTITION BY n._account, n.document_kind, n.document_id
    ORDER BY CASE WHEN n.tax_ucents = 0 THEN n.rate ELSE 0 END, coalesce(u.documents, 0) DESC, abs(n.tax_ucents - n.computed), n.rate
  ) AS place
  FROM near AS n LEFT JOIN usual AS u ON u._account = n._account AND u.rate = n.rate
)
SELECT _account, document_kind, document_id, day, month, currency, ${d.money('rate * 1000000')},
  total_without_tax, total_without_tax_ucents, tax, tax_ucents, ${d.money('computed')}, computed,
  ${d.money('tax_ucents - computed')}, tax_ucents - computed, total_with_tax, total_with_tax_ucents
FROM placed WHERE place = 1`;
  },
};

export const VAT: MartView = {
  name: 'vat',
  about: 'VAT by month and rate: bills and corrective invoices less refunds.',
  key: ['_account', 'month', 'rate', 'currency'],
  needs: ['bills'],
  columns: [
    ACCOUNT,
    MONTH,
    { name: 'rate', type: 'decimal', about: 'percent; null: no usual rate explains the tax' },
    CURRENCY,
    { name: 'documents', type: 'bigint', about: 'documents' },
    ...amounts('total_without_tax', 'base'),
    ...amounts('tax', 'tax'),
    ...amounts('computed', 'rate × base; null where the rate is'),
    ...amounts('rounding', 'tax, less rate × base'),
    ...amounts('total_with_tax', 'with tax'),
  ],
  sql: ({ d }) => {
    const both = (name: string) => `${d.money(d.sum(name))}, ${d.sum(name)}`;
    const names = ['total_without_tax', 'tax', 'computed', 'rounding', 'total_with_tax'];
    return `SELECT _account, month, rate, currency, count(*),
  ${names.map((name) => both(`${name}_ucents`)).join(',\n  ')}
FROM document_vat
GROUP BY _account, month, rate, currency`;
  },
};
