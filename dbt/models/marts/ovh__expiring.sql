{# Made from the text of the view `expiring`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "service_id", "ends", "days_left", "resource", "resource_name", "service_name", "what", "duration", "renewal", "state", "price", "price_ucents", "currency") AS (
{% if target.type == 'sqlite' %}
SELECT s._account, s.service_id, s.ends, CAST(julianday(s.ends) - julianday(a.as_of_day) AS INTEGER), s.resource_name,
  nullif(nullif(s.resource_display_name, ''), s.resource_name), r.service_name,
  coalesce(nullif(s.billing_plan_invoice_name, ''), nullif(s.resource_product_description, ''), nullif(s.resource_product_name, '')),
  coalesce(s.billing_renew_current_period, s.billing_pricing_duration),
  CASE WHEN s.billing_renew_current_mode IN ('automatic', 'manual') THEN s.billing_renew_current_mode
    WHEN s.billing_renew_current_mode IS NULL THEN 'unknown' ELSE 'none' END,
  s.billing_lifecycle_current_state,
  ((s.billing_pricing_price_ucents) / 100000000.0), s.billing_pricing_price_ucents, s.billing_pricing_price_currency_code
FROM (
  SELECT t.*, substr(t.billing_expiration_date, 1, 10) AS ends FROM {{ ref('stg_ovh__services') }} AS t WHERE t._deleted_at IS NULL
) AS s
LEFT JOIN {{ ref('int_ovh__service_rules') }} AS n ON n._account = s._account AND n.service_id = s.service_id
LEFT JOIN {{ ref('ovh__services_dim') }} AS r ON r.rule = n.rule
LEFT JOIN {{ ref('ovh__as_of') }} AS a ON a._account = s._account
WHERE s.ends IS NOT NULL
{% elif target.type == 'postgres' %}
SELECT s._account, s.service_id, s.ends, CAST((s.ends) - (a.as_of_day) AS bigint), s.resource_name,
  nullif(nullif(s.resource_display_name, ''), s.resource_name), r.service_name,
  coalesce(nullif(s.billing_plan_invoice_name, ''), nullif(s.resource_product_description, ''), nullif(s.resource_product_name, '')),
  coalesce(s.billing_renew_current_period, s.billing_pricing_duration),
  CASE WHEN s.billing_renew_current_mode IN ('automatic', 'manual') THEN s.billing_renew_current_mode
    WHEN s.billing_renew_current_mode IS NULL THEN 'unknown' ELSE 'none' END,
  s.billing_lifecycle_current_state,
  CAST((s.billing_pricing_price_ucents) * 0.00000001 AS numeric(38, 8)), s.billing_pricing_price_ucents, s.billing_pricing_price_currency_code
FROM (
  SELECT t.*, CAST((t.billing_expiration_date) AT TIME ZONE 'UTC' AS date) AS ends FROM {{ ref('stg_ovh__services') }} AS t WHERE t._deleted_at IS NULL
) AS s
LEFT JOIN {{ ref('int_ovh__service_rules') }} AS n ON n._account = s._account AND n.service_id = s.service_id
LEFT JOIN {{ ref('ovh__services_dim') }} AS r ON r.rule = n.rule
LEFT JOIN {{ ref('ovh__as_of') }} AS a ON a._account = s._account
WHERE s.ends IS NOT NULL
{% elif target.type == 'duckdb' %}
SELECT s._account, s.service_id, s.ends, date_diff('day', a.as_of_day, s.ends), s.resource_name,
  nullif(nullif(s.resource_display_name, ''), s.resource_name), r.service_name,
  coalesce(nullif(s.billing_plan_invoice_name, ''), nullif(s.resource_product_description, ''), nullif(s.resource_product_name, '')),
  coalesce(s.billing_renew_current_period, s.billing_pricing_duration),
  CASE WHEN s.billing_renew_current_mode IN ('automatic', 'manual') THEN s.billing_renew_current_mode
    WHEN s.billing_renew_current_mode IS NULL THEN 'unknown' ELSE 'none' END,
  s.billing_lifecycle_current_state,
  (CAST(s.billing_pricing_price_ucents AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), s.billing_pricing_price_ucents, s.billing_pricing_price_currency_code
FROM (
  SELECT t.*, (DATE '1970-01-01' + CAST(epoch_ms(t.billing_expiration_date) // 86400000 AS INTEGER)) AS ends FROM {{ ref('stg_ovh__services') }} AS t WHERE t._deleted_at IS NULL
) AS s
LEFT JOIN {{ ref('int_ovh__service_rules') }} AS n ON n._account = s._account AND n.service_id = s.service_id
LEFT JOIN {{ ref('ovh__services_dim') }} AS r ON r.rule = n.rule
LEFT JOIN {{ ref('ovh__as_of') }} AS a ON a._account = s._account
WHERE s.ends IS NOT NULL
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
