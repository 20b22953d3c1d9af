{# Made from the text of the view `unmapped`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "month", "resource", "plan_code", "currency", "lines", "amount", "amount_ucents") AS (
{% if target.type == 'sqlite' %}
SELECT _account, printf('%04d-%02d', (month_number) / 12, (month_number) % 12 + 1), resource, plan_code, currency, count(*), ((sum(amount_ucents)) / 100000000.0), sum(amount_ucents)
FROM {{ ref('int_ovh__spend') }}
WHERE charge_kind = 'line' AND service_name = 'OVHcloud (unassigned)'
GROUP BY _account, month_number, resource, plan_code, currency
{% elif target.type == 'postgres' %}
SELECT _account, (to_char((month_number) / 12, 'FM0000') || '-' || to_char((month_number) % 12 + 1, 'FM00')), resource, plan_code, currency, count(*), CAST((CAST(sum(amount_ucents) AS bigint)) * 0.00000001 AS numeric(38, 8)), CAST(sum(amount_ucents) AS bigint)
FROM {{ ref('int_ovh__spend') }}
WHERE charge_kind = 'line' AND service_name = 'OVHcloud (unassigned)'
GROUP BY _account, month_number, resource, plan_code, currency
{% elif target.type == 'duckdb' %}
SELECT _account, printf('%04d-%02d', (month_number) // 12, (month_number) % 12 + 1), resource, plan_code, currency, count(*), (CAST(CAST(sum(amount_ucents) AS BIGINT) AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), CAST(sum(amount_ucents) AS BIGINT)
FROM {{ ref('int_ovh__spend') }}
WHERE charge_kind = 'line' AND service_name = 'OVHcloud (unassigned)'
GROUP BY _account, month_number, resource, plan_code, currency
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
