{# Made from the text of the view `aging`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "age", "currency", "documents", "open", "open_ucents") AS (
{% if target.type == 'sqlite' %}
SELECT _account, age, currency, count(*), ((sum(open_ucents)) / 100000000.0), sum(open_ucents)
FROM (
  SELECT _account, currency, open_ucents,
    CASE WHEN days_late IS NULL THEN 'no day' WHEN days_late <= 0 THEN 'not due' WHEN days_late <= 30 THEN '1-30'
      WHEN days_late <= 60 THEN '31-60' ELSE 'over 60' END AS age
  FROM {{ ref('ovh__payments') }} WHERE open_ucents > 0 AND apart IS NULL
) AS t
GROUP BY _account, age, currency
{% elif target.type == 'postgres' %}
SELECT _account, age, currency, count(*), CAST((CAST(sum(open_ucents) AS bigint)) * 0.00000001 AS numeric(38, 8)), CAST(sum(open_ucents) AS bigint)
FROM (
  SELECT _account, currency, open_ucents,
    CASE WHEN days_late IS NULL THEN 'no day' WHEN days_late <= 0 THEN 'not due' WHEN days_late <= 30 THEN '1-30'
      WHEN days_late <= 60 THEN '31-60' ELSE 'over 60' END AS age
  FROM {{ ref('ovh__payments') }} WHERE open_ucents > 0 AND apart IS NULL
) AS t
GROUP BY _account, age, currency
{% elif target.type == 'duckdb' %}
SELECT _account, age, currency, count(*), (CAST(CAST(sum(open_ucents) AS BIGINT) AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), CAST(sum(open_ucents) AS BIGINT)
FROM (
  SELECT _account, currency, open_ucents,
    CASE WHEN days_late IS NULL THEN 'no day' WHEN days_late <= 0 THEN 'not due' WHEN days_late <= 30 THEN '1-30'
      WHEN days_late <= 60 THEN '31-60' ELSE 'over 60' END AS age
  FROM {{ ref('ovh__payments') }} WHERE open_ucents > 0 AND apart IS NULL
) AS t
GROUP BY _account, age, currency
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
