{# Made from the text of the view `monthly_spend_by_label`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("label", "month", "value", "currency", "amount", "amount_ucents", "previous_amount", "previous_amount_ucents", "change", "share", "status") AS (
{% if target.type == 'sqlite' %}
WITH base AS MATERIALIZED (
  SELECT n.label, n.month_number, l.value, n.currency, sum(n.amount_ucents) AS amount
  FROM (
    SELECT s._account, s.month_number, s.currency, s.amount_ucents, u.label
    FROM (
      SELECT _account, month_number, currency, sum(amount_ucents) AS amount_ucents
      FROM {{ ref('int_ovh__ruled') }} GROUP BY _account, month_number, currency
    ) AS s CROSS JOIN (SELECT DISTINCT label FROM {{ ref('ovh__account_labels') }}) AS u
  ) AS n
  LEFT JOIN {{ ref('ovh__account_labels') }} AS l ON l._account = n._account AND l.label = n.label
  GROUP BY n.label, n.month_number, l.value, n.currency
), last AS (
  SELECT max(month_number) AS month_number FROM base
), both_months AS (
  SELECT month_number, label, value, currency, amount AS now, 0 AS before, 1 AS has_now, 0 AS has_before FROM base
  UNION ALL
  SELECT month_number + 1, label, value, currency, 0, amount, 0, 1 FROM base WHERE month_number < (SELECT month_number FROM last)
), sums AS (
  SELECT month_number, label, value, currency, sum(now) AS now, sum(before) AS before, sum(has_now) AS has_now,
    sum(has_before) AS has_before
  FROM both_months GROUP BY month_number, label, value, currency
)
SELECT t.label, printf('%04d-%02d', (t.month_number) / 12, (t.month_number) % 12 + 1), t.value, t.currency,
  ((t.now) / 100000000.0), t.now, ((t.before) / 100000000.0), t.before,
  CASE WHEN t.before <> 0 THEN (((CASE WHEN ((t.now - t.before) < 0) <> (t.before < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN max(abs((t.now - t.before)), abs(t.before)) > 400000000000000 THEN (((t.now - t.before)) / (1000000)) ELSE (t.now - t.before) END) + abs(CASE WHEN max(abs((t.now - t.before)), abs(t.before)) > 400000000000000 THEN ((t.before) / (1000000)) ELSE t.before END)) / (nullif(2 * abs(CASE WHEN max(abs((t.now - t.before)), abs(t.before)) > 400000000000000 THEN ((t.before) / (1000000)) ELSE t.before END), 0))))) / 10000.0) END,
  CASE WHEN t.total <> 0 THEN (((CASE WHEN (t.now < 0) <> (t.total < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN max(abs(t.now), abs(t.total)) > 400000000000000 THEN ((t.now) / (1000000)) ELSE t.now END) + abs(CASE WHEN max(abs(t.now), abs(t.total)) > 400000000000000 THEN ((t.total) / (1000000)) ELSE t.total END)) / (nullif(2 * abs(CASE WHEN max(abs(t.now), abs(t.total)) > 400000000000000 THEN ((t.total) / (1000000)) ELSE t.total END), 0))))) / 10000.0) END,
  CASE WHEN t.has_before = 0 THEN 'new' WHEN t.has_now = 0 THEN 'gone' END
FROM (SELECT s.*, CAST(sum(now) OVER (PARTITION BY label, month_number, currency) AS INTEGER) AS total FROM sums AS s) AS t
{% elif target.type == 'postgres' %}
WITH base AS MATERIALIZED (
  SELECT n.label, n.month_number, l.value, n.currency, CAST(sum(n.amount_ucents) AS bigint) AS amount
  FROM (
    SELECT s._account, s.month_number, s.currency, s.amount_ucents, u.label
    FROM (
      SELECT _account, month_number, currency, CAST(sum(amount_ucents) AS bigint) AS amount_ucents
      FROM {{ ref('int_ovh__ruled') }} GROUP BY _account, month_number, currency
    ) AS s CROSS JOIN (SELECT DISTINCT label FROM {{ ref('ovh__account_labels') }}) AS u
  ) AS n
  LEFT JOIN {{ ref('ovh__account_labels') }} AS l ON l._account = n._account AND l.label = n.label
  GROUP BY n.label, n.month_number, l.value, n.currency
), last AS (
  SELECT max(month_number) AS month_number FROM base
), both_months AS (
  SELECT month_number, label, value, currency, amount AS now, 0 AS before, 1 AS has_now, 0 AS has_before FROM base
  UNION ALL
  SELECT month_number + 1, label, value, currency, 0, amount, 0, 1 FROM base WHERE month_number < (SELECT month_number FROM last)
), sums AS (
  SELECT month_number, label, value, currency, CAST(sum(now) AS bigint) AS now, CAST(sum(before) AS bigint) AS before, CAST(sum(has_now) AS bigint) AS has_now,
    CAST(sum(has_before) AS bigint) AS has_before
  FROM both_months GROUP BY month_number, label, value, currency
)
SELECT t.label, (to_char((t.month_number) / 12, 'FM0000') || '-' || to_char((t.month_number) % 12 + 1, 'FM00')), t.value, t.currency,
  CAST((t.now) * 0.00000001 AS numeric(38, 8)), t.now, CAST((t.before) * 0.00000001 AS numeric(38, 8)), t.before,
  CASE WHEN t.before <> 0 THEN CAST(((CASE WHEN ((t.now - t.before) < 0) <> (t.before < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs((t.now - t.before)), abs(t.before)) > 400000000000000 THEN (((t.now - t.before)) / (1000000)) ELSE (t.now - t.before) END) + abs(CASE WHEN greatest(abs((t.now - t.before)), abs(t.before)) > 400000000000000 THEN ((t.before) / (1000000)) ELSE t.before END)) / (nullif(2 * abs(CASE WHEN greatest(abs((t.now - t.before)), abs(t.before)) > 400000000000000 THEN ((t.before) / (1000000)) ELSE t.before END), 0))))) * 0.0001 AS numeric(38, 4)) END,
  CASE WHEN t.total <> 0 THEN CAST(((CASE WHEN (t.now < 0) <> (t.total < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs(t.now), abs(t.total)) > 400000000000000 THEN ((t.now) / (1000000)) ELSE t.now END) + abs(CASE WHEN greatest(abs(t.now), abs(t.total)) > 400000000000000 THEN ((t.total) / (1000000)) ELSE t.total END)) / (nullif(2 * abs(CASE WHEN greatest(abs(t.now), abs(t.total)) > 400000000000000 THEN ((t.total) / (1000000)) ELSE t.total END), 0))))) * 0.0001 AS numeric(38, 4)) END,
  CASE WHEN t.has_before = 0 THEN 'new' WHEN t.has_now = 0 THEN 'gone' END
FROM (SELECT s.*, CAST(sum(now) OVER (PARTITION BY label, month_number, currency) AS bigint) AS total FROM sums AS s) AS t
{% elif target.type == 'duckdb' %}
WITH base AS MATERIALIZED (
  SELECT n.label, n.month_number, l.value, n.currency, CAST(sum(n.amount_ucents) AS BIGINT) AS amount
  FROM (
    SELECT s._account, s.month_number, s.currency, s.amount_ucents, u.label
    FROM (
      SELECT _account, month_number, currency, CAST(sum(amount_ucents) AS BIGINT) AS amount_ucents
      FROM {{ ref('int_ovh__ruled') }} GROUP BY _account, month_number, currency
    ) AS s CROSS JOIN (SELECT DISTINCT label FROM {{ ref('ovh__account_labels') }}) AS u
  ) AS n
  LEFT JOIN {{ ref('ovh__account_labels') }} AS l ON l._account = n._account AND l.label = n.label
  GROUP BY n.label, n.month_number, l.value, n.currency
), last AS (
  SELECT max(month_number) AS month_number FROM base
), both_months AS (
  SELECT month_number, label, value, currency, amount AS now, 0 AS before, 1 AS has_now, 0 AS has_before FROM base
  UNION ALL
  SELECT month_number + 1, label, value, currency, 0, amount, 0, 1 FROM base WHERE month_number < (SELECT month_number FROM last)
), sums AS (
  SELECT month_number, label, value, currency, CAST(sum(now) AS BIGINT) AS now, CAST(sum(before) AS BIGINT) AS before, CAST(sum(has_now) AS BIGINT) AS has_now,
    CAST(sum(has_before) AS BIGINT) AS has_before
  FROM both_months GROUP BY month_number, label, value, currency
)
SELECT t.label, printf('%04d-%02d', (t.month_number) // 12, (t.month_number) % 12 + 1), t.value, t.currency,
  (CAST(t.now AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), t.now, (CAST(t.before AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), t.before,
  CASE WHEN t.before <> 0 THEN (CAST((CASE WHEN ((t.now - t.before) < 0) <> (t.before < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs((t.now - t.before)), abs(t.before)) > 400000000000000 THEN (((t.now - t.before)) // (1000000)) ELSE (t.now - t.before) END) + abs(CASE WHEN greatest(abs((t.now - t.before)), abs(t.before)) > 400000000000000 THEN ((t.before) // (1000000)) ELSE t.before END)) // (nullif(2 * abs(CASE WHEN greatest(abs((t.now - t.before)), abs(t.before)) > 400000000000000 THEN ((t.before) // (1000000)) ELSE t.before END), 0)))) AS DECIMAL(34, 0)) * CAST(0.0001 AS DECIMAL(4, 4))) END,
  CASE WHEN t.total <> 0 THEN (CAST((CASE WHEN (t.now < 0) <> (t.total < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs(t.now), abs(t.total)) > 400000000000000 THEN ((t.now) // (1000000)) ELSE t.now END) + abs(CASE WHEN greatest(abs(t.now), abs(t.total)) > 400000000000000 THEN ((t.total) // (1000000)) ELSE t.total END)) // (nullif(2 * abs(CASE WHEN greatest(abs(t.now), abs(t.total)) > 400000000000000 THEN ((t.total) // (1000000)) ELSE t.total END), 0)))) AS DECIMAL(34, 0)) * CAST(0.0001 AS DECIMAL(4, 4))) END,
  CASE WHEN t.has_before = 0 THEN 'new' WHEN t.has_now = 0 THEN 'gone' END
FROM (SELECT s.*, CAST(sum(now) OVER (PARTITION BY label, month_number, currency) AS BIGINT) AS total FROM sums AS s) AS t
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
