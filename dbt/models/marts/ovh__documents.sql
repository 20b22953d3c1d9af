{# Made from the text of the view `documents`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "document_kind", "document_id", "day", "month", "currency", "category", "order_id", "corrects", "total_without_tax", "total_without_tax_ucents", "tax", "tax_ucents", "total_with_tax", "total_with_tax_ucents", "apart") AS (
{% if target.type == 'sqlite' %}
SELECT _account, 'bill', bill_id, date_day, substr(date_day, 1, 7), price_with_tax_currency_code,
  category, order_id, NULL,
  ((price_without_tax_ucents) / 100000000.0), price_without_tax_ucents,
  ((tax_ucents) / 100000000.0), tax_ucents,
  ((price_with_tax_ucents) / 100000000.0), price_with_tax_ucents,
  CASE WHEN substr(bill_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN price_with_tax_currency_code GLOB '[A-Z][A-Z][A-Z]' THEN NULL ELSE 'points' END
FROM {{ ref('stg_ovh__bills') }} AS t
UNION ALL
SELECT _account, 'corrective', corrective_invoice_id, date_day, substr(date_day, 1, 7), price_with_tax_currency_code,
  category, order_id, nullif(corrected_invoice_id, ''),
  ((price_without_tax_ucents) / 100000000.0), price_without_tax_ucents,
  ((tax_ucents) / 100000000.0), tax_ucents,
  ((price_with_tax_ucents) / 100000000.0), price_with_tax_ucents,
  CASE WHEN substr(corrective_invoice_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN price_with_tax_currency_code GLOB '[A-Z][A-Z][A-Z]' THEN NULL ELSE 'points' END
FROM {{ ref('stg_ovh__corrective_invoices') }} AS t
UNION ALL
SELECT _account, 'refund', refund_id, date_day, substr(date_day, 1, 7), price_with_tax_currency_code,
  NULL, order_id, nullif(original_bill_id, ''),
  ((CASE WHEN price_with_tax_ucents < 0 THEN price_without_tax_ucents ELSE -price_without_tax_ucents END) / 100000000.0), CASE WHEN price_with_tax_ucents < 0 THEN price_without_tax_ucents ELSE -price_without_tax_ucents END,
  ((CASE WHEN price_with_tax_ucents < 0 THEN tax_ucents ELSE -tax_ucents END) / 100000000.0), CASE WHEN price_with_tax_ucents < 0 THEN tax_ucents ELSE -tax_ucents END,
  ((CASE WHEN price_with_tax_ucents < 0 THEN price_with_tax_ucents ELSE -price_with_tax_ucents END) / 100000000.0), CASE WHEN price_with_tax_ucents < 0 THEN price_with_tax_ucents ELSE -price_with_tax_ucents END,
  CASE WHEN substr(refund_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN price_with_tax_currency_code GLOB '[A-Z][A-Z][A-Z]' THEN NULL ELSE 'points' END
FROM {{ ref('stg_ovh__refunds') }} AS t
{% elif target.type == 'postgres' %}
SELECT _account, 'bill', bill_id, date_day, to_char(date_day, 'YYYY-MM'), price_with_tax_currency_code,
  category, order_id, CAST(NULL AS text),
  CAST((price_without_tax_ucents) * 0.00000001 AS numeric(38, 8)), price_without_tax_ucents,
  CAST((tax_ucents) * 0.00000001 AS numeric(38, 8)), tax_ucents,
  CAST((price_with_tax_ucents) * 0.00000001 AS numeric(38, 8)), price_with_tax_ucents,
  CASE WHEN substr(bill_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN price_with_tax_currency_code ~ '^[A-Z][A-Z][A-Z]$' THEN CAST(NULL AS text) ELSE 'points' END
FROM {{ ref('stg_ovh__bills') }} AS t
UNION ALL
SELECT _account, 'corrective', corrective_invoice_id, date_day, to_char(date_day, 'YYYY-MM'), price_with_tax_currency_code,
  category, order_id, nullif(corrected_invoice_id, ''),
  CAST((price_without_tax_ucents) * 0.00000001 AS numeric(38, 8)), price_without_tax_ucents,
  CAST((tax_ucents) * 0.00000001 AS numeric(38, 8)), tax_ucents,
  CAST((price_with_tax_ucents) * 0.00000001 AS numeric(38, 8)), price_with_tax_ucents,
  CASE WHEN substr(corrective_invoice_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN price_with_tax_currency_code ~ '^[A-Z][A-Z][A-Z]$' THEN CAST(NULL AS text) ELSE 'points' END
FROM {{ ref('stg_ovh__corrective_invoices') }} AS t
UNION ALL
SELECT _account, 'refund', refund_id, date_day, to_char(date_day, 'YYYY-MM'), price_with_tax_currency_code,
  CAST(NULL AS text), order_id, nullif(original_bill_id, ''),
  CAST((CASE WHEN price_with_tax_ucents < 0 THEN price_without_tax_ucents ELSE -price_without_tax_ucents END) * 0.00000001 AS numeric(38, 8)), CASE WHEN price_with_tax_ucents < 0 THEN price_without_tax_ucents ELSE -price_without_tax_ucents END,
  CAST((CASE WHEN price_with_tax_ucents < 0 THEN tax_ucents ELSE -tax_ucents END) * 0.00000001 AS numeric(38, 8)), CASE WHEN price_with_tax_ucents < 0 THEN tax_ucents ELSE -tax_ucents END,
  CAST((CASE WHEN price_with_tax_ucents < 0 THEN price_with_tax_ucents ELSE -price_with_tax_ucents END) * 0.00000001 AS numeric(38, 8)), CASE WHEN price_with_tax_ucents < 0 THEN price_with_tax_ucents ELSE -price_with_tax_ucents END,
  CASE WHEN substr(refund_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN price_with_tax_currency_code ~ '^[A-Z][A-Z][A-Z]$' THEN CAST(NULL AS text) ELSE 'points' END
FROM {{ ref('stg_ovh__refunds') }} AS t
{% elif target.type == 'duckdb' %}
SELECT _account, 'bill', bill_id, date_day, strftime(date_day, '%Y-%m'), price_with_tax_currency_code,
  category, order_id, CAST(NULL AS VARCHAR),
  (CAST(price_without_tax_ucents AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), price_without_tax_ucents,
  (CAST(tax_ucents AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), tax_ucents,
  (CAST(price_with_tax_ucents AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), price_with_tax_ucents,
  CASE WHEN substr(bill_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN price_with_tax_currency_code GLOB '[A-Z][A-Z][A-Z]' THEN CAST(NULL AS VARCHAR) ELSE 'points' END
FROM {{ ref('stg_ovh__bills') }} AS t
UNION ALL
SELECT _account, 'corrective', corrective_invoice_id, date_day, strftime(date_day, '%Y-%m'), price_with_tax_currency_code,
  category, order_id, nullif(corrected_invoice_id, ''),
  (CAST(price_without_tax_ucents AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), price_without_tax_ucents,
  (CAST(tax_ucents AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), tax_ucents,
  (CAST(price_with_tax_ucents AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), price_with_tax_ucents,
  CASE WHEN substr(corrective_invoice_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN price_with_tax_currency_code GLOB '[A-Z][A-Z][A-Z]' THEN CAST(NULL AS VARCHAR) ELSE 'points' END
FROM {{ ref('stg_ovh__corrective_invoices') }} AS t
UNION ALL
SELECT _account, 'refund', refund_id, date_day, strftime(date_day, '%Y-%m'), price_with_tax_currency_code,
  CAST(NULL AS VARCHAR), order_id, nullif(original_bill_id, ''),
  (CAST(CASE WHEN price_with_tax_ucents < 0 THEN price_without_tax_ucents ELSE -price_without_tax_ucents END AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), CASE WHEN price_with_tax_ucents < 0 THEN price_without_tax_ucents ELSE -price_without_tax_ucents END,
  (CAST(CASE WHEN price_with_tax_ucents < 0 THEN tax_ucents ELSE -tax_ucents END AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), CASE WHEN price_with_tax_ucents < 0 THEN tax_ucents ELSE -tax_ucents END,
  (CAST(CASE WHEN price_with_tax_ucents < 0 THEN price_with_tax_ucents ELSE -price_with_tax_ucents END AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), CASE WHEN price_with_tax_ucents < 0 THEN price_with_tax_ucents ELSE -price_with_tax_ucents END,
  CASE WHEN substr(refund_id, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN price_with_tax_currency_code GLOB '[A-Z][A-Z][A-Z]' THEN CAST(NULL AS VARCHAR) ELSE 'points' END
FROM {{ ref('stg_ovh__refunds') }} AS t
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
