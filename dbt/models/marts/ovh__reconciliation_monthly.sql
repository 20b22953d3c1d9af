{# Made from the text of the view `reconciliation_monthly`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "month", "document_kind", "currency", "documents", "exact", "with_gap", "not_loaded", "line_count", "total_without_tax", "total_without_tax_ucents", "lines_sum", "lines_sum_ucents", "gap", "gap_ucents", "tax", "tax_ucents", "total_with_tax", "total_with_tax_ucents") AS (
{% if target.type == 'sqlite' %}
SELECT _account, month, document_kind, currency, count(*), sum(CASE WHEN state = 'ok' THEN 1 ELSE 0 END),
  sum(CASE WHEN state IN ('GAP', 'NO LINES', 'TAX GAP') THEN 1 ELSE 0 END), sum(CASE WHEN state = 'NOT LOADED' THEN 1 ELSE 0 END), sum(line_count),
  ((sum(total_without_tax_ucents)) / 100000000.0), sum(total_without_tax_ucents), ((sum(coalesce(lines_sum_ucents, 0))) / 100000000.0), sum(coalesce(lines_sum_ucents, 0)), ((sum(gap_ucents)) / 100000000.0), sum(gap_ucents),
  ((sum(tax_ucents)) / 100000000.0), sum(tax_ucents), ((sum(total_with_tax_ucents)) / 100000000.0), sum(total_with_tax_ucents)
FROM {{ ref('ovh__reconciliation') }} WHERE apart IS NULL
GROUP BY _account, month, document_kind, currency
{% elif target.type == 'postgres' %}
SELECT _account, month, document_kind, currency, count(*), CAST(sum(CASE WHEN state = 'ok' THEN 1 ELSE 0 END) AS bigint),
  CAST(sum(CASE WHEN state IN ('GAP', 'NO LINES', 'TAX GAP') THEN 1 ELSE 0 END) AS bigint), CAST(sum(CASE WHEN state = 'NOT LOADED' THEN 1 ELSE 0 END) AS bigint), CAST(sum(line_count) AS bigint),
  CAST((CAST(sum(total_without_tax_ucents) AS bigint)) * 0.00000001 AS numeric(38, 8)), CAST(sum(total_without_tax_ucents) AS bigint), CAST((CAST(sum(coalesce(lines_sum_ucents, 0)) AS bigint)) * 0.00000001 AS numeric(38, 8)), CAST(sum(coalesce(lines_sum_ucents, 0)) AS bigint), CAST((CAST(sum(gap_ucents) AS bigint)) * 0.00000001 AS numeric(38, 8)), CAST(sum(gap_ucents) AS bigint),
  CAST((CAST(sum(tax_ucents) AS bigint)) * 0.00000001 AS numeric(38, 8)), CAST(sum(tax_ucents) AS bigint), CAST((CAST(sum(total_with_tax_ucents) AS bigint)) * 0.00000001 AS numeric(38, 8)), CAST(sum(total_with_tax_ucents) AS bigint)
FROM {{ ref('ovh__reconciliation') }} WHERE apart IS NULL
GROUP BY _account, month, document_kind, currency
{% elif target.type == 'duckdb' %}
SELECT _account, month, document_kind, currency, count(*), CAST(sum(CASE WHEN state = 'ok' THEN 1 ELSE 0 END) AS BIGINT),
  CAST(sum(CASE WHEN state IN ('GAP', 'NO LINES', 'TAX GAP') THEN 1 ELSE 0 END) AS BIGINT), CAST(sum(CASE WHEN state = 'NOT LOADED' THEN 1 ELSE 0 END) AS BIGINT), CAST(sum(line_count) AS BIGINT),
  (CAST(CAST(sum(total_without_tax_ucents) AS BIGINT) AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), CAST(sum(total_without_tax_ucents) AS BIGINT), (CAST(CAST(sum(coalesce(lines_sum_ucents, 0)) AS BIGINT) AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), CAST(sum(coalesce(lines_sum_ucents, 0)) AS BIGINT), (CAST(CAST(sum(gap_ucents) AS BIGINT) AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), CAST(sum(gap_ucents) AS BIGINT),
  (CAST(CAST(sum(tax_ucents) AS BIGINT) AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), CAST(sum(tax_ucents) AS BIGINT), (CAST(CAST(sum(total_with_tax_ucents) AS BIGINT) AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), CAST(sum(total_with_tax_ucents) AS BIGINT)
FROM {{ ref('ovh__reconciliation') }} WHERE apart IS NULL
GROUP BY _account, month, document_kind, currency
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
