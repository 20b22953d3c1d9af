{# Made from the text of the view `monthly_spend_by_tag`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "month", "tag_key", "tag_value", "currency", "amount", "amount_ucents", "previous_amount", "previous_amount_ucents", "change", "share", "status") AS (
{% if target.type == 'sqlite' %}
WITH base AS MATERIALIZED (
  SELECT month_number, _account, tag_key, tag_value, currency, sum(amount_ucents) AS now FROM (WITH sums AS MATERIALIZED (
    SELECT _account, month_number, resource, project_id, currency, sum(amount_ucents) AS amount_ucents
    FROM {{ ref('int_ovh__spend') }} GROUP BY _account, month_number, resource, project_id, currency
  ), tags AS MATERIALIZED (
    SELECT _account, resource, tag_key, tag_value FROM {{ ref('int_ovh__tags') }}
  )
  SELECT n._account, n.month_number, t.tag_key, t.tag_value, n.currency, n.amount_ucents
  FROM sums AS n JOIN tags AS t ON t._account = n._account AND t.resource = n.resource
  UNION ALL
  SELECT n._account, n.month_number, t.tag_key, t.tag_value, n.currency, n.amount_ucents
  FROM sums AS n JOIN tags AS t ON t._account = n._account AND t.resource = n.project_id
  LEFT JOIN tags AS o ON o._account = n._account AND o.resource = n.resource AND o.tag_key = t.tag_key
  WHERE o.tag_key IS NULL) AS r GROUP BY month_number, _account, tag_key, tag_value, currency
), last AS (
  SELECT max(month_number) AS month_number FROM base
), both_months AS (
  SELECT month_number, _account, tag_key, tag_value, currency, now, 0 AS before, 1 AS has_now, 0 AS has_before FROM base
  UNION ALL
  SELECT month_number + 1, _account, tag_key, tag_value, currency, 0, now, 0, 1 FROM base WHERE month_number < (SELECT month_number FROM last)
), sums AS (
  SELECT month_number, _account, tag_key, tag_value, currency, sum(now) AS now, sum(before) AS before, sum(has_now) AS has_now,
    sum(has_before) AS has_before
  FROM both_months GROUP BY month_number, _account, tag_key, tag_value, currency
)
SELECT _account, printf('%04d-%02d', (month_number) / 12, (month_number) % 12 + 1), tag_key, tag_value, currency,
  ((now) / 100000000.0), now, ((before) / 100000000.0), before,
  CASE WHEN before <> 0 THEN (((CASE WHEN ((now - before) < 0) <> (before < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN max(abs((now - before)), abs(before)) > 400000000000000 THEN (((now - before)) / (1000000)) ELSE (now - before) END) + abs(CASE WHEN max(abs((now - before)), abs(before)) > 400000000000000 THEN ((before) / (1000000)) ELSE before END)) / (nullif(2 * abs(CASE WHEN max(abs((now - before)), abs(before)) > 400000000000000 THEN ((before) / (1000000)) ELSE before END), 0))))) / 10000.0) END,
  CASE WHEN total <> 0 THEN (((CASE WHEN (now < 0) <> (total < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN max(abs(now), abs(total)) > 400000000000000 THEN ((now) / (1000000)) ELSE now END) + abs(CASE WHEN max(abs(now), abs(total)) > 400000000000000 THEN ((total) / (1000000)) ELSE total END)) / (nullif(2 * abs(CASE WHEN max(abs(now), abs(total)) > 400000000000000 THEN ((total) / (1000000)) ELSE total END), 0))))) / 10000.0) END,
  CASE WHEN has_before = 0 THEN 'new' WHEN has_now = 0 THEN 'gone' END
FROM (SELECT s.*, CAST(sum(now) OVER (PARTITION BY _account, month_number, currency) AS INTEGER) AS total FROM sums AS s) AS t
{% elif target.type == 'postgres' %}
WITH base AS MATERIALIZED (
  SELECT month_number, _account, tag_key, tag_value, currency, CAST(sum(amount_ucents) AS bigint) AS now FROM (WITH sums AS MATERIALIZED (
    SELECT _account, month_number, resource, project_id, currency, CAST(sum(amount_ucents) AS bigint) AS amount_ucents
    FROM {{ ref('int_ovh__spend') }} GROUP BY _account, month_number, resource, project_id, currency
  ), tags AS MATERIALIZED (
    SELECT _account, resource, tag_key, tag_value FROM {{ ref('int_ovh__tags') }}
  )
  SELECT n._account, n.month_number, t.tag_key, t.tag_value, n.currency, n.amount_ucents
  FROM sums AS n JOIN tags AS t ON t._account = n._account AND t.resource = n.resource
  UNION ALL
  SELECT n._account, n.month_number, t.tag_key, t.tag_value, n.currency, n.amount_ucents
  FROM sums AS n JOIN tags AS t ON t._account = n._account AND t.resource = n.project_id
  LEFT JOIN tags AS o ON o._account = n._account AND o.resource = n.resource AND o.tag_key = t.tag_key
  WHERE o.tag_key IS NULL) AS r GROUP BY month_number, _account, tag_key, tag_value, currency
), last AS (
  SELECT max(month_number) AS month_number FROM base
), both_months AS (
  SELECT month_number, _account, tag_key, tag_value, currency, now, 0 AS before, 1 AS has_now, 0 AS has_before FROM base
  UNION ALL
  SELECT month_number + 1, _account, tag_key, tag_value, currency, 0, now, 0, 1 FROM base WHERE month_number < (SELECT month_number FROM last)
), sums AS (
  SELECT month_number, _account, tag_key, tag_value, currency, CAST(sum(now) AS bigint) AS now, CAST(sum(before) AS bigint) AS before, CAST(sum(has_now) AS bigint) AS has_now,
    CAST(sum(has_before) AS bigint) AS has_before
  FROM both_months GROUP BY month_number, _account, tag_key, tag_value, currency
)
SELECT _account, (to_char((month_number) / 12, 'FM0000') || '-' || to_char((month_number) % 12 + 1, 'FM00')), tag_key, tag_value, currency,
  CAST((now) * 0.00000001 AS numeric(38, 8)), now, CAST((before) * 0.00000001 AS numeric(38, 8)), before,
  CASE WHEN before <> 0 THEN CAST(((CASE WHEN ((now - before) < 0) <> (before < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs((now - before)), abs(before)) > 400000000000000 THEN (((now - before)) / (1000000)) ELSE (now - before) END) + abs(CASE WHEN greatest(abs((now - before)), abs(before)) > 400000000000000 THEN ((before) / (1000000)) ELSE before END)) / (nullif(2 * abs(CASE WHEN greatest(abs((now - before)), abs(before)) > 400000000000000 THEN ((before) / (1000000)) ELSE before END), 0))))) * 0.0001 AS numeric(38, 4)) END,
  CASE WHEN total <> 0 THEN CAST(((CASE WHEN (now < 0) <> (total < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs(now), abs(total)) > 400000000000000 THEN ((now) / (1000000)) ELSE now END) + abs(CASE WHEN greatest(abs(now), abs(total)) > 400000000000000 THEN ((total) / (1000000)) ELSE total END)) / (nullif(2 * abs(CASE WHEN greatest(abs(now), abs(total)) > 400000000000000 THEN ((total) / (1000000)) ELSE total END), 0))))) * 0.0001 AS numeric(38, 4)) END,
  CASE WHEN has_before = 0 THEN 'new' WHEN has_now = 0 THEN 'gone' END
FROM (SELECT s.*, CAST(sum(now) OVER (PARTITION BY _account, month_number, currency) AS bigint) AS total FROM sums AS s) AS t
{% elif target.type == 'duckdb' %}
WITH base AS MATERIALIZED (
  SELECT month_number, _account, tag_key, tag_value, currency, CAST(sum(amount_ucents) AS BIGINT) AS now FROM (WITH sums AS MATERIALIZED (
    SELECT _account, month_number, resource, project_id, currency, CAST(sum(amount_ucents) AS BIGINT) AS amount_ucents
    FROM {{ ref('int_ovh__spend') }} GROUP BY _account, month_number, resource, project_id, currency
  ), tags AS MATERIALIZED (
    SELECT _account, resource, tag_key, tag_value FROM {{ ref('int_ovh__tags') }}
  )
  SELECT n._account, n.month_number, t.tag_key, t.tag_value, n.currency, n.amount_ucents
  FROM sums AS n JOIN tags AS t ON t._account = n._account AND t.resource = n.resource
  UNION ALL
  SELECT n._account, n.month_number, t.tag_key, t.tag_value, n.currency, n.amount_ucents
  FROM sums AS n JOIN tags AS t ON t._account = n._account AND t.resource = n.project_id
  LEFT JOIN tags AS o ON o._account = n._account AND o.resource = n.resource AND o.tag_key = t.tag_key
  WHERE o.tag_key IS NULL) AS r GROUP BY month_number, _account, tag_key, tag_value, currency
), last AS (
  SELECT max(month_number) AS month_number FROM base
), both_months AS (
  SELECT month_number, _account, tag_key, tag_value, currency, now, 0 AS before, 1 AS has_now, 0 AS has_before FROM base
  UNION ALL
  SELECT month_number + 1, _account, tag_key, tag_value, currency, 0, now, 0, 1 FROM base WHERE month_number < (SELECT month_number FROM last)
), sums AS (
  SELECT month_number, _account, tag_key, tag_value, currency, CAST(sum(now) AS BIGINT) AS now, CAST(sum(before) AS BIGINT) AS before, CAST(sum(has_now) AS BIGINT) AS has_now,
    CAST(sum(has_before) AS BIGINT) AS has_before
  FROM both_months GROUP BY month_number, _account, tag_key, tag_value, currency
)
SELECT _account, printf('%04d-%02d', (month_number) // 12, (month_number) % 12 + 1), tag_key, tag_value, currency,
  (CAST(now AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), now, (CAST(before AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), before,
  CASE WHEN before <> 0 THEN (CAST((CASE WHEN ((now - before) < 0) <> (before < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs((now - before)), abs(before)) > 400000000000000 THEN (((now - before)) // (1000000)) ELSE (now - before) END) + abs(CASE WHEN greatest(abs((now - before)), abs(before)) > 400000000000000 THEN ((before) // (1000000)) ELSE before END)) // (nullif(2 * abs(CASE WHEN greatest(abs((now - before)), abs(before)) > 400000000000000 THEN ((before) // (1000000)) ELSE before END), 0)))) AS DECIMAL(34, 0)) * CAST(0.0001 AS DECIMAL(4, 4))) END,
  CASE WHEN total <> 0 THEN (CAST((CASE WHEN (now < 0) <> (total < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs(now), abs(total)) > 400000000000000 THEN ((now) // (1000000)) ELSE now END) + abs(CASE WHEN greatest(abs(now), abs(total)) > 400000000000000 THEN ((total) // (1000000)) ELSE total END)) // (nullif(2 * abs(CASE WHEN greatest(abs(now), abs(total)) > 400000000000000 THEN ((total) // (1000000)) ELSE total END), 0)))) AS DECIMAL(34, 0)) * CAST(0.0001 AS DECIMAL(4, 4))) END,
  CASE WHEN has_before = 0 THEN 'new' WHEN has_now = 0 THEN 'gone' END
FROM (SELECT s.*, CAST(sum(now) OVER (PARTITION BY _account, month_number, currency) AS BIGINT) AS total FROM sums AS s) AS t
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
