{# Made from the text of the view `document_vat`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "document_kind", "document_id", "day", "month", "currency", "rate", "total_without_tax", "total_without_tax_ucents", "tax", "tax_ucents", "computed", "computed_ucents", "rounding", "rounding_ucents", "total_with_tax", "total_with_tax_ucents") AS (
{% if target.type == 'sqlite' %}
WITH rates(rate) AS (VALUES (CAST(0 AS INTEGER)), (CAST(210 AS INTEGER)), (CAST(500 AS INTEGER)), (CAST(550 AS INTEGER)), (CAST(600 AS INTEGER)), (CAST(700 AS INTEGER)), (CAST(800 AS INTEGER)), (CAST(850 AS INTEGER)), (CAST(900 AS INTEGER)), (CAST(1000 AS INTEGER)), (CAST(1200 AS INTEGER)), (CAST(1300 AS INTEGER)), (CAST(1350 AS INTEGER)), (CAST(1400 AS INTEGER)), (CAST(1500 AS INTEGER)), (CAST(1700 AS INTEGER)), (CAST(1800 AS INTEGER)), (CAST(1900 AS INTEGER)), (CAST(2000 AS INTEGER)), (CAST(2100 AS INTEGER)), (CAST(2200 AS INTEGER)), (CAST(2300 AS INTEGER)), (CAST(2400 AS INTEGER)), (CAST(2500 AS INTEGER)), (CAST(2550 AS INTEGER)), (CAST(2700 AS INTEGER))), near AS (
  SELECT t.*, r.rate, (((t.total_without_tax_ucents) / (10000)) * r.rate + ((t.total_without_tax_ucents % 10000 * r.rate) / (10000))) AS computed,
    count(*) OVER (PARTITION BY t._account, t.document_kind, t.document_id) AS fitting
  FROM {{ ref('ovh__documents') }} AS t
  LEFT JOIN rates AS r ON abs(t.tax_ucents - (((t.total_without_tax_ucents) / (10000)) * r.rate + ((t.total_without_tax_ucents % 10000 * r.rate) / (10000)))) <= 1500000
  WHERE t.apart IS NULL
), usual AS (
  SELECT _account, rate, count(*) AS documents FROM near WHERE fitting = 1 AND rate IS NOT NULL GROUP BY _account, rate
), placed AS (
  SELECT n.*, row_number() OVER (PARTITION BY n._account, n.document_kind, n.document_id
    ORDER BY CASE WHEN n.tax_ucents = 0 THEN n.rate ELSE 0 END, coalesce(u.documents, 0) DESC, abs(n.tax_ucents - n.computed), n.rate
  ) AS place
  FROM near AS n LEFT JOIN usual AS u ON u._account = n._account AND u.rate = n.rate
)
SELECT _account, document_kind, document_id, day, month, currency, ((rate * 1000000) / 100000000.0),
  total_without_tax, total_without_tax_ucents, tax, tax_ucents, ((computed) / 100000000.0), computed,
  ((tax_ucents - computed) / 100000000.0), tax_ucents - computed, total_with_tax, total_with_tax_ucents
FROM placed WHERE place = 1
{% elif target.type == 'postgres' %}
WITH rates(rate) AS (VALUES (CAST(0 AS bigint)), (CAST(210 AS bigint)), (CAST(500 AS bigint)), (CAST(550 AS bigint)), (CAST(600 AS bigint)), (CAST(700 AS bigint)), (CAST(800 AS bigint)), (CAST(850 AS bigint)), (CAST(900 AS bigint)), (CAST(1000 AS bigint)), (CAST(1200 AS bigint)), (CAST(1300 AS bigint)), (CAST(1350 AS bigint)), (CAST(1400 AS bigint)), (CAST(1500 AS bigint)), (CAST(1700 AS bigint)), (CAST(1800 AS bigint)), (CAST(1900 AS bigint)), (CAST(2000 AS bigint)), (CAST(2100 AS bigint)), (CAST(2200 AS bigint)), (CAST(2300 AS bigint)), (CAST(2400 AS bigint)), (CAST(2500 AS bigint)), (CAST(2550 AS bigint)), (CAST(2700 AS bigint))), near AS (
  SELECT t.*, r.rate, (((t.total_without_tax_ucents) / (10000)) * r.rate + ((t.total_without_tax_ucents % 10000 * r.rate) / (10000))) AS computed,
    count(*) OVER (PARTITION BY t._account, t.document_kind, t.document_id) AS fitting
  FROM {{ ref('ovh__documents') }} AS t
  LEFT JOIN rates AS r ON abs(t.tax_ucents - (((t.total_without_tax_ucents) / (10000)) * r.rate + ((t.total_without_tax_ucents % 10000 * r.rate) / (10000)))) <= 1500000
  WHERE t.apart IS NULL
), usual AS (
  SELECT _account, rate, count(*) AS documents FROM near WHERE fitting = 1 AND rate IS NOT NULL GROUP BY _account, rate
), placed AS (
  SELECT n.*, row_number() OVER (PARTITION BY n._account, n.document_kind, n.document_id
    ORDER BY CASE WHEN n.tax_ucents = 0 THEN n.rate ELSE 0 END, coalesce(u.documents, 0) DESC, abs(n.tax_ucents - n.computed), n.rate
  ) AS place
  FROM near AS n LEFT JOIN usual AS u ON u._account = n._account AND u.rate = n.rate
)
SELECT _account, document_kind, document_id, day, month, currency, CAST((rate * 1000000) * 0.00000001 AS numeric(38, 8)),
  total_without_tax, total_without_tax_ucents, tax, tax_ucents, CAST((computed) * 0.00000001 AS numeric(38, 8)), computed,
  CAST((tax_ucents - computed) * 0.00000001 AS numeric(38, 8)), tax_ucents - computed, total_with_tax, total_with_tax_ucents
FROM placed WHERE place = 1
{% elif target.type == 'duckdb' %}
WITH rates(rate) AS (VALUES (CAST(0 AS BIGINT)), (CAST(210 AS BIGINT)), (CAST(500 AS BIGINT)), (CAST(550 AS BIGINT)), (CAST(600 AS BIGINT)), (CAST(700 AS BIGINT)), (CAST(800 AS BIGINT)), (CAST(850 AS BIGINT)), (CAST(900 AS BIGINT)), (CAST(1000 AS BIGINT)), (CAST(1200 AS BIGINT)), (CAST(1300 AS BIGINT)), (CAST(1350 AS BIGINT)), (CAST(1400 AS BIGINT)), (CAST(1500 AS BIGINT)), (CAST(1700 AS BIGINT)), (CAST(1800 AS BIGINT)), (CAST(1900 AS BIGINT)), (CAST(2000 AS BIGINT)), (CAST(2100 AS BIGINT)), (CAST(2200 AS BIGINT)), (CAST(2300 AS BIGINT)), (CAST(2400 AS BIGINT)), (CAST(2500 AS BIGINT)), (CAST(2550 AS BIGINT)), (CAST(2700 AS BIGINT))), near AS (
  SELECT t.*, r.rate, (((t.total_without_tax_ucents) // (10000)) * r.rate + ((t.total_without_tax_ucents % 10000 * r.rate) // (10000))) AS computed,
    count(*) OVER (PARTITION BY t._account, t.document_kind, t.document_id) AS fitting
  FROM {{ ref('ovh__documents') }} AS t
  LEFT JOIN rates AS r ON abs(t.tax_ucents - (((t.total_without_tax_ucents) // (10000)) * r.rate + ((t.total_without_tax_ucents % 10000 * r.rate) // (10000)))) <= 1500000
  WHERE t.apart IS NULL
), usual AS (
  SELECT _account, rate, count(*) AS documents FROM near WHERE fitting = 1 AND rate IS NOT NULL GROUP BY _account, rate
), placed AS (
  SELECT n.*, row_number() OVER (PARTITION BY n._account, n.document_kind, n.document_id
    ORDER BY CASE WHEN n.tax_ucents = 0 THEN n.rate ELSE 0 END, coalesce(u.documents, 0) DESC, abs(n.tax_ucents - n.computed), n.rate
  ) AS place
  FROM near AS n LEFT JOIN usual AS u ON u._account = n._account AND u.rate = n.rate
)
SELECT _account, document_kind, document_id, day, month, currency, (CAST(rate * 1000000 AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))),
  total_without_tax, total_without_tax_ucents, tax, tax_ucents, (CAST(computed AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), computed,
  (CAST(tax_ucents - computed AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), tax_ucents - computed, total_with_tax, total_with_tax_ucents
FROM placed WHERE place = 1
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
