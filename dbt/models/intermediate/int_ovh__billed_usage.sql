{# Made from the text of the view `mart_billed_usage`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "project_id", "usage_id", "document_id", "period_start", "period_end", "rounding_ucents", "currency") AS (
{% if target.type == 'sqlite' %}
WITH u AS MATERIALIZED (
  SELECT h._account, h.service_name, h.usage_id, h.period_from_day, h.period_to_day, l.total_price_currency_code AS currency,
    sum(l.total_price_ucents) AS amount
  FROM {{ ref('stg_ovh__cloud_usage_history') }} AS h
  JOIN {{ ref('stg_ovh__cloud_usage_history_lines') }} AS l
    ON l._account = h._account AND l.service_name = h.service_name AND l.usage_id = h.usage_id
  GROUP BY h._account, h.service_name, h.usage_id, h.period_from_day, h.period_to_day, l.total_price_currency_code
  HAVING count(*) = count(l.total_price_ucents)
), b AS MATERIALIZED (
  SELECT l._account, l.resource AS project_id, l.bill_id AS document_id, l.period_start, l.period_end,
    l.total_price_currency_code AS currency, count(*) AS line_count, sum(l.total_price_ucents) AS amount
  FROM (SELECT * FROM {{ ref('stg_ovh__bill_details') }} AS l WHERE (_account, resource, period_start, period_end, total_price_currency_code) IN (
    SELECT _account, service_name, period_from_day, period_to_day, currency FROM u)) AS l
JOIN {{ ref('stg_ovh__bills') }} AS t ON t._account = l._account AND t.bill_id = l.bill_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL) AND substr(l.bill_id, 1, 3) <> 'PP_'
  GROUP BY l._account, l.resource, l.bill_id, l.period_start, l.period_end, l.total_price_currency_code
  HAVING count(*) = count(l.total_price_ucents)
)
SELECT _account, project_id, usage_id, document_id, period_start, period_end, rounding, currency
FROM (
  SELECT b.*, u.usage_id, b.amount - u.amount AS rounding,
    count(*) OVER (PARTITION BY b._account, b.project_id, u.usage_id) AS bills,
    count(*) OVER (PARTITION BY b._account, b.project_id, b.document_id) AS usages
  FROM b JOIN u ON u._account = b._account AND u.service_name = b.project_id AND u.period_from_day = b.period_start
    AND u.period_to_day = b.period_end AND u.currency = b.currency
  WHERE abs(b.amount - u.amount) <= 500000 * b.line_count
) AS m
WHERE bills = 1 AND usages = 1
{% elif target.type == 'postgres' %}
WITH u AS MATERIALIZED (
  SELECT h._account, h.service_name, h.usage_id, h.period_from_day, h.period_to_day, l.total_price_currency_code AS currency,
    CAST(sum(l.total_price_ucents) AS bigint) AS amount
  FROM {{ ref('stg_ovh__cloud_usage_history') }} AS h
  JOIN {{ ref('stg_ovh__cloud_usage_history_lines') }} AS l
    ON l._account = h._account AND l.service_name = h.service_name AND l.usage_id = h.usage_id
  GROUP BY h._account, h.service_name, h.usage_id, h.period_from_day, h.period_to_day, l.total_price_currency_code
  HAVING count(*) = count(l.total_price_ucents)
), b AS MATERIALIZED (
  SELECT l._account, l.resource AS project_id, l.bill_id AS document_id, l.period_start, l.period_end,
    l.total_price_currency_code AS currency, count(*) AS line_count, CAST(sum(l.total_price_ucents) AS bigint) AS amount
  FROM (SELECT * FROM {{ ref('stg_ovh__bill_details') }} AS l WHERE (_account, resource, period_start, period_end, total_price_currency_code) IN (
    SELECT _account, service_name, period_from_day, period_to_day, currency FROM u)) AS l
JOIN {{ ref('stg_ovh__bills') }} AS t ON t._account = l._account AND t.bill_id = l.bill_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL) AND substr(l.bill_id, 1, 3) <> 'PP_'
  GROUP BY l._account, l.resource, l.bill_id, l.period_start, l.period_end, l.total_price_currency_code
  HAVING count(*) = count(l.total_price_ucents)
)
SELECT _account, project_id, usage_id, document_id, period_start, period_end, rounding, currency
FROM (
  SELECT b.*, u.usage_id, b.amount - u.amount AS rounding,
    count(*) OVER (PARTITION BY b._account, b.project_id, u.usage_id) AS bills,
    count(*) OVER (PARTITION BY b._account, b.project_id, b.document_id) AS usages
  FROM b JOIN u ON u._account = b._account AND u.service_name = b.project_id AND u.period_from_day = b.period_start
    AND u.period_to_day = b.period_end AND u.currency = b.currency
  WHERE abs(b.amount - u.amount) <= 500000 * b.line_count
) AS m
WHERE bills = 1 AND usages = 1
{% elif target.type == 'duckdb' %}
WITH u AS MATERIALIZED (
  SELECT h._account, h.service_name, h.usage_id, h.period_from_day, h.period_to_day, l.total_price_currency_code AS currency,
    CAST(sum(l.total_price_ucents) AS BIGINT) AS amount
  FROM {{ ref('stg_ovh__cloud_usage_history') }} AS h
  JOIN {{ ref('stg_ovh__cloud_usage_history_lines') }} AS l
    ON l._account = h._account AND l.service_name = h.service_name AND l.usage_id = h.usage_id
  GROUP BY h._account, h.service_name, h.usage_id, h.period_from_day, h.period_to_day, l.total_price_currency_code
  HAVING count(*) = count(l.total_price_ucents)
), b AS MATERIALIZED (
  SELECT l._account, l.resource AS project_id, l.bill_id AS document_id, l.period_start, l.period_end,
    l.total_price_currency_code AS currency, count(*) AS line_count, CAST(sum(l.total_price_ucents) AS BIGINT) AS amount
  FROM (SELECT * FROM {{ ref('stg_ovh__bill_details') }} AS l WHERE (_account, resource, period_start, period_end, total_price_currency_code) IN (
    SELECT _account, service_name, period_from_day, period_to_day, currency FROM u)) AS l
JOIN {{ ref('stg_ovh__bills') }} AS t ON t._account = l._account AND t.bill_id = l.bill_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL) AND substr(l.bill_id, 1, 3) <> 'PP_'
  GROUP BY l._account, l.resource, l.bill_id, l.period_start, l.period_end, l.total_price_currency_code
  HAVING count(*) = count(l.total_price_ucents)
)
SELECT _account, project_id, usage_id, document_id, period_start, period_end, rounding, currency
FROM (
  SELECT b.*, u.usage_id, b.amount - u.amount AS rounding,
    count(*) OVER (PARTITION BY b._account, b.project_id, u.usage_id) AS bills,
    count(*) OVER (PARTITION BY b._account, b.project_id, b.document_id) AS usages
  FROM b JOIN u ON u._account = b._account AND u.service_name = b.project_id AND u.period_from_day = b.period_start
    AND u.period_to_day = b.period_end AND u.currency = b.currency
  WHERE abs(b.amount - u.amount) <= 500000 * b.line_count
) AS m
WHERE bills = 1 AND usages = 1
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
