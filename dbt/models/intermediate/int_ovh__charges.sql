{# Made from the text of the view `charges`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "document_kind", "document_id", "line_id", "charge_kind", "day", "month", "billing_month", "service_kind", "service_category", "service_name", "service_subcategory", "resource_kind", "rule", "project_id", "project_name", "resource", "resource_name", "region", "domain", "description", "quantity", "quantity_text", "quantity_unit", "unit_price", "period_start", "period_end", "category", "order_id", "order_line_type", "plan_code", "corrects", "adjustment", "usage_family", "usage_reference", "savings_plans", "tags", "amount", "amount_ucents", "currency") AS (
{% if target.type == 'sqlite' %}
WITH sums AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__sums') }}
), totals AS MATERIALIZED (
  SELECT t._account, t.document_kind, t.document_id, t.day, t.month, t.currency, t.category,
    t.order_id, t.corrects, t.tax_ucents, CASE WHEN u.line_count = u.period_ends AND u.last_period_end < t.day THEN substr(u.last_period_end, 1, 7) ELSE substr(t.day, 1, 7) END AS billing_month, u.line_count, u.foreign_lines,
    t.total_without_tax_ucents - coalesce(u.lines_ucents, 0) AS gap,
    t.total_with_tax_ucents - t.total_without_tax_ucents - coalesce(t.tax_ucents, 0) AS tax_gap
  FROM {{ ref('ovh__documents') }} AS t
  LEFT JOIN sums AS u ON u._account = t._account AND u.document_kind = t.document_kind AND u.document_id = t.document_id
  WHERE substr(t.document_id, 1, 3) <> 'PP_' AND coalesce(t.currency GLOB '[A-Z][A-Z][A-Z]', FALSE)
), names AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__names') }}
), services AS MATERIALIZED (
  SELECT * FROM {{ ref('ovh__services_dim') }}
), plans AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__plans') }}
), projects AS MATERIALIZED (
  SELECT _account, bill_id, min(service_name) AS project_id FROM {{ ref('stg_ovh__cloud_bills') }} AS c
  GROUP BY _account, bill_id HAVING coalesce(min(service_name) = max(service_name), FALSE)
), order_lines AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__order_lines') }}
)
SELECT l._account, l.document_kind, l.document_id, l.line_id, 'line', l.day, l.month, l.billing_month,
  coalesce(r.service_kind, 'unmapped'), coalesce(r.service_category, 'Other'), coalesce(r.service_name, 'OVHcloud (unassigned)'), coalesce(r.service_subcategory, 'Other (Other)'), coalesce(r.resource_kind, 'other'), l.rule,
  l.project_id, l.project_name, l.resource, l.resource_name, l.region, l.domain, l.description,
  l.quantity, l.quantity_text, NULL, l.unit_price, l.period_start, l.period_end, l.category, l.order_id,
  l.order_line_type, l.plan_code, l.corrects, NULL, NULL, NULL, NULL, l.tags,
  ((l.amount_ucents) / 100000000.0), l.amount_ucents, l.currency
FROM (
  SELECT l.*, substr(l.day, 1, 7) AS month, CASE WHEN u.line_count = u.period_ends AND u.last_period_end < l.day THEN substr(u.last_period_end, 1, 7) ELSE substr(l.day, 1, 7) END AS billing_month,
    coalesce(n.own_rule, q.own_rule, q.plan_rule, n.named_rule) AS rule, o.order_line_type, coalesce(o.plan_code, n.plan_code) AS plan_code,
    coalesce(n.project_id, CASE WHEN l.resource IS NULL AND l.document_kind = 'bill' THEN c.project_id END) AS project_id,
    n.project_name, n.resource_name, n.region, n.tags
  FROM {{ ref('int_ovh__lines') }} AS l
  LEFT JOIN sums AS u ON u._account = l._account AND u.document_kind = l.document_kind AND u.document_id = l.document_id
  LEFT JOIN names AS n ON n._account = l._account AND n.domain = l.domain
  LEFT JOIN order_lines AS o ON o._account = l._account AND o.document_kind = l.document_kind AND o.document_id = l.document_id
    AND o.line_id = l.line_id
  LEFT JOIN plans AS q ON q.plan_code = o.plan_code
  LEFT JOIN projects AS c ON c._account = l._account AND c.bill_id = l.document_id
  WHERE substr(l.document_id, 1, 3) <> 'PP_' AND coalesce(l.document_currency GLOB '[A-Z][A-Z][A-Z]', FALSE)
) AS l
LEFT JOIN services AS r ON r.rule = l.rule
UNION ALL
SELECT t._account, t.document_kind, t.document_id, 'tax', 'tax', t.day, t.month,
  t.billing_month, 'tax', 'Other', 'Tax', 'Other (Other)', NULL, NULL,
  NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
  NULL, NULL, t.category, t.order_id, NULL, NULL, t.corrects, NULL, NULL, NULL, NULL, NULL,
  ((t.tax_ucents) / 100000000.0), t.tax_ucents, t.currency
FROM totals AS t
WHERE t.tax_ucents <> 0
UNION ALL
SELECT t._account, t.document_kind, t.document_id, 'adjustment-lines', 'adjustment', t.day, t.month,
  t.billing_month, 'adjustment', 'Other', 'Adjustment', 'Other (Other)', NULL, NULL,
  NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
  NULL, NULL, t.category, t.order_id, NULL, NULL, t.corrects, coalesce(m.reason, CASE WHEN t.line_count IS NULL THEN 'no-lines' WHEN t.foreign_lines > 0 THEN 'other-currency'
    WHEN abs(t.gap) <= 500000 * t.line_count THEN 'rounding' ELSE 'unknown' END), NULL, NULL, NULL, NULL,
  ((t.gap) / 100000000.0), t.gap, t.currency
FROM totals AS t
LEFT JOIN (
  SELECT _account, document_kind, document_id, min(reason) AS reason
  FROM {{ ref('int_ovh__not_loaded') }} WHERE part = 'lines' GROUP BY _account, document_kind, document_id
) AS m ON m._account = t._account AND m.document_kind = t.document_kind AND m.document_id = t.document_id
WHERE t.gap <> 0
UNION ALL
SELECT t._account, t.document_kind, t.document_id, 'adjustment-total', 'tax', t.day, t.month,
  t.billing_month, 'adjustment', 'Other', 'Adjustment', 'Other (Other)', NULL, NULL,
  NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
  NULL, NULL, t.category, t.order_id, NULL, NULL, t.corrects, 'tax-total', NULL, NULL, NULL, NULL,
  ((t.tax_gap) / 100000000.0), t.tax_gap, t.currency
FROM totals AS t
WHERE t.tax_gap <> 0
{% elif target.type == 'postgres' %}
WITH sums AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__sums') }}
), totals AS MATERIALIZED (
  SELECT t._account, t.document_kind, t.document_id, t.day, t.month, t.currency, t.category,
    t.order_id, t.corrects, t.tax_ucents, CASE WHEN u.line_count = u.period_ends AND u.last_period_end < t.day THEN to_char(u.last_period_end, 'YYYY-MM') ELSE to_char(t.day, 'YYYY-MM') END AS billing_month, u.line_count, u.foreign_lines,
    t.total_without_tax_ucents - coalesce(u.lines_ucents, 0) AS gap,
    t.total_with_tax_ucents - t.total_without_tax_ucents - coalesce(t.tax_ucents, 0) AS tax_gap
  FROM {{ ref('ovh__documents') }} AS t
  LEFT JOIN sums AS u ON u._account = t._account AND u.document_kind = t.document_kind AND u.document_id = t.document_id
  WHERE substr(t.document_id, 1, 3) <> 'PP_' AND coalesce(t.currency ~ '^[A-Z][A-Z][A-Z]$', FALSE)
), names AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__names') }}
), services AS MATERIALIZED (
  SELECT * FROM {{ ref('ovh__services_dim') }}
), plans AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__plans') }}
), projects AS MATERIALIZED (
  SELECT _account, bill_id, min(service_name) AS project_id FROM {{ ref('stg_ovh__cloud_bills') }} AS c
  GROUP BY _account, bill_id HAVING coalesce(min(service_name) = max(service_name), FALSE)
), order_lines AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__order_lines') }}
)
SELECT l._account, l.document_kind, l.document_id, l.line_id, 'line', l.day, l.month, l.billing_month,
  coalesce(r.service_kind, 'unmapped'), coalesce(r.service_category, 'Other'), coalesce(r.service_name, 'OVHcloud (unassigned)'), coalesce(r.service_subcategory, 'Other (Other)'), coalesce(r.resource_kind, 'other'), l.rule,
  l.project_id, l.project_name, l.resource, l.resource_name, l.region, l.domain, l.description,
  l.quantity, l.quantity_text, CAST(NULL AS text), l.unit_price, l.period_start, l.period_end, l.category, l.order_id,
  l.order_line_type, l.plan_code, l.corrects, CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), l.tags,
  CAST((l.amount_ucents) * 0.00000001 AS numeric(38, 8)), l.amount_ucents, l.currency
FROM (
  SELECT l.*, to_char(l.day, 'YYYY-MM') AS month, CASE WHEN u.line_count = u.period_ends AND u.last_period_end < l.day THEN to_char(u.last_period_end, 'YYYY-MM') ELSE to_char(l.day, 'YYYY-MM') END AS billing_month,
    coalesce(n.own_rule, q.own_rule, q.plan_rule, n.named_rule) AS rule, o.order_line_type, coalesce(o.plan_code, n.plan_code) AS plan_code,
    coalesce(n.project_id, CASE WHEN l.resource IS NULL AND l.document_kind = 'bill' THEN c.project_id END) AS project_id,
    n.project_name, n.resource_name, n.region, n.tags
  FROM {{ ref('int_ovh__lines') }} AS l
  LEFT JOIN sums AS u ON u._account = l._account AND u.document_kind = l.document_kind AND u.document_id = l.document_id
  LEFT JOIN names AS n ON n._account = l._account AND n.domain = l.domain
  LEFT JOIN order_lines AS o ON o._account = l._account AND o.document_kind = l.document_kind AND o.document_id = l.document_id
    AND o.line_id = l.line_id
  LEFT JOIN plans AS q ON q.plan_code = o.plan_code
  LEFT JOIN projects AS c ON c._account = l._account AND c.bill_id = l.document_id
  WHERE substr(l.document_id, 1, 3) <> 'PP_' AND coalesce(l.document_currency ~ '^[A-Z][A-Z][A-Z]$', FALSE)
) AS l
LEFT JOIN services AS r ON r.rule = l.rule
UNION ALL
SELECT t._account, t.document_kind, t.document_id, 'tax', 'tax', t.day, t.month,
  t.billing_month, 'tax', 'Other', 'Tax', 'Other (Other)', CAST(NULL AS text), CAST(NULL AS bigint),
  CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS numeric), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS numeric),
  CAST(NULL AS date), CAST(NULL AS date), t.category, t.order_id, CAST(NULL AS text), CAST(NULL AS text), t.corrects, CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text),
  CAST((t.tax_ucents) * 0.00000001 AS numeric(38, 8)), t.tax_ucents, t.currency
FROM totals AS t
WHERE t.tax_ucents <> 0
UNION ALL
SELECT t._account, t.document_kind, t.document_id, 'adjustment-lines', 'adjustment', t.day, t.month,
  t.billing_month, 'adjustment', 'Other', 'Adjustment', 'Other (Other)', CAST(NULL AS text), CAST(NULL AS bigint),
  CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS numeric), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS numeric),
  CAST(NULL AS date), CAST(NULL AS date), t.category, t.order_id, CAST(NULL AS text), CAST(NULL AS text), t.corrects, coalesce(m.reason, CASE WHEN t.line_count IS NULL THEN 'no-lines' WHEN t.foreign_lines > 0 THEN 'other-currency'
    WHEN abs(t.gap) <= 500000 * t.line_count THEN 'rounding' ELSE 'unknown' END), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text),
  CAST((t.gap) * 0.00000001 AS numeric(38, 8)), t.gap, t.currency
FROM totals AS t
LEFT JOIN (
  SELECT _account, document_kind, document_id, min(reason) AS reason
  FROM {{ ref('int_ovh__not_loaded') }} WHERE part = 'lines' GROUP BY _account, document_kind, document_id
) AS m ON m._account = t._account AND m.document_kind = t.document_kind AND m.document_id = t.document_id
WHERE t.gap <> 0
UNION ALL
SELECT t._account, t.document_kind, t.document_id, 'adjustment-total', 'tax', t.day, t.month,
  t.billing_month, 'adjustment', 'Other', 'Adjustment', 'Other (Other)', CAST(NULL AS text), CAST(NULL AS bigint),
  CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS numeric), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS numeric),
  CAST(NULL AS date), CAST(NULL AS date), t.category, t.order_id, CAST(NULL AS text), CAST(NULL AS text), t.corrects, 'tax-total', CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text),
  CAST((t.tax_gap) * 0.00000001 AS numeric(38, 8)), t.tax_gap, t.currency
FROM totals AS t
WHERE t.tax_gap <> 0
{% elif target.type == 'duckdb' %}
WITH sums AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__sums') }}
), totals AS MATERIALIZED (
  SELECT t._account, t.document_kind, t.document_id, t.day, t.month, t.currency, t.category,
    t.order_id, t.corrects, t.tax_ucents, CASE WHEN u.line_count = u.period_ends AND u.last_period_end < t.day THEN strftime(u.last_period_end, '%Y-%m') ELSE strftime(t.day, '%Y-%m') END AS billing_month, u.line_count, u.foreign_lines,
    t.total_without_tax_ucents - coalesce(u.lines_ucents, 0) AS gap,
    t.total_with_tax_ucents - t.total_without_tax_ucents - coalesce(t.tax_ucents, 0) AS tax_gap
  FROM {{ ref('ovh__documents') }} AS t
  LEFT JOIN sums AS u ON u._account = t._account AND u.document_kind = t.document_kind AND u.document_id = t.document_id
  WHERE substr(t.document_id, 1, 3) <> 'PP_' AND coalesce(t.currency GLOB '[A-Z][A-Z][A-Z]', FALSE)
), names AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__names') }}
), services AS MATERIALIZED (
  SELECT * FROM {{ ref('ovh__services_dim') }}
), plans AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__plans') }}
), projects AS MATERIALIZED (
  SELECT _account, bill_id, min(service_name) AS project_id FROM {{ ref('stg_ovh__cloud_bills') }} AS c
  GROUP BY _account, bill_id HAVING coalesce(min(service_name) = max(service_name), FALSE)
), order_lines AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__order_lines') }}
)
SELECT l._account, l.document_kind, l.document_id, l.line_id, 'line', l.day, l.month, l.billing_month,
  coalesce(r.service_kind, 'unmapped'), coalesce(r.service_category, 'Other'), coalesce(r.service_name, 'OVHcloud (unassigned)'), coalesce(r.service_subcategory, 'Other (Other)'), coalesce(r.resource_kind, 'other'), l.rule,
  l.project_id, l.project_name, l.resource, l.resource_name, l.region, l.domain, l.description,
  l.quantity, l.quantity_text, CAST(NULL AS VARCHAR), l.unit_price, l.period_start, l.period_end, l.category, l.order_id,
  l.order_line_type, l.plan_code, l.corrects, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), l.tags,
  (CAST(l.amount_ucents AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), l.amount_ucents, l.currency
FROM (
  SELECT l.*, strftime(l.day, '%Y-%m') AS month, CASE WHEN u.line_count = u.period_ends AND u.last_period_end < l.day THEN strftime(u.last_period_end, '%Y-%m') ELSE strftime(l.day, '%Y-%m') END AS billing_month,
    coalesce(n.own_rule, q.own_rule, q.plan_rule, n.named_rule) AS rule, o.order_line_type, coalesce(o.plan_code, n.plan_code) AS plan_code,
    coalesce(n.project_id, CASE WHEN l.resource IS NULL AND l.document_kind = 'bill' THEN c.project_id END) AS project_id,
    n.project_name, n.resource_name, n.region, n.tags
  FROM {{ ref('int_ovh__lines') }} AS l
  LEFT JOIN sums AS u ON u._account = l._account AND u.document_kind = l.document_kind AND u.document_id = l.document_id
  LEFT JOIN names AS n ON n._account = l._account AND n.domain = l.domain
  LEFT JOIN order_lines AS o ON o._account = l._account AND o.document_kind = l.document_kind AND o.document_id = l.document_id
    AND o.line_id = l.line_id
  LEFT JOIN plans AS q ON q.plan_code = o.plan_code
  LEFT JOIN projects AS c ON c._account = l._account AND c.bill_id = l.document_id
  WHERE substr(l.document_id, 1, 3) <> 'PP_' AND coalesce(l.document_currency GLOB '[A-Z][A-Z][A-Z]', FALSE)
) AS l
LEFT JOIN services AS r ON r.rule = l.rule
UNION ALL
SELECT t._account, t.document_kind, t.document_id, 'tax', 'tax', t.day, t.month,
  t.billing_month, 'tax', 'Other', 'Tax', 'Other (Other)', CAST(NULL AS VARCHAR), CAST(NULL AS BIGINT),
  CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS DECIMAL(38, 18)), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS DECIMAL(38, 18)),
  CAST(NULL AS DATE), CAST(NULL AS DATE), t.category, t.order_id, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), t.corrects, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR),
  (CAST(t.tax_ucents AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), t.tax_ucents, t.currency
FROM totals AS t
WHERE t.tax_ucents <> 0
UNION ALL
SELECT t._account, t.document_kind, t.document_id, 'adjustment-lines', 'adjustment', t.day, t.month,
  t.billing_month, 'adjustment', 'Other', 'Adjustment', 'Other (Other)', CAST(NULL AS VARCHAR), CAST(NULL AS BIGINT),
  CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS DECIMAL(38, 18)), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS DECIMAL(38, 18)),
  CAST(NULL AS DATE), CAST(NULL AS DATE), t.category, t.order_id, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), t.corrects, coalesce(m.reason, CASE WHEN t.line_count IS NULL THEN 'no-lines' WHEN t.foreign_lines > 0 THEN 'other-currency'
    WHEN abs(t.gap) <= 500000 * t.line_count THEN 'rounding' ELSE 'unknown' END), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR),
  (CAST(t.gap AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), t.gap, t.currency
FROM totals AS t
LEFT JOIN (
  SELECT _account, document_kind, document_id, min(reason) AS reason
  FROM {{ ref('int_ovh__not_loaded') }} WHERE part = 'lines' GROUP BY _account, document_kind, document_id
) AS m ON m._account = t._account AND m.document_kind = t.document_kind AND m.document_id = t.document_id
WHERE t.gap <> 0
UNION ALL
SELECT t._account, t.document_kind, t.document_id, 'adjustment-total', 'tax', t.day, t.month,
  t.billing_month, 'adjustment', 'Other', 'Adjustment', 'Other (Other)', CAST(NULL AS VARCHAR), CAST(NULL AS BIGINT),
  CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS DECIMAL(38, 18)), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS DECIMAL(38, 18)),
  CAST(NULL AS DATE), CAST(NULL AS DATE), t.category, t.order_id, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), t.corrects, 'tax-total', CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR),
  (CAST(t.tax_gap AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), t.tax_gap, t.currency
FROM totals AS t
WHERE t.tax_gap <> 0
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
