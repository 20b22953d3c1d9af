{# Made from the text of the view `budgets`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("name", "month", "currency", "limit_amount", "spent", "spent_ucents") AS (
{% if target.type == 'sqlite' %}
{% if ovh_is_loaded('x_budgets') %}SELECT b.name, printf('%04d-%02d', (c.month_number) / 12, (c.month_number) % 12 + 1), b.currency, b.limit_amount, ((sum(c.amount_ucents)) / 100000000.0), sum(c.amount_ucents)
FROM (SELECT name, currency, limit_amount, account, project_id, service_name FROM {{ source('ovhcloud', 'x_budgets') }}) AS b
JOIN {{ ref('int_ovh__spend') }} AS c ON c.currency = b.currency AND (b.account IS NULL OR b.account = c._account)
  AND (b.project_id IS NULL OR b.project_id = c.project_id) AND (b.service_name IS NULL OR b.service_name = c.service_name)
GROUP BY b.name, c.month_number, b.currency, b.limit_amount{% else %}SELECT NULL, NULL, NULL, NULL, NULL, NULL WHERE 1 = 0{% endif %}
{% elif target.type == 'postgres' %}
{% if ovh_is_loaded('x_budgets') %}SELECT b.name, (to_char((c.month_number) / 12, 'FM0000') || '-' || to_char((c.month_number) % 12 + 1, 'FM00')), b.currency, b.limit_amount, CAST((CAST(sum(c.amount_ucents) AS bigint)) * 0.00000001 AS numeric(38, 8)), CAST(sum(c.amount_ucents) AS bigint)
FROM (SELECT name, currency, limit_amount, account, project_id, service_name FROM {{ source('ovhcloud', 'x_budgets') }}) AS b
JOIN {{ ref('int_ovh__spend') }} AS c ON c.currency = b.currency AND (b.account IS NULL OR b.account = c._account)
  AND (b.project_id IS NULL OR b.project_id = c.project_id) AND (b.service_name IS NULL OR b.service_name = c.service_name)
GROUP BY b.name, c.month_number, b.currency, b.limit_amount{% else %}SELECT CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS numeric), CAST(NULL AS numeric), CAST(NULL AS bigint) WHERE 1 = 0{% endif %}
{% elif target.type == 'duckdb' %}
{% if ovh_is_loaded('x_budgets') %}SELECT b.name, printf('%04d-%02d', (c.month_number) // 12, (c.month_number) % 12 + 1), b.currency, b.limit_amount, (CAST(CAST(sum(c.amount_ucents) AS BIGINT) AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), CAST(sum(c.amount_ucents) AS BIGINT)
FROM (SELECT name, currency, limit_amount, account, project_id, service_name FROM {{ source('ovhcloud', 'x_budgets') }}) AS b
JOIN {{ ref('int_ovh__spend') }} AS c ON c.currency = b.currency AND (b.account IS NULL OR b.account = c._account)
  AND (b.project_id IS NULL OR b.project_id = c.project_id) AND (b.service_name IS NULL OR b.service_name = c.service_name)
GROUP BY b.name, c.month_number, b.currency, b.limit_amount{% else %}SELECT CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS DECIMAL(38, 18)), CAST(NULL AS DECIMAL(38, 18)), CAST(NULL AS BIGINT) WHERE 1 = 0{% endif %}
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
