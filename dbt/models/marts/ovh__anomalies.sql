{# Made from the text of the view `anomalies`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "month", "service_name", "project_id", "resource", "currency", "amount", "amount_ucents", "usual", "usual_ucents", "difference", "difference_ucents", "z", "past_months", "is_above_floor") AS (
{% if target.type == 'sqlite' %}
WITH base AS MATERIALIZED (
  SELECT s.month_number, s._account, s.project_id, s.resource, s.currency, r.service, sum(s.amount_ucents) AS amount
  FROM {{ ref('int_ovh__ruled') }} AS s
  JOIN (SELECT rule, min(rule) OVER (PARTITION BY service_name) AS service FROM {{ ref('int_ovh__services') }}) AS r ON r.rule = s.rule
  GROUP BY s.month_number, s._account, s.project_id, s.resource, s.currency, r.service
), numbered AS MATERIALIZED (
  SELECT b.*, dense_rank() OVER (ORDER BY _account, service, project_id, resource, currency) AS id FROM base AS b
), counted AS MATERIALIZED (
  SELECT id, month_number, amount, count(*) OVER (PARTITION BY id ORDER BY month_number RANGE BETWEEN 12 PRECEDING AND 1 PRECEDING) AS charged,
    min(amount) OVER (PARTITION BY id ORDER BY month_number RANGE BETWEEN 12 PRECEDING AND 1 PRECEDING) AS lowest, max(amount) OVER (PARTITION BY id ORDER BY month_number RANGE BETWEEN 12 PRECEDING AND 1 PRECEDING) AS highest
  FROM numbered
), firsts AS MATERIALIZED (
  SELECT id, min(month_number) AS month_number FROM counted GROUP BY id
), candidates AS MATERIALIZED (
  SELECT * FROM (
    SELECT c.id * 100000 + c.month_number AS place_id, c.id, c.month_number, c.amount, c.charged, c.lowest, c.highest,
      min(CAST(12 AS INTEGER), c.month_number - f.month_number) AS months
    FROM counted AS c JOIN firsts AS f ON f.id = c.id WHERE c.charged >= 4
  ) AS c
  WHERE NOT (lowest = amount AND highest = amount AND 2 * charged > months + 1)
), steps(step) AS (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12)), past AS MATERIALIZED (
  SELECT c.place_id, c.months, c.months - c.charged AS zeros, b.amount AS earlier
  FROM candidates AS c CROSS JOIN steps AS s CROSS JOIN counted AS b
  WHERE b.id = c.id AND b.month_number = c.month_number - s.step
), placed AS (
  SELECT p.*, row_number() OVER (PARTITION BY place_id ORDER BY earlier) + CASE WHEN earlier < 0 THEN 0 ELSE zeros END AS place
  FROM past AS p
), middles AS (
  SELECT place_id, ((sum(CASE WHEN place = ((months + 1) / (2)) THEN earlier ELSE 0 END + CASE WHEN place = ((months + 2) / (2)) THEN earlier ELSE 0 END)) / (2)) AS usual FROM placed GROUP BY place_id
), usuals AS MATERIALIZED (
  SELECT m.place_id, m.usual FROM middles AS m JOIN candidates AS c ON c.place_id = m.place_id WHERE c.amount <> m.usual
), distances AS (
  SELECT u.*, row_number() OVER (PARTITION BY place_id ORDER BY distance)
    + CASE WHEN distance < abs(usual) THEN 0 ELSE zeros END AS place
  FROM (
    SELECT p.place_id, p.months, p.zeros, u.usual, abs(p.earlier - u.usual) AS distance
    FROM usuals AS u JOIN past AS p ON p.place_id = u.place_id
  ) AS u
), scored AS (
  SELECT place_id, usual, months, ((sum(CASE WHEN place = ((months + 1) / (2)) THEN distance ELSE 0 END + CASE WHEN place = ((months + 2) / (2)) THEN distance ELSE 0 END) + CASE sum(CASE WHEN place = ((months + 1) / (2)) THEN 1 ELSE 0 END + CASE WHEN place = ((months + 2) / (2)) THEN 1 ELSE 0 END) WHEN 0 THEN abs(usual) + abs(usual) WHEN 1 THEN abs(usual) ELSE 0 END) / (2)) AS mad
  FROM distances GROUP BY place_id, usual, months
), found AS (
  SELECT s.*, c.id, c.month_number, c.amount, CASE WHEN mad > 0 THEN ((((CASE WHEN ((amount - usual) < 0) <> (mad < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN max(abs((amount - usual)), abs(mad)) > 400000000000000 THEN (((amount - usual)) / (1000000)) ELSE (amount - usual) END) + abs(CASE WHEN max(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) / (1000000)) ELSE mad END)) / (nullif(2 * abs(CASE WHEN max(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) / (1000000)) ELSE mad END), 0))))) / (14826)) * 10000 + ((((CASE WHEN ((amount - usual) < 0) <> (mad < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN max(abs((amount - usual)), abs(mad)) > 400000000000000 THEN (((amount - usual)) / (1000000)) ELSE (amount - usual) END) + abs(CASE WHEN max(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) / (1000000)) ELSE mad END)) / (nullif(2 * abs(CASE WHEN max(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) / (1000000)) ELSE mad END), 0))))) % 14826 * 10000) / (14826))) END AS z
  FROM scored AS s JOIN candidates AS c ON c.place_id = s.place_id
)
SELECT i._account, printf('%04d-%02d', (f.month_number) / 12, (f.month_number) % 12 + 1), m.service_name, i.project_id, i.resource, i.currency,
  ((f.amount) / 100000000.0), f.amount, ((f.usual) / 100000000.0), f.usual, ((f.amount - f.usual) / 100000000.0), f.amount - f.usual,
  ((f.z) / 10000.0), f.months, CASE WHEN abs(f.amount - f.usual) >= CAST(5000000000 AS INTEGER) THEN 'yes' ELSE 'no' END
FROM found AS f JOIN numbered AS i ON i.id = f.id AND i.month_number = f.month_number
JOIN {{ ref('int_ovh__services') }} AS m ON m.rule = i.service
WHERE f.z IS NULL OR abs(f.z) >= 350 * 100
{% elif target.type == 'postgres' %}
WITH base AS MATERIALIZED (
  SELECT s.month_number, s._account, s.project_id, s.resource, s.currency, r.service, CAST(sum(s.amount_ucents) AS bigint) AS amount
  FROM {{ ref('int_ovh__ruled') }} AS s
  JOIN (SELECT rule, min(rule) OVER (PARTITION BY service_name) AS service FROM {{ ref('int_ovh__services') }}) AS r ON r.rule = s.rule
  GROUP BY s.month_number, s._account, s.project_id, s.resource, s.currency, r.service
), numbered AS MATERIALIZED (
  SELECT b.*, dense_rank() OVER (ORDER BY _account, service, project_id, resource, currency) AS id FROM base AS b
), counted AS MATERIALIZED (
  SELECT id, month_number, amount, count(*) OVER (PARTITION BY id ORDER BY month_number RANGE BETWEEN 12 PRECEDING AND 1 PRECEDING) AS charged,
    min(amount) OVER (PARTITION BY id ORDER BY month_number RANGE BETWEEN 12 PRECEDING AND 1 PRECEDING) AS lowest, max(amount) OVER (PARTITION BY id ORDER BY month_number RANGE BETWEEN 12 PRECEDING AND 1 PRECEDING) AS highest
  FROM numbered
), firsts AS MATERIALIZED (
  SELECT id, min(month_number) AS month_number FROM counted GROUP BY id
), candidates AS MATERIALIZED (
  SELECT * FROM (
    SELECT c.id * 100000 + c.month_number AS place_id, c.id, c.month_number, c.amount, c.charged, c.lowest, c.highest,
      least(CAST(12 AS bigint), c.month_number - f.month_number) AS months
    FROM counted AS c JOIN firsts AS f ON f.id = c.id WHERE c.charged >= 4
  ) AS c
  WHERE NOT (lowest = amount AND highest = amount AND 2 * charged > months + 1)
), steps(step) AS (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12)), past AS MATERIALIZED (
  SELECT c.place_id, c.months, c.months - c.charged AS zeros, b.amount AS earlier
  FROM candidates AS c CROSS JOIN steps AS s CROSS JOIN counted AS b
  WHERE b.id = c.id AND b.month_number = c.month_number - s.step
), placed AS (
  SELECT p.*, row_number() OVER (PARTITION BY place_id ORDER BY earlier) + CASE WHEN earlier < 0 THEN 0 ELSE zeros END AS place
  FROM past AS p
), middles AS (
  SELECT place_id, ((CAST(sum(CASE WHEN place = ((months + 1) / (2)) THEN earlier ELSE 0 END + CASE WHEN place = ((months + 2) / (2)) THEN earlier ELSE 0 END) AS bigint)) / (2)) AS usual FROM placed GROUP BY place_id
), usuals AS MATERIALIZED (
  SELECT m.place_id, m.usual FROM middles AS m JOIN candidates AS c ON c.place_id = m.place_id WHERE c.amount <> m.usual
), distances AS (
  SELECT u.*, row_number() OVER (PARTITION BY place_id ORDER BY distance)
    + CASE WHEN distance < abs(usual) THEN 0 ELSE zeros END AS place
  FROM (
    SELECT p.place_id, p.months, p.zeros, u.usual, abs(p.earlier - u.usual) AS distance
    FROM usuals AS u JOIN past AS p ON p.place_id = u.place_id
  ) AS u
), scored AS (
  SELECT place_id, usual, months, ((CAST(sum(CASE WHEN place = ((months + 1) / (2)) THEN distance ELSE 0 END + CASE WHEN place = ((months + 2) / (2)) THEN distance ELSE 0 END) AS bigint) + CASE CAST(sum(CASE WHEN place = ((months + 1) / (2)) THEN 1 ELSE 0 END + CASE WHEN place = ((months + 2) / (2)) THEN 1 ELSE 0 END) AS bigint) WHEN 0 THEN abs(usual) + abs(usual) WHEN 1 THEN abs(usual) ELSE 0 END) / (2)) AS mad
  FROM distances GROUP BY place_id, usual, months
), found AS (
  SELECT s.*, c.id, c.month_number, c.amount, CASE WHEN mad > 0 THEN ((((CASE WHEN ((amount - usual) < 0) <> (mad < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN (((amount - usual)) / (1000000)) ELSE (amount - usual) END) + abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) / (1000000)) ELSE mad END)) / (nullif(2 * abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) / (1000000)) ELSE mad END), 0))))) / (14826)) * 10000 + ((((CASE WHEN ((amount - usual) < 0) <> (mad < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN (((amount - usual)) / (1000000)) ELSE (amount - usual) END) + abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) / (1000000)) ELSE mad END)) / (nullif(2 * abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) / (1000000)) ELSE mad END), 0))))) % 14826 * 10000) / (14826))) END AS z
  FROM scored AS s JOIN candidates AS c ON c.place_id = s.place_id
)
SELECT i._account, (to_char((f.month_number) / 12, 'FM0000') || '-' || to_char((f.month_number) % 12 + 1, 'FM00')), m.service_name, i.project_id, i.resource, i.currency,
  CAST((f.amount) * 0.00000001 AS numeric(38, 8)), f.amount, CAST((f.usual) * 0.00000001 AS numeric(38, 8)), f.usual, CAST((f.amount - f.usual) * 0.00000001 AS numeric(38, 8)), f.amount - f.usual,
  CAST((f.z) * 0.0001 AS numeric(38, 4)), f.months, CASE WHEN abs(f.amount - f.usual) >= CAST(5000000000 AS bigint) THEN 'yes' ELSE 'no' END
FROM found AS f JOIN numbered AS i ON i.id = f.id AND i.month_number = f.month_number
JOIN {{ ref('int_ovh__services') }} AS m ON m.rule = i.service
WHERE f.z IS NULL OR abs(f.z) >= 350 * 100
{% elif target.type == 'duckdb' %}
WITH base AS MATERIALIZED (
  SELECT s.month_number, s._account, s.project_id, s.resource, s.currency, r.service, CAST(sum(s.amount_ucents) AS BIGINT) AS amount
  FROM {{ ref('int_ovh__ruled') }} AS s
  JOIN (SELECT rule, min(rule) OVER (PARTITION BY service_name) AS service FROM {{ ref('int_ovh__services') }}) AS r ON r.rule = s.rule
  GROUP BY s.month_number, s._account, s.project_id, s.resource, s.currency, r.service
), numbered AS MATERIALIZED (
  SELECT b.*, dense_rank() OVER (ORDER BY _account, service, project_id, resource, currency) AS id FROM base AS b
), counted AS MATERIALIZED (
  SELECT id, month_number, amount, count(*) OVER (PARTITION BY id ORDER BY month_number RANGE BETWEEN 12 PRECEDING AND 1 PRECEDING) AS charged,
    min(amount) OVER (PARTITION BY id ORDER BY month_number RANGE BETWEEN 12 PRECEDING AND 1 PRECEDING) AS lowest, max(amount) OVER (PARTITION BY id ORDER BY month_number RANGE BETWEEN 12 PRECEDING AND 1 PRECEDING) AS highest
  FROM numbered
), firsts AS MATERIALIZED (
  SELECT id, min(month_number) AS month_number FROM counted GROUP BY id
), candidates AS MATERIALIZED (
  SELECT * FROM (
    SELECT c.id * 100000 + c.month_number AS place_id, c.id, c.month_number, c.amount, c.charged, c.lowest, c.highest,
      least(CAST(12 AS BIGINT), c.month_number - f.month_number) AS months
    FROM counted AS c JOIN firsts AS f ON f.id = c.id WHERE c.charged >= 4
  ) AS c
  WHERE NOT (lowest = amount AND highest = amount AND 2 * charged > months + 1)
), steps(step) AS (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12)), past AS MATERIALIZED (
  SELECT c.place_id, c.months, c.months - c.charged AS zeros, b.amount AS earlier
  FROM candidates AS c CROSS JOIN steps AS s CROSS JOIN counted AS b
  WHERE b.id = c.id AND b.month_number = c.month_number - s.step
), placed AS (
  SELECT p.*, row_number() OVER (PARTITION BY place_id ORDER BY earlier) + CASE WHEN earlier < 0 THEN 0 ELSE zeros END AS place
  FROM past AS p
), middles AS (
  SELECT place_id, ((CAST(sum(CASE WHEN place = ((months + 1) // (2)) THEN earlier ELSE 0 END + CASE WHEN place = ((months + 2) // (2)) THEN earlier ELSE 0 END) AS BIGINT)) // (2)) AS usual FROM placed GROUP BY place_id
), usuals AS MATERIALIZED (
  SELECT m.place_id, m.usual FROM middles AS m JOIN candidates AS c ON c.place_id = m.place_id WHERE c.amount <> m.usual
), distances AS (
  SELECT u.*, row_number() OVER (PARTITION BY place_id ORDER BY distance)
    + CASE WHEN distance < abs(usual) THEN 0 ELSE zeros END AS place
  FROM (
    SELECT p.place_id, p.months, p.zeros, u.usual, abs(p.earlier - u.usual) AS distance
    FROM usuals AS u JOIN past AS p ON p.place_id = u.place_id
  ) AS u
), scored AS (
  SELECT place_id, usual, months, ((CAST(sum(CASE WHEN place = ((months + 1) // (2)) THEN distance ELSE 0 END + CASE WHEN place = ((months + 2) // (2)) THEN distance ELSE 0 END) AS BIGINT) + CASE CAST(sum(CASE WHEN place = ((months + 1) // (2)) THEN 1 ELSE 0 END + CASE WHEN place = ((months + 2) // (2)) THEN 1 ELSE 0 END) AS BIGINT) WHEN 0 THEN abs(usual) + abs(usual) WHEN 1 THEN abs(usual) ELSE 0 END) // (2)) AS mad
  FROM distances GROUP BY place_id, usual, months
), found AS (
  SELECT s.*, c.id, c.month_number, c.amount, CASE WHEN mad > 0 THEN ((((CASE WHEN ((amount - usual) < 0) <> (mad < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN (((amount - usual)) // (1000000)) ELSE (amount - usual) END) + abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) // (1000000)) ELSE mad END)) // (nullif(2 * abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) // (1000000)) ELSE mad END), 0))))) // (14826)) * 10000 + ((((CASE WHEN ((amount - usual) < 0) <> (mad < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN (((amount - usual)) // (1000000)) ELSE (amount - usual) END) + abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) // (1000000)) ELSE mad END)) // (nullif(2 * abs(CASE WHEN greatest(abs((amount - usual)), abs(mad)) > 400000000000000 THEN ((mad) // (1000000)) ELSE mad END), 0))))) % 14826 * 10000) // (14826))) END AS z
  FROM scored AS s JOIN candidates AS c ON c.place_id = s.place_id
)
SELECT i._account, printf('%04d-%02d', (f.month_number) // 12, (f.month_number) % 12 + 1), m.service_name, i.project_id, i.resource, i.currency,
  (CAST(f.amount AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), f.amount, (CAST(f.usual AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), f.usual, (CAST(f.amount - f.usual AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), f.amount - f.usual,
  (CAST(f.z AS DECIMAL(34, 0)) * CAST(0.0001 AS DECIMAL(4, 4))), f.months, CASE WHEN abs(f.amount - f.usual) >= CAST(5000000000 AS BIGINT) THEN 'yes' ELSE 'no' END
FROM found AS f JOIN numbered AS i ON i.id = f.id AND i.month_number = f.month_number
JOIN {{ ref('int_ovh__services') }} AS m ON m.rule = i.service
WHERE f.z IS NULL OR abs(f.z) >= 350 * 100
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
