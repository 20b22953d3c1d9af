// The records of InvoiceDetail and BillingPeriod under names of our own.
import type { MartContext, MartView, ViewColumn } from '../../sql/view.js';
import { billingMonth } from '../../sql/views/charges.js';
import { DAYS_TO_CLOSE } from '../columns/billing-period.js';
import { firstDayOf, jsonString, nextMonthOf } from './focus-sql.js';

const column = (type: ViewColumn['type'], ...names: string[]): ViewColumn[] =>
  names.map((name) => ({ name, type, about: '' }));

export const FOCUS_INVOICES: MartView = {
  name: 'mart_focus_invoices',
  about: 'Records of InvoiceDetail with amounts in whole 10⁻⁸ units.',
  internal: true,
  key: ['_account', 'document_kind', 'document_id', 'line_id'],
  needs: ['bills'],
  columns: [
    ...column('text', '_account', 'billing_month', 'document_kind', 'document_id', 'line_id'),
    ...column('bigint', 'billed_ucents'),
    ...column('text', 'currency', 'charge_category', 'description', 'grain', 'payment_terms', 'reference_id'),
    ...column('date', 'day', 'updated_day', 'due_day', 'paid_day', 'billing_start', 'billing_end'),
    ...column('text', 'payment_state', 'payment_type', 'payment_identifier'),
    ...column('bigint', 'payable_ucents', 'paid_ucents', 'open_ucents'),
  ],
  sql: (mart) => {
    const { d } = mart;
    const days = d.days('p.day', 'p.due_day');
    return `SELECT f._account, f.billing_month, f.document_kind, f.document_id, f.line_id, f.billed_ucents, f.currency,
  f.charge_category, f.description, ${grain(mart)},
  CASE WHEN p.due_day IS NULL THEN 'Unspecified' WHEN ${days} <= 0 THEN 'Due on receipt' ELSE 'Net ' || ${d.cast(days, 'text')} END,
  coalesce(f.corrects, f.document_id), f.day, CASE WHEN p.paid_day > f.day THEN p.paid_day ELSE f.day END,
  p.due_day, p.paid_day, f.billing_start, f.billing_end, p.state, p.payment_type, p.payment_identifier,
  p.total_with_tax_ucents, p.paid_ucents, p.open_ucents
FROM mart_focus AS f
JOIN payments AS p ON p._account = f._account AND p.document_kind = f.document_kind AND p.document_id = f.document_id
WHERE f.share = 0`;
  },
};

/** What the line is for, as a JSON object. */
function grain({ d }: MartContext): string {
  const member = (key: string, value: string) =>
    `CASE WHEN ${value} IS NULL THEN '' ELSE ',"${key}":' || ${jsonString(d, value)} END`;
  const members = [
    member('SubAccountId', 'f.project_id'),
    member('ResourceType', 'f.resource_type'),
    member('ResourceId', 'f.resource_id'),
    member('RegionId', 'f.region'),
  ];
  return `'{"ServiceName":' || ${jsonString(d, 'f.service_name')} || ${members.join(' || ')} || '}'`;
}

export const FOCUS_PERIODS: MartView = {
  name: 'mart_focus_periods',
  about: 'Records of BillingPeriod.',
  internal: true,
  key: ['billing_month'],
  needs: ['bills'],
  columns: [
    ...column('text', 'billing_month'),
    ...column('date', 'billing_start', 'billing_end', 'updated_day'),
    ...column('text', 'status'),
    ...column('bigint', 'documents', 'paid_documents', 'open_documents'),
  ],
  sql: (mart) => {
    const { d } = mart;
    const isClosed = `a.as_of_day >= ${d.plusDays('m.billing_end', String(DAYS_TO_CLOSE))}`;
    const count = (condition: string) => d.sum(`CASE WHEN ${condition} THEN 1 ELSE 0 END`);
    const start = firstDayOf(d, 't.billing_month');
    return `SELECT m.billing_month, m.billing_start, m.billing_end,
  CASE WHEN ${isClosed} THEN ${d.greatest('m.billing_end', 'm.last_day')} ELSE m.last_day END,
  CASE WHEN ${isClosed} THEN 'Closed' ELSE 'Open' END, m.documents, m.paid_documents, m.open_documents
FROM (
  SELECT t.billing_month, ${start} AS billing_start, ${nextMonthOf(d, start)} AS billing_end, max(t.day) AS last_day,
    count(*) AS documents, ${count("t.state = 'paid'")} AS paid_documents, ${count('t.open_ucents > 0')} AS open_documents
  FROM (
    SELECT t.day, ${billingMonth(mart)} AS billing_month, p.state, p.open_ucents
    FROM documents AS t
    LEFT JOIN mart_sums AS u ON u._account = t._account AND u.document_kind = t.document_kind AND u.document_id = t.document_id
    LEFT JOIN payments AS p ON p._account = t._account AND p.document_kind = t.document_kind AND p.document_id = t.document_id
    WHERE t.apart IS NULL
  ) AS t
  GROUP BY t.billing_month
) AS m
LEFT JOIN (
  SELECT min(as_of_day) AS as_of_day FROM as_of WHERE _account IN (SELECT _account FROM documents WHERE apart IS NULL)
) AS a ON 1 = 1`;
  },
};
