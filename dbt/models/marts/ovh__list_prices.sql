{# Made from the text of the view `list_prices`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "service_id", "resource", "service_name", "plan_code", "duration", "list_price", "list_price_ucents", "price", "price_ucents", "difference", "difference_ucents", "change", "currency") AS (
{% if target.type == 'sqlite' %}
WITH plans AS (
  SELECT p._account, p.plan_code, c.locale_currency_code AS currency, x.price,
    CASE x.interval_unit WHEN 'month' THEN x.interval END AS months, x.phase, x.quantity_min
  FROM {{ ref('stg_ovh__catalog_cloud_plans') }} AS p
  JOIN {{ ref('stg_ovh__catalog_cloud') }} AS c ON c._account = p._account
  JOIN {{ ref('stg_ovh__catalog_cloud_plans_pricings') }} AS x ON x._account = p._account AND x._position = p._position
  WHERE x.mode = 'default' AND x.type = 'rental' AND x.commitment = 0
  UNION ALL
  SELECT p._account, p.plan_code, c.locale_currency_code AS currency, x.price,
    CASE x.interval_unit WHEN 'month' THEN x.interval END AS months, x.phase, x.quantity_min
  FROM {{ ref('stg_ovh__catalog_servers_plans') }} AS p
  JOIN {{ ref('stg_ovh__catalog_servers') }} AS c ON c._account = p._account
  JOIN {{ ref('stg_ovh__catalog_servers_plans_pricings') }} AS x ON x._account = p._account AND x._position = p._position
  WHERE x.mode = 'default' AND x.type = 'rental' AND x.commitment = 0
  UNION ALL
  SELECT p._account, p.plan_code, c.locale_currency_code AS currency, x.price,
    CASE x.interval_unit WHEN 'month' THEN x.interval END AS months, x.phase, x.quantity_min
  FROM {{ ref('stg_ovh__catalog_eco_plans') }} AS p
  JOIN {{ ref('stg_ovh__catalog_eco') }} AS c ON c._account = p._account
  JOIN {{ ref('stg_ovh__catalog_eco_plans_pricings') }} AS x ON x._account = p._account AND x._position = p._position
  WHERE x.mode = 'default' AND x.type = 'rental' AND x.commitment = 0
  UNION ALL
  SELECT p._account, p.plan_code, c.locale_currency_code AS currency, x.price,
    CASE x.interval_unit WHEN 'month' THEN x.interval END AS months, x.phase, x.quantity_min
  FROM {{ ref('stg_ovh__catalog_vps_plans') }} AS p
  JOIN {{ ref('stg_ovh__catalog_vps') }} AS c ON c._account = p._account
  JOIN {{ ref('stg_ovh__catalog_vps_plans_pricings') }} AS x ON x._account = p._account AND x._position = p._position
  WHERE x.mode = 'default' AND x.type = 'rental' AND x.commitment = 0
  UNION ALL
  SELECT p._account, p.plan_code, c.locale_currency_code AS currency, x.price,
    CASE x.interval_unit WHEN 'month' THEN x.interval END AS months, x.phase, x.quantity_min
  FROM {{ ref('stg_ovh__catalog_private_cloud_plans') }} AS p
  JOIN {{ ref('stg_ovh__catalog_private_cloud') }} AS c ON c._account = p._account
  JOIN {{ ref('stg_ovh__catalog_private_cloud_plans_pricings') }} AS x ON x._account = p._account AND x._position = p._position
  WHERE x.mode = 'default' AND x.type = 'rental' AND x.commitment = 0
  UNION ALL
  SELECT p._account, p.plan_code, c.locale_currency_code AS currency, x.price,
    CASE x.interval_unit WHEN 'month' THEN x.interval END AS months, x.phase, x.quantity_min
  FROM {{ ref('stg_ovh__catalog_web_hosting_plans') }} AS p
  JOIN {{ ref('stg_ovh__catalog_web_hosting') }} AS c ON c._account = p._account
  JOIN {{ ref('stg_ovh__catalog_web_hosting_plans_pricings') }} AS x ON x._account = p._account AND x._position = p._position
  WHERE x.mode = 'default' AND x.type = 'rental' AND x.commitment = 0
), list AS (
  SELECT q.*, row_number() OVER (PARTITION BY _account, plan_code, currency, months
    ORDER BY coalesce(phase, 0), coalesce(quantity_min, 0), price) AS place FROM plans AS q
)
SELECT s._account, s.service_id, s.resource_name, r.service_name, s.plan_code, s.duration,
  ((p.price) / 100000000.0), p.price, ((s.price) / 100000000.0), s.price, (((s.price - p.price)) / 100000000.0), (s.price - p.price),
  CASE WHEN p.price <> 0 THEN (((CASE WHEN ((s.price - p.price) < 0) <> (p.price < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN max(abs((s.price - p.price)), abs(p.price)) > 400000000000000 THEN (((s.price - p.price)) / (1000000)) ELSE (s.price - p.price) END) + abs(CASE WHEN max(abs((s.price - p.price)), abs(p.price)) > 400000000000000 THEN ((p.price) / (1000000)) ELSE p.price END)) / (nullif(2 * abs(CASE WHEN max(abs((s.price - p.price)), abs(p.price)) > 400000000000000 THEN ((p.price) / (1000000)) ELSE p.price END), 0))))) / 10000.0) END, p.currency
FROM (
  SELECT t._account, t.service_id, t.resource_name, t.billing_plan_code AS plan_code, t.billing_pricing_duration AS duration,
    t.billing_pricing_price_ucents AS price, t.billing_pricing_price_currency_code AS currency,
    CASE t.billing_pricing_duration WHEN 'P1M' THEN 1 WHEN 'P3M' THEN 3 WHEN 'P6M' THEN 6 WHEN 'P12M' THEN 12 WHEN 'P1Y' THEN 12 WHEN 'P24M' THEN 24 WHEN 'P2Y' THEN 24 WHEN 'P36M' THEN 36 WHEN 'P3Y' THEN 36 END AS months
  FROM {{ ref('stg_ovh__services') }} AS t WHERE t._deleted_at IS NULL
) AS s
JOIN list AS p ON p._account = s._account AND p.plan_code = s.plan_code AND p.months = s.months AND p.currency = s.currency
  AND p.place = 1
LEFT JOIN {{ ref('int_ovh__service_rules') }} AS n ON n._account = s._account AND n.service_id = s.service_id
LEFT JOIN {{ ref('ovh__services_dim') }} AS r ON r.rule = n.rule
{% elif target.type == 'postgres' %}
WITH plans AS (
  SELECT p._account, p.plan_code, c.locale_currency_code AS currency, x.price,
    CASE x.interval_unit WHEN 'month' THEN x.interval END AS months, x.phase, x.quantity_min
  FROM {{ ref('stg_ovh__catalog_cloud_plans') }} AS p
  JOIN {{ ref('stg_ovh__catalog_cloud') }} AS c ON c._account = p._account
  JOIN {{ ref('stg_ovh__catalog_cloud_plans_pricings') }} AS x ON x._account = p._account AND x._position = p._position
  WHERE x.mode = 'default' AND x.type = 'rental' AND x.commitment = 0
  UNION ALL
  SELECT p._account, p.plan_code, c.locale_currency_code AS currency, x.price,
    CASE x.interval_unit WHEN 'month' THEN x.interval END AS months, x.phase, x.quantity_min
  FROM {{ ref('stg_ovh__catalog_servers_plans') }} AS p
  JOIN {{ ref('stg_ovh__catalog_servers') }} AS c ON c._account = p._account
  JOIN {{ ref('stg_ovh__catalog_servers_plans_pricings') }} AS x ON x._account = p._account AND x._position = p._position
  WHERE x.mode = 'default' AND x.type = 'rental' AND x.commitment = 0
  UNION ALL
  SELECT p._account, p.plan_code, c.locale_currency_code AS currency, x.price,
    CASE x.interval_unit WHEN 'month' THEN x.interval END AS months, x.phase, x.quantity_min
  FROM {{ ref('stg_ovh__catalog_eco_plans') }} AS p
  JOIN {{ ref('stg_ovh__catalog_eco') }} AS c ON c._account = p._account
  JOIN {{ ref('stg_ovh__catalog_eco_plans_pricings') }} AS x ON x._account = p._account AND x._position = p._position
  WHERE x.mode = 'default' AND x.type = 'rental' AND x.commitment = 0
  UNION ALL
  SELECT p._account, p.plan_code, c.locale_currency_code AS currency, x.price,
    CASE x.interval_unit WHEN 'month' THEN x.interval END AS months, x.phase, x.quantity_min
  FROM {{ ref('stg_ovh__catalog_vps_plans') }} AS p
  JOIN {{ ref('stg_ovh__catalog_vps') }} AS c ON c._account = p._account
  JOIN {{ ref('stg_ovh__catalog_vps_plans_pricings') }} AS x ON x._account = p._account AND x._position = p._position
  WHERE x.mode = 'default' AND x.type = 'rental' AND x.commitment = 0
  UNION ALL
  SELECT p._account, p.plan_code, c.locale_currency_code AS currency, x.price,
    CASE x.interval_unit WHEN 'month' THEN x.interval END AS months, x.phase, x.quantity_min
  FROM {{ ref('stg_ovh__catalog_private_cloud_plans') }} AS p
  JOIN {{ ref('stg_ovh__catalog_private_cloud') }} AS c ON c._account = p._account
  JOIN {{ ref('stg_ovh__catalog_private_cloud_plans_pricings') }} AS x ON x._account = p._account AND x._position = p._position
  WHERE x.mode = 'default' AND x.type = 'rental' AND x.commitment = 0
  UNION ALL
  SELECT p._account, p.plan_code, c.locale_currency_code AS currency, x.price,
    CASE x.interval_unit WHEN 'month' THEN x.interval END AS months, x.phase, x.quantity_min
  FROM {{ ref('stg_ovh__catalog_web_hosting_plans') }} AS p
  JOIN {{ ref('stg_ovh__catalog_web_hosting') }} AS c ON c._account = p._account
  JOIN {{ ref('stg_ovh__catalog_web_hosting_plans_pricings') }} AS x ON x._account = p._account AND x._position = p._position
  WHERE x.mode = 'default' AND x.type = 'rental' AND x.commitment = 0
), list AS (
  SELECT q.*, row_number() OVER (PARTITION BY _account, plan_code, currency, months
    ORDER BY coalesce(phase, 0), coalesce(quantity_min, 0), price) AS place FROM plans AS q
)
SELECT s._account, s.service_id, s.resource_name, r.service_name, s.plan_code, s.duration,
  CAST((p.price) * 0.00000001 AS numeric(38, 8)), p.price, CAST((s.price) * 0.00000001 AS numeric(38, 8)), s.price, CAST(((s.price - p.price)) * 0.00000001 AS numeric(38, 8)), (s.price - p.price),
  CASE WHEN p.price <> 0 THEN CAST(((CASE WHEN ((s.price - p.price) < 0) <> (p.price < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs((s.price - p.price)), abs(p.price)) > 400000000000000 THEN (((s.price - p.price)) / (1000000)) ELSE (s.price - p.price) END) + abs(CASE WHEN greatest(abs((s.price - p.price)), abs(p.price)) > 400000000000000 THEN ((p.price) / (1000000)) ELSE p.price END)) / (nullif(2 * abs(CASE WHEN greatest(abs((s.price - p.price)), abs(p.price)) > 400000000000000 THEN ((p.price) / (1000000)) ELSE p.price END), 0))))) * 0.0001 AS numeric(38, 4)) END, p.currency
FROM (
  SELECT t._account, t.service_id, t.resource_name, t.billing_plan_code AS plan_code, t.billing_pricing_duration AS duration,
    t.billing_pricing_price_ucents AS price, t.billing_pricing_price_currency_code AS currency,
    CASE t.billing_pricing_duration WHEN 'P1M' THEN 1 WHEN 'P3M' THEN 3 WHEN 'P6M' THEN 6 WHEN 'P12M' THEN 12 WHEN 'P1Y' THEN 12 WHEN 'P24M' THEN 24 WHEN 'P2Y' THEN 24 WHEN 'P36M' THEN 36 WHEN 'P3Y' THEN 36 END AS months
  FROM {{ ref('stg_ovh__services') }} AS t WHERE t._deleted_at IS NULL
) AS s
JOIN list AS p ON p._account = s._account AND p.plan_code = s.plan_code AND p.months = s.months AND p.currency = s.currency
  AND p.place = 1
LEFT JOIN {{ ref('int_ovh__service_rules') }} AS n ON n._account = s._account AND n.service_id = s.service_id
LEFT JOIN {{ ref('ovh__services_dim') }} AS r ON r.rule = n.rule
{% elif target.type == 'duckdb' %}
WITH plans AS (
  SELECT p._account, p.plan_code, c.locale_currency_code AS currency, x.price,
    CASE x.interval_unit WHEN 'month' THEN x.interval END AS months, x.phase, x.quantity_min
  FROM {{ ref('stg_ovh__catalog_cloud_plans') }} AS p
  JOIN {{ ref('stg_ovh__catalog_cloud') }} AS c ON c._account = p._account
  JOIN {{ ref('stg_ovh__catalog_cloud_plans_pricings') }} AS x ON x._account = p._account AND x._position = p._position
  WHERE x.mode = 'default' AND x.type = 'rental' AND x.commitment = 0
  UNION ALL
  SELECT p._account, p.plan_code, c.locale_currency_code AS currency, x.price,
    CASE x.interval_unit WHEN 'month' THEN x.interval END AS months, x.phase, x.quantity_min
  FROM {{ ref('stg_ovh__catalog_servers_plans') }} AS p
  JOIN {{ ref('stg_ovh__catalog_servers') }} AS c ON c._account = p._account
  JOIN {{ ref('stg_ovh__catalog_servers_plans_pricings') }} AS x ON x._account = p._account AND x._position = p._position
  WHERE x.mode = 'default' AND x.type = 'rental' AND x.commitment = 0
  UNION ALL
  SELECT p._account, p.plan_code, c.locale_currency_code AS currency, x.price,
    CASE x.interval_unit WHEN 'month' THEN x.interval END AS months, x.phase, x.quantity_min
  FROM {{ ref('stg_ovh__catalog_eco_plans') }} AS p
  JOIN {{ ref('stg_ovh__catalog_eco') }} AS c ON c._account = p._account
  JOIN {{ ref('stg_ovh__catalog_eco_plans_pricings') }} AS x ON x._account = p._account AND x._position = p._position
  WHERE x.mode = 'default' AND x.type = 'rental' AND x.commitment = 0
  UNION ALL
  SELECT p._account, p.plan_code, c.locale_currency_code AS currency, x.price,
    CASE x.interval_unit WHEN 'month' THEN x.interval END AS months, x.phase, x.quantity_min
  FROM {{ ref('stg_ovh__catalog_vps_plans') }} AS p
  JOIN {{ ref('stg_ovh__catalog_vps') }} AS c ON c._account = p._account
  JOIN {{ ref('stg_ovh__catalog_vps_plans_pricings') }} AS x ON x._account = p._account AND x._position = p._position
  WHERE x.mode = 'default' AND x.type = 'rental' AND x.commitment = 0
  UNION ALL
  SELECT p._account, p.plan_code, c.locale_currency_code AS currency, x.price,
    CASE x.interval_unit WHEN 'month' THEN x.interval END AS months, x.phase, x.quantity_min
  FROM {{ ref('stg_ovh__catalog_private_cloud_plans') }} AS p
  JOIN {{ ref('stg_ovh__catalog_private_cloud') }} AS c ON c._account = p._account
  JOIN {{ ref('stg_ovh__catalog_private_cloud_plans_pricings') }} AS x ON x._account = p._account AND x._position = p._position
  WHERE x.mode = 'default' AND x.type = 'rental' AND x.commitment = 0
  UNION ALL
  SELECT p._account, p.plan_code, c.locale_currency_code AS currency, x.price,
    CASE x.interval_unit WHEN 'month' THEN x.interval END AS months, x.phase, x.quantity_min
  FROM {{ ref('stg_ovh__catalog_web_hosting_plans') }} AS p
  JOIN {{ ref('stg_ovh__catalog_web_hosting') }} AS c ON c._account = p._account
  JOIN {{ ref('stg_ovh__catalog_web_hosting_plans_pricings') }} AS x ON x._account = p._account AND x._position = p._position
  WHERE x.mode = 'default' AND x.type = 'rental' AND x.commitment = 0
), list AS (
  SELECT q.*, row_number() OVER (PARTITION BY _account, plan_code, currency, months
    ORDER BY coalesce(phase, 0), coalesce(quantity_min, 0), price) AS place FROM plans AS q
)
SELECT s._account, s.service_id, s.resource_name, r.service_name, s.plan_code, s.duration,
  (CAST(p.price AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), p.price, (CAST(s.price AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), s.price, (CAST((s.price - p.price) AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), (s.price - p.price),
  CASE WHEN p.price <> 0 THEN (CAST((CASE WHEN ((s.price - p.price) < 0) <> (p.price < 0) THEN -1 ELSE 1 END * ((20000 * abs(CASE WHEN greatest(abs((s.price - p.price)), abs(p.price)) > 400000000000000 THEN (((s.price - p.price)) // (1000000)) ELSE (s.price - p.price) END) + abs(CASE WHEN greatest(abs((s.price - p.price)), abs(p.price)) > 400000000000000 THEN ((p.price) // (1000000)) ELSE p.price END)) // (nullif(2 * abs(CASE WHEN greatest(abs((s.price - p.price)), abs(p.price)) > 400000000000000 THEN ((p.price) // (1000000)) ELSE p.price END), 0)))) AS DECIMAL(34, 0)) * CAST(0.0001 AS DECIMAL(4, 4))) END, p.currency
FROM (
  SELECT t._account, t.service_id, t.resource_name, t.billing_plan_code AS plan_code, t.billing_pricing_duration AS duration,
    t.billing_pricing_price_ucents AS price, t.billing_pricing_price_currency_code AS currency,
    CASE t.billing_pricing_duration WHEN 'P1M' THEN 1 WHEN 'P3M' THEN 3 WHEN 'P6M' THEN 6 WHEN 'P12M' THEN 12 WHEN 'P1Y' THEN 12 WHEN 'P24M' THEN 24 WHEN 'P2Y' THEN 24 WHEN 'P36M' THEN 36 WHEN 'P3Y' THEN 36 END AS months
  FROM {{ ref('stg_ovh__services') }} AS t WHERE t._deleted_at IS NULL
) AS s
JOIN list AS p ON p._account = s._account AND p.plan_code = s.plan_code AND p.months = s.months AND p.currency = s.currency
  AND p.place = 1
LEFT JOIN {{ ref('int_ovh__service_rules') }} AS n ON n._account = s._account AND n.service_id = s.service_id
LEFT JOIN {{ ref('ovh__services_dim') }} AS r ON r.rule = n.rule
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
