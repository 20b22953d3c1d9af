// Spend in few columns, for the views that add it up: what people read of a charge is left out, so that a hundred thousand
// bills are added in seconds.
import type { MartView } from '../view.js';
import { PROJECT_OF_BILL } from './charges.js';
import { ACCOUNT, CURRENCY, SERVICE_COLUMNS } from './columns.js';
import { isSpend } from './documents.js';
import { OF_LINE, RULE_OF_LINE } from './services.js';

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

/** Sums by month and resource, as `charges_by_resource` has them. */
export const SPEND: MartView = {
  name: 'mart_spend',
  about: 'Sums of `charges_by_resource` without tax, by month and resource.',
  internal: true,
  key: [],
  needs: ['bills', 'bill_details'],
  columns: [
    ACCOUNT,
    { name: 'month_number', type: 'bigint', about: '' },
    { name: 'charge_kind', type: 'text', about: '' },
    ...SERVICE_COLUMNS,
    { name: 'resource_kind', type: 'text', about: '' },
    { name: 'project_id', type: 'text', about: '' },
    { name: 'resource', type: 'text', about: '' },
    { name: 'plan_code', type: 'text', about: '' },
    CURRENCY,
    { name: 'amount_ucents', type: 'bigint', about: '' },
    { name: 'charges', type: 'bigint', about: '' },
  ],
  sql: (mart) => {
    const { d } = mart;
    const orders = mart.either(
      'order_details',
      `  LEFT JOIN mart_order_lines AS o ON o._account = r._account AND o.document_kind = r.document_kind
    AND o.document_id = r.document_id AND o.line_id = r.line_id\n`,
      '',
    );
    const plan = mart.either('order_details', 'o.plan_code', d.none('text'));
    const service = (ofLine: string, other: string) =>
      `CASE s.charge_kind WHEN 'line' THEN ${ofLine} ELSE '${other}' END`;
    return `WITH billed AS MATERIALIZED (
  SELECT * FROM mart_billed_usage
), names AS MATERIALIZED (
  SELECT _account, domain, own_rule, named_rule, project_id, plan_code FROM mart_names
), services AS MATERIALIZED (
  SELECT * FROM services_dim
), plans AS MATERIALIZED (
  SELECT * FROM mart_plans
), grouped AS MATERIALIZED (
  SELECT r._account, ${d.monthOf('r.day')} AS month_number, r.charge_kind, r.domain, r.resource, ${plan} AS plan_code, r.project_id,
    r.currency, ${d.sum('r.amount_ucents')} AS amount_ucents, count(*) AS charges
  FROM mart_rows AS r
  LEFT JOIN billed AS m ON m._account = r._account AND m.document_id = r.document_id AND m.project_id = r.resource
    AND m.period_start = r.period_start AND m.period_end = r.period_end AND m.currency = r.currency
${orders}  WHERE coalesce(m.usage_id IS NULL, TRUE)
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
)
SELECT s._account, s.month_number, s.charge_kind,
  ${service(OF_LINE.kind, 'adjustment')}, ${service(OF_LINE.category, 'Other')}, ${service(OF_LINE.name, 'Adjustment')},
  CASE s.charge_kind WHEN 'line' THEN ${OF_LINE.resourceKind} END,
  s.project_id, s.resource, s.plan_code, s.currency, s.amount_ucents, s.charges
FROM (
  SELECT g._account, g.month_number, g.charge_kind, coalesce(n.project_id, g.project_id) AS project_id, g.resource,
    coalesce(g.plan_code, n.plan_code) AS plan_code, g.currency, g.amount_ucents, g.charges, ${RULE_OF_LINE} AS rule
  FROM grouped AS g LEFT JOIN names AS n ON n._account = g._account AND n.domain = g.domain
  LEFT JOIN plans AS q ON q.plan_code = g.plan_code
) AS s
LEFT JOIN services AS r ON r.rule = s.rule
UNION ALL
SELECT u._account, ${d.monthOf('u.day')}, u.charge_kind, u.service_kind, u.service_category, u.service_name, u.resource_kind,
  u.project_id, u.resource, u.plan_code, u.currency, u.amount_ucents, ${d.cast('1', 'bigint')}
FROM mart_usage_charges AS u WHERE u.day IS NOT NULL`;
  },
};
