{# Made from the text of the view `charges`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "document_kind", "document_id", "line_id", "charge_kind", "day", "month", "billing_month", "service_kind", "service_category", "service_name", "service_subcategory", "resource_kind", "rule", "project_id", "project_name", "resource", "resource_name", "region", "domain", "description", "quantity", "quantity_text", "quantity_unit", "unit_price", "period_start", "period_end", "category", "order_id", "order_line_type", "plan_code", "corrects", "adjustment", "usage_family", "usage_reference", "savings_plans", "tags", "amount", "amount_ucents", "currency") AS (
{% if target.type == 'sqlite' %}
WITH totals AS MATERIALIZED (
  SELECT t._account, t.document_kind, t.document_id, t.day, t.month, t.currency, t.category,
    t.order_id, t.corrects, t.tax_ucents, CASE WHEN u.line_count = u.period_ends AND u.last_period_end < t.day THEN substr(u.last_period_end, 1, 7) ELSE substr(t.day, 1, 7) END AS billing_month, u.line_count, u.foreign_lines,
    t.total_without_tax_ucents - coalesce(u.lines_ucents, 0) AS gap,
    t.total_with_tax_ucents - t.total_without_tax_ucents - coalesce(t.tax_ucents, 0) AS tax_gap
  FROM {{ ref('ovh__documents') }} AS t
  LEFT JOIN {{ ref('int_ovh__sums') }} AS u ON u._account = t._account AND u.document_kind = t.document_kind AND u.document_id = t.document_id
  WHERE substr(t.document_id, 1, 3) <> 'PP_' AND coalesce(t.currency GLOB '[A-Z][A-Z][A-Z]', FALSE)
), services AS MATERIALIZED (
  SELECT * FROM {{ ref('ovh__services_dim') }}
), dated(_account, document_kind, document_id, line_id, domain, resource, description, quantity, quantity_text, unit_price, period_start, period_end, currency, amount_ucents, document_currency, day, apart, category, order_id, corrects, billing_month, bill_project_id) AS (
  SELECT l._account, 'bill', l.bill_id, l.bill_detail_id, nullif(nullif(l.domain, ''), '*'), nullif(nullif(l.resource, ''), '*'),
  nullif(l.description, ''), l.quantity_number, l.quantity, l.unit_price_value,
  l.period_start, l.period_end,
  l.total_price_currency_code, l.total_price_ucents, t.price_with_tax_currency_code, t.date_day,
  CASE WHEN substr(t.bill_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN t.price_with_tax_currency_code GLOB '[A-Z][A-Z][A-Z]' THEN NULL ELSE 'points' END,
  t.category, t.order_id, NULL, CASE WHEN u.line_count = u.period_ends AND u.last_period_end < t.date_day THEN substr(u.last_period_end, 1, 7) ELSE substr(t.date_day, 1, 7) END, c.project_id
FROM {{ ref('stg_ovh__bill_details') }} AS l
JOIN {{ ref('stg_ovh__bills') }} AS t ON t._account = l._account AND t.bill_id = l.bill_id
LEFT JOIN (SELECT l._account, 'bill' AS document_kind, l.bill_id AS document_id,
  sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN l.total_price_ucents END) AS lines_ucents, count(*) AS line_count,
  sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS foreign_lines,
  sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS unknown_lines, count(l.period_end) AS period_ends, max(l.period_end) AS last_period_end
FROM {{ ref('stg_ovh__bill_details') }} AS l
JOIN {{ ref('stg_ovh__bills') }} AS t ON t._account = l._account AND t.bill_id = l.bill_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.bill_id) AS u ON u._account = l._account AND u.document_id = l.bill_id
LEFT JOIN (SELECT _account, bill_id, min(service_name) AS project_id FROM {{ ref('stg_ovh__cloud_bills') }} AS c
  GROUP BY _account, bill_id HAVING coalesce(min(service_name) = max(service_name), FALSE)) AS c ON c._account = l._account AND c.bill_id = l.bill_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
UNION ALL
  SELECT l._account, 'corrective', l.corrective_invoice_id, l.corrective_invoice_detail_id, nullif(nullif(l.domain, ''), '*'), nullif(nullif(l.resource, ''), '*'),
  nullif(l.description, ''), l.quantity_number, l.quantity, l.unit_price_value,
  l.period_start, l.period_end,
  l.total_price_currency_code, l.total_price_ucents, t.price_with_tax_currency_code, t.date_day,
  CASE WHEN substr(t.corrective_invoice_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN t.price_with_tax_currency_code GLOB '[A-Z][A-Z][A-Z]' THEN NULL ELSE 'points' END,
  t.category, t.order_id, nullif(t.corrected_invoice_id, ''), CASE WHEN u.line_count = u.period_ends AND u.last_period_end < t.date_day THEN substr(u.last_period_end, 1, 7) ELSE substr(t.date_day, 1, 7) END, NULL
FROM {{ ref('stg_ovh__corrective_invoice_details') }} AS l
JOIN {{ ref('stg_ovh__corrective_invoices') }} AS t ON t._account = l._account AND t.corrective_invoice_id = l.corrective_invoice_id
LEFT JOIN (SELECT l._account, 'corrective' AS document_kind, l.corrective_invoice_id AS document_id,
  sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN l.total_price_ucents END) AS lines_ucents, count(*) AS line_count,
  sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS foreign_lines,
  sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS unknown_lines, count(l.period_end) AS period_ends, max(l.period_end) AS last_period_end
FROM {{ ref('stg_ovh__corrective_invoice_details') }} AS l
JOIN {{ ref('stg_ovh__corrective_invoices') }} AS t ON t._account = l._account AND t.corrective_invoice_id = l.corrective_invoice_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.corrective_invoice_id) AS u ON u._account = l._account AND u.document_id = l.corrective_invoice_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
UNION ALL
  SELECT l._account, 'refund', l.refund_id, l.refund_detail_id, nullif(nullif(l.domain, ''), '*'), nullif(nullif(l.resource, ''), '*'),
  nullif(l.description, ''), l.quantity_number, l.quantity, l.unit_price_value,
  NULL, NULL,
  l.total_price_currency_code, CASE WHEN t.price_with_tax_ucents < 0 THEN l.total_price_ucents ELSE -l.total_price_ucents END, t.price_with_tax_currency_code, t.date_day,
  CASE WHEN substr(t.refund_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN t.price_with_tax_currency_code GLOB '[A-Z][A-Z][A-Z]' THEN NULL ELSE 'points' END,
  NULL, t.order_id, nullif(t.original_bill_id, ''), CASE WHEN u.line_count = u.period_ends AND u.last_period_end < t.date_day THEN substr(u.last_period_end, 1, 7) ELSE substr(t.date_day, 1, 7) END, NULL
FROM {{ ref('stg_ovh__refund_details') }} AS l
JOIN {{ ref('stg_ovh__refunds') }} AS t ON t._account = l._account AND t.refund_id = l.refund_id
LEFT JOIN (SELECT l._account, 'refund' AS document_kind, l.refund_id AS document_id,
  sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN CASE WHEN t.price_with_tax_ucents < 0 THEN l.total_price_ucents ELSE -l.total_price_ucents END END) AS lines_ucents, count(*) AS line_count,
  sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS foreign_lines,
  sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS unknown_lines, CAST(0 AS INTEGER) AS period_ends, NULL AS last_period_end
FROM {{ ref('stg_ovh__refund_details') }} AS l
JOIN {{ ref('stg_ovh__refunds') }} AS t ON t._account = l._account AND t.refund_id = l.refund_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.refund_id) AS u ON u._account = l._account AND u.document_id = l.refund_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
)
SELECT l._account, l.document_kind, l.document_id, l.line_id, 'line', l.day, l.month, l.billing_month,
  coalesce(r.service_kind, 'unmapped'), coalesce(r.service_category, 'Other'), coalesce(r.service_name, 'OVHcloud (unassigned)'), coalesce(r.service_subcategory, 'Other (Other)'), coalesce(r.resource_kind, 'other'), l.rule,
  l.project_id, l.project_name, l.resource, l.resource_name, l.region, l.domain, l.description,
  l.quantity, l.quantity_text, NULL, l.unit_price, l.period_start, l.period_end, l.category, l.order_id,
  l.order_line_type, l.plan_code, l.corrects, NULL, NULL, NULL, NULL, l.tags,
  ((l.amount_ucents) / 100000000.0), l.amount_ucents, l.currency
FROM (
  SELECT l.*, substr(l.day, 1, 7) AS month,
    coalesce(n.own_rule, q.own_rule, q.plan_rule, n.named_rule) AS rule, o.order_line_type, coalesce(o.plan_code, n.plan_code) AS plan_code,
    coalesce(n.project_id, CASE WHEN l.resource IS NULL THEN l.bill_project_id END) AS project_id,
    n.project_name, n.resource_name, n.region, n.tags
  FROM dated AS l
  LEFT JOIN {{ ref('int_ovh__names') }} AS n ON n.name = l._account || ' ' || l.domain
  LEFT JOIN {{ ref('int_ovh__order_lines') }} AS o ON o._account = l._account AND o.document_kind = l.document_kind AND o.document_id = l.document_id
    AND o.line_id = l.line_id
  LEFT JOIN {{ ref('int_ovh__plans') }} AS q ON q.plan_code = o.plan_code
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
WITH totals AS MATERIALIZED (
  SELECT t._account, t.document_kind, t.document_id, t.day, t.month, t.currency, t.category,
    t.order_id, t.corrects, t.tax_ucents, CASE WHEN u.line_count = u.period_ends AND u.last_period_end < t.day THEN to_char(u.last_period_end, 'YYYY-MM') ELSE to_char(t.day, 'YYYY-MM') END AS billing_month, u.line_count, u.foreign_lines,
    t.total_without_tax_ucents - coalesce(u.lines_ucents, 0) AS gap,
    t.total_with_tax_ucents - t.total_without_tax_ucents - coalesce(t.tax_ucents, 0) AS tax_gap
  FROM {{ ref('ovh__documents') }} AS t
  LEFT JOIN {{ ref('int_ovh__sums') }} AS u ON u._account = t._account AND u.document_kind = t.document_kind AND u.document_id = t.document_id
  WHERE substr(t.document_id, 1, 3) <> 'PP_' AND coalesce(t.currency ~ '^[A-Z][A-Z][A-Z]$', FALSE)
), services AS MATERIALIZED (
  SELECT * FROM {{ ref('ovh__services_dim') }}
), dated(_account, document_kind, document_id, line_id, domain, resource, description, quantity, quantity_text, unit_price, period_start, period_end, currency, amount_ucents, document_currency, day, apart, category, order_id, corrects, billing_month, bill_project_id) AS (
  SELECT l._account, 'bill', l.bill_id, l.bill_detail_id, nullif(nullif(l.domain, ''), '*'), nullif(nullif(l.resource, ''), '*'),
  nullif(l.description, ''), l.quantity_number, l.quantity, l.unit_price_value,
  l.period_start, l.period_end,
  l.total_price_currency_code, l.total_price_ucents, t.price_with_tax_currency_code, t.date_day,
  CASE WHEN substr(t.bill_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN t.price_with_tax_currency_code ~ '^[A-Z][A-Z][A-Z]$' THEN CAST(NULL AS text) ELSE 'points' END,
  t.category, t.order_id, CAST(NULL AS text), CASE WHEN u.line_count = u.period_ends AND u.last_period_end < t.date_day THEN to_char(u.last_period_end, 'YYYY-MM') ELSE to_char(t.date_day, 'YYYY-MM') END, c.project_id
FROM {{ ref('stg_ovh__bill_details') }} AS l
JOIN {{ ref('stg_ovh__bills') }} AS t ON t._account = l._account AND t.bill_id = l.bill_id
LEFT JOIN (SELECT l._account, 'bill' AS document_kind, l.bill_id AS document_id,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN l.total_price_ucents END) AS bigint) AS lines_ucents, count(*) AS line_count,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS bigint) AS foreign_lines,
  CAST(sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS bigint) AS unknown_lines, count(l.period_end) AS period_ends, max(l.period_end) AS last_period_end
FROM {{ ref('stg_ovh__bill_details') }} AS l
JOIN {{ ref('stg_ovh__bills') }} AS t ON t._account = l._account AND t.bill_id = l.bill_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.bill_id) AS u ON u._account = l._account AND u.document_id = l.bill_id
LEFT JOIN (SELECT _account, bill_id, min(service_name) AS project_id FROM {{ ref('stg_ovh__cloud_bills') }} AS c
  GROUP BY _account, bill_id HAVING coalesce(min(service_name) = max(service_name), FALSE)) AS c ON c._account = l._account AND c.bill_id = l.bill_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
UNION ALL
  SELECT l._account, 'corrective', l.corrective_invoice_id, l.corrective_invoice_detail_id, nullif(nullif(l.domain, ''), '*'), nullif(nullif(l.resource, ''), '*'),
  nullif(l.description, ''), l.quantity_number, l.quantity, l.unit_price_value,
  l.period_start, l.period_end,
  l.total_price_currency_code, l.total_price_ucents, t.price_with_tax_currency_code, t.date_day,
  CASE WHEN substr(t.corrective_invoice_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN t.price_with_tax_currency_code ~ '^[A-Z][A-Z][A-Z]$' THEN CAST(NULL AS text) ELSE 'points' END,
  t.category, t.order_id, nullif(t.corrected_invoice_id, ''), CASE WHEN u.line_count = u.period_ends AND u.last_period_end < t.date_day THEN to_char(u.last_period_end, 'YYYY-MM') ELSE to_char(t.date_day, 'YYYY-MM') END, CAST(NULL AS text)
FROM {{ ref('stg_ovh__corrective_invoice_details') }} AS l
JOIN {{ ref('stg_ovh__corrective_invoices') }} AS t ON t._account = l._account AND t.corrective_invoice_id = l.corrective_invoice_id
LEFT JOIN (SELECT l._account, 'corrective' AS document_kind, l.corrective_invoice_id AS document_id,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN l.total_price_ucents END) AS bigint) AS lines_ucents, count(*) AS line_count,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS bigint) AS foreign_lines,
  CAST(sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS bigint) AS unknown_lines, count(l.period_end) AS period_ends, max(l.period_end) AS last_period_end
FROM {{ ref('stg_ovh__corrective_invoice_details') }} AS l
JOIN {{ ref('stg_ovh__corrective_invoices') }} AS t ON t._account = l._account AND t.corrective_invoice_id = l.corrective_invoice_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.corrective_invoice_id) AS u ON u._account = l._account AND u.document_id = l.corrective_invoice_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
UNION ALL
  SELECT l._account, 'refund', l.refund_id, l.refund_detail_id, nullif(nullif(l.domain, ''), '*'), nullif(nullif(l.resource, ''), '*'),
  nullif(l.description, ''), l.quantity_number, l.quantity, l.unit_price_value,
  CAST(NULL AS date), CAST(NULL AS date),
  l.total_price_currency_code, CASE WHEN t.price_with_tax_ucents < 0 THEN l.total_price_ucents ELSE -l.total_price_ucents END, t.price_with_tax_currency_code, t.date_day,
  CASE WHEN substr(t.refund_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN t.price_with_tax_currency_code ~ '^[A-Z][A-Z][A-Z]$' THEN CAST(NULL AS text) ELSE 'points' END,
  CAST(NULL AS text), t.order_id, nullif(t.original_bill_id, ''), CASE WHEN u.line_count = u.period_ends AND u.last_period_end < t.date_day THEN to_char(u.last_period_end, 'YYYY-MM') ELSE to_char(t.date_day, 'YYYY-MM') END, CAST(NULL AS text)
FROM {{ ref('stg_ovh__refund_details') }} AS l
JOIN {{ ref('stg_ovh__refunds') }} AS t ON t._account = l._account AND t.refund_id = l.refund_id
LEFT JOIN (SELECT l._account, 'refund' AS document_kind, l.refund_id AS document_id,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN CASE WHEN t.price_with_tax_ucents < 0 THEN l.total_price_ucents ELSE -l.total_price_ucents END END) AS bigint) AS lines_ucents, count(*) AS line_count,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS bigint) AS foreign_lines,
  CAST(sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS bigint) AS unknown_lines, CAST(0 AS bigint) AS period_ends, CAST(NULL AS date) AS last_period_end
FROM {{ ref('stg_ovh__refund_details') }} AS l
JOIN {{ ref('stg_ovh__refunds') }} AS t ON t._account = l._account AND t.refund_id = l.refund_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.refund_id) AS u ON u._account = l._account AND u.document_id = l.refund_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
)
SELECT l._account, l.document_kind, l.document_id, l.line_id, 'line', l.day, l.month, l.billing_month,
  coalesce(r.service_kind, 'unmapped'), coalesce(r.service_category, 'Other'), coalesce(r.service_name, 'OVHcloud (unassigned)'), coalesce(r.service_subcategory, 'Other (Other)'), coalesce(r.resource_kind, 'other'), l.rule,
  l.project_id, l.project_name, l.resource, l.resource_name, l.region, l.domain, l.description,
  l.quantity, l.quantity_text, CAST(NULL AS text), l.unit_price, l.period_start, l.period_end, l.category, l.order_id,
  l.order_line_type, l.plan_code, l.corrects, CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), l.tags,
  CAST((l.amount_ucents) * 0.00000001 AS numeric(38, 8)), l.amount_ucents, l.currency
FROM (
  SELECT l.*, to_char(l.day, 'YYYY-MM') AS month,
    coalesce(n.own_rule, q.own_rule, q.plan_rule, n.named_rule) AS rule, o.order_line_type, coalesce(o.plan_code, n.plan_code) AS plan_code,
    coalesce(n.project_id, CASE WHEN l.resource IS NULL THEN l.bill_project_id END) AS project_id,
    n.project_name, n.resource_name, n.region, n.tags
  FROM dated AS l
  LEFT JOIN {{ ref('int_ovh__names') }} AS n ON n.name = l._account || ' ' || l.domain
  LEFT JOIN {{ ref('int_ovh__order_lines') }} AS o ON o._account = l._account AND o.document_kind = l.document_kind AND o.document_id = l.document_id
    AND o.line_id = l.line_id
  LEFT JOIN {{ ref('int_ovh__plans') }} AS q ON q.plan_code = o.plan_code
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
WITH totals AS MATERIALIZED (
  SELECT t._account, t.document_kind, t.document_id, t.day, t.month, t.currency, t.category,
    t.order_id, t.corrects, t.tax_ucents, CASE WHEN u.line_count = u.period_ends AND u.last_period_end < t.day THEN strftime(u.last_period_end, '%Y-%m') ELSE strftime(t.day, '%Y-%m') END AS billing_month, u.line_count, u.foreign_lines,
    t.total_without_tax_ucents - coalesce(u.lines_ucents, 0) AS gap,
    t.total_with_tax_ucents - t.total_without_tax_ucents - coalesce(t.tax_ucents, 0) AS tax_gap
  FROM {{ ref('ovh__documents') }} AS t
  LEFT JOIN {{ ref('int_ovh__sums') }} AS u ON u._account = t._account AND u.document_kind = t.document_kind AND u.document_id = t.document_id
  WHERE substr(t.document_id, 1, 3) <> 'PP_' AND coalesce(t.currency GLOB '[A-Z][A-Z][A-Z]', FALSE)
), services AS MATERIALIZED (
  SELECT * FROM {{ ref('ovh__services_dim') }}
), dated(_account, document_kind, document_id, line_id, domain, resource, description, quantity, quantity_text, unit_price, period_start, period_end, currency, amount_ucents, document_currency, day, apart, category, order_id, corrects, billing_month, bill_project_id) AS (
  SELECT l._account, 'bill', l.bill_id, l.bill_detail_id, nullif(nullif(l.domain, ''), '*'), nullif(nullif(l.resource, ''), '*'),
  nullif(l.description, ''), l.quantity_number, l.quantity, l.unit_price_value,
  l.period_start, l.period_end,
  l.total_price_currency_code, l.total_price_ucents, t.price_with_tax_currency_code, t.date_day,
  CASE WHEN substr(t.bill_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN t.price_with_tax_currency_code GLOB '[A-Z][A-Z][A-Z]' THEN CAST(NULL AS VARCHAR) ELSE 'points' END,
  t.category, t.order_id, CAST(NULL AS VARCHAR), CASE WHEN u.line_count = u.period_ends AND u.last_period_end < t.date_day THEN strftime(u.last_period_end, '%Y-%m') ELSE strftime(t.date_day, '%Y-%m') END, c.project_id
FROM {{ ref('stg_ovh__bill_details') }} AS l
JOIN {{ ref('stg_ovh__bills') }} AS t ON t._account = l._account AND t.bill_id = l.bill_id
LEFT JOIN (SELECT l._account, 'bill' AS document_kind, l.bill_id AS document_id,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN l.total_price_ucents END) AS BIGINT) AS lines_ucents, count(*) AS line_count,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS BIGINT) AS foreign_lines,
  CAST(sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS unknown_lines, count(l.period_end) AS period_ends, max(l.period_end) AS last_period_end
FROM {{ ref('stg_ovh__bill_details') }} AS l
JOIN {{ ref('stg_ovh__bills') }} AS t ON t._account = l._account AND t.bill_id = l.bill_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.bill_id) AS u ON u._account = l._account AND u.document_id = l.bill_id
LEFT JOIN (SELECT _account, bill_id, min(service_name) AS project_id FROM {{ ref('stg_ovh__cloud_bills') }} AS c
  GROUP BY _account, bill_id HAVING coalesce(min(service_name) = max(service_name), FALSE)) AS c ON c._account = l._account AND c.bill_id = l.bill_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
UNION ALL
  SELECT l._account, 'corrective', l.corrective_invoice_id, l.corrective_invoice_detail_id, nullif(nullif(l.domain, ''), '*'), nullif(nullif(l.resource, ''), '*'),
  nullif(l.description, ''), l.quantity_number, l.quantity, l.unit_price_value,
  l.period_start, l.period_end,
  l.total_price_currency_code, l.total_price_ucents, t.price_with_tax_currency_code, t.date_day,
  CASE WHEN substr(t.corrective_invoice_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN t.price_with_tax_currency_code GLOB '[A-Z][A-Z][A-Z]' THEN CAST(NULL AS VARCHAR) ELSE 'points' END,
  t.category, t.order_id, nullif(t.corrected_invoice_id, ''), CASE WHEN u.line_count = u.period_ends AND u.last_period_end < t.date_day THEN strftime(u.last_period_end, '%Y-%m') ELSE strftime(t.date_day, '%Y-%m') END, CAST(NULL AS VARCHAR)
FROM {{ ref('stg_ovh__corrective_invoice_details') }} AS l
JOIN {{ ref('stg_ovh__corrective_invoices') }} AS t ON t._account = l._account AND t.corrective_invoice_id = l.corrective_invoice_id
LEFT JOIN (SELECT l._account, 'corrective' AS document_kind, l.corrective_invoice_id AS document_id,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN l.total_price_ucents END) AS BIGINT) AS lines_ucents, count(*) AS line_count,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS BIGINT) AS foreign_lines,
  CAST(sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS unknown_lines, count(l.period_end) AS period_ends, max(l.period_end) AS last_period_end
FROM {{ ref('stg_ovh__corrective_invoice_details') }} AS l
JOIN {{ ref('stg_ovh__corrective_invoices') }} AS t ON t._account = l._account AND t.corrective_invoice_id = l.corrective_invoice_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.corrective_invoice_id) AS u ON u._account = l._account AND u.document_id = l.corrective_invoice_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
UNION ALL
  SELECT l._account, 'refund', l.refund_id, l.refund_detail_id, nullif(nullif(l.domain, ''), '*'), nullif(nullif(l.resource, ''), '*'),
  nullif(l.description, ''), l.quantity_number, l.quantity, l.unit_price_value,
  CAST(NULL AS DATE), CAST(NULL AS DATE),
  l.total_price_currency_code, CASE WHEN t.price_with_tax_ucents < 0 THEN l.total_price_ucents ELSE -l.total_price_ucents END, t.price_with_tax_currency_code, t.date_day,
  CASE WHEN substr(t.refund_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN t.price_with_tax_currency_code GLOB '[A-Z][A-Z][A-Z]' THEN CAST(NULL AS VARCHAR) ELSE 'points' END,
  CAST(NULL AS VARCHAR), t.order_id, nullif(t.original_bill_id, ''), CASE WHEN u.line_count = u.period_ends AND u.last_period_end < t.date_day THEN strftime(u.last_period_end, '%Y-%m') ELSE strftime(t.date_day, '%Y-%m') END, CAST(NULL AS VARCHAR)
FROM {{ ref('stg_ovh__refund_details') }} AS l
JOIN {{ ref('stg_ovh__refunds') }} AS t ON t._account = l._account AND t.refund_id = l.refund_id
LEFT JOIN (SELECT l._account, 'refund' AS document_kind, l.refund_id AS document_id,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN CASE WHEN t.price_with_tax_ucents < 0 THEN l.total_price_ucents ELSE -l.total_price_ucents END END) AS BIGINT) AS lines_ucents, count(*) AS line_count,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS BIGINT) AS foreign_lines,
  CAST(sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS unknown_lines, CAST(0 AS BIGINT) AS period_ends, CAST(NULL AS DATE) AS last_period_end
FROM {{ ref('stg_ovh__refund_details') }} AS l
JOIN {{ ref('stg_ovh__refunds') }} AS t ON t._account = l._account AND t.refund_id = l.refund_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.refund_id) AS u ON u._account = l._account AND u.document_id = l.refund_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
)
SELECT l._account, l.document_kind, l.document_id, l.line_id, 'line', l.day, l.month, l.billing_month,
  coalesce(r.service_kind, 'unmapped'), coalesce(r.service_category, 'Other'), coalesce(r.service_name, 'OVHcloud (unassigned)'), coalesce(r.service_subcategory, 'Other (Other)'), coalesce(r.resource_kind, 'other'), l.rule,
  l.project_id, l.project_name, l.resource, l.resource_name, l.region, l.domain, l.description,
  l.quantity, l.quantity_text, CAST(NULL AS VARCHAR), l.unit_price, l.period_start, l.period_end, l.category, l.order_id,
  l.order_line_type, l.plan_code, l.corrects, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), l.tags,
  (CAST(l.amount_ucents AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), l.amount_ucents, l.currency
FROM (
  SELECT l.*, strftime(l.day, '%Y-%m') AS month,
    coalesce(n.own_rule, q.own_rule, q.plan_rule, n.named_rule) AS rule, o.order_line_type, coalesce(o.plan_code, n.plan_code) AS plan_code,
    coalesce(n.project_id, CASE WHEN l.resource IS NULL THEN l.bill_project_id END) AS project_id,
    n.project_name, n.resource_name, n.region, n.tags
  FROM dated AS l
  LEFT JOIN {{ ref('int_ovh__names') }} AS n ON n.name = l._account || ' ' || l.domain
  LEFT JOIN {{ ref('int_ovh__order_lines') }} AS o ON o._account = l._account AND o.document_kind = l.document_kind AND o.document_id = l.document_id
    AND o.line_id = l.line_id
  LEFT JOIN {{ ref('int_ovh__plans') }} AS q ON q.plan_code = o.plan_code
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
