{# Made from the text of the view `mart_sums`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "document_kind", "document_id", "lines_ucents", "line_count", "foreign_lines", "unknown_lines", "period_ends", "last_period_end") AS (
{% if target.type == 'sqlite' %}
SELECT l._account, 'bill', l.bill_id,
  sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN l.total_price_ucents END), count(*),
  sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END),
  sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END), count(l.period_end), max(l.period_end)
FROM {{ ref('stg_ovh__bill_details') }} AS l
JOIN {{ ref('stg_ovh__bills') }} AS t ON t._account = l._account AND t.bill_id = l.bill_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.bill_id
UNION ALL
SELECT l._account, 'corrective', l.corrective_invoice_id,
  sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN l.total_price_ucents END), count(*),
  sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END),
  sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END), count(l.period_end), max(l.period_end)
FROM {{ ref('stg_ovh__corrective_invoice_details') }} AS l
JOIN {{ ref('stg_ovh__corrective_invoices') }} AS t ON t._account = l._account AND t.corrective_invoice_id = l.corrective_invoice_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.corrective_invoice_id
UNION ALL
SELECT l._account, 'refund', l.refund_id,
  sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN CASE WHEN t.price_with_tax_ucents < 0 THEN l.total_price_ucents ELSE -l.total_price_ucents END END), count(*),
  sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END),
  sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END), CAST(0 AS INTEGER), NULL
FROM {{ ref('stg_ovh__refund_details') }} AS l
JOIN {{ ref('stg_ovh__refunds') }} AS t ON t._account = l._account AND t.refund_id = l.refund_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.refund_id
{% elif target.type == 'postgres' %}
SELECT l._account, 'bill', l.bill_id,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN l.total_price_ucents END) AS bigint), count(*),
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS bigint),
  CAST(sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS bigint), count(l.period_end), max(l.period_end)
FROM {{ ref('stg_ovh__bill_details') }} AS l
JOIN {{ ref('stg_ovh__bills') }} AS t ON t._account = l._account AND t.bill_id = l.bill_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.bill_id
UNION ALL
SELECT l._account, 'corrective', l.corrective_invoice_id,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN l.total_price_ucents END) AS bigint), count(*),
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS bigint),
  CAST(sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS bigint), count(l.period_end), max(l.period_end)
FROM {{ ref('stg_ovh__corrective_invoice_details') }} AS l
JOIN {{ ref('stg_ovh__corrective_invoices') }} AS t ON t._account = l._account AND t.corrective_invoice_id = l.corrective_invoice_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.corrective_invoice_id
UNION ALL
SELECT l._account, 'refund', l.refund_id,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN CASE WHEN t.price_with_tax_ucents < 0 THEN l.total_price_ucents ELSE -l.total_price_ucents END END) AS bigint), count(*),
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS bigint),
  CAST(sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS bigint), CAST(0 AS bigint), CAST(NULL AS date)
FROM {{ ref('stg_ovh__refund_details') }} AS l
JOIN {{ ref('stg_ovh__refunds') }} AS t ON t._account = l._account AND t.refund_id = l.refund_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.refund_id
{% elif target.type == 'duckdb' %}
SELECT l._account, 'bill', l.bill_id,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN l.total_price_ucents END) AS BIGINT), count(*),
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS BIGINT),
  CAST(sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS BIGINT), count(l.period_end), max(l.period_end)
FROM {{ ref('stg_ovh__bill_details') }} AS l
JOIN {{ ref('stg_ovh__bills') }} AS t ON t._account = l._account AND t.bill_id = l.bill_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.bill_id
UNION ALL
SELECT l._account, 'corrective', l.corrective_invoice_id,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN l.total_price_ucents END) AS BIGINT), count(*),
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS BIGINT),
  CAST(sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS BIGINT), count(l.period_end), max(l.period_end)
FROM {{ ref('stg_ovh__corrective_invoice_details') }} AS l
JOIN {{ ref('stg_ovh__corrective_invoices') }} AS t ON t._account = l._account AND t.corrective_invoice_id = l.corrective_invoice_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.corrective_invoice_id
UNION ALL
SELECT l._account, 'refund', l.refund_id,
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN CASE WHEN t.price_with_tax_ucents < 0 THEN l.total_price_ucents ELSE -l.total_price_ucents END END) AS BIGINT), count(*),
  CAST(sum(CASE WHEN l.total_price_currency_code = t.price_with_tax_currency_code THEN 0 ELSE 1 END) AS BIGINT),
  CAST(sum(CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END) AS BIGINT), CAST(0 AS BIGINT), CAST(NULL AS DATE)
FROM {{ ref('stg_ovh__refund_details') }} AS l
JOIN {{ ref('stg_ovh__refunds') }} AS t ON t._account = l._account AND t.refund_id = l.refund_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
GROUP BY l._account, l.refund_id
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
