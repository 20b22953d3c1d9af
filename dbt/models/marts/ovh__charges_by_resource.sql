{# Made from the text of the view `charges_by_resource`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "document_kind", "document_id", "line_id", "charge_kind", "day", "month", "billing_month", "service_kind", "service_category", "service_name", "service_subcategory", "resource_kind", "rule", "project_id", "project_name", "resource", "resource_name", "region", "domain", "description", "quantity", "quantity_text", "quantity_unit", "unit_price", "period_start", "period_end", "category", "order_id", "order_line_type", "plan_code", "corrects", "adjustment", "usage_family", "usage_reference", "savings_plans", "tags", "amount", "amount_ucents", "currency") AS (
WITH billed AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__billed_usage') }}
)
SELECT c._account, c.document_kind, c.document_id, c.line_id, c.charge_kind, c.day, c.month, c.billing_month, c.service_kind, c.service_category, c.service_name, c.service_subcategory, c.resource_kind, c.rule, c.project_id, c.project_name, c.resource, c.resource_name, c.region, c.domain, c.description, c.quantity, c.quantity_text, c.quantity_unit, c.unit_price, c.period_start, c.period_end, c.category, c.order_id, c.order_line_type, c.plan_code, c.corrects, c.adjustment, c.usage_family, c.usage_reference, c.savings_plans, c.tags, c.amount, c.amount_ucents, c.currency
FROM {{ ref('int_ovh__charges') }} AS c
LEFT JOIN billed AS m ON c.charge_kind = 'line' AND m._account = c._account AND c.document_kind = 'bill'
  AND m.document_id = c.document_id AND m.project_id = c.resource AND m.period_start = c.period_start
  AND m.period_end = c.period_end AND m.currency = c.currency
WHERE coalesce(m.usage_id IS NULL, TRUE)
UNION ALL
SELECT * FROM {{ ref('int_ovh__usage_charges') }}
)
SELECT * FROM ovh_rows
