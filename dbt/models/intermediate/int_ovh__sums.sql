{# Made from the text of the view `mart_sums`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "document_kind", "document_id", "lines_ucents", "line_count", "foreign_lines", "unknown_lines", "period_ends", "last_period_end") AS (
{% if target.type == 'sqlite' %}
SELECT l._account, 'bill' AS document_kind, l.bill_id AS document_id,
  sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN l.total_price_ucents END) AS lines_ucents, count(*) AS line_count,
  sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS foreign_lines,
  sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS unknown_lines, count(l.period_end) AS period_ends, max(l.period_end) AS last_period_end
FROM {{ ref('stg_ovh__bill_details') }} AS l
JOIN {{ ref('stg_ovh__bills') }} AS t ON t._account = l._account AND t.bill_id = l.bill_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.bill_id
UNION ALL
SELECT l._account, 'corrective' AS document_kind, l.corrective_invoice_id AS document_id,
  sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN l.total_price_ucents END) AS lines_ucents, count(*) AS line_count,
  sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS foreign_lines,
  sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS unknown_lines, count(l.period_end) AS period_ends, max(l.period_end) AS last_period_end
FROM {{ ref('stg_ovh__corrective_invoice_details') }} AS l
JOIN {{ ref('stg_ovh__corrective_invoices') }} AS t ON t._account = l._account AND t.corrective_invoice_id = l.corrective_invoice_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.corrective_invoice_id
UNION ALL
SELECT l._account, 'refund' AS document_kind, l.refund_id AS document_id,
  sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN CASE WHEN t.price_with_tax_ucents < 0 THEN l.total_price_ucents ELSE -l.total_price_ucents END END) AS lines_ucents, count(*) AS line_count,
  sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS foreign_lines,
  sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS unknown_lines, CAST(0 AS INTEGER) AS period_ends, NULL AS last_period_end
FROM {{ ref('stg_ovh__refund_details') }} AS l
JOIN {{ ref('stg_ovh__refunds') }} AS t ON t._account = l._account AND t.refund_id = l.refund_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.refund_id
{% elif target.type == 'postgres' %}
SELECT l._account, 'bill' AS document_kind, l.bill_id AS document_id,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN l.total_price_ucents END) AS bigint) AS lines_ucents, count(*) AS line_count,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS bigint) AS foreign_lines,
  CAST(sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS bigint) AS unknown_lines, count(l.period_end) AS period_ends, max(l.period_end) AS last_period_end
FROM {{ ref('stg_ovh__bill_details') }} AS l
JOIN {{ ref('stg_ovh__bills') }} AS t ON t._account = l._account AND t.bill_id = l.bill_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.bill_id
UNION ALL
SELECT l._account, 'corrective' AS document_kind, l.corrective_invoice_id AS document_id,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN l.total_price_ucents END) AS bigint) AS lines_ucents, count(*) AS line_count,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS bigint) AS foreign_lines,
  CAST(sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS bigint) AS unknown_lines, count(l.period_end) AS period_ends, max(l.period_end) AS last_period_end
FROM {{ ref('stg_ovh__corrective_invoice_details') }} AS l
JOIN {{ ref('stg_ovh__corrective_invoices') }} AS t ON t._account = l._account AND t.corrective_invoice_id = l.corrective_invoice_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.corrective_invoice_id
UNION ALL
SELECT l._account, 'refund' AS document_kind, l.refund_id AS document_id,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN CASE WHEN t.price_with_tax_ucents < 0 THEN l.total_price_ucents ELSE -l.total_price_ucents END END) AS bigint) AS lines_ucents, count(*) AS line_count,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS bigint) AS foreign_lines,
  CAST(sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS bigint) AS unknown_lines, CAST(0 AS bigint) AS period_ends, CAST(NULL AS date) AS last_period_end
FROM {{ ref('stg_ovh__refund_details') }} AS l
JOIN {{ ref('stg_ovh__refunds') }} AS t ON t._account = l._account AND t.refund_id = l.refund_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.refund_id
{% elif target.type == 'duckdb' %}
SELECT l._account, 'bill' AS document_kind, l.bill_id AS document_id,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN l.total_price_ucents END) AS BIGINT) AS lines_ucents, count(*) AS line_count,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS BIGINT) AS foreign_lines,
  CAST(sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS unknown_lines, count(l.period_end) AS period_ends, max(l.period_end) AS last_period_end
FROM {{ ref('stg_ovh__bill_details') }} AS l
JOIN {{ ref('stg_ovh__bills') }} AS t ON t._account = l._account AND t.bill_id = l.bill_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.bill_id
UNION ALL
SELECT l._account, 'corrective' AS document_kind, l.corrective_invoice_id AS document_id,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN l.total_price_ucents END) AS BIGINT) AS lines_ucents, count(*) AS line_count,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS BIGINT) AS foreign_lines,
  CAST(sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS unknown_lines, count(l.period_end) AS period_ends, max(l.period_end) AS last_period_end
FROM {{ ref('stg_ovh__corrective_invoice_details') }} AS l
JOIN {{ ref('stg_ovh__corrective_invoices') }} AS t ON t._account = l._account AND t.corrective_invoice_id = l.corrective_invoice_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.corrective_invoice_id
UNION ALL
SELECT l._account, 'refund' AS document_kind, l.refund_id AS document_id,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN CASE WHEN t.price_with_tax_ucents < 0 THEN l.total_price_ucents ELSE -l.total_price_ucents END END) AS BIGINT) AS lines_ucents, count(*) AS line_count,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS BIGINT) AS foreign_lines,
  CAST(sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS unknown_lines, CAST(0 AS BIGINT) AS period_ends, CAST(NULL AS DATE) AS last_period_end
FROM {{ ref('stg_ovh__refund_details') }} AS l
JOIN {{ ref('stg_ovh__refunds') }} AS t ON t._account = l._account AND t.refund_id = l.refund_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.refund_id
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
