{# Made from the text of the view `monthly_spend`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "month", "service_kind", "service_category", "service_name", "project_id", "currency", "amount", "amount_ucents", "previous_amount", "previous_amount_ucents", "change", "share", "status") AS (
{% if target.type == 'sqlite' %}
WITH base AS MATERIALIZED (
  SELECT month_number, _account, service_kind, service_category, service_name, project_id, currency, sum(amount_ucents) AS now FROM {{ ref('int_ovh__spend') }} GROUP BY month_number, _account, service_kind, service_category, service_name, project_id, currency
), last AS (
  SELECT max(month_number) AS month_number FROM base
), both_months AS (
  SELECT month_number, _account, service_kind, service_category, service_name, project_id, currency, now, 0 AS before, 1 AS has_now, 0 AS has_before FROM base
  UNION ALL
  SELECT month_number + 1, _account, service_kind, service_category, service_name, project_id, currency, 0, now, 0, 1 FROM base WHERE month_number < (SELECT month_number FROM last)
), sums AS (
  SELECT month_number, _account, service_kind, service_category, service_name, project_id, currency, sum(now) AS now, sum(before) AS before, sum(has_now) AS has_now,
    sum(has_before) AS has_before
  FROM both_months GROUP BY month_number, _account, service_kind, service_category, service_name, project_id, currency
)
SELECT _account, printf('%04d-%02d', (month_number) / 12, (month_number) % 12 + 1), service_kind, service_category, service_name, project_id, currency,
  ((now) / 100000000.0), now, ((before) / 100000000.0), before,
  CASE WHEN before <> 0 THEN (((CASE WHEN ((now - before) < 0) <> (before < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN max(abs((now - before)), abs(before)) > 400000000000000 THEN (((now - before)) / (1000000)) ELSE (now - before) END) + abs(CASE WHEN max(abs((now - before)), abs(before)) > 400000000000000 THEN ((before) / (1000000)) ELSE before END)) / (nullif(2 * abs(CASE WHEN max(abs((now - before)), abs(before)) > 400000000000000 THEN ((before) / (1000000)) ELSE before END), 0))))) / 10000.0) END,
  CASE WHEN total <> 0 THEN (((CASE WHEN (now < 0) <> (total < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN max(abs(now), abs(total)) > 400000000000000 THEN ((now) / (1000000)) ELSE now END) + abs(CASE WHEN max(abs(now), abs(total)) > 400000000000000 THEN ((total) / (1000000)) ELSE total END)) / (nullif(2 * abs(CASE WHEN max(abs(now), abs(total)) > 400000000000000 THEN ((total) / (1000000)) ELSE total END), 0))))) / 10000.0) END,
  CASE WHEN has_before = 0 THEN 'new' WHEN has_now = 0 THEN 'gone' END
FROM (SELECT s.*, CAST(sum(now) OVER (PARTITION BY _account, month_number, currency) AS INTEGER) AS total FROM sums AS s) AS t
{% elif target.type == 'postgres' %}
WITH base AS MATERIALIZED (
  SELECT month_number, _account, service_kind, service_category, service_name, project_id, currency, CAST(sum(amount_ucents) AS bigint) AS now FROM {{ ref('int_ovh__spend') }} GROUP BY month_number, _account, service_kind, service_category, service_name, project_id, currency
), last AS (
  SELECT max(month_number) AS month_number FROM base
), both_months AS (
  SELECT month_number, _account, service_kind, service_category, service_name, project_id, currency, now, 0 AS before, 1 AS has_now, 0 AS has_before FROM base
  UNION ALL
  SELECT month_number + 1, _account, service_kind, service_category, service_name, project_id, currency, 0, now, 0, 1 FROM base WHERE month_number < (SELECT month_number FROM last)
), sums AS (
  SELECT month_number, _account, service_kind, service_category, service_name, project_id, currency, CAST(sum(now) AS bigint) AS now, CAST(sum(before) AS bigint) AS before, CAST(sum(has_now) AS bigint) AS has_now,
    CAST(sum(has_before) AS bigint) AS has_before
  FROM both_months GROUP BY month_number, _account, service_kind, service_category, service_name, project_id, currency
)
SELECT _account, (to_char((month_number) / 12, 'FM0000') || '-' || to_char((month_number) % 12 + 1, 'FM00')), service_kind, service_category, service_name, project_id, currency,
  CAST((now) * 0.00000001 AS numeric(38, 8)), now, CAST((before) * 0.00000001 AS numeric(38, 8)), before,
  CASE WHEN before <> 0 THEN CAST(((CASE WHEN ((now - before) < 0) <> (before < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs((now - before)), abs(before)) > 400000000000000 THEN (((now - before)) / (1000000)) ELSE (now - before) END) + abs(CASE WHEN greatest(abs((now - before)), abs(before)) > 400000000000000 THEN ((before) / (1000000)) ELSE before END)) / (nullif(2 * abs(CASE WHEN greatest(abs((now - before)), abs(before)) > 400000000000000 THEN ((before) / (1000000)) ELSE before END), 0))))) * 0.0001 AS numeric(38, 4)) END,
  CASE WHEN total <> 0 THEN CAST(((CASE WHEN (now < 0) <> (total < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs(now), abs(total)) > 400000000000000 THEN ((now) / (1000000)) ELSE now END) + abs(CASE WHEN greatest(abs(now), abs(total)) > 400000000000000 THEN ((total) / (1000000)) ELSE total END)) / (nullif(2 * abs(CASE WHEN greatest(abs(now), abs(total)) > 400000000000000 THEN ((total) / (1000000)) ELSE total END), 0))))) * 0.0001 AS numeric(38, 4)) END,
  CASE WHEN has_before = 0 THEN 'new' WHEN has_now = 0 THEN 'gone' END
FROM (SELECT s.*, CAST(sum(now) OVER (PARTITION BY _account, month_number, currency) AS bigint) AS total FROM sums AS s) AS t
{% elif target.type == 'duckdb' %}
WITH base AS MATERIALIZED (
  SELECT month_number, _account, service_kind, service_category, service_name, project_id, currency, CAST(sum(amount_ucents) AS BIGINT) AS now FROM {{ ref('int_ovh__spend') }} GROUP BY month_number, _account, service_kind, service_category, service_name, project_id, currency
), last AS (
  SELECT max(month_number) AS month_number FROM base
), both_months AS (
  SELECT month_number, _account, service_kind, service_category, service_name, project_id, currency, now, 0 AS before, 1 AS has_now, 0 AS has_before FROM base
  UNION ALL
  SELECT month_number + 1, _account, service_kind, service_category, service_name, project_id, currency, 0, now, 0, 1 FROM base WHERE month_number < (SELECT month_number FROM last)
), sums AS (
  SELECT month_number, _account, service_kind, service_category, service_name, project_id, currency, CAST(sum(now) AS BIGINT) AS now, CAST(sum(before) AS BIGINT) AS before, CAST(sum(has_now) AS BIGINT) AS has_now,
    CAST(sum(has_before) AS BIGINT) AS has_before
  FROM both_months GROUP BY month_number, _account, service_kind, service_category, service_name, project_id, currency
)
SELECT _account, printf('%04d-%02d', (month_number) // 12, (month_number) % 12 + 1), service_kind, service_category, service_name, project_id, currency,
  (CAST(now AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), now, (CAST(before AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), before,
  CASE WHEN before <> 0 THEN (CAST((CASE WHEN ((now - before) < 0) <> (before < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs((now - before)), abs(before)) > 400000000000000 THEN (((now - before)) // (1000000)) ELSE (now - before) END) + abs(CASE WHEN greatest(abs((now - before)), abs(before)) > 400000000000000 THEN ((before) // (1000000)) ELSE before END)) // (nullif(2 * abs(CASE WHEN greatest(abs((now - before)), abs(before)) > 400000000000000 THEN ((before) // (1000000)) ELSE before END), 0)))) AS DECIMAL(34, 0)) * CAST(0.0001 AS DECIMAL(4, 4))) END,
  CASE WHEN total <> 0 THEN (CAST((CASE WHEN (now < 0) <> (total < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs(now), abs(total)) > 400000000000000 THEN ((now) // (1000000)) ELSE now END) + abs(CASE WHEN greatest(abs(now), abs(total)) > 400000000000000 THEN ((total) // (1000000)) ELSE total END)) // (nullif(2 * abs(CASE WHEN greatest(abs(now), abs(total)) > 400000000000000 THEN ((total) // (1000000)) ELSE total END), 0)))) AS DECIMAL(34, 0)) * CAST(0.0001 AS DECIMAL(4, 4))) END,
  CASE WHEN has_before = 0 THEN 'new' WHEN has_now = 0 THEN 'gone' END
FROM (SELECT s.*, CAST(sum(now) OVER (PARTITION BY _account, month_number, currency) AS BIGINT) AS total FROM sums AS s) AS t
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
