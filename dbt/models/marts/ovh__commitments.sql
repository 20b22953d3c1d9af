{# Made from the text of the view `commitments`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "month", "project_id", "flavor", "currency", "hours", "covered_hours", "coverage", "amount", "amount_ucents", "covered_amount", "covered_amount_ucents", "fee", "fee_ucents") AS (
{% if target.type == 'sqlite' %}
SELECT _account, substr(period_from_day, 1, 7), service_name, flavor, currency,
  ((hours) / 1000000.0), ((covered_hours) / 1000000.0),
  CASE WHEN hours > 0 THEN ((((covered_hours * 10000 + ((hours) / (2))) / (hours))) / 10000.0) END,
  ((amount) / 100000000.0), amount, ((covered) / 100000000.0), covered, ((fee) / 100000000.0), fee
FROM (
  SELECT _account, period_from_day, service_name, flavor, currency,
    sum(CASE WHEN NOT (lower(family) = 'savingsplan') THEN quantity ELSE 0 END) AS hours, sum(CASE WHEN NOT (lower(family) = 'savingsplan') AND savings_plan_ids IS NOT NULL AND savings_plan_ids NOT IN ('', '[]', 'null') THEN quantity ELSE 0 END) AS covered_hours,
    sum(CASE WHEN NOT (lower(family) = 'savingsplan') THEN amount ELSE 0 END) AS amount, sum(CASE WHEN NOT (lower(family) = 'savingsplan') AND savings_plan_ids IS NOT NULL AND savings_plan_ids NOT IN ('', '[]', 'null') THEN amount ELSE 0 END) AS covered,
    sum(CASE WHEN lower(family) = 'savingsplan' THEN amount ELSE 0 END) AS fee
  FROM (
    SELECT h._account, h.period_from_day, h.service_name, l.reference AS flavor, l.total_price_currency_code AS currency,
      l.family, l.savings_plan_ids AS savings_plan_ids, l.total_price_ucents AS amount,
      CAST(round((l.quantity_value) * 1000000) AS INTEGER) AS quantity
    FROM {{ ref('stg_ovh__cloud_usage_history') }} AS h
    JOIN {{ ref('stg_ovh__cloud_usage_history_lines') }} AS l
      ON l._account = h._account AND l.service_name = h.service_name AND l.usage_id = h.usage_id
    WHERE l.reference IS NOT NULL AND (lower(l.family) IN ('instance', 'savingsplan', 'rancher')) AND h.period_from_day IS NOT NULL
  ) AS t
  GROUP BY _account, period_from_day, service_name, flavor, currency
) AS s
{% elif target.type == 'postgres' %}
SELECT _account, to_char(period_from_day, 'YYYY-MM'), service_name, flavor, currency,
  CAST((hours) * 0.000001 AS numeric(38, 6)), CAST((covered_hours) * 0.000001 AS numeric(38, 6)),
  CASE WHEN hours > 0 THEN CAST((((covered_hours * 10000 + ((hours) / (2))) / (hours))) * 0.0001 AS numeric(38, 4)) END,
  CAST((amount) * 0.00000001 AS numeric(38, 8)), amount, CAST((covered) * 0.00000001 AS numeric(38, 8)), covered, CAST((fee) * 0.00000001 AS numeric(38, 8)), fee
FROM (
  SELECT _account, period_from_day, service_name, flavor, currency,
    CAST(sum(CASE WHEN NOT (lower(family) = 'savingsplan') THEN quantity ELSE 0 END) AS bigint) AS hours, CAST(sum(CASE WHEN NOT (lower(family) = 'savingsplan') AND savings_plan_ids IS NOT NULL AND savings_plan_ids NOT IN ('', '[]', 'null') THEN quantity ELSE 0 END) AS bigint) AS covered_hours,
    CAST(sum(CASE WHEN NOT (lower(family) = 'savingsplan') THEN amount ELSE 0 END) AS bigint) AS amount, CAST(sum(CASE WHEN NOT (lower(family) = 'savingsplan') AND savings_plan_ids IS NOT NULL AND savings_plan_ids NOT IN ('', '[]', 'null') THEN amount ELSE 0 END) AS bigint) AS covered,
    CAST(sum(CASE WHEN lower(family) = 'savingsplan' THEN amount ELSE 0 END) AS bigint) AS fee
  FROM (
    SELECT h._account, h.period_from_day, h.service_name, l.reference AS flavor, l.total_price_currency_code AS currency,
      l.family, CAST(l.savings_plan_ids AS text) AS savings_plan_ids, l.total_price_ucents AS amount,
      CAST(round((l.quantity_value) * 1000000) AS bigint) AS quantity
    FROM {{ ref('stg_ovh__cloud_usage_history') }} AS h
    JOIN {{ ref('stg_ovh__cloud_usage_history_lines') }} AS l
      ON l._account = h._account AND l.service_name = h.service_name AND l.usage_id = h.usage_id
    WHERE l.reference IS NOT NULL AND (lower(l.family) IN ('instance', 'savingsplan', 'rancher')) AND h.period_from_day IS NOT NULL
  ) AS t
  GROUP BY _account, period_from_day, service_name, flavor, currency
) AS s
{% elif target.type == 'duckdb' %}
SELECT _account, strftime(period_from_day, '%Y-%m'), service_name, flavor, currency,
  (CAST(hours AS DECIMAL(32, 0)) * CAST(0.000001 AS DECIMAL(6, 6))), (CAST(covered_hours AS DECIMAL(32, 0)) * CAST(0.000001 AS DECIMAL(6, 6))),
  CASE WHEN hours > 0 THEN (CAST(((covered_hours * 10000 + ((hours) // (2))) // (hours)) AS DECIMAL(34, 0)) * CAST(0.0001 AS DECIMAL(4, 4))) END,
  (CAST(amount AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), amount, (CAST(covered AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), covered, (CAST(fee AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), fee
FROM (
  SELECT _account, period_from_day, service_name, flavor, currency,
    CAST(sum(CASE WHEN NOT (lower(family) = 'savingsplan') THEN quantity ELSE 0 END) AS BIGINT) AS hours, CAST(sum(CASE WHEN NOT (lower(family) = 'savingsplan') AND savings_plan_ids IS NOT NULL AND savings_plan_ids NOT IN ('', '[]', 'null') THEN quantity ELSE 0 END) AS BIGINT) AS covered_hours,
    CAST(sum(CASE WHEN NOT (lower(family) = 'savingsplan') THEN amount ELSE 0 END) AS BIGINT) AS amount, CAST(sum(CASE WHEN NOT (lower(family) = 'savingsplan') AND savings_plan_ids IS NOT NULL AND savings_plan_ids NOT IN ('', '[]', 'null') THEN amount ELSE 0 END) AS BIGINT) AS covered,
    CAST(sum(CASE WHEN lower(family) = 'savingsplan' THEN amount ELSE 0 END) AS BIGINT) AS fee
  FROM (
    SELECT h._account, h.period_from_day, h.service_name, l.reference AS flavor, l.total_price_currency_code AS currency,
      l.family, CAST(l.savings_plan_ids AS VARCHAR) AS savings_plan_ids, l.total_price_ucents AS amount,
      CAST(round((l.quantity_value) * 1000000) AS BIGINT) AS quantity
    FROM {{ ref('stg_ovh__cloud_usage_history') }} AS h
    JOIN {{ ref('stg_ovh__cloud_usage_history_lines') }} AS l
      ON l._account = h._account AND l.service_name = h.service_name AND l.usage_id = h.usage_id
    WHERE l.reference IS NOT NULL AND (lower(l.family) IN ('instance', 'savingsplan', 'rancher')) AND h.period_from_day IS NOT NULL
  ) AS t
  GROUP BY _account, period_from_day, service_name, flavor, currency
) AS s
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
