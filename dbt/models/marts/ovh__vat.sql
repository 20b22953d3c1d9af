{# Made from the text of the view `vat`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "month", "rate", "currency", "documents", "total_without_tax", "total_without_tax_ucents", "tax", "tax_ucents", "computed", "computed_ucents", "rounding", "rounding_ucents", "total_with_tax", "total_with_tax_ucents") AS (
{% if target.type == 'sqlite' %}
SELECT _account, month, rate, currency, count(*),
  ((sum(total_without_tax_ucents)) / 100000000.0), sum(total_without_tax_ucents),
  ((sum(tax_ucents)) / 100000000.0), sum(tax_ucents),
  ((sum(computed_ucents)) / 100000000.0), sum(computed_ucents),
  ((sum(rounding_ucents)) / 100000000.0), sum(rounding_ucents),
  ((sum(total_with_tax_ucents)) / 100000000.0), sum(total_with_tax_ucents)
FROM {{ ref('ovh__document_vat') }}
GROUP BY _account, month, rate, currency
{% elif target.type == 'postgres' %}
SELECT _account, month, rate, currency, count(*),
  CAST((CAST(sum(total_without_tax_ucents) AS bigint)) * 0.00000001 AS numeric(38, 8)), CAST(sum(total_without_tax_ucents) AS bigint),
  CAST((CAST(sum(tax_ucents) AS bigint)) * 0.00000001 AS numeric(38, 8)), CAST(sum(tax_ucents) AS bigint),
  CAST((CAST(sum(computed_ucents) AS bigint)) * 0.00000001 AS numeric(38, 8)), CAST(sum(computed_ucents) AS bigint),
  CAST((CAST(sum(rounding_ucents) AS bigint)) * 0.00000001 AS numeric(38, 8)), CAST(sum(rounding_ucents) AS bigint),
  CAST((CAST(sum(total_with_tax_ucents) AS bigint)) * 0.00000001 AS numeric(38, 8)), CAST(sum(total_with_tax_ucents) AS bigint)
FROM {{ ref('ovh__document_vat') }}
GROUP BY _account, month, rate, currency
{% elif target.type == 'duckdb' %}
SELECT _account, month, rate, currency, count(*),
  (CAST(CAST(sum(total_without_tax_ucents) AS BIGINT) AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), CAST(sum(total_without_tax_ucents) AS BIGINT),
  (CAST(CAST(sum(tax_ucents) AS BIGINT) AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), CAST(sum(tax_ucents) AS BIGINT),
  (CAST(CAST(sum(computed_ucents) AS BIGINT) AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), CAST(sum(computed_ucents) AS BIGINT),
  (CAST(CAST(sum(rounding_ucents) AS BIGINT) AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), CAST(sum(rounding_ucents) AS BIGINT),
  (CAST(CAST(sum(total_with_tax_ucents) AS BIGINT) AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), CAST(sum(total_with_tax_ucents) AS BIGINT)
FROM {{ ref('ovh__document_vat') }}
GROUP BY _account, month, rate, currency
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
