{# Made from the text of the view `reconciliation`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "document_kind", "document_id", "day", "month", "currency", "total_without_tax", "total_without_tax_ucents", "lines_sum", "lines_sum_ucents", "line_count", "gap", "gap_ucents", "tax", "tax_ucents", "total_with_tax", "total_with_tax_ucents", "tax_gap", "tax_gap_ucents", "state", "reason", "missing_lines", "message", "run_id", "apart") AS (
{% if target.type == 'sqlite' %}
SELECT d._account, d.document_kind, d.document_id, d.day, d.month, d.currency,
  d.total_without_tax, d.total_without_tax_ucents, ((s.lines_ucents) / 100000000.0), s.lines_ucents, coalesce(s.line_count, 0),
  ((d.total_without_tax_ucents - coalesce(s.lines_ucents, 0)) / 100000000.0), d.total_without_tax_ucents - coalesce(s.lines_ucents, 0), d.tax, d.tax_ucents, d.total_with_tax, d.total_with_tax_ucents,
  ((d.total_with_tax_ucents - d.total_without_tax_ucents - coalesce(d.tax_ucents, 0)) / 100000000.0), d.total_with_tax_ucents - d.total_without_tax_ucents - coalesce(d.tax_ucents, 0),
  CASE {% if ovh_is_loaded('bill_details') %}{% else %}WHEN d.document_kind = 'bill' THEN 'UNCHECKED'
    {% endif %}{% if ovh_is_loaded('corrective_invoice_details') %}{% else %}WHEN d.document_kind = 'corrective' THEN 'UNCHECKED'
    {% endif %}{% if ovh_is_loaded('refund_details') %}{% else %}WHEN d.document_kind = 'refund' THEN 'UNCHECKED'
    {% endif %}WHEN s.line_count IS NULL AND d.total_without_tax_ucents = 0 AND m.missing IS NULL THEN CASE WHEN d.total_with_tax_ucents - d.total_without_tax_ucents - coalesce(d.tax_ucents, 0) <> 0 THEN 'TAX GAP' ELSE 'ok' END
    WHEN s.line_count IS NULL THEN 'NO LINES'
    WHEN d.total_without_tax_ucents - coalesce(s.lines_ucents, 0) = 0 AND m.missing IS NULL THEN CASE WHEN d.total_with_tax_ucents - d.total_without_tax_ucents - coalesce(d.tax_ucents, 0) <> 0 THEN 'TAX GAP' ELSE 'ok' END
    ELSE 'GAP' END,
  CASE WHEN m.missing IS NOT NULL THEN m.reason
    WHEN s.line_count IS NULL AND d.total_without_tax_ucents <> 0 THEN 'no-lines'
    WHEN s.foreign_lines > 0 THEN 'other-currency'
    WHEN d.total_without_tax_ucents - coalesce(s.lines_ucents, 0) <> 0 AND abs(d.total_without_tax_ucents - coalesce(s.lines_ucents, 0)) <= 500000 * s.line_count THEN 'rounding' END,
  coalesce(m.missing, 0), m.message, m.run_id, d.apart
FROM {{ ref('ovh__documents') }} AS d
LEFT JOIN {{ ref('int_ovh__sums') }} AS s ON s._account = d._account AND s.document_kind = d.document_kind AND s.document_id = d.document_id
LEFT JOIN (
  SELECT _account, document_kind, document_id, count(*) AS missing, min(reason) AS reason, min(message) AS message,
    max(run_id) AS run_id
  FROM {{ ref('int_ovh__not_loaded') }} WHERE part = 'lines' GROUP BY _account, document_kind, document_id
) AS m ON m._account = d._account AND m.document_kind = d.document_kind AND m.document_id = d.document_id
UNION ALL
SELECT _account, document_kind, document_id, NULL, NULL, NULL,
  NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
  'NOT LOADED', min(reason), NULL, min(message), max(run_id), NULL
FROM {{ ref('int_ovh__not_loaded') }} WHERE part = 'document' GROUP BY _account, document_kind, document_id
{% elif target.type == 'postgres' %}
SELECT d._account, d.document_kind, d.document_id, d.day, d.month, d.currency,
  d.total_without_tax, d.total_without_tax_ucents, CAST((s.lines_ucents) * 0.00000001 AS numeric(38, 8)), s.lines_ucents, coalesce(s.line_count, 0),
  CAST((d.total_without_tax_ucents - coalesce(s.lines_ucents, 0)) * 0.00000001 AS numeric(38, 8)), d.total_without_tax_ucents - coalesce(s.lines_ucents, 0), d.tax, d.tax_ucents, d.total_with_tax, d.total_with_tax_ucents,
  CAST((d.total_with_tax_ucents - d.total_without_tax_ucents - coalesce(d.tax_ucents, 0)) * 0.00000001 AS numeric(38, 8)), d.total_with_tax_ucents - d.total_without_tax_ucents - coalesce(d.tax_ucents, 0),
  CASE {% if ovh_is_loaded('bill_details') %}{% else %}WHEN d.document_kind = 'bill' THEN 'UNCHECKED'
    {% endif %}{% if ovh_is_loaded('corrective_invoice_details') %}{% else %}WHEN d.document_kind = 'corrective' THEN 'UNCHECKED'
    {% endif %}{% if ovh_is_loaded('refund_details') %}{% else %}WHEN d.document_kind = 'refund' THEN 'UNCHECKED'
    {% endif %}WHEN s.line_count IS NULL AND d.total_without_tax_ucents = 0 AND m.missing IS NULL THEN CASE WHEN d.total_with_tax_ucents - d.total_without_tax_ucents - coalesce(d.tax_ucents, 0) <> 0 THEN 'TAX GAP' ELSE 'ok' END
    WHEN s.line_count IS NULL THEN 'NO LINES'
    WHEN d.total_without_tax_ucents - coalesce(s.lines_ucents, 0) = 0 AND m.missing IS NULL THEN CASE WHEN d.total_with_tax_ucents - d.total_without_tax_ucents - coalesce(d.tax_ucents, 0) <> 0 THEN 'TAX GAP' ELSE 'ok' END
    ELSE 'GAP' END,
  CASE WHEN m.missing IS NOT NULL THEN m.reason
    WHEN s.line_count IS NULL AND d.total_without_tax_ucents <> 0 THEN 'no-lines'
    WHEN s.foreign_lines > 0 THEN 'other-currency'
    WHEN d.total_without_tax_ucents - coalesce(s.lines_ucents, 0) <> 0 AND abs(d.total_without_tax_ucents - coalesce(s.lines_ucents, 0)) <= 500000 * s.line_count THEN 'rounding' END,
  coalesce(m.missing, 0), m.message, m.run_id, d.apart
FROM {{ ref('ovh__documents') }} AS d
LEFT JOIN {{ ref('int_ovh__sums') }} AS s ON s._account = d._account AND s.document_kind = d.document_kind AND s.document_id = d.document_id
LEFT JOIN (
  SELECT _account, document_kind, document_id, count(*) AS missing, min((reason) COLLATE "C") AS reason, min((message) COLLATE "C") AS message,
    max(run_id) AS run_id
  FROM {{ ref('int_ovh__not_loaded') }} WHERE part = 'lines' GROUP BY _account, document_kind, document_id
) AS m ON m._account = d._account AND m.document_kind = d.document_kind AND m.document_id = d.document_id
UNION ALL
SELECT _account, document_kind, document_id, CAST(NULL AS date), CAST(NULL AS text), CAST(NULL AS text),
  CAST(NULL AS numeric), CAST(NULL AS bigint), CAST(NULL AS numeric), CAST(NULL AS bigint), CAST(NULL AS bigint), CAST(NULL AS numeric), CAST(NULL AS bigint), CAST(NULL AS numeric), CAST(NULL AS bigint), CAST(NULL AS numeric), CAST(NULL AS bigint), CAST(NULL AS numeric), CAST(NULL AS bigint),
  'NOT LOADED', min((reason) COLLATE "C"), CAST(NULL AS bigint), min((message) COLLATE "C"), max(run_id), CAST(NULL AS text)
FROM {{ ref('int_ovh__not_loaded') }} WHERE part = 'document' GROUP BY _account, document_kind, document_id
{% elif target.type == 'duckdb' %}
SELECT d._account, d.document_kind, d.document_id, d.day, d.month, d.currency,
  d.total_without_tax, d.total_without_tax_ucents, (CAST(s.lines_ucents AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), s.lines_ucents, coalesce(s.line_count, 0),
  (CAST(d.total_without_tax_ucents - coalesce(s.lines_ucents, 0) AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), d.total_without_tax_ucents - coalesce(s.lines_ucents, 0), d.tax, d.tax_ucents, d.total_with_tax, d.total_with_tax_ucents,
  (CAST(d.total_with_tax_ucents - d.total_without_tax_ucents - coalesce(d.tax_ucents, 0) AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), d.total_with_tax_ucents - d.total_without_tax_ucents - coalesce(d.tax_ucents, 0),
  CASE {% if ovh_is_loaded('bill_details') %}{% else %}WHEN d.document_kind = 'bill' THEN 'UNCHECKED'
    {% endif %}{% if ovh_is_loaded('corrective_invoice_details') %}{% else %}WHEN d.document_kind = 'corrective' THEN 'UNCHECKED'
    {% endif %}{% if ovh_is_loaded('refund_details') %}{% else %}WHEN d.document_kind = 'refund' THEN 'UNCHECKED'
    {% endif %}WHEN s.line_count IS NULL AND d.total_without_tax_ucents = 0 AND m.missing IS NULL THEN CASE WHEN d.total_with_tax_ucents - d.total_without_tax_ucents - coalesce(d.tax_ucents, 0) <> 0 THEN 'TAX GAP' ELSE 'ok' END
    WHEN s.line_count IS NULL THEN 'NO LINES'
    WHEN d.total_without_tax_ucents - coalesce(s.lines_ucents, 0) = 0 AND m.missing IS NULL THEN CASE WHEN d.total_with_tax_ucents - d.total_without_tax_ucents - coalesce(d.tax_ucents, 0) <> 0 THEN 'TAX GAP' ELSE 'ok' END
    ELSE 'GAP' END,
  CASE WHEN m.missing IS NOT NULL THEN m.reason
    WHEN s.line_count IS NULL AND d.total_without_tax_ucents <> 0 THEN 'no-lines'
    WHEN s.foreign_lines > 0 THEN 'other-currency'
    WHEN d.total_without_tax_ucents - coalesce(s.lines_ucents, 0) <> 0 AND abs(d.total_without_tax_ucents - coalesce(s.lines_ucents, 0)) <= 500000 * s.line_count THEN 'rounding' END,
  coalesce(m.missing, 0), m.message, m.run_id, d.apart
FROM {{ ref('ovh__documents') }} AS d
LEFT JOIN {{ ref('int_ovh__sums') }} AS s ON s._account = d._account AND s.document_kind = d.document_kind AND s.document_id = d.document_id
LEFT JOIN (
  SELECT _account, document_kind, document_id, count(*) AS missing, min(reason) AS reason, min(message) AS message,
    max(run_id) AS run_id
  FROM {{ ref('int_ovh__not_loaded') }} WHERE part = 'lines' GROUP BY _account, document_kind, document_id
) AS m ON m._account = d._account AND m.document_kind = d.document_kind AND m.document_id = d.document_id
UNION ALL
SELECT _account, document_kind, document_id, CAST(NULL AS DATE), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR),
  CAST(NULL AS DECIMAL(38, 18)), CAST(NULL AS BIGINT), CAST(NULL AS DECIMAL(38, 18)), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS DECIMAL(38, 18)), CAST(NULL AS BIGINT), CAST(NULL AS DECIMAL(38, 18)), CAST(NULL AS BIGINT), CAST(NULL AS DECIMAL(38, 18)), CAST(NULL AS BIGINT), CAST(NULL AS DECIMAL(38, 18)), CAST(NULL AS BIGINT),
  'NOT LOADED', min(reason), CAST(NULL AS BIGINT), min(message), max(run_id), CAST(NULL AS VARCHAR)
FROM {{ ref('int_ovh__not_loaded') }} WHERE part = 'document' GROUP BY _account, document_kind, document_id
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
