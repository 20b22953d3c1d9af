{# Made from the text of the view `mart_spend`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "month_number", "charge_kind", "service_kind", "service_category", "service_name", "resource_kind", "project_id", "resource", "plan_code", "currency", "amount_ucents", "charges") AS (
{% if target.type == 'sqlite' %}
WITH billed AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__billed_usage') }}
), names AS MATERIALIZED (
  SELECT _account, domain, own_rule, named_rule, project_id, plan_code FROM {{ ref('int_ovh__names') }}
), services AS MATERIALIZED (
  SELECT * FROM {{ ref('ovh__services_dim') }}
), plans AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__plans') }}
), grouped AS MATERIALIZED (
  SELECT r._account, (CAST(substr(r.day, 1, 4) AS INTEGER) * 12 + CAST(substr(r.day, 6, 2) AS INTEGER) - 1) AS month_number, r.charge_kind, r.domain, r.resource, {% if ovh_is_loaded('order_details') %}o.plan_code{% else %}NULL{% endif %} AS plan_code, r.project_id,
    r.currency, sum(r.amount_ucents) AS amount_ucents, count(*) AS charges
  FROM {{ ref('int_ovh__rows') }} AS r
  LEFT JOIN billed AS m ON m._account = r._account AND m.document_id = r.document_id AND m.project_id = r.resource
    AND m.period_start = r.period_start AND m.period_end = r.period_end AND m.currency = r.currency
{% if ovh_is_loaded('order_details') %}  LEFT JOIN {{ ref('int_ovh__order_lines') }} AS o ON o._account = r._account AND o.document_kind = r.document_kind
    AND o.document_id = r.document_id AND o.line_id = r.line_id
{% else %}{% endif %}  WHERE coalesce(m.usage_id IS NULL, TRUE)
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
)
SELECT s._account, s.month_number, s.charge_kind,
  CASE s.charge_kind WHEN 'line' THEN coalesce(r.service_kind, 'unmapped') ELSE 'adjustment' END, CASE s.charge_kind WHEN 'line' THEN coalesce(r.service_category, 'Other') ELSE 'Other' END, CASE s.charge_kind WHEN 'line' THEN coalesce(r.service_name, 'OVHcloud (unassigned)') ELSE 'Adjustment' END,
  CASE s.charge_kind WHEN 'line' THEN coalesce(r.resource_kind, 'other') END,
  s.project_id, s.resource, s.plan_code, s.currency, s.amount_ucents, s.charges
FROM (
  SELECT g._account, g.month_number, g.charge_kind, coalesce(n.project_id, g.project_id) AS project_id, g.resource,
    coalesce(g.plan_code, n.plan_code) AS plan_code, g.currency, g.amount_ucents, g.charges, coalesce(n.own_rule, q.own_rule, q.plan_rule, n.named_rule) AS rule
  FROM grouped AS g LEFT JOIN names AS n ON n._account = g._account AND n.domain = g.domain
  LEFT JOIN plans AS q ON q.plan_code = g.plan_code
) AS s
LEFT JOIN services AS r ON r.rule = s.rule
UNION ALL
SELECT u._account, (CAST(substr(u.day, 1, 4) AS INTEGER) * 12 + CAST(substr(u.day, 6, 2) AS INTEGER) - 1), u.charge_kind, u.service_kind, u.service_category, u.service_name, u.resource_kind,
  u.project_id, u.resource, u.plan_code, u.currency, u.amount_ucents, CAST(1 AS INTEGER)
FROM {{ ref('int_ovh__usage_charges') }} AS u WHERE u.day IS NOT NULL
{% elif target.type == 'postgres' %}
WITH billed AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__billed_usage') }}
), names AS MATERIALIZED (
  SELECT _account, domain, own_rule, named_rule, project_id, plan_code FROM {{ ref('int_ovh__names') }}
), services AS MATERIALIZED (
  SELECT * FROM {{ ref('ovh__services_dim') }}
), plans AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__plans') }}
), grouped AS MATERIALIZED (
  SELECT r._account, (CAST(date_part('year', r.day) AS bigint) * 12 + CAST(date_part('month', r.day) AS bigint) - 1) AS month_number, r.charge_kind, r.domain, r.resource, {% if ovh_is_loaded('order_details') %}o.plan_code{% else %}CAST(NULL AS text){% endif %} AS plan_code, r.project_id,
    r.currency, CAST(sum(r.amount_ucents) AS bigint) AS amount_ucents, count(*) AS charges
  FROM {{ ref('int_ovh__rows') }} AS r
  LEFT JOIN billed AS m ON m._account = r._account AND m.document_id = r.document_id AND m.project_id = r.resource
    AND m.period_start = r.period_start AND m.period_end = r.period_end AND m.currency = r.currency
{% if ovh_is_loaded('order_details') %}  LEFT JOIN {{ ref('int_ovh__order_lines') }} AS o ON o._account = r._account AND o.document_kind = r.document_kind
    AND o.document_id = r.document_id AND o.line_id = r.line_id
{% else %}{% endif %}  WHERE coalesce(m.usage_id IS NULL, TRUE)
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
)
SELECT s._account, s.month_number, s.charge_kind,
  CASE s.charge_kind WHEN 'line' THEN coalesce(r.service_kind, 'unmapped') ELSE 'adjustment' END, CASE s.charge_kind WHEN 'line' THEN coalesce(r.service_category, 'Other') ELSE 'Other' END, CASE s.charge_kind WHEN 'line' THEN coalesce(r.service_name, 'OVHcloud (unassigned)') ELSE 'Adjustment' END,
  CASE s.charge_kind WHEN 'line' THEN coalesce(r.resource_kind, 'other') END,
  s.project_id, s.resource, s.plan_code, s.currency, s.amount_ucents, s.charges
FROM (
  SELECT g._account, g.month_number, g.charge_kind, coalesce(n.project_id, g.project_id) AS project_id, g.resource,
    coalesce(g.plan_code, n.plan_code) AS plan_code, g.currency, g.amount_ucents, g.charges, coalesce(n.own_rule, q.own_rule, q.plan_rule, n.named_rule) AS rule
  FROM grouped AS g LEFT JOIN names AS n ON n._account = g._account AND n.domain = g.domain
  LEFT JOIN plans AS q ON q.plan_code = g.plan_code
) AS s
LEFT JOIN services AS r ON r.rule = s.rule
UNION ALL
SELECT u._account, (CAST(date_part('year', u.day) AS bigint) * 12 + CAST(date_part('month', u.day) AS bigint) - 1), u.charge_kind, u.service_kind, u.service_category, u.service_name, u.resource_kind,
  u.project_id, u.resource, u.plan_code, u.currency, u.amount_ucents, CAST(1 AS bigint)
FROM {{ ref('int_ovh__usage_charges') }} AS u WHERE u.day IS NOT NULL
{% elif target.type == 'duckdb' %}
WITH billed AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__billed_usage') }}
), names AS MATERIALIZED (
  SELECT _account, domain, own_rule, named_rule, project_id, plan_code FROM {{ ref('int_ovh__names') }}
), services AS MATERIALIZED (
  SELECT * FROM {{ ref('ovh__services_dim') }}
), plans AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__plans') }}
), grouped AS MATERIALIZED (
  SELECT r._account, (CAST(year(r.day) AS BIGINT) * 12 + month(r.day) - 1) AS month_number, r.charge_kind, r.domain, r.resource, {% if ovh_is_loaded('order_details') %}o.plan_code{% else %}CAST(NULL AS VARCHAR){% endif %} AS plan_code, r.project_id,
    r.currency, CAST(sum(r.amount_ucents) AS BIGINT) AS amount_ucents, count(*) AS charges
  FROM {{ ref('int_ovh__rows') }} AS r
  LEFT JOIN billed AS m ON m._account = r._account AND m.document_id = r.document_id AND m.project_id = r.resource
    AND m.period_start = r.period_start AND m.period_end = r.period_end AND m.currency = r.currency
{% if ovh_is_loaded('order_details') %}  LEFT JOIN {{ ref('int_ovh__order_lines') }} AS o ON o._account = r._account AND o.document_kind = r.document_kind
    AND o.document_id = r.document_id AND o.line_id = r.line_id
{% else %}{% endif %}  WHERE coalesce(m.usage_id IS NULL, TRUE)
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
)
SELECT s._account, s.month_number, s.charge_kind,
  CASE s.charge_kind WHEN 'line' THEN coalesce(r.service_kind, 'unmapped') ELSE 'adjustment' END, CASE s.charge_kind WHEN 'line' THEN coalesce(r.service_category, 'Other') ELSE 'Other' END, CASE s.charge_kind WHEN 'line' THEN coalesce(r.service_name, 'OVHcloud (unassigned)') ELSE 'Adjustment' END,
  CASE s.charge_kind WHEN 'line' THEN coalesce(r.resource_kind, 'other') END,
  s.project_id, s.resource, s.plan_code, s.currency, s.amount_ucents, s.charges
FROM (
  SELECT g._account, g.month_number, g.charge_kind, coalesce(n.project_id, g.project_id) AS project_id, g.resource,
    coalesce(g.plan_code, n.plan_code) AS plan_code, g.currency, g.amount_ucents, g.charges, coalesce(n.own_rule, q.own_rule, q.plan_rule, n.named_rule) AS rule
  FROM grouped AS g LEFT JOIN names AS n ON n._account = g._account AND n.domain = g.domain
  LEFT JOIN plans AS q ON q.plan_code = g.plan_code
) AS s
LEFT JOIN services AS r ON r.rule = s.rule
UNION ALL
SELECT u._account, (CAST(year(u.day) AS BIGINT) * 12 + month(u.day) - 1), u.charge_kind, u.service_kind, u.service_category, u.service_name, u.resource_kind,
  u.project_id, u.resource, u.plan_code, u.currency, u.amount_ucents, CAST(1 AS BIGINT)
FROM {{ ref('int_ovh__usage_charges') }} AS u WHERE u.day IS NOT NULL
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
