// Charges with the usage of Public Cloud projects in place of the lines that bill it, where both are the same sum.
import type { MartContext, MartView } from '../view.js';
import { CHARGE_COLUMNS } from './charges.js';
import { ACCOUNT } from './columns.js';
import { KINDS, type Kind, lineAmount, linesFrom } from './documents.js';
import { firstRule, SERVICE_OF_LINE } from './services.js';

/** Of the lines, those for a project and a period that have usage: there are few, and they are looked for before all else. */
const OF_USAGE = `(_account, resource, period_start, period_end, total_price_currency_code) IN (
    SELECT _account, service_name, period_from_day, period_to_day, currency FROM u)`;

/** Bills of a project for a period, and the usage of that period, where they are the same but for rounding. */
export const BILLED_USAGE: MartView = {
  name: 'mart_billed_usage',
  about:
    'Usage periods of projects with the one bill whose lines for that project and period are the same sum, but for half a cent a line.',
  internal: true,
  key: ['_account', 'project_id', 'usage_id'],
  needs: ['cloud_usage_history_lines'],
  columns: [
    ACCOUNT,
    { name: 'project_id', type: 'text', about: '' },
    { name: 'usage_id', type: 'text', about: '' },
    { name: 'document_id', type: 'text', about: '' },
    { name: 'period_start', type: 'date', about: '' },
    { name: 'period_end', type: 'date', about: '' },
    { name: 'rounding_ucents', type: 'bigint', about: '' },
    { name: 'currency', type: 'text', about: '' },
  ],
  sql: (mart) => {
    const { d } = mart;
    const bill = KINDS[0] as Kind;
    return `WITH u AS MATERIALIZED (
  SELECT h._account, h.service_name, h.usage_id, h.period_from_day, h.period_to_day, l.total_price_currency_code AS currency,
    ${d.sum('l.total_price_ucents')} AS amount
  FROM ${mart.from('cloud_usage_history')} AS h
  JOIN ${mart.from('cloud_usage_history_lines')} AS l
    ON l._account = h._account AND l.service_name = h.service_name AND l.usage_id = h.usage_id
  GROUP BY h._account, h.service_name, h.usage_id, h.period_from_day, h.period_to_day, l.total_price_currency_code
  HAVING count(*) = count(l.total_price_ucents)
), b AS MATERIALIZED (
  SELECT l._account, l.resource AS project_id, l.bill_id AS document_id, l.period_start, l.period_end,
    l.total_price_currency_code AS currency, count(*) AS line_count, ${d.sum(lineAmount(bill))} AS amount
  ${linesFrom(bill, mart, { condition: OF_USAGE })} AND substr(l.bill_id, 1, 3) <> 'PP_'
  GROUP BY l._account, l.resource, l.bill_id, l.period_start, l.period_end, l.total_price_currency_code
  HAVING count(*) = count(l.total_price_ucents)
)
SELECT _account, project_id, usage_id, document_id, period_start, period_end, rounding, currency
FROM (
  SELECT b.*, u.usage_id, b.amount - u.amount AS rounding,
    count(*) OVER (PARTITION BY b._account, b.project_id, u.usage_id) AS bills,
    count(*) OVER (PARTITION BY b._account, b.project_id, b.document_id) AS usages
  FROM b JOIN u ON u._account = b._account AND u.service_name = b.project_id AND u.period_from_day = b.period_start
    AND u.period_to_day = b.period_end AND u.currency = b.currency
  WHERE abs(b.amount - u.amount) <= 500000 * b.line_count
) AS m
WHERE bills = 1 AND usages = 1`;
  },
};

/** The usage that stands in place of bills, and what it differs from them by. */
export const USAGE_CHARGES: MartView = {
  name: 'mart_usage_charges',
  about: 'Charges of usage that stand in place of the lines that bill it, with their rounding.',
  internal: true,
  key: ['_account', 'document_kind', 'document_id', 'line_id'],
  needs: ['cloud_usage_history_lines'],
  columns: CHARGE_COLUMNS,
  sql: (mart) => `WITH billed AS MATERIALIZED (
  SELECT * FROM mart_billed_usage
)
${usageRows(mart)}
UNION ALL
${roundingRows(mart)}`,
};

export const CHARGES_BY_RESOURCE: MartView = {
  name: 'charges_by_resource',
  about:
    'As `charges`, with one row a resource of the usage of a Public Cloud project in place of the lines that bill it, where both are the same sum. What they differ by is an adjustment, so every document has the same sum as in `charges`.',
  key: ['_account', 'document_kind', 'document_id', 'line_id'],
  needs: ['bills', 'bill_details'],
  columns: CHARGE_COLUMNS,
  sql: () => {
    const names = CHARGE_COLUMNS.map(({ name }) => `c.${name}`).join(', ');
    return `WITH billed AS MATERIALIZED (
  SELECT * FROM mart_billed_usage
)
SELECT ${names}
FROM charges AS c
LEFT JOIN billed AS m ON c.charge_kind = 'line' AND m._account = c._account AND c.document_kind = 'bill'
  AND m.document_id = c.document_id AND m.project_id = c.resource AND m.period_start = c.period_start
  AND m.period_end = c.period_end AND m.currency = c.currency
WHERE coalesce(m.usage_id IS NULL, TRUE)
UNION ALL
SELECT * FROM mart_usage_charges`;
  },
};

function usageRows(mart: MartContext): string {
  const { d } = mart;
  const values = { family: d.lower('l.family'), reference: d.lower('l.reference') };
  const rule = `coalesce(${firstRule(mart, values, 'own')}, ${firstRule(mart, values, 'built-in')})`;
  const none = d.none('text');
  const usage = `SELECT l.*, m.document_id, m.project_id, m.period_start, m.period_end, ${rule} AS rule,
    coalesce(nullif(l.resource_id, ''), nullif(l.bucket_name, '')) AS resource
  FROM billed AS m
  JOIN ${mart.from('cloud_usage_history_lines')} AS l
    ON l._account = m._account AND l.service_name = m.project_id AND l.usage_id = m.usage_id`;
  return `SELECT l._account, 'bill', l.document_id, 'usage/' || l.usage_id || '/' || ${d.cast('l._position', 'text')}, 'line',
  t.day, t.month, ${d.month('l.period_start')},
  ${SERVICE_OF_LINE}, l.rule,
  l.project_id, coalesce(nullif(p.description, ''), nullif(p.project_name, '')), l.resource, nullif(i.name, l.resource), l.region,
  ${none}, ${none}, l.quantity_value, ${none}, l.quantity_unit, ${d.none('decimal')}, l.period_start, l.period_end,
  t.category, t.order_id, ${none}, ${none}, ${none}, ${none}, l.family, l.reference, ${d.jsonList('l.savings_plan_ids')}, ${none},
  ${d.money('l.total_price_ucents')}, l.total_price_ucents, l.total_price_currency_code
FROM (
  ${usage}
) AS l
JOIN documents AS t ON t._account = l._account AND t.document_kind = 'bill' AND t.document_id = l.document_id
LEFT JOIN services_dim AS r ON r.rule = l.rule
LEFT JOIN ${mart.from('cloud_projects')} AS p ON p._account = l._account AND p.service_name = l.project_id
LEFT JOIN ${mart.from('cloud_instances')} AS i ON i._account = l._account AND i.service_name = l.project_id AND i.id = l.resource`;
}

function roundingRows({ d }: MartContext): string {
  const none = (count: number) => Array.from({ length: count }, () => d.none('text')).join(', ');
  return `SELECT m._account, 'bill', m.document_id, 'usage-rounding/' || m.usage_id, 'adjustment', t.day, t.month,
  ${d.month('m.period_start')}, 'adjustment', 'Other', 'Adjustment', 'Other (Other)', ${none(1)}, ${d.none('bigint')},
  m.project_id, ${none(6)}, ${d.none('decimal')}, ${none(2)}, ${d.none('decimal')}, m.period_start, m.period_end,
  t.category, t.order_id, ${none(2)}, ${none(1)}, 'usage-rounding', ${none(4)},
  ${d.money('m.rounding_ucents')}, m.rounding_ucents, m.currency
FROM billed AS m
JOIN documents AS t ON t._account = m._account AND t.document_kind = 'bill' AND t.document_id = m.document_id
WHERE m.rounding_ucents <> 0`;
}
