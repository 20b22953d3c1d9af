{# Made from the text of the view `credits_monthly`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "name", "month", "currency", "used", "used_ucents") AS (
{% if target.type == 'sqlite' %}
SELECT _account, balance_name, substr(creation_date_day, 1, 7), amount_currency_code, ((sum(abs(amount_ucents))) / 100000000.0), sum(abs(amount_ucents))
FROM {{ ref('stg_ovh__credit_movements') }} AS m WHERE type = 'USE' AND creation_date_day IS NOT NULL
GROUP BY _account, balance_name, substr(creation_date_day, 1, 7), amount_currency_code
{% elif target.type == 'postgres' %}
SELECT _account, balance_name, to_char(creation_date_day, 'YYYY-MM'), amount_currency_code, CAST((CAST(sum(abs(amount_ucents)) AS bigint)) * 0.00000001 AS numeric(38, 8)), CAST(sum(abs(amount_ucents)) AS bigint)
FROM {{ ref('stg_ovh__credit_movements') }} AS m WHERE type = 'USE' AND creation_date_day IS NOT NULL
GROUP BY _account, balance_name, to_char(creation_date_day, 'YYYY-MM'), amount_currency_code
{% elif target.type == 'duckdb' %}
SELECT _account, balance_name, strftime(creation_date_day, '%Y-%m'), amount_currency_code, (CAST(CAST(sum(abs(amount_ucents)) AS BIGINT) AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), CAST(sum(abs(amount_ucents)) AS BIGINT)
FROM {{ ref('stg_ovh__credit_movements') }} AS m WHERE type = 'USE' AND creation_date_day IS NOT NULL
GROUP BY _account, balance_name, strftime(creation_date_day, '%Y-%m'), amount_currency_code
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
