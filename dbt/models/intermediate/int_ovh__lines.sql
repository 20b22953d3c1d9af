{# Made from the text of the view `mart_lines`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "document_kind", "document_id", "line_id", "domain", "resource", "description", "quantity", "quantity_text", "unit_price", "period_start", "period_end", "currency", "amount_ucents", "document_currency", "day", "apart", "category", "order_id", "corrects") AS (
{% if target.type == 'sqlite' %}
SELECT l._account, 'bill', l.bill_id, l.bill_detail_id, nullif(nullif(l.domain, ''), '*'), nullif(nullif(l.resource, ''), '*'),
  nullif(l.description, ''), l.quantity_number, l.quantity, l.unit_price_value,
  l.period_start, l.period_end,
  l.total_price_currency_code, l.total_price_ucents, t.price_with_tax_currency_code, t.date_day,
  CASE WHEN substr(t.bill_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN t.price_with_tax_currency_code GLOB '[A-Z][A-Z][A-Z]' THEN NULL ELSE 'points' END,
  t.category, t.order_id, NULL
FROM {{ ref('stg_ovh__bill_details') }} AS l
JOIN {{ ref('stg_ovh__bills') }} AS t ON t._account = l._account AND t.bill_id = l.bill_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
UNION ALL
SELECT l._account, 'corrective', l.corrective_invoice_id, l.corrective_invoice_detail_id, nullif(nullif(l.domain, ''), '*'), nullif(nullif(l.resource, ''), '*'),
  nullif(l.description, ''), l.quantity_number, l.quantity, l.unit_price_value,
  l.period_start, l.period_end,
  l.total_price_currency_code, l.total_price_ucents, t.price_with_tax_currency_code, t.date_day,
  CASE WHEN substr(t.corrective_invoice_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN t.price_with_tax_currency_code GLOB '[A-Z][A-Z][A-Z]' THEN NULL ELSE 'points' END,
  t.category, t.order_id, nullif(t.corrected_invoice_id, '')
FROM {{ ref('stg_ovh__corrective_invoice_details') }} AS l
JOIN {{ ref('stg_ovh__corrective_invoices') }} AS t ON t._account = l._account AND t.corrective_invoice_id = l.corrective_invoice_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
UNION ALL
SELECT l._account, 'refund', l.refund_id, l.refund_detail_id, nullif(nullif(l.domain, ''), '*'), nullif(nullif(l.resource, ''), '*'),
  nullif(l.description, ''), l.quantity_number, l.quantity, l.unit_price_value,
  NULL, NULL,
  l.total_price_currency_code, CASE WHEN t.price_with_tax_ucents < 0 THEN l.total_price_ucents ELSE -l.total_price_ucents END, t.price_with_tax_currency_code, t.date_day,
  CASE WHEN substr(t.refund_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN t.price_with_tax_currency_code GLOB '[A-Z][A-Z][A-Z]' THEN NULL ELSE 'points' END,
  NULL, t.order_id, nullif(t.original_bill_id, '')
FROM {{ ref('stg_ovh__refund_details') }} AS l
JOIN {{ ref('stg_ovh__refunds') }} AS t ON t._account = l._account AND t.refund_id = l.refund_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
{% elif target.type == 'postgres' %}
SELECT l._account, 'bill', l.bill_id, l.bill_detail_id, nullif(nullif(l.domain, ''), '*'), nullif(nullif(l.resource, ''), '*'),
  nullif(l.description, ''), l.quantity_number, l.quantity, l.unit_price_value,
  l.period_start, l.period_end,
  l.total_price_currency_code, l.total_price_ucents, t.price_with_tax_currency_code, t.date_day,
  CASE WHEN substr(t.bill_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN t.price_with_tax_currency_code ~ '^[A-Z][A-Z][A-Z]$' THEN CAST(NULL AS text) ELSE 'points' END,
  t.category, t.order_id, CAST(NULL AS text)
FROM {{ ref('stg_ovh__bill_details') }} AS l
JOIN {{ ref('stg_ovh__bills') }} AS t ON t._account = l._account AND t.bill_id = l.bill_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
UNION ALL
SELECT l._account, 'corrective', l.corrective_invoice_id, l.corrective_invoice_detail_id, nullif(nullif(l.domain, ''), '*'), nullif(nullif(l.resource, ''), '*'),
  nullif(l.description, ''), l.quantity_number, l.quantity, l.unit_price_value,
  l.period_start, l.period_end,
  l.total_price_currency_code, l.total_price_ucents, t.price_with_tax_currency_code, t.date_day,
  CASE WHEN substr(t.corrective_invoice_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN t.price_with_tax_currency_code ~ '^[A-Z][A-Z][A-Z]$' THEN CAST(NULL AS text) ELSE 'points' END,
  t.category, t.order_id, nullif(t.corrected_invoice_id, '')
FROM {{ ref('stg_ovh__corrective_invoice_details') }} AS l
JOIN {{ ref('stg_ovh__corrective_invoices') }} AS t ON t._account = l._account AND t.corrective_invoice_id = l.corrective_invoice_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
UNION ALL
SELECT l._account, 'refund', l.refund_id, l.refund_detail_id, nullif(nullif(l.domain, ''), '*'), nullif(nullif(l.resource, ''), '*'),
  nullif(l.description, ''), l.quantity_number, l.quantity, l.unit_price_value,
  CAST(NULL AS date), CAST(NULL AS date),
  l.total_price_currency_code, CASE WHEN t.price_with_tax_ucents < 0 THEN l.total_price_ucents ELSE -l.total_price_ucents END, t.price_with_tax_currency_code, t.date_day,
  CASE WHEN substr(t.refund_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN t.price_with_tax_currency_code ~ '^[A-Z][A-Z][A-Z]$' THEN CAST(NULL AS text) ELSE 'points' END,
  CAST(NULL AS text), t.order_id, nullif(t.original_bill_id, '')
FROM {{ ref('stg_ovh__refund_details') }} AS l
JOIN {{ ref('stg_ovh__refunds') }} AS t ON t._account = l._account AND t.refund_id = l.refund_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
{% elif target.type == 'duckdb' %}
SELECT l._account, 'bill', l.bill_id, l.bill_detail_id, nullif(nullif(l.domain, ''), '*'), nullif(nullif(l.resource, ''), '*'),
  nullif(l.description, ''), l.quantity_number, l.quantity, l.unit_price_value,
  l.period_start, l.period_end,
  l.total_price_currency_code, l.total_price_ucents, t.price_with_tax_currency_code, t.date_day,
  CASE WHEN substr(t.bill_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN t.price_with_tax_currency_code GLOB '[A-Z][A-Z][A-Z]' THEN CAST(NULL AS VARCHAR) ELSE 'points' END,
  t.category, t.order_id, CAST(NULL AS VARCHAR)
FROM {{ ref('stg_ovh__bill_details') }} AS l
JOIN {{ ref('stg_ovh__bills') }} AS t ON t._account = l._account AND t.bill_id = l.bill_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
UNION ALL
SELECT l._account, 'corrective', l.corrective_invoice_id, l.corrective_invoice_detail_id, nullif(nullif(l.domain, ''), '*'), nullif(nullif(l.resource, ''), '*'),
  nullif(l.description, ''), l.quantity_number, l.quantity, l.unit_price_value,
  l.period_start, l.period_end,
  l.total_price_currency_code, l.total_price_ucents, t.price_with_tax_currency_code, t.date_day,
  CASE WHEN substr(t.corrective_invoice_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN t.price_with_tax_currency_code GLOB '[A-Z][A-Z][A-Z]' THEN CAST(NULL AS VARCHAR) ELSE 'points' END,
  t.category, t.order_id, nullif(t.corrected_invoice_id, '')
FROM {{ ref('stg_ovh__corrective_invoice_details') }} AS l
JOIN {{ ref('stg_ovh__corrective_invoices') }} AS t ON t._account = l._account AND t.corrective_invoice_id = l.corrective_invoice_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
UNION ALL
SELECT l._account, 'refund', l.refund_id, l.refund_detail_id, nullif(nullif(l.domain, ''), '*'), nullif(nullif(l.resource, ''), '*'),
  nullif(l.description, ''), l.quantity_number, l.quantity, l.unit_price_value,
  CAST(NULL AS DATE), CAST(NULL AS DATE),
  l.total_price_currency_code, CASE WHEN t.price_with_tax_ucents < 0 THEN l.total_price_ucents ELSE -l.total_price_ucents END, t.price_with_tax_currency_code, t.date_day,
  CASE WHEN substr(t.refund_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN t.price_with_tax_currency_code GLOB '[A-Z][A-Z][A-Z]' THEN CAST(NULL AS VARCHAR) ELSE 'points' END,
  CAST(NULL AS VARCHAR), t.order_id, nullif(t.original_bill_id, '')
FROM {{ ref('stg_ovh__refund_details') }} AS l
JOIN {{ ref('stg_ovh__refunds') }} AS t ON t._account = l._account AND t.refund_id = l.refund_id
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
