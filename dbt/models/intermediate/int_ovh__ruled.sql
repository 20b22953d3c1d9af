{# Made from the text of the view `mart_ruled`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "month_number", "charge_kind", "rule", "project_id", "resource", "plan_code", "currency", "amount_ucents") AS (
{% if target.type == 'sqlite' %}
WITH billed AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__billed_usage') }}
)
SELECT r._account, (CAST(substr(r.day, 1, 4) AS INTEGER) * 12 + CAST(substr(r.day, 6, 2) AS INTEGER) - 1), r.charge_kind,
  CASE r.charge_kind WHEN 'line' THEN coalesce({% if ovh_is_loaded('order_details') %}coalesce(n.own_rule, q.own_rule, q.plan_rule, n.named_rule){% else %}coalesce(n.own_rule, n.named_rule){% endif %}, CAST(0 AS INTEGER)) ELSE CAST(-1 AS INTEGER) END,
  coalesce(n.project_id, r.project_id), r.resource, {% if ovh_is_loaded('order_details') %}coalesce(o.plan_code, n.plan_code){% else %}n.plan_code{% endif %}, r.currency, r.amount_ucents
FROM {{ ref('int_ovh__rows') }} AS r
LEFT JOIN billed AS m ON m._account = r._account AND m.document_id = r.document_id AND m.project_id = r.resource
  AND m.period_start = r.period_start AND m.period_end = r.period_end AND m.currency = r.currency
LEFT JOIN {{ ref('int_ovh__names') }} AS n ON n.name = r._account || ' ' || r.domain
{% if ovh_is_loaded('order_details') %}LEFT JOIN {{ ref('int_ovh__order_lines') }} AS o ON o._account = r._account AND o.document_kind = r.document_kind
  AND o.document_id = r.document_id AND o.line_id = r.line_id
LEFT JOIN {{ ref('int_ovh__plans') }} AS q ON q.plan_code = o.plan_code
{% else %}{% endif %}WHERE coalesce(m.usage_id IS NULL, TRUE)
UNION ALL
SELECT u._account, (CAST(substr(u.day, 1, 4) AS INTEGER) * 12 + CAST(substr(u.day, 6, 2) AS INTEGER) - 1), u.charge_kind,
  CASE u.charge_kind WHEN 'line' THEN coalesce(u.rule, CAST(0 AS INTEGER)) ELSE CAST(-1 AS INTEGER) END,
  u.project_id, u.resource, u.plan_code, u.currency, u.amount_ucents
FROM {{ ref('int_ovh__usage_charges') }} AS u WHERE u.day IS NOT NULL
{% elif target.type == 'postgres' %}
WITH billed AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__billed_usage') }}
)
SELECT r._account, (CAST(date_part('year', r.day) AS bigint) * 12 + CAST(date_part('month', r.day) AS bigint) - 1), r.charge_kind,
  CASE r.charge_kind WHEN 'line' THEN coalesce({% if ovh_is_loaded('order_details') %}coalesce(n.own_rule, q.own_rule, q.plan_rule, n.named_rule){% else %}coalesce(n.own_rule, n.named_rule){% endif %}, CAST(0 AS bigint)) ELSE CAST(-1 AS bigint) END,
  coalesce(n.project_id, r.project_id), r.resource, {% if ovh_is_loaded('order_details') %}coalesce(o.plan_code, n.plan_code){% else %}n.plan_code{% endif %}, r.currency, r.amount_ucents
FROM {{ ref('int_ovh__rows') }} AS r
LEFT JOIN billed AS m ON m._account = r._account AND m.document_id = r.document_id AND m.project_id = r.resource
  AND m.period_start = r.period_start AND m.period_end = r.period_end AND m.currency = r.currency
LEFT JOIN {{ ref('int_ovh__names') }} AS n ON n.name = r._account || ' ' || r.domain
{% if ovh_is_loaded('order_details') %}LEFT JOIN {{ ref('int_ovh__order_lines') }} AS o ON o._account = r._account AND o.document_kind = r.document_kind
  AND o.document_id = r.document_id AND o.line_id = r.line_id
LEFT JOIN {{ ref('int_ovh__plans') }} AS q ON q.plan_code = o.plan_code
{% else %}{% endif %}WHERE coalesce(m.usage_id IS NULL, TRUE)
UNION ALL
SELECT u._account, (CAST(date_part('year', u.day) AS bigint) * 12 + CAST(date_part('month', u.day) AS bigint) - 1), u.charge_kind,
  CASE u.charge_kind WHEN 'line' THEN coalesce(u.rule, CAST(0 AS bigint)) ELSE CAST(-1 AS bigint) END,
  u.project_id, u.resource, u.plan_code, u.currency, u.amount_ucents
FROM {{ ref('int_ovh__usage_charges') }} AS u WHERE u.day IS NOT NULL
{% elif target.type == 'duckdb' %}
WITH billed AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__billed_usage') }}
)
SELECT r._account, (CAST(year(r.day) AS BIGINT) * 12 + month(r.day) - 1), r.charge_kind,
  CASE r.charge_kind WHEN 'line' THEN coalesce({% if ovh_is_loaded('order_details') %}coalesce(n.own_rule, q.own_rule, q.plan_rule, n.named_rule){% else %}coalesce(n.own_rule, n.named_rule){% endif %}, CAST(0 AS BIGINT)) ELSE CAST(-1 AS BIGINT) END,
  coalesce(n.project_id, r.project_id), r.resource, {% if ovh_is_loaded('order_details') %}coalesce(o.plan_code, n.plan_code){% else %}n.plan_code{% endif %}, r.currency, r.amount_ucents
FROM {{ ref('int_ovh__rows') }} AS r
LEFT JOIN billed AS m ON m._account = r._account AND m.document_id = r.document_id AND m.project_id = r.resource
  AND m.period_start = r.period_start AND m.period_end = r.period_end AND m.currency = r.currency
LEFT JOIN {{ ref('int_ovh__names') }} AS n ON n.name = r._account || ' ' || r.domain
{% if ovh_is_loaded('order_details') %}LEFT JOIN {{ ref('int_ovh__order_lines') }} AS o ON o._account = r._account AND o.document_kind = r.document_kind
  AND o.document_id = r.document_id AND o.line_id = r.line_id
LEFT JOIN {{ ref('int_ovh__plans') }} AS q ON q.plan_code = o.plan_code
{% else %}{% endif %}WHERE coalesce(m.usage_id IS NULL, TRUE)
UNION ALL
SELECT u._account, (CAST(year(u.day) AS BIGINT) * 12 + month(u.day) - 1), u.charge_kind,
  CASE u.charge_kind WHEN 'line' THEN coalesce(u.rule, CAST(0 AS BIGINT)) ELSE CAST(-1 AS BIGINT) END,
  u.project_id, u.resource, u.plan_code, u.currency, u.amount_ucents
FROM {{ ref('int_ovh__usage_charges') }} AS u WHERE u.day IS NOT NULL
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
