{# Made from the text of the view `credits`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "source", "name", "type", "project_id", "currency", "given", "given_ucents", "used", "used_ucents", "left_over", "left_over_ucents", "ends", "used_90_days", "used_90_days_ucents", "used_up_day") AS (
{% if target.type == 'sqlite' %}
SELECT _account, 'cloud_credit', coalesce(nullif(voucher, ''), CAST(id AS TEXT)), 'VOUCHER', service_name,
  total_credit_currency_code, ((total_credit_ucents) / 100000000.0), total_credit_ucents, ((used_credit_ucents) / 100000000.0), used_credit_ucents,
  ((available_credit_ucents) / 100000000.0), available_credit_ucents, validity_to_day, NULL, NULL, NULL
FROM {{ ref('stg_ovh__cloud_credits') }} AS c
UNION ALL
SELECT _account, 'credit_balance', balance_name, type, NULL, currency,
  ((left_ucents + used) / 100000000.0), left_ucents + used, ((used) / 100000000.0), used, ((left_ucents) / 100000000.0), left_ucents, ends,
  ((used_90) / 100000000.0), used_90,
  CASE WHEN used_90 > 0 AND left_ucents > 0 AND ((left_ucents) / (nullif(((used_90) / (90)), 0))) < 36500 THEN date(as_of_day, (((left_ucents) / (nullif(((used_90) / (90)), 0)))) || ' days') END
FROM (
  SELECT b._account, b.balance_name, b.type, b.amount_currency_code AS currency, b.amount_ucents AS left_ucents,
    coalesce(m.used, 0) AS used, coalesce(m.used_90, 0) AS used_90, e.ends, a.as_of_day
  FROM (SELECT * FROM (
    SELECT t.*, row_number() OVER (PARTITION BY _account, balance_name ORDER BY _snapshot_at DESC) AS place
    FROM {{ ref('stg_ovh__credit_balances') }} AS t) AS p WHERE place = 1) AS b
  LEFT JOIN {{ ref('ovh__as_of') }} AS a ON a._account = b._account
  LEFT JOIN (
    SELECT x._account, x.balance_name, sum(abs(x.amount_ucents)) AS used,
      sum(CASE WHEN CAST(julianday(y.as_of_day) - julianday(x.creation_date_day) AS INTEGER) BETWEEN 0 AND 90 THEN abs(x.amount_ucents) ELSE 0 END) AS used_90
    FROM {{ ref('stg_ovh__credit_movements') }} AS x LEFT JOIN {{ ref('ovh__as_of') }} AS y ON y._account = x._account
    WHERE x.type = 'USE' GROUP BY x._account, x.balance_name
  ) AS m ON m._account = b._account AND m.balance_name = b.balance_name
  LEFT JOIN (
    SELECT _account, balance_name, _snapshot_at, min(expiration_date_day) AS ends
    FROM {{ ref('stg_ovh__credit_balances_expiring') }} AS z GROUP BY _account, balance_name, _snapshot_at
  ) AS e ON e._account = b._account AND e.balance_name = b.balance_name AND e._snapshot_at = b._snapshot_at
) AS t
UNION ALL
SELECT _account, 'prepaid_account', ovh_account_id, 'PREPAID_ACCOUNT', NULL, balance_currency_code,
  NULL, NULL, NULL, NULL, ((balance_ucents) / 100000000.0), balance_ucents, NULL, NULL, NULL, NULL
FROM {{ ref('stg_ovh__ovh_accounts') }} AS o
{% elif target.type == 'postgres' %}
SELECT _account, 'cloud_credit', coalesce(nullif(voucher, ''), CAST(id AS text)), 'VOUCHER', service_name,
  total_credit_currency_code, CAST((total_credit_ucents) * 0.00000001 AS numeric(38, 8)), total_credit_ucents, CAST((used_credit_ucents) * 0.00000001 AS numeric(38, 8)), used_credit_ucents,
  CAST((available_credit_ucents) * 0.00000001 AS numeric(38, 8)), available_credit_ucents, validity_to_day, CAST(NULL AS numeric), CAST(NULL AS bigint), CAST(NULL AS date)
FROM {{ ref('stg_ovh__cloud_credits') }} AS c
UNION ALL
SELECT _account, 'credit_balance', balance_name, type, CAST(NULL AS text), currency,
  CAST((left_ucents + used) * 0.00000001 AS numeric(38, 8)), left_ucents + used, CAST((used) * 0.00000001 AS numeric(38, 8)), used, CAST((left_ucents) * 0.00000001 AS numeric(38, 8)), left_ucents, ends,
  CAST((used_90) * 0.00000001 AS numeric(38, 8)), used_90,
  CASE WHEN used_90 > 0 AND left_ucents > 0 AND ((left_ucents) / (nullif(((used_90) / (90)), 0))) < 36500 THEN ((as_of_day) + CAST(((left_ucents) / (nullif(((used_90) / (90)), 0))) AS int)) END
FROM (
  SELECT b._account, b.balance_name, b.type, b.amount_currency_code AS currency, b.amount_ucents AS left_ucents,
    coalesce(m.used, 0) AS used, coalesce(m.used_90, 0) AS used_90, e.ends, a.as_of_day
  FROM (SELECT * FROM (
    SELECT t.*, row_number() OVER (PARTITION BY _account, balance_name ORDER BY _snapshot_at DESC) AS place
    FROM {{ ref('stg_ovh__credit_balances') }} AS t) AS p WHERE place = 1) AS b
  LEFT JOIN {{ ref('ovh__as_of') }} AS a ON a._account = b._account
  LEFT JOIN (
    SELECT x._account, x.balance_name, CAST(sum(abs(x.amount_ucents)) AS bigint) AS used,
      CAST(sum(CASE WHEN CAST((y.as_of_day) - (x.creation_date_day) AS bigint) BETWEEN 0 AND 90 THEN abs(x.amount_ucents) ELSE 0 END) AS bigint) AS used_90
    FROM {{ ref('stg_ovh__credit_movements') }} AS x LEFT JOIN {{ ref('ovh__as_of') }} AS y ON y._account = x._account
    WHERE x.type = 'USE' GROUP BY x._account, x.balance_name
  ) AS m ON m._account = b._account AND m.balance_name = b.balance_name
  LEFT JOIN (
    SELECT _account, balance_name, _snapshot_at, min(expiration_date_day) AS ends
    FROM {{ ref('stg_ovh__credit_balances_expiring') }} AS z GROUP BY _account, balance_name, _snapshot_at
  ) AS e ON e._account = b._account AND e.balance_name = b.balance_name AND e._snapshot_at = b._snapshot_at
) AS t
UNION ALL
SELECT _account, 'prepaid_account', ovh_account_id, 'PREPAID_ACCOUNT', CAST(NULL AS text), balance_currency_code,
  CAST(NULL AS numeric), CAST(NULL AS bigint), CAST(NULL AS numeric), CAST(NULL AS bigint), CAST((balance_ucents) * 0.00000001 AS numeric(38, 8)), balance_ucents, CAST(NULL AS date), CAST(NULL AS numeric), CAST(NULL AS bigint), CAST(NULL AS date)
FROM {{ ref('stg_ovh__ovh_accounts') }} AS o
{% elif target.type == 'duckdb' %}
SELECT _account, 'cloud_credit', coalesce(nullif(voucher, ''), CAST(id AS VARCHAR)), 'VOUCHER', service_name,
  total_credit_currency_code, (CAST(total_credit_ucents AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), total_credit_ucents, (CAST(used_credit_ucents AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), used_credit_ucents,
  (CAST(available_credit_ucents AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), available_credit_ucents, validity_to_day, CAST(NULL AS DECIMAL(38, 18)), CAST(NULL AS BIGINT), CAST(NULL AS DATE)
FROM {{ ref('stg_ovh__cloud_credits') }} AS c
UNION ALL
SELECT _account, 'credit_balance', balance_name, type, CAST(NULL AS VARCHAR), currency,
  (CAST(left_ucents + used AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), left_ucents + used, (CAST(used AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), used, (CAST(left_ucents AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), left_ucents, ends,
  (CAST(used_90 AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), used_90,
  CASE WHEN used_90 > 0 AND left_ucents > 0 AND ((left_ucents) // (nullif(((used_90) // (90)), 0))) < 36500 THEN ((as_of_day) + CAST(((left_ucents) // (nullif(((used_90) // (90)), 0))) AS INTEGER)) END
FROM (
  SELECT b._account, b.balance_name, b.type, b.amount_currency_code AS currency, b.amount_ucents AS left_ucents,
    coalesce(m.used, 0) AS used, coalesce(m.used_90, 0) AS used_90, e.ends, a.as_of_day
  FROM (SELECT * FROM (
    SELECT t.*, row_number() OVER (PARTITION BY _account, balance_name ORDER BY _snapshot_at DESC) AS place
    FROM {{ ref('stg_ovh__credit_balances') }} AS t) AS p WHERE place = 1) AS b
  LEFT JOIN {{ ref('ovh__as_of') }} AS a ON a._account = b._account
  LEFT JOIN (
    SELECT x._account, x.balance_name, CAST(sum(abs(x.amount_ucents)) AS BIGINT) AS used,
      CAST(sum(CASE WHEN date_diff('day', x.creation_date_day, y.as_of_day) BETWEEN 0 AND 90 THEN abs(x.amount_ucents) ELSE 0 END) AS BIGINT) AS used_90
    FROM {{ ref('stg_ovh__credit_movements') }} AS x LEFT JOIN {{ ref('ovh__as_of') }} AS y ON y._account = x._account
    WHERE x.type = 'USE' GROUP BY x._account, x.balance_name
  ) AS m ON m._account = b._account AND m.balance_name = b.balance_name
  LEFT JOIN (
    SELECT _account, balance_name, _snapshot_at, min(expiration_date_day) AS ends
    FROM {{ ref('stg_ovh__credit_balances_expiring') }} AS z GROUP BY _account, balance_name, _snapshot_at
  ) AS e ON e._account = b._account AND e.balance_name = b.balance_name AND e._snapshot_at = b._snapshot_at
) AS t
UNION ALL
SELECT _account, 'prepaid_account', ovh_account_id, 'PREPAID_ACCOUNT', CAST(NULL AS VARCHAR), balance_currency_code,
  CAST(NULL AS DECIMAL(38, 18)), CAST(NULL AS BIGINT), CAST(NULL AS DECIMAL(38, 18)), CAST(NULL AS BIGINT), (CAST(balance_ucents AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), balance_ucents, CAST(NULL AS DATE), CAST(NULL AS DECIMAL(38, 18)), CAST(NULL AS BIGINT), CAST(NULL AS DATE)
FROM {{ ref('stg_ovh__ovh_accounts') }} AS o
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
