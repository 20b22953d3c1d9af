{# Made from the text of the view `anomalies`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "month", "service_name", "project_id", "resource", "currency", "amount", "amount_ucents", "usual", "usual_ucents", "difference", "difference_ucents", "z", "past_months", "is_above_floor") AS (
{% if target.type == 'sqlite' %}
WITH base AS MATERIALIZED (
  SELECT _account, service_name, project_id, resource, currency, month_number, sum(amount_ucents) AS amount FROM {{ ref('int_ovh__spend') }}
  GROUP BY _account, service_name, project_id, resource, currency, month_number
), counted AS (
  SELECT b.*, count(*) OVER (PARTITION BY _account, service_name, project_id, resource, currency) AS charged,
    min(month_number) OVER (PARTITION BY _account, service_name, project_id, resource, currency) AS first_month
  FROM base AS b
), amounts AS MATERIALIZED (
  SELECT c.*, dense_rank() OVER (ORDER BY _account, service_name, project_id, resource, currency) AS id FROM counted AS c WHERE charged > 4
), steps(step) AS (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12)), past AS MATERIALIZED (
  SELECT a.id, a.month_number, a.amount, coalesce(b.amount, 0) AS earlier, CASE WHEN b.id IS NULL THEN 0 ELSE 1 END AS is_charged
  FROM amounts AS a
  JOIN steps AS s ON a.month_number - s.step >= a.first_month
  LEFT JOIN amounts AS b ON b.id = a.id AND b.month_number = a.month_number - s.step
), placed AS (
  SELECT p.*, row_number() OVER (PARTITION BY id, month_number ORDER BY earlier) AS place,
    count(*) OVER (PARTITION BY id, month_number) AS months, sum(is_charged) OVER (PARTITION BY id, month_number) AS charged
  FROM past AS p
), usuals AS (
  SELECT id, month_number, amount, months, ((min(earlier) + max(earlier)) / (2)) AS usual
  FROM placed WHERE place IN (((months + 1) / (2)), ((months + 2) / (2))) AND charged >= 4
  GROUP BY id, month_number, amount, months
), distances AS (
  SELECT u.id, u.month_number, u.amount, u.months, u.usual, abs(p.earlier - u.usual) AS distance,
    row_number() OVER (PARTITION BY u.id, u.month_number ORDER BY abs(p.earlier - u.usual)) AS place
  FROM usuals AS u JOIN past AS p ON p.id = u.id AND p.month_number = u.month_number
), scored AS (
  SELECT id, month_number, amount, months, usual, ((min(distance) + max(distance)) / (2)) AS mad
  FROM distances WHERE place IN (((months + 1) / (2)), ((months + 2) / (2)))
  GROUP BY id, month_number, amount, months, usual
), found AS (
  SELECT s.*, CASE WHEN mad > 0 THEN ((((CASE WHEN ((amount - usual) < 0) <> (mad < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN max(abs((amount - usual)), abs(mad)) > 400000000000000 THEN (((amount - usual)) / (1000000)) ELSE (amount - usual) END) + abs(CASE WHEN max(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) / (1000000)) ELSE mad END)) / (nullif(2 * abs(CASE WHEN max(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) / (1000000)) ELSE mad END), 0))))) / (14826)) * 10000 + ((((CASE WHEN ((amount - usual) < 0) <> (mad < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN max(abs((amount - usual)), abs(mad)) > 400000000000000 THEN (((amount - usual)) / (1000000)) ELSE (amount - usual) END) + abs(CASE WHEN max(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) / (1000000)) ELSE mad END)) / (nullif(2 * abs(CASE WHEN max(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) / (1000000)) ELSE mad END), 0))))) % 14826 * 10000) / (14826))) END AS z FROM scored AS s WHERE amount <> usual
)
SELECT i._account, printf('%04d-%02d', (f.month_number) / 12, (f.month_number) % 12 + 1), i.service_name, i.project_id, i.resource, i.currency,
  ((f.amount) / 100000000.0), f.amount, ((f.usual) / 100000000.0), f.usual, ((f.amount - f.usual) / 100000000.0), f.amount - f.usual,
  ((f.z) / 10000.0), f.months, CASE WHEN abs(f.amount - f.usual) >= CAST(5000000000 AS INTEGER) THEN 'yes' ELSE 'no' END
FROM found AS f JOIN amounts AS i ON i.id = f.id AND i.month_number = f.month_number
WHERE f.z IS NULL OR abs(f.z) >= 350 * 100
{% elif target.type == 'postgres' %}
WITH base AS MATERIALIZED (
  SELECT _account, service_name, project_id, resource, currency, month_number, CAST(sum(amount_ucents) AS bigint) AS amount FROM {{ ref('int_ovh__spend') }}
  GROUP BY _account, service_name, project_id, resource, currency, month_number
), counted AS (
  SELECT b.*, count(*) OVER (PARTITION BY _account, service_name, project_id, resource, currency) AS charged,
    min(month_number) OVER (PARTITION BY _account, service_name, project_id, resource, currency) AS first_month
  FROM base AS b
), amounts AS MATERIALIZED (
  SELECT c.*, dense_rank() OVER (ORDER BY _account, service_name, project_id, resource, currency) AS id FROM counted AS c WHERE charged > 4
), steps(step) AS (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12)), past AS MATERIALIZED (
  SELECT a.id, a.month_number, a.amount, coalesce(b.amount, 0) AS earlier, CASE WHEN b.id IS NULL THEN 0 ELSE 1 END AS is_charged
  FROM amounts AS a
  JOIN steps AS s ON a.month_number - s.step >= a.first_month
  LEFT JOIN amounts AS b ON b.id = a.id AND b.month_number = a.month_number - s.step
), placed AS (
  SELECT p.*, row_number() OVER (PARTITION BY id, month_number ORDER BY earlier) AS place,
    count(*) OVER (PARTITION BY id, month_number) AS months, sum(is_charged) OVER (PARTITION BY id, month_number) AS charged
  FROM past AS p
), usuals AS (
  SELECT id, month_number, amount, months, ((min(earlier) + max(earlier)) / (2)) AS usual
  FROM placed WHERE place IN (((months + 1) / (2)), ((months + 2) / (2))) AND charged >= 4
  GROUP BY id, month_number, amount, months
), distances AS (
  SELECT u.id, u.month_number, u.amount, u.months, u.usual, abs(p.earlier - u.usual) AS distance,
    row_number() OVER (PARTITION BY u.id, u.month_number ORDER BY abs(p.earlier - u.usual)) AS place
  FROM usuals AS u JOIN past AS p ON p.id = u.id AND p.month_number = u.month_number
), scored AS (
  SELECT id, month_number, amount, months, usual, ((min(distance) + max(distance)) / (2)) AS mad
  FROM distances WHERE place IN (((months + 1) / (2)), ((months + 2) / (2)))
  GROUP BY id, month_number, amount, months, usual
), found AS (
  SELECT s.*, CASE WHEN mad > 0 THEN ((((CASE WHEN ((amount - usual) < 0) <> (mad < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN (((amount - usual)) / (1000000)) ELSE (amount - usual) END) + abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) / (1000000)) ELSE mad END)) / (nullif(2 * abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) / (1000000)) ELSE mad END), 0))))) / (14826)) * 10000 + ((((CASE WHEN ((amount - usual) < 0) <> (mad < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN (((amount - usual)) / (1000000)) ELSE (amount - usual) END) + abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) / (1000000)) ELSE mad END)) / (nullif(2 * abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) / (1000000)) ELSE mad END), 0))))) % 14826 * 10000) / (14826))) END AS z FROM scored AS s WHERE amount <> usual
)
SELECT i._account, (to_char((f.month_number) / 12, 'FM0000') || '-' || to_char((f.month_number) % 12 + 1, 'FM00')), i.service_name, i.project_id, i.resource, i.currency,
  CAST((f.amount) * 0.00000001 AS numeric(38, 8)), f.amount, CAST((f.usual) * 0.00000001 AS numeric(38, 8)), f.usual, CAST((f.amount - f.usual) * 0.00000001 AS numeric(38, 8)), f.amount - f.usual,
  CAST((f.z) * 0.0001 AS numeric(38, 4)), f.months, CASE WHEN abs(f.amount - f.usual) >= CAST(5000000000 AS bigint) THEN 'yes' ELSE 'no' END
FROM found AS f JOIN amounts AS i ON i.id = f.id AND i.month_number = f.month_number
WHERE f.z IS NULL OR abs(f.z) >= 350 * 100
{% elif target.type == 'duckdb' %}
WITH base AS MATERIALIZED (
  SELECT _account, service_name, project_id, resource, currency, month_number, CAST(sum(amount_ucents) AS BIGINT) AS amount FROM {{ ref('int_ovh__spend') }}
  GROUP BY _account, service_name, project_id, resource, currency, month_number
), counted AS (
  SELECT b.*, count(*) OVER (PARTITION BY _account, service_name, project_id, resource, currency) AS charged,
    min(month_number) OVER (PARTITION BY _account, service_name, project_id, resource, currency) AS first_month
  FROM base AS b
), amounts AS MATERIALIZED (
  SELECT c.*, dense_rank() OVER (ORDER BY _account, service_name, project_id, resource, currency) AS id FROM counted AS c WHERE charged > 4
), steps(step) AS (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12)), past AS MATERIALIZED (
  SELECT a.id, a.month_number, a.amount, coalesce(b.amount, 0) AS earlier, CASE WHEN b.id IS NULL THEN 0 ELSE 1 END AS is_charged
  FROM amounts AS a
  JOIN steps AS s ON a.month_number - s.step >= a.first_month
  LEFT JOIN amounts AS b ON b.id = a.id AND b.month_number = a.month_number - s.step
), placed AS (
  SELECT p.*, row_number() OVER (PARTITION BY id, month_number ORDER BY earlier) AS place,
    count(*) OVER (PARTITION BY id, month_number) AS months, sum(is_charged) OVER (PARTITION BY id, month_number) AS charged
  FROM past AS p
), usuals AS (
  SELECT id, month_number, amount, months, ((min(earlier) + max(earlier)) // (2)) AS usual
  FROM placed WHERE place IN (((months + 1) // (2)), ((months + 2) // (2))) AND charged >= 4
  GROUP BY id, month_number, amount, months
), distances AS (
  SELECT u.id, u.month_number, u.amount, u.months, u.usual, abs(p.earlier - u.usual) AS distance,
    row_number() OVER (PARTITION BY u.id, u.month_number ORDER BY abs(p.earlier - u.usual)) AS place
  FROM usuals AS u JOIN past AS p ON p.id = u.id AND p.month_number = u.month_number
), scored AS (
  SELECT id, month_number, amount, months, usual, ((min(distance) + max(distance)) // (2)) AS mad
  FROM distances WHERE place IN (((months + 1) // (2)), ((months + 2) // (2)))
  GROUP BY id, month_number, amount, months, usual
), found AS (
  SELECT s.*, CASE WHEN mad > 0 THEN ((((CASE WHEN ((amount - usual) < 0) <> (mad < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN (((amount - usual)) // (1000000)) ELSE (amount - usual) END) + abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) // (1000000)) ELSE mad END)) // (nullif(2 * abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) // (1000000)) ELSE mad END), 0))))) // (14826)) * 10000 + ((((CASE WHEN ((amount - usual) < 0) <> (mad < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN (((amount - usual)) // (1000000)) ELSE (amount - usual) END) + abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) // (1000000)) ELSE mad END)) // (nullif(2 * abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) // (1000000)) ELSE mad END), 0))))) % 14826 * 10000) // (14826))) END AS z FROM scored AS s WHERE amount <> usual
)
SELECT i._account, printf('%04d-%02d', (f.month_number) // 12, (f.month_number) % 12 + 1), i.service_name, i.project_id, i.resource, i.currency,
  (CAST(f.amount AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), f.amount, (CAST(f.usual AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), f.usual, (CAST(f.amount - f.usual AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), f.amount - f.usual,
  (CAST(f.z AS DECIMAL(34, 0)) * CAST(0.0001 AS DECIMAL(4, 4))), f.months, CASE WHEN abs(f.amount - f.usual) >= CAST(5000000000 AS BIGINT) THEN 'yes' ELSE 'no' END
FROM found AS f JOIN amounts AS i ON i.id = f.id AND i.month_number = f.month_number
WHERE f.z IS NULL OR abs(f.z) >= 350 * 100
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
