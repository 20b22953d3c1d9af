{# Made from the text of the view `unit_costs`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("month", "unit", "project_id", "service_name", "currency", "quantity", "amount", "amount_ucents") AS (
{% if target.type == 'sqlite' %}
{% if ovh_is_loaded('x_units') %}SELECT x.month, x.unit, x.project_id, x.service_name, c.currency, x.quantity, ((sum(c.amount_ucents)) / 100000000.0), sum(c.amount_ucents)
FROM (SELECT month, unit, quantity, project_id, service_name FROM {{ source('ovhcloud', 'x_units') }}) AS x
JOIN {{ ref('int_ovh__spend') }} AS c ON printf('%04d-%02d', (c.month_number) / 12, (c.month_number) % 12 + 1) = x.month
  AND (x.project_id IS NULL OR x.project_id = c.project_id) AND (x.service_name IS NULL OR x.service_name = c.service_name)
GROUP BY x.month, x.unit, x.project_id, x.service_name, c.currency, x.quantity{% else %}SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL WHERE 1 = 0{% endif %}
{% elif target.type == 'postgres' %}
{% if ovh_is_loaded('x_units') %}SELECT x.month, x.unit, x.project_id, x.service_name, c.currency, x.quantity, CAST((CAST(sum(c.amount_ucents) AS bigint)) * 0.00000001 AS numeric(38, 8)), CAST(sum(c.amount_ucents) AS bigint)
FROM (SELECT month, unit, quantity, project_id, service_name FROM {{ source('ovhcloud', 'x_units') }}) AS x
JOIN {{ ref('int_ovh__spend') }} AS c ON (to_char((c.month_number) / 12, 'FM0000') || '-' || to_char((c.month_number) % 12 + 1, 'FM00')) = x.month
  AND (x.project_id IS NULL OR x.project_id = c.project_id) AND (x.service_name IS NULL OR x.service_name = c.service_name)
GROUP BY x.month, x.unit, x.project_id, x.service_name, c.currency, x.quantity{% else %}SELECT CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS numeric), CAST(NULL AS numeric), CAST(NULL AS bigint) WHERE 1 = 0{% endif %}
{% elif target.type == 'duckdb' %}
{% if ovh_is_loaded('x_units') %}SELECT x.month, x.unit, x.project_id, x.service_name, c.currency, x.quantity, (CAST(CAST(sum(c.amount_ucents) AS BIGINT) AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), CAST(sum(c.amount_ucents) AS BIGINT)
FROM (SELECT month, unit, quantity, project_id, service_name FROM {{ source('ovhcloud', 'x_units') }}) AS x
JOIN {{ ref('int_ovh__spend') }} AS c ON printf('%04d-%02d', (c.month_number) // 12, (c.month_number) % 12 + 1) = x.month
  AND (x.project_id IS NULL OR x.project_id = c.project_id) AND (x.service_name IS NULL OR x.service_name = c.service_name)
GROUP BY x.month, x.unit, x.project_id, x.service_name, c.currency, x.quantity{% else %}SELECT CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS DECIMAL(38, 18)), CAST(NULL AS DECIMAL(38, 18)), CAST(NULL AS BIGINT) WHERE 1 = 0{% endif %}
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
