// Spend in few columns, for the views that add it up: what people read of a charge is left out, so that a hundred thousand
// bills are added in seconds.
import type { MartContext, MartView } from '../view.js';
import { PROJECT_OF_BILL } from './charges.js';
import { ACCOUNT, CURRENCY, SERVICE_COLUMNS } from './columns.js';
import { isSpend } from './documents.js';
import { ADJUSTMENT_RULE, nameOf, RULE_OF_LINE, UNMAPPED_RULE } from './services.js';

/** Lines without tax and adjustments of documents that are spend. */
export const ROWS: MartView = {
  name: 'mart_rows',
  about: 'Lines and adjustments of documents that are spend, in few columns.',
  internal: true,
  key: [],
  needs: ['bills', 'bill_details'],
  columns: [
    ACCOUNT,
    { name: 'charge_kind', type: 'text', about: '' },
    { name: 'document_kind', type: 'text', about: '' },
    { name: 'document_id', type: 'text', about: '' },
    { name: 'line_id', type: 'text', about: '' },
    { name: 'day', type: 'date', about: '' },
    { name: 'domain', type: 'text', about: '' },
    { name: 'resource', type: 'text', about: '' },
    { name: 'project_id', type: 'text', about: '' },
    { name: 'period_start', type: 'date', about: '' },
    { name: 'period_end', type: 'date', about: '' },
    CURRENCY,
    { name: 'amount_ucents', type: 'bigint', about: '' },
  ],
  sql: (mart) => {
    const { d } = mart;
    const none = (count: number) => Array.from({ length: count }, () => d.none('text')).join(', ');
    const projects = mart.either(
      'cloud_bills',
      `LEFT JOIN (${PROJECT_OF_BILL(mart)}) AS c ON c._account = l._account AND c.bill_id = l.document_id\n`,
      '',
    );
    const project = mart.either(
      'cloud_bills',
      "CASE WHEN l.resource IS NULL AND l.document_kind = 'bill' THEN c.project_id END",
      d.none('text'),
    );
    return `SELECT l._account, 'line', l.document_kind, l.document_id, l.line_id, l.day, l.domain, l.resource,
  ${project}, l.period_start, l.period_end, l.currency, l.amount_ucents
FROM mart_lines AS l
${projects}WHERE ${isSpend('l.document_id', 'l.document_currency', mart)} AND l.day IS NOT NULL
UNION ALL
SELECT t._account, 'adjustment', t.document_kind, t.document_id, ${none(1)}, t.day, ${none(3)}, ${d.none('date')}, ${d.none('date')}, t.currency,
  t.total_without_tax_ucents - coalesce(u.lines_ucents, 0)
FROM documents AS t
LEFT JOIN mart_sums AS u ON u._account = t._account AND u.document_kind = t.document_kind AND u.document_id = t.document_id
WHERE ${isSpend('t.document_id', 't.currency', mart)} AND t.day IS NOT NULL AND t.total_without_tax_ucents - coalesce(u.lines_ucents, 0) <> 0`;
  },
};

/** The rows of `charges_by_resource` without tax, with the rule of their service, for views that add them up. */
export const RULED: MartView = {
  name: 'mart_ruled',
  about: 'Charges of `charges_by_resource` without tax, in few columns, with the rule of their service.',
  internal: true,
  key: [],
  needs: ['bills', 'bill_details'],
  columns: [
    ACCOUNT,
    { name: 'month_number', type: 'bigint', about: '' },
    { name: 'charge_kind', type: 'text', about: '' },
    { name: 'rule', type: 'bigint', about: 'of `mart_services`' },
    { name: 'project_id', type: 'text', about: '' },
    { name: 'resource', type: 'text', about: '' },
    { name: 'plan_code', type: 'text', about: '' },
    CURRENCY,
    { name: 'amount_ucents', type: 'bigint', about: '' },
  ],
  sql: (mart) => {
    const { d } = mart;
    const orders = mart.either(
      'order_details',
      `LEFT JOIN mart_order_lines AS o ON o._account = r._account AND o.document_kind = r.document_kind
  AND o.document_id = r.document_id AND o.line_id = r.line_id
LEFT JOIN mart_plans AS q ON q.plan_code = o.plan_code\n`,
      '',
    );
    const plan = mart.either('order_details', 'coalesce(o.plan_code, n.plan_code)', 'n.plan_code');
    const rule = mart.either('order_details', RULE_OF_LINE, 'coalesce(n.own_rule, n.named_rule)');
    const whole = (number: number) => d.cast(String(number), 'bigint');
    return `WITH billed AS MATERIALIZED (
  SELECT * FROM mart_billed_usage
)
SELECT r._account, ${d.monthOf('r.day')}, r.charge_kind,
  CASE r.charge_kind WHEN 'line' THEN coalesce(${rule}, ${whole(UNMAPPED_RULE)}) ELSE ${whole(ADJUSTMENT_RULE)} END,
  coalesce(n.project_id, r.project_id), r.resource, ${plan}, r.currency, r.amount_ucents
FROM mart_rows AS r
LEFT JOIN billed AS m ON m._account = r._account AND m.document_id = r.document_id AND m.project_id = r.resource
  AND m.period_start = r.period_start AND m.period_end = r.period_end AND m.currency = r.currency
LEFT JOIN mart_names AS n ON n.name = ${nameOf('r')}
${orders}WHERE coalesce(m.usage_id IS NULL, TRUE)
UNION ALL
SELECT u._account, ${d.monthOf('u.day')}, u.charge_kind,
  CASE u.charge_kind WHEN 'line' THEN coalesce(u.rule, ${whole(UNMAPPED_RULE)}) ELSE ${whole(ADJUSTMENT_RULE)} END,
  u.project_id, u.resource, u.plan_code, u.currency, u.amount_ucents
FROM mart_usage_charges AS u WHERE u.day IS NOT NULL`;
  },
};

/** The same with the service. */
export const SPEND: MartView = {
  name: 'mart_spend',
  about: 'Charges of `charges_by_resource` without tax, in few columns, with their service.',
  internal: true,
  key: [],
  needs: ['bills', 'bill_details'],
  columns: [
    ...RULED.columns.filter(({ name }) => name !== 'rule'),
    ...SERVICE_COLUMNS,
    { name: 'resource_kind', type: 'text', about: '' },
  ],
  sql: () => `WITH services AS MATERIALIZED (
  SELECT * FROM mart_services
)
SELECT s._account, s.month_number, s.charge_kind, s.project_id, s.resource, s.plan_code, s.currency, s.amount_ucents,
  r.service_kind, r.service_category, r.service_name, r.resource_kind
FROM mart_ruled AS s JOIN services AS r ON r.rule = s.rule`,
};

/**
 * A query of the sums of `mart_ruled` by service, month and these columns: `service` is the number of one of the rules that
 * have the same columns of a service, since numbers are grouped faster than names.
 */
export function sumsByService(
  { d }: MartContext,
  service: readonly string[],
  columns: readonly string[],
): string {
  const keys = ['month_number', '_account', ...columns, 'currency'].map((name) => `s.${name}`).join(', ');
  return `SELECT ${keys}, r.service, ${d.sum('s.amount_ucents')} AS amount
  FROM mart_ruled AS s
  JOIN (SELECT rule, min(rule) OVER (PARTITION BY ${service.join(', ')}) AS service FROM mart_services) AS r ON r.rule = s.rule
  GROUP BY ${keys}, r.service`;
}
