// Charges: one row a line of each document, its tax, and what its lines do not explain, so that the rows of a document add
// up to what is to be paid. `charges` has the lines of invoices; `charges_by_resource` the usage behind them where that is
// the same sum.
import type { MartContext, MartView, ViewColumn } from '../view.js';
import { amounts, DOCUMENT_COLUMNS, SERVICE_COLUMNS } from './columns.js';
import { isSpend, KINDS, type Kind, LINES, linesOf } from './documents.js';
import { sumsOf } from './reconciliation.js';
import { nameOf, RULE_OF_LINE, SERVICE_OF_LINE } from './services.js';

const text = (name: string, about: string): ViewColumn => ({ name, type: 'text', about });
const date = (name: string, about: string): ViewColumn => ({ name, type: 'date', about });

export const CHARGE_COLUMNS: readonly ViewColumn[] = [
  ...DOCUMENT_COLUMNS.slice(0, 3),
  text('line_id', 'line of the document; `tax`, `adjustment-lines`, `adjustment-total` for what is no line'),
  text(
    'charge_kind',
    '`line`, `tax`, `adjustment`. What the total with tax has beyond its parts (`adjustment-total`) is `tax`: all but `tax` is without tax',
  ),
  ...DOCUMENT_COLUMNS.slice(3, 5),
  text(
    'billing_month',
    'month that it is for: of the last end of a period, where all of its lines ended before its day; else `month`',
  ),
  ...SERVICE_COLUMNS,
  text('service_subcategory', 'service subcategory of FOCUS'),
  text('resource_kind', 'kind of the resource, as in `services_dim`; null for what is no line'),
  { name: 'rule', type: 'bigint', about: 'rule of `services_dim` that named the service; null: none did' },
  text('project_id', 'Public Cloud project'),
  text('project_name', 'its description or name'),
  text('resource', 'service that the line is for: `pcc-1` of `pcc-1/host/12`; null for `*`'),
  text('resource_name', 'its name for people, where it has another'),
  text('region', 'region'),
  text('domain', 'name on the line, as it is'),
  text('description', 'words of the line, in the language of the account'),
  { name: 'quantity', type: 'decimal', about: 'quantity; null where the text is no plain number' },
  text('quantity_text', 'quantity as printed'),
  text('quantity_unit', 'unit of usage: `Hour`, `GiBh` …'),
  { name: 'unit_price', type: 'decimal', about: 'price of one' },
  date('period_start', 'first day that it is for'),
  date('period_end', 'last day that it is for'),
  text('category', 'category of the document'),
  { name: 'order_id', type: 'bigint', about: 'order of the document' },
  text(
    'order_line_type',
    'type of the order line: `CONSUMPTION`, `RENEW` …; null where no single order line fits',
  ),
  text('plan_code', 'plan code of the order line, else of the service'),
  text('corrects', 'bill that it corrects'),
  text(
    'adjustment',
    'why there is an adjustment: as `reason` of `reconciliation`, `tax-total`, `usage-rounding`',
  ),
  text('usage_family', 'of usage: `instance`, `storage.stored` …'),
  text('usage_reference', 'of usage: `b3-8`'),
  text('savings_plans', 'of usage: ids of the plans that cover it, as JSON'),
  text('tags', 'tags of the resource, as JSON'),
  ...amounts('amount', 'without tax (`tax`: the tax), signed: a refund is negative'),
  DOCUMENT_COLUMNS[5] as ViewColumn,
];

/** Which order line a line of a bill came from, where all that fit agree. */
export const ORDER_LINES: MartView = {
  name: 'mart_order_lines',
  about:
    'Type and plan code of the order line behind a line of a bill, where all order lines that fit agree.',
  internal: true,
  key: ['_account', 'document_kind', 'document_id', 'line_id'],
  needs: ['order_details'],
  columns: [
    ...DOCUMENT_COLUMNS.slice(0, 3),
    text('line_id', ''),
    text('order_line_type', ''),
    text('plan_code', ''),
  ],
  sql: (mart) => {
    const agreed = (column: string) =>
      `CASE WHEN min(coalesce(${column}, '-')) = max(coalesce(${column}, '-')) THEN min(${column}) END`;
    // Behind coalesce PostgreSQL takes them for half of the rows each: it would guess one row for all four, and loop.
    const same = (column: string) => `coalesce(o.${column} = l.${column}, FALSE)`;
    return `SELECT l._account, 'bill', l.bill_id, l.bill_detail_id, ${agreed('o.detail_type')}, ${agreed('e.order_plan_code')}
FROM ${mart.from('bill_details')} AS l
JOIN ${mart.from('bills')} AS b ON b._account = l._account AND b.bill_id = l.bill_id
JOIN ${mart.from('order_details')} AS o ON o._account = b._account AND o.order_id = b.order_id
  AND o.total_price_ucents = l.total_price_ucents
  AND ${same('domain')} AND ${same('quantity')} AND ${same('description')}
LEFT JOIN ${mart.from('order_detail_extensions')} AS e
  ON e._account = o._account AND e.order_id = o.order_id AND e.order_detail_id = o.order_detail_id
GROUP BY l._account, l.bill_id, l.bill_detail_id`;
  },
};

/** Projects of bills that are for one project alone. */
export const PROJECT_OF_BILL = (mart: MartContext) =>
  `SELECT _account, bill_id, min(service_name) AS project_id FROM ${mart.from('cloud_bills')} AS c
  GROUP BY _account, bill_id HAVING coalesce(min(service_name) = max(service_name), FALSE)`;

/** Month that a document, by default `t`, with the sums `u` of its lines is for. */
export const billingMonth = ({ d }: MartContext, day = 't.day') =>
  `CASE WHEN u.line_count = u.period_ends AND u.last_period_end < ${day} THEN ${d.month('u.last_period_end')} ELSE ${d.month(day)} END`;

/** Documents that are spend with the sums of their lines, once for all rows that they give. */
const totals = (
  mart: MartContext,
) => `SELECT t._account, t.document_kind, t.document_id, t.day, t.month, t.currency, t.category,
    t.order_id, t.corrects, t.tax_ucents, ${billingMonth(mart)} AS billing_month, u.line_count, u.foreign_lines,
    t.total_without_tax_ucents - coalesce(u.lines_ucents, 0) AS gap,
    t.total_with_tax_ucents - t.total_without_tax_ucents - coalesce(t.tax_ucents, 0) AS tax_gap
  FROM documents AS t
  LEFT JOIN mart_sums AS u ON u._account = t._account AND u.document_kind = t.document_kind AND u.document_id = t.document_id
  WHERE ${isSpend('t.document_id', 't.currency', mart)}`;

export const CHARGES: MartView = {
  name: 'charges',
  about:
    'One row a line of every document, its tax, and an adjustment where lines and total differ: the rows of a document add up to its total with tax. Without prepayments and points, which `documents` counts.',
  key: ['_account', 'document_kind', 'document_id', 'line_id'],
  needs: ['bills', 'bill_details'],
  columns: CHARGE_COLUMNS,
  sql: (mart) => `WITH totals AS MATERIALIZED (
  ${totals(mart)}
), services AS MATERIALIZED (
  SELECT * FROM services_dim
), dated(${LINES.columns.map(({ name }) => name).join(', ')}, billing_month, bill_project_id) AS (
  ${KINDS.map((kind) => linesOf(kind, mart, besideLines(kind, mart))).join('\nUNION ALL\n  ')}
)
${lineCharges(mart)}
UNION ALL
${otherCharges(mart)}`,
};

/** The month that the document of a line is for, and the project that a bill is for alone: by the keys of the tables of its kind. */
function besideLines(kind: Kind, mart: MartContext): { columns: string; joins: string } {
  const isBill = kind.kind === 'bill';
  const sums = `\nLEFT JOIN (${sumsOf(kind, mart)}) AS u ON u._account = l._account AND u.document_id = l.${kind.id}`;
  const projects = `\nLEFT JOIN (${PROJECT_OF_BILL(mart)}) AS c ON c._account = l._account AND c.bill_id = l.bill_id`;
  return {
    columns: `${billingMonth(mart, 't.date_day')}, ${isBill ? 'c.project_id' : mart.d.none('text')}`,
    joins: isBill ? sums + projects : sums,
  };
}

function lineCharges(mart: MartContext): string {
  const { d } = mart;
  const none = (count: number) => Array.from({ length: count }, () => d.none('text')).join(', ');
  return `SELECT l._account, l.document_kind, l.document_id, l.line_id, 'line', l.day, l.month, l.billing_month,
  ${SERVICE_OF_LINE}, l.rule,
  l.project_id, l.project_name, l.resource, l.resource_name, l.region, l.domain, l.description,
  l.quantity, l.quantity_text, ${none(1)}, l.unit_price, l.period_start, l.period_end, l.category, l.order_id,
  l.order_line_type, l.plan_code, l.corrects, ${none(4)}, l.tags,
  ${d.money('l.amount_ucents')}, l.amount_ucents, l.currency
FROM (
  SELECT l.*, ${d.month('l.day')} AS month,
    ${RULE_OF_LINE} AS rule, o.order_line_type, coalesce(o.plan_code, n.plan_code) AS plan_code,
    coalesce(n.project_id, CASE WHEN l.resource IS NULL THEN l.bill_project_id END) AS project_id,
    n.project_name, n.resource_name, n.region, n.tags
  FROM dated AS l
  LEFT JOIN mart_names AS n ON n.name = ${nameOf('l')}
  LEFT JOIN mart_order_lines AS o ON o._account = l._account AND o.document_kind = l.document_kind AND o.document_id = l.document_id
    AND o.line_id = l.line_id
  LEFT JOIN mart_plans AS q ON q.plan_code = o.plan_code
  WHERE ${isSpend('l.document_id', 'l.document_currency', mart)}
) AS l
LEFT JOIN services AS r ON r.rule = l.rule`;
}

/** Tax and adjustments of documents. */
function otherCharges(mart: MartContext): string {
  const { d } = mart;
  const one = (lineId: string, kind: 'tax' | 'adjustment', value: string, reason: string, join = '') => {
    const none = (count: number) => Array.from({ length: count }, () => d.none('text')).join(', ');
    const [name, serviceKind] = lineId === 'tax' ? ['Tax', 'tax'] : ['Adjustment', 'adjustment'];
    return `SELECT t._account, t.document_kind, t.document_id, '${lineId}', '${kind}', t.day, t.month,
  t.billing_month, '${serviceKind}', 'Other', '${name}', 'Other (Other)', ${none(1)}, ${d.none('bigint')},
  ${none(7)}, ${d.none('decimal')}, ${none(2)}, ${d.none('decimal')},
  ${d.none('date')}, ${d.none('date')}, t.category, t.order_id, ${none(2)}, t.corrects, ${reason}, ${none(4)},
  ${d.money(value)}, ${value}, t.currency
FROM totals AS t${join}
WHERE ${value} <> 0`;
  };
  const reason = `coalesce(m.reason, CASE WHEN t.line_count IS NULL THEN 'no-lines' WHEN t.foreign_lines > 0 THEN 'other-currency'
    WHEN abs(t.gap) <= 500000 * t.line_count THEN 'rounding' ELSE 'unknown' END)`;
  return [
    one('tax', 'tax', 't.tax_ucents', d.none('text')),
    one('adjustment-lines', 'adjustment', 't.gap', reason, REASON_JOIN),
    one('adjustment-total', 'tax', 't.tax_gap', "'tax-total'"),
  ].join('\nUNION ALL\n');
}

const REASON_JOIN = `
LEFT JOIN (
  SELECT _account, document_kind, document_id, min(reason) AS reason
  FROM mart_not_loaded WHERE part = 'lines' GROUP BY _account, document_kind, document_id
) AS m ON m._account = t._account AND m.document_kind = t.document_kind AND m.document_id = t.document_id`;
