{# Made from the text of the view `forecast`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "month", "currency", "method", "amount", "amount_ucents", "last_forecast", "last_forecast_ucents", "last_actual", "last_actual_ucents", "last_error") AS (
{% if target.type == 'sqlite' %}
WITH now_of AS (
  SELECT _account, as_of_day, (CAST(substr(as_of_day, 1, 4) AS INTEGER) * 12 + CAST(substr(as_of_day, 6, 2) AS INTEGER) - 1) AS month_number FROM {{ ref('ovh__as_of') }}
), spend AS MATERIALIZED (
  SELECT n._account, c.currency, n.month_number, n.as_of_day, n.month_number - (CAST(substr(c.day, 1, 4) AS INTEGER) * 12 + CAST(substr(c.day, 6, 2) AS INTEGER) - 1) AS back,
    sum(c.amount_ucents) AS amount,
    sum(CASE WHEN c.project_id IS NOT NULL THEN c.amount_ucents ELSE 0 END) AS project,
    sum(CASE WHEN CAST(julianday(c.period_end) - julianday(c.period_start) AS INTEGER) >= 26 THEN c.amount_ucents ELSE 0 END) AS once,
    sum(CASE WHEN c.is_early = 1 THEN c.amount_ucents ELSE 0 END) AS early,
    sum(CASE WHEN c.is_early = 1 AND CAST(julianday(c.period_end) - julianday(c.period_start) AS INTEGER) >= 26 THEN c.amount_ucents ELSE 0 END) AS early_once,
    sum(CASE WHEN c.is_early = 1 AND c.project_id IS NULL THEN c.amount_ucents ELSE 0 END) AS early_rest
  FROM now_of AS n
  JOIN (
    SELECT x._account, x.currency, x.day, x.amount_ucents, coalesce(z.project_id, x.project_id) AS project_id,
      x.period_start, x.period_end,
      CASE WHEN CAST(julianday(x.day) - julianday(printf('%04d-%02d-01', ((CAST(substr(x.day, 1, 4) AS INTEGER) * 12 + CAST(substr(x.day, 6, 2) AS INTEGER) - 1)) / 12, ((CAST(substr(x.day, 1, 4) AS INTEGER) * 12 + CAST(substr(x.day, 6, 2) AS INTEGER) - 1)) % 12 + 1)) AS INTEGER) + 1 <= CAST(julianday(y.as_of_day) - julianday(printf('%04d-%02d-01', (y.month_number) / 12, (y.month_number) % 12 + 1)) AS INTEGER) + 1 THEN 1 ELSE 0 END AS is_early
    FROM {{ ref('int_ovh__rows') }} AS x JOIN now_of AS y ON y._account = x._account
    LEFT JOIN {{ ref('int_ovh__names') }} AS z ON z.name = x._account || ' ' || x.domain
    WHERE y.month_number - (CAST(substr(x.day, 1, 4) AS INTEGER) * 12 + CAST(substr(x.day, 6, 2) AS INTEGER) - 1) BETWEEN 0 AND 4
  ) AS c ON c._account = n._account
  GROUP BY n._account, c.currency, n.month_number, n.as_of_day, n.month_number - (CAST(substr(c.day, 1, 4) AS INTEGER) * 12 + CAST(substr(c.day, 6, 2) AS INTEGER) - 1)
), own AS (
  SELECT f._account, f.total_price_currency_code AS currency, n.month_number - f.month_number AS back, sum(f.total_price_ucents) AS amount
  FROM (SELECT * FROM (
        SELECT t.*, (CAST(substr(t.period_from_day, 1, 4) AS INTEGER) * 12 + CAST(substr(t.period_from_day, 6, 2) AS INTEGER) - 1) AS month_number,
          row_number() OVER (PARTITION BY t._account, t.service_name, (CAST(substr(t.period_from_day, 1, 4) AS INTEGER) * 12 + CAST(substr(t.period_from_day, 6, 2) AS INTEGER) - 1) ORDER BY t._snapshot_at DESC) AS place
        FROM {{ ref('stg_ovh__cloud_usage_forecast') }} AS t) AS s WHERE place = 1) AS f JOIN now_of AS n ON n._account = f._account
  GROUP BY f._account, f.total_price_currency_code, n.month_number - f.month_number
), gone AS (
  SELECT _account, CAST(julianday(as_of_day) - julianday(printf('%04d-%02d-01', (month_number) / 12, (month_number) % 12 + 1)) AS INTEGER) + 1 AS days, CAST(julianday(printf('%04d-%02d-01', (month_number + 1) / 12, (month_number + 1) % 12 + 1)) - julianday(printf('%04d-%02d-01', (month_number) / 12, (month_number) % 12 + 1)) AS INTEGER) AS of_month,
    CAST(julianday(printf('%04d-%02d-01', ((month_number - 1) + 1) / 12, ((month_number - 1) + 1) % 12 + 1)) - julianday(printf('%04d-%02d-01', ((month_number - 1)) / 12, ((month_number - 1)) % 12 + 1)) AS INTEGER) AS of_last FROM now_of
), sums AS (
  SELECT s._account, s.month_number, s.currency, ((sum(CASE WHEN back BETWEEN 1 AND 3 THEN amount END)) / (3)) AS mean, ((sum(CASE WHEN back BETWEEN 2 AND 4 THEN amount END)) / (3)) AS last_mean,
    sum(CASE WHEN back BETWEEN 0 AND 0 THEN once END) + (((((sum(CASE WHEN back BETWEEN 0 AND 0 THEN amount END) - sum(CASE WHEN back BETWEEN 0 AND 0 THEN once END))) / (1000)) * min(g.of_month)) / (min(g.days))) * 1000 AS rate,
    sum(CASE WHEN back BETWEEN 1 AND 1 THEN early_once END) + (((((sum(CASE WHEN back BETWEEN 1 AND 1 THEN early END) - sum(CASE WHEN back BETWEEN 1 AND 1 THEN early_once END))) / (1000)) * min(g.of_last)) / (min(min(g.days), min(g.of_last)))) * 1000 AS last_rate,
    ((sum(CASE WHEN back BETWEEN 1 AND 3 THEN amount - project END)) / (3)) AS rest, ((sum(CASE WHEN back BETWEEN 2 AND 4 THEN amount - project END)) / (3)) AS last_rest, sum(CASE WHEN back BETWEEN 1 AND 1 THEN amount END) AS actual,
    sum(CASE WHEN back BETWEEN 0 AND 0 THEN amount END) AS so_far, sum(CASE WHEN back BETWEEN 1 AND 1 THEN early END) AS last_so_far,
    CASE WHEN sum(CASE WHEN back BETWEEN 0 AND 0 THEN project END) <> 0 THEN sum(CASE WHEN back BETWEEN 0 AND 0 THEN project END) + coalesce(sum(CASE WHEN back BETWEEN 1 AND 1 THEN amount - project END), 0) END AS own_actual,
    sum(CASE WHEN back BETWEEN 1 AND 1 THEN early_rest END) AS own_last_so_far
  FROM spend AS s JOIN gone AS g ON g._account = s._account
  GROUP BY s._account, s.month_number, s.currency
), methods AS (
  SELECT _account, month_number, currency, 'three-month-mean' AS method, mean AS amount, last_mean AS last, actual,
    so_far, last_so_far FROM sums
  UNION ALL
  SELECT _account, month_number, currency, 'run-rate', rate, last_rate, actual, so_far, last_so_far FROM sums
  UNION ALL
  SELECT s._account, s.month_number, s.currency, 'ovhcloud', a.amount + s.rest, b.amount + s.last_rest, s.own_actual,
    s.so_far, s.own_last_so_far
  FROM sums AS s
  LEFT JOIN own AS a ON a._account = s._account AND a.currency = s.currency AND a.back = 0
  LEFT JOIN own AS b ON b._account = s._account AND b.currency = s.currency AND b.back = 1
)
SELECT _account, printf('%04d-%02d', (month_number) / 12, (month_number) % 12 + 1), currency, method, ((amount) / 100000000.0), CAST(amount AS INTEGER),
  ((last) / 100000000.0), CAST(last AS INTEGER), ((actual) / 100000000.0), CAST(actual AS INTEGER),
  CASE WHEN actual <> 0 THEN (((CASE WHEN ((last - actual) < 0) <> (actual < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN max(abs((last - actual)), abs(actual)) > 400000000000000 THEN (((last - actual)) / (1000000)) ELSE (last - actual) END) + abs(CASE WHEN max(abs((last - actual)), abs(actual)) > 400000000000000 THEN ((actual) / (1000000)) ELSE actual END)) / (nullif(2 * abs(CASE WHEN max(abs((last - actual)), abs(actual)) > 400000000000000 THEN ((actual) / (1000000)) ELSE actual END), 0))))) / 10000.0) END
FROM (
  SELECT _account, month_number, currency, method, actual, CASE WHEN amount < so_far THEN so_far ELSE amount END AS amount,
    CASE WHEN last < last_so_far THEN last_so_far ELSE last END AS last
  FROM methods
) AS t
{% elif target.type == 'postgres' %}
WITH now_of AS (
  SELECT _account, as_of_day, (CAST(date_part('year', as_of_day) AS bigint) * 12 + CAST(date_part('month', as_of_day) AS bigint) - 1) AS month_number FROM {{ ref('ovh__as_of') }}
), spend AS MATERIALIZED (
  SELECT n._account, c.currency, n.month_number, n.as_of_day, n.month_number - (CAST(date_part('year', c.day) AS bigint) * 12 + CAST(date_part('month', c.day) AS bigint) - 1) AS back,
    CAST(sum(c.amount_ucents) AS bigint) AS amount,
    CAST(sum(CASE WHEN c.project_id IS NOT NULL THEN c.amount_ucents ELSE 0 END) AS bigint) AS project,
    CAST(sum(CASE WHEN CAST((c.period_end) - (c.period_start) AS bigint) >= 26 THEN c.amount_ucents ELSE 0 END) AS bigint) AS once,
    CAST(sum(CASE WHEN c.is_early = 1 THEN c.amount_ucents ELSE 0 END) AS bigint) AS early,
    CAST(sum(CASE WHEN c.is_early = 1 AND CAST((c.period_end) - (c.period_start) AS bigint) >= 26 THEN c.amount_ucents ELSE 0 END) AS bigint) AS early_once,
    CAST(sum(CASE WHEN c.is_early = 1 AND c.project_id IS NULL THEN c.amount_ucents ELSE 0 END) AS bigint) AS early_rest
  FROM now_of AS n
  JOIN (
    SELECT x._account, x.currency, x.day, x.amount_ucents, coalesce(z.project_id, x.project_id) AS project_id,
      x.period_start, x.period_end,
      CASE WHEN CAST((x.day) - (make_date(CAST(((CAST(date_part('year', x.day) AS bigint) * 12 + CAST(date_part('month', x.day) AS bigint) - 1)) / 12 AS int), CAST(((CAST(date_part('year', x.day) AS bigint) * 12 + CAST(date_part('month', x.day) AS bigint) - 1)) % 12 + 1 AS int), 1)) AS bigint) + 1 <= CAST((y.as_of_day) - (make_date(CAST((y.month_number) / 12 AS int), CAST((y.month_number) % 12 + 1 AS int), 1)) AS bigint) + 1 THEN 1 ELSE 0 END AS is_early
    FROM {{ ref('int_ovh__rows') }} AS x JOIN now_of AS y ON y._account = x._account
    LEFT JOIN {{ ref('int_ovh__names') }} AS z ON z.name = x._account || ' ' || x.domain
    WHERE y.month_number - (CAST(date_part('year', x.day) AS bigint) * 12 + CAST(date_part('month', x.day) AS bigint) - 1) BETWEEN 0 AND 4
  ) AS c ON c._account = n._account
  GROUP BY n._account, c.currency, n.month_number, n.as_of_day, n.month_number - (CAST(date_part('year', c.day) AS bigint) * 12 + CAST(date_part('month', c.day) AS bigint) - 1)
), own AS (
  SELECT f._account, f.total_price_currency_code AS currency, n.month_number - f.month_number AS back, CAST(sum(f.total_price_ucents) AS bigint) AS amount
  FROM (SELECT * FROM (
        SELECT t.*, (CAST(date_part('year', t.period_from_day) AS bigint) * 12 + CAST(date_part('month', t.period_from_day) AS bigint) - 1) AS month_number,
          row_number() OVER (PARTITION BY t._account, t.service_name, (CAST(date_part('year', t.period_from_day) AS bigint) * 12 + CAST(date_part('month', t.period_from_day) AS bigint) - 1) ORDER BY t._snapshot_at DESC) AS place
        FROM {{ ref('stg_ovh__cloud_usage_forecast') }} AS t) AS s WHERE place = 1) AS f JOIN now_of AS n ON n._account = f._account
  GROUP BY f._account, f.total_price_currency_code, n.month_number - f.month_number
), gone AS (
  SELECT _account, CAST((as_of_day) - (make_date(CAST((month_number) / 12 AS int), CAST((month_number) % 12 + 1 AS int), 1)) AS bigint) + 1 AS days, CAST((make_date(CAST((month_number + 1) / 12 AS int), CAST((month_number + 1) % 12 + 1 AS int), 1)) - (make_date(CAST((month_number) / 12 AS int), CAST((month_number) % 12 + 1 AS int), 1)) AS bigint) AS of_month,
    CAST((make_date(CAST(((month_number - 1) + 1) / 12 AS int), CAST(((month_number - 1) + 1) % 12 + 1 AS int), 1)) - (make_date(CAST(((month_number - 1)) / 12 AS int), CAST(((month_number - 1)) % 12 + 1 AS int), 1)) AS bigint) AS of_last FROM now_of
), sums AS (
  SELECT s._account, s.month_number, s.currency, ((CAST(sum(CASE WHEN back BETWEEN 1 AND 3 THEN amount END) AS bigint)) / (3)) AS mean, ((CAST(sum(CASE WHEN back BETWEEN 2 AND 4 THEN amount END) AS bigint)) / (3)) AS last_mean,
    CAST(sum(CASE WHEN back BETWEEN 0 AND 0 THEN once END) AS bigint) + (((((CAST(sum(CASE WHEN back BETWEEN 0 AND 0 THEN amount END) AS bigint) - CAST(sum(CASE WHEN back BETWEEN 0 AND 0 THEN once END) AS bigint))) / (1000)) * min(g.of_month)) / (min(g.days))) * 1000 AS rate,
    CAST(sum(CASE WHEN back BETWEEN 1 AND 1 THEN early_once END) AS bigint) + (((((CAST(sum(CASE WHEN back BETWEEN 1 AND 1 THEN early END) AS bigint) - CAST(sum(CASE WHEN back BETWEEN 1 AND 1 THEN early_once END) AS bigint))) / (1000)) * min(g.of_last)) / (least(min(g.days), min(g.of_last)))) * 1000 AS last_rate,
    ((CAST(sum(CASE WHEN back BETWEEN 1 AND 3 THEN amount - project END) AS bigint)) / (3)) AS rest, ((CAST(sum(CASE WHEN back BETWEEN 2 AND 4 THEN amount - project END) AS bigint)) / (3)) AS last_rest, CAST(sum(CASE WHEN back BETWEEN 1 AND 1 THEN amount END) AS bigint) AS actual,
    CAST(sum(CASE WHEN back BETWEEN 0 AND 0 THEN amount END) AS bigint) AS so_far, CAST(sum(CASE WHEN back BETWEEN 1 AND 1 THEN early END) AS bigint) AS last_so_far,
    CASE WHEN CAST(sum(CASE WHEN back BETWEEN 0 AND 0 THEN project END) AS bigint) <> 0 THEN CAST(sum(CASE WHEN back BETWEEN 0 AND 0 THEN project END) AS bigint) + coalesce(CAST(sum(CASE WHEN back BETWEEN 1 AND 1 THEN amount - project END) AS bigint), 0) END AS own_actual,
    CAST(sum(CASE WHEN back BETWEEN 1 AND 1 THEN early_rest END) AS bigint) AS own_last_so_far
  FROM spend AS s JOIN gone AS g ON g._account = s._account
  GROUP BY s._account, s.month_number, s.currency
), methods AS (
  SELECT _account, month_number, currency, 'three-month-mean' AS method, mean AS amount, last_mean AS last, actual,
    so_far, last_so_far FROM sums
  UNION ALL
  SELECT _account, month_number, currency, 'run-rate', rate, last_rate, actual, so_far, last_so_far FROM sums
  UNION ALL
  SELECT s._account, s.month_number, s.currency, 'ovhcloud', a.amount + s.rest, b.amount + s.last_rest, s.own_actual,
    s.so_far, s.own_last_so_far
  FROM sums AS s
  LEFT JOIN own AS a ON a._account = s._account AND a.currency = s.currency AND a.back = 0
  LEFT JOIN own AS b ON b._account = s._account AND b.currency = s.currency AND b.back = 1
)
SELECT _account, (to_char((month_number) / 12, 'FM0000') || '-' || to_char((month_number) % 12 + 1, 'FM00')), currency, method, CAST((amount) * 0.00000001 AS numeric(38, 8)), CAST(amount AS bigint),
  CAST((last) * 0.00000001 AS numeric(38, 8)), CAST(last AS bigint), CAST((actual) * 0.00000001 AS numeric(38, 8)), CAST(actual AS bigint),
  CASE WHEN actual <> 0 THEN CAST(((CASE WHEN ((last - actual) < 0) <> (actual < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs((last - actual)), abs(actual)) > 400000000000000 THEN (((last - actual)) / (1000000)) ELSE (last - actual) END) + abs(CASE WHEN greatest(abs((last - actual)), abs(actual)) > 400000000000000 THEN ((actual) / (1000000)) ELSE actual END)) / (nullif(2 * abs(CASE WHEN greatest(abs((last - actual)), abs(actual)) > 400000000000000 THEN ((actual) / (1000000)) ELSE actual END), 0))))) * 0.0001 AS numeric(38, 4)) END
FROM (
  SELECT _account, month_number, currency, method, actual, CASE WHEN amount < so_far THEN so_far ELSE amount END AS amount,
    CASE WHEN last < last_so_far THEN last_so_far ELSE last END AS last
  FROM methods
) AS t
{% elif target.type == 'duckdb' %}
WITH now_of AS (
  SELECT _account, as_of_day, (CAST(year(as_of_day) AS BIGINT) * 12 + month(as_of_day) - 1) AS month_number FROM {{ ref('ovh__as_of') }}
), spend AS MATERIALIZED (
  SELECT n._account, c.currency, n.month_number, n.as_of_day, n.month_number - (CAST(year(c.day) AS BIGINT) * 12 + month(c.day) - 1) AS back,
    CAST(sum(c.amount_ucents) AS BIGINT) AS amount,
    CAST(sum(CASE WHEN c.project_id IS NOT NULL THEN c.amount_ucents ELSE 0 END) AS BIGINT) AS project,
    CAST(sum(CASE WHEN date_diff('day', c.period_start, c.period_end) >= 26 THEN c.amount_ucents ELSE 0 END) AS BIGINT) AS once,
    CAST(sum(CASE WHEN c.is_early = 1 THEN c.amount_ucents ELSE 0 END) AS BIGINT) AS early,
    CAST(sum(CASE WHEN c.is_early = 1 AND date_diff('day', c.period_start, c.period_end) >= 26 THEN c.amount_ucents ELSE 0 END) AS BIGINT) AS early_once,
    CAST(sum(CASE WHEN c.is_early = 1 AND c.project_id IS NULL THEN c.amount_ucents ELSE 0 END) AS BIGINT) AS early_rest
  FROM now_of AS n
  JOIN (
    SELECT x._account, x.currency, x.day, x.amount_ucents, coalesce(z.project_id, x.project_id) AS project_id,
      x.period_start, x.period_end,
      CASE WHEN date_diff('day', make_date(((CAST(year(x.day) AS BIGINT) * 12 + month(x.day) - 1)) // 12, ((CAST(year(x.day) AS BIGINT) * 12 + month(x.day) - 1)) % 12 + 1, 1), x.day) + 1 <= date_diff('day', make_date((y.month_number) // 12, (y.month_number) % 12 + 1, 1), y.as_of_day) + 1 THEN 1 ELSE 0 END AS is_early
    FROM {{ ref('int_ovh__rows') }} AS x JOIN now_of AS y ON y._account = x._account
    LEFT JOIN {{ ref('int_ovh__names') }} AS z ON z.name = x._account || ' ' || x.domain
    WHERE y.month_number - (CAST(year(x.day) AS BIGINT) * 12 + month(x.day) - 1) BETWEEN 0 AND 4
  ) AS c ON c._account = n._account
  GROUP BY n._account, c.currency, n.month_number, n.as_of_day, n.month_number - (CAST(year(c.day) AS BIGINT) * 12 + month(c.day) - 1)
), own AS (
  SELECT f._account, f.total_price_currency_code AS currency, n.month_number - f.month_number AS back, CAST(sum(f.total_price_ucents) AS BIGINT) AS amount
  FROM (SELECT * FROM (
        SELECT t.*, (CAST(year(t.period_from_day) AS BIGINT) * 12 + month(t.period_from_day) - 1) AS month_number,
          row_number() OVER (PARTITION BY t._account, t.service_name, (CAST(year(t.period_from_day) AS BIGINT) * 12 + month(t.period_from_day) - 1) ORDER BY t._snapshot_at DESC) AS place
        FROM {{ ref('stg_ovh__cloud_usage_forecast') }} AS t) AS s WHERE place = 1) AS f JOIN now_of AS n ON n._account = f._account
  GROUP BY f._account, f.total_price_currency_code, n.month_number - f.month_number
), gone AS (
  SELECT _account, date_diff('day', make_date((month_number) // 12, (month_number) % 12 + 1, 1), as_of_day) + 1 AS days, date_diff('day', make_date((month_number) // 12, (month_number) % 12 + 1, 1), make_date((month_number + 1) // 12, (month_number + 1) % 12 + 1, 1)) AS of_month,
    date_diff('day', make_date(((month_number - 1)) // 12, ((month_number - 1)) % 12 + 1, 1), make_date(((month_number - 1) + 1) // 12, ((month_number - 1) + 1) % 12 + 1, 1)) AS of_last FROM now_of
), sums AS (
  SELECT s._account, s.month_number, s.currency, ((CAST(sum(CASE WHEN back BETWEEN 1 AND 3 THEN amount END) AS BIGINT)) // (3)) AS mean, ((CAST(sum(CASE WHEN back BETWEEN 2 AND 4 THEN amount END) AS BIGINT)) // (3)) AS last_mean,
    CAST(sum(CASE WHEN back BETWEEN 0 AND 0 THEN once END) AS BIGINT) + (((((CAST(sum(CASE WHEN back BETWEEN 0 AND 0 THEN amount END) AS BIGINT) - CAST(sum(CASE WHEN back BETWEEN 0 AND 0 THEN once END) AS BIGINT))) // (1000)) * min(g.of_month)) // (min(g.days))) * 1000 AS rate,
    CAST(sum(CASE WHEN back BETWEEN 1 AND 1 THEN early_once END) AS BIGINT) + (((((CAST(sum(CASE WHEN back BETWEEN 1 AND 1 THEN early END) AS BIGINT) - CAST(sum(CASE WHEN back BETWEEN 1 AND 1 THEN early_once END) AS BIGINT))) // (1000)) * min(g.of_last)) // (least(min(g.days), min(g.of_last)))) * 1000 AS last_rate,
    ((CAST(sum(CASE WHEN back BETWEEN 1 AND 3 THEN amount - project END) AS BIGINT)) // (3)) AS rest, ((CAST(sum(CASE WHEN back BETWEEN 2 AND 4 THEN amount - project END) AS BIGINT)) // (3)) AS last_rest, CAST(sum(CASE WHEN back BETWEEN 1 AND 1 THEN amount END) AS BIGINT) AS actual,
    CAST(sum(CASE WHEN back BETWEEN 0 AND 0 THEN amount END) AS BIGINT) AS so_far, CAST(sum(CASE WHEN back BETWEEN 1 AND 1 THEN early END) AS BIGINT) AS last_so_far,
    CASE WHEN CAST(sum(CASE WHEN back BETWEEN 0 AND 0 THEN project END) AS BIGINT) <> 0 THEN CAST(sum(CASE WHEN back BETWEEN 0 AND 0 THEN project END) AS BIGINT) + coalesce(CAST(sum(CASE WHEN back BETWEEN 1 AND 1 THEN amount - project END) AS BIGINT), 0) END AS own_actual,
    CAST(sum(CASE WHEN back BETWEEN 1 AND 1 THEN early_rest END) AS BIGINT) AS own_last_so_far
  FROM spend AS s JOIN gone AS g ON g._account = s._account
  GROUP BY s._account, s.month_number, s.currency
), methods AS (
  SELECT _account, month_number, currency, 'three-month-mean' AS method, mean AS amount, last_mean AS last, actual,
    so_far, last_so_far FROM sums
  UNION ALL
  SELECT _account, month_number, currency, 'run-rate', rate, last_rate, actual, so_far, last_so_far FROM sums
  UNION ALL
  SELECT s._account, s.month_number, s.currency, 'ovhcloud', a.amount + s.rest, b.amount + s.last_rest, s.own_actual,
    s.so_far, s.own_last_so_far
  FROM sums AS s
  LEFT JOIN own AS a ON a._account = s._account AND a.currency = s.currency AND a.back = 0
  LEFT JOIN own AS b ON b._account = s._account AND b.currency = s.currency AND b.back = 1
)
SELECT _account, printf('%04d-%02d', (month_number) // 12, (month_number) % 12 + 1), currency, method, (CAST(amount AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), CAST(amount AS BIGINT),
  (CAST(last AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), CAST(last AS BIGINT), (CAST(actual AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), CAST(actual AS BIGINT),
  CASE WHEN actual <> 0 THEN (CAST((CASE WHEN ((last - actual) < 0) <> (actual < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs((last - actual)), abs(actual)) > 400000000000000 THEN (((last - actual)) // (1000000)) ELSE (last - actual) END) + abs(CASE WHEN greatest(abs((last - actual)), abs(actual)) > 400000000000000 THEN ((actual) // (1000000)) ELSE actual END)) // (nullif(2 * abs(CASE WHEN greatest(abs((last - actual)), abs(actual)) > 400000000000000 THEN ((actual) // (1000000)) ELSE actual END), 0)))) AS DECIMAL(34, 0)) * CAST(0.0001 AS DECIMAL(4, 4))) END
FROM (
  SELECT _account, month_number, currency, method, actual, CASE WHEN amount < so_far THEN so_far ELSE amount END AS amount,
    CASE WHEN last < last_so_far THEN last_so_far ELSE last END AS last
  FROM methods
) AS t
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
