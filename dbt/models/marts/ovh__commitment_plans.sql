{# Made from the text of the view `commitment_plans`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "service_id", "plan_id", "display_name", "project_id", "flavor", "size", "status", "start_day", "end_day", "renewal", "unit_price", "unit_price_ucents") AS (
{% if target.type == 'sqlite' %}
SELECT t._account, t.service_id, t.id, t.display_name, s.resource_name, t.flavor, t.size, t.status, t.start_date, t.end_date,
  CASE t.period_end_action WHEN 'REACTIVATE' THEN 'automatic' WHEN 'TERMINATE' THEN 'none' ELSE 'unknown' END,
  ((p.unit_price_ucents) / 100000000.0), p.unit_price_ucents
FROM {{ ref('stg_ovh__savings_plans') }} AS t
LEFT JOIN {{ ref('stg_ovh__services') }} AS s ON s._account = t._account AND s.service_id = t.service_id
LEFT JOIN (
  SELECT * FROM (
    SELECT x.*, row_number() OVER (PARTITION BY _account, service_id, savings_plan_id ORDER BY period_start_date DESC, id) AS place
    FROM {{ ref('stg_ovh__savings_plan_periods') }} AS x) AS y WHERE place = 1
) AS p ON p._account = t._account AND p.service_id = t.service_id AND p.savings_plan_id = t.id
{% elif target.type == 'postgres' %}
SELECT t._account, t.service_id, t.id, t.display_name, s.resource_name, t.flavor, t.size, t.status, t.start_date, t.end_date,
  CASE t.period_end_action WHEN 'REACTIVATE' THEN 'automatic' WHEN 'TERMINATE' THEN 'none' ELSE 'unknown' END,
  CAST((p.unit_price_ucents) * 0.00000001 AS numeric(38, 8)), p.unit_price_ucents
FROM {{ ref('stg_ovh__savings_plans') }} AS t
LEFT JOIN {{ ref('stg_ovh__services') }} AS s ON s._account = t._account AND s.service_id = t.service_id
LEFT JOIN (
  SELECT * FROM (
    SELECT x.*, row_number() OVER (PARTITION BY _account, service_id, savings_plan_id ORDER BY period_start_date DESC, id) AS place
    FROM {{ ref('stg_ovh__savings_plan_periods') }} AS x) AS y WHERE place = 1
) AS p ON p._account = t._account AND p.service_id = t.service_id AND p.savings_plan_id = t.id
{% elif target.type == 'duckdb' %}
SELECT t._account, t.service_id, t.id, t.display_name, s.resource_name, t.flavor, t.size, t.status, t.start_date, t.end_date,
  CASE t.period_end_action WHEN 'REACTIVATE' THEN 'automatic' WHEN 'TERMINATE' THEN 'none' ELSE 'unknown' END,
  (CAST(p.unit_price_ucents AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), p.unit_price_ucents
FROM {{ ref('stg_ovh__savings_plans') }} AS t
LEFT JOIN {{ ref('stg_ovh__services') }} AS s ON s._account = t._account AND s.service_id = t.service_id
LEFT JOIN (
  SELECT * FROM (
    SELECT x.*, row_number() OVER (PARTITION BY _account, service_id, savings_plan_id ORDER BY period_start_date DESC, id) AS place
    FROM {{ ref('stg_ovh__savings_plan_periods') }} AS x) AS y WHERE place = 1
) AS p ON p._account = t._account AND p.service_id = t.service_id AND p.savings_plan_id = t.id
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
