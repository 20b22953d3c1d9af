{# Made from the text of the view `payments`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "document_kind", "document_id", "day", "month", "currency", "total_with_tax", "total_with_tax_ucents", "paid", "paid_ucents", "open", "open_ucents", "state", "due_day", "days_late", "paid_day", "payment_type", "payment_identifier", "apart") AS (
{% if target.type == 'sqlite' %}
SELECT _account, document_kind, document_id, day, month, currency, total_with_tax, total_with_tax_ucents,
  ((total_with_tax_ucents - open_ucents) / 100000000.0), total_with_tax_ucents - open_ucents, ((open_ucents) / 100000000.0), open_ucents,
  CASE WHEN document_kind = 'refund' OR total_with_tax_ucents < 0 THEN 'credit'
    WHEN total_with_tax_ucents = 0 THEN 'nothing'
    WHEN open_ucents IS NULL THEN 'unknown'
    WHEN open_ucents = 0 THEN 'paid'
    WHEN due_day < as_of_day THEN 'overdue'
    WHEN open_ucents < total_with_tax_ucents THEN 'part'
    ELSE 'open' END,
  due_day, CASE WHEN open_ucents > 0 THEN CAST(julianday(as_of_day) - julianday(due_day) AS INTEGER) END,
  paid_day, payment_type, payment_identifier, apart
FROM (
  SELECT t.*, CASE WHEN t.document_kind <> 'bill' OR t.total_with_tax_ucents <= 0 THEN 0
      WHEN p.document_id IS NOT NULL THEN 0
      WHEN b.document_id IS NOT NULL THEN min(max(b.open_ucents, 0), t.total_with_tax_ucents)
      {% if ovh_is_loaded('bill_payments') %}ELSE t.total_with_tax_ucents{% else %}{% if ovh_is_loaded('debts') %}ELSE 0{% else %}ELSE NULL{% endif %}{% endif %} END AS open_ucents, b.due_day, p.payment_date_day AS paid_day, p.payment_type, p.payment_identifier, a.as_of_day
  FROM {{ ref('ovh__documents') }} AS t
  LEFT JOIN (
    SELECT _account, 'bill' AS document_kind, bill_id AS document_id, payment_date_day, payment_type, payment_identifier
    FROM {{ ref('stg_ovh__bill_payments') }} AS a
    UNION ALL
    SELECT _account, 'refund', refund_id, payment_date_day, payment_type, payment_identifier FROM {{ ref('stg_ovh__refund_payments') }} AS b
    UNION ALL
    SELECT _account, 'corrective', corrective_invoice_id, payment_date_day, payment_type, payment_identifier
    FROM {{ ref('stg_ovh__corrective_invoice_payments') }} AS c
  ) AS p ON p._account = t._account AND p.document_kind = t.document_kind AND p.document_id = t.document_id
  LEFT JOIN (
    SELECT b._account, b.document_id, min(t.due_date_day) AS due_day, sum(t.open_ucents) AS open_ucents,
      max(t.status) AS status
    FROM (
      SELECT DISTINCT o._account, o.debt_id, o.id AS document_id FROM {{ ref('stg_ovh__debt_operation_objects') }} AS o WHERE o.type = 'Bill'
      UNION
      SELECT x._account, x.debt_id, y.document_id
      FROM {{ ref('stg_ovh__debts') }} AS x JOIN {{ ref('ovh__documents') }} AS y ON y._account = x._account AND y.order_id = x.order_id AND y.document_kind = 'bill'
      WHERE NOT EXISTS (
        SELECT 1 FROM {{ ref('stg_ovh__debt_operation_objects') }} AS z
        WHERE z._account = x._account AND z.debt_id = x.debt_id AND z.type = 'Bill')
    ) AS b
    JOIN (
      SELECT _account, debt_id, status, due_date_day,
        coalesce(due_amount_ucents, 0) + coalesce(unmatured_amount_ucents, 0) + coalesce(pending_amount_ucents, 0) AS open_ucents
      FROM {{ ref('stg_ovh__debts') }} AS s WHERE _deleted_at IS NULL
    ) AS t ON t._account = b._account AND t.debt_id = b.debt_id
    GROUP BY b._account, b.document_id) AS b ON t.document_kind = 'bill' AND b._account = t._account AND b.document_id = t.document_id
  LEFT JOIN {{ ref('ovh__as_of') }} AS a ON a._account = t._account
) AS u
{% elif target.type == 'postgres' %}
SELECT _account, document_kind, document_id, day, month, currency, total_with_tax, total_with_tax_ucents,
  CAST((total_with_tax_ucents - open_ucents) * 0.00000001 AS numeric(38, 8)), total_with_tax_ucents - open_ucents, CAST((open_ucents) * 0.00000001 AS numeric(38, 8)), open_ucents,
  CASE WHEN document_kind = 'refund' OR total_with_tax_ucents < 0 THEN 'credit'
    WHEN total_with_tax_ucents = 0 THEN 'nothing'
    WHEN open_ucents IS NULL THEN 'unknown'
    WHEN open_ucents = 0 THEN 'paid'
    WHEN due_day < as_of_day THEN 'overdue'
    WHEN open_ucents < total_with_tax_ucents THEN 'part'
    ELSE 'open' END,
  due_day, CASE WHEN open_ucents > 0 THEN CAST((as_of_day) - (due_day) AS bigint) END,
  paid_day, payment_type, payment_identifier, apart
FROM (
  SELECT t.*, CASE WHEN t.document_kind <> 'bill' OR t.total_with_tax_ucents <= 0 THEN 0
      WHEN p.document_id IS NOT NULL THEN 0
      WHEN b.document_id IS NOT NULL THEN least(greatest(b.open_ucents, 0), t.total_with_tax_ucents)
      {% if ovh_is_loaded('bill_payments') %}ELSE t.total_with_tax_ucents{% else %}{% if ovh_is_loaded('debts') %}ELSE 0{% else %}ELSE CAST(NULL AS bigint){% endif %}{% endif %} END AS open_ucents, b.due_day, p.payment_date_day AS paid_day, p.payment_type, p.payment_identifier, a.as_of_day
  FROM {{ ref('ovh__documents') }} AS t
  LEFT JOIN (
    SELECT _account, 'bill' AS document_kind, bill_id AS document_id, payment_date_day, payment_type, payment_identifier
    FROM {{ ref('stg_ovh__bill_payments') }} AS a
    UNION ALL
    SELECT _account, 'refund', refund_id, payment_date_day, payment_type, payment_identifier FROM {{ ref('stg_ovh__refund_payments') }} AS b
    UNION ALL
    SELECT _account, 'corrective', corrective_invoice_id, payment_date_day, payment_type, payment_identifier
    FROM {{ ref('stg_ovh__corrective_invoice_payments') }} AS c
  ) AS p ON p._account = t._account AND p.document_kind = t.document_kind AND p.document_id = t.document_id
  LEFT JOIN (
    SELECT b._account, b.document_id, min(t.due_date_day) AS due_day, CAST(sum(t.open_ucents) AS bigint) AS open_ucents,
      max(t.status) AS status
    FROM (
      SELECT DISTINCT o._account, o.debt_id, o.id AS document_id FROM {{ ref('stg_ovh__debt_operation_objects') }} AS o WHERE o.type = 'Bill'
      UNION
      SELECT x._account, x.debt_id, y.document_id
      FROM {{ ref('stg_ovh__debts') }} AS x JOIN {{ ref('ovh__documents') }} AS y ON y._account = x._account AND y.order_id = x.order_id AND y.document_kind = 'bill'
      WHERE NOT EXISTS (
        SELECT 1 FROM {{ ref('stg_ovh__debt_operation_objects') }} AS z
        WHERE z._account = x._account AND z.debt_id = x.debt_id AND z.type = 'Bill')
    ) AS b
    JOIN (
      SELECT _account, debt_id, status, due_date_day,
        coalesce(due_amount_ucents, 0) + coalesce(unmatured_amount_ucents, 0) + coalesce(pending_amount_ucents, 0) AS open_ucents
      FROM {{ ref('stg_ovh__debts') }} AS s WHERE _deleted_at IS NULL
    ) AS t ON t._account = b._account AND t.debt_id = b.debt_id
    GROUP BY b._account, b.document_id) AS b ON t.document_kind = 'bill' AND b._account = t._account AND b.document_id = t.document_id
  LEFT JOIN {{ ref('ovh__as_of') }} AS a ON a._account = t._account
) AS u
{% elif target.type == 'duckdb' %}
SELECT _account, document_kind, document_id, day, month, currency, total_with_tax, total_with_tax_ucents,
  (CAST(total_with_tax_ucents - open_ucents AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), total_with_tax_ucents - open_ucents, (CAST(open_ucents AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), open_ucents,
  CASE WHEN document_kind = 'refund' OR total_with_tax_ucents < 0 THEN 'credit'
    WHEN total_with_tax_ucents = 0 THEN 'nothing'
    WHEN open_ucents IS NULL THEN 'unknown'
    WHEN open_ucents = 0 THEN 'paid'
    WHEN due_day < as_of_day THEN 'overdue'
    WHEN open_ucents < total_with_tax_ucents THEN 'part'
    ELSE 'open' END,
  due_day, CASE WHEN open_ucents > 0 THEN date_diff('day', due_day, as_of_day) END,
  paid_day, payment_type, payment_identifier, apart
FROM (
  SELECT t.*, CASE WHEN t.document_kind <> 'bill' OR t.total_with_tax_ucents <= 0 THEN 0
      WHEN p.document_id IS NOT NULL THEN 0
      WHEN b.document_id IS NOT NULL THEN least(greatest(b.open_ucents, 0), t.total_with_tax_ucents)
      {% if ovh_is_loaded('bill_payments') %}ELSE t.total_with_tax_ucents{% else %}{% if ovh_is_loaded('debts') %}ELSE 0{% else %}ELSE CAST(NULL AS BIGINT){% endif %}{% endif %} END AS open_ucents, b.due_day, p.payment_date_day AS paid_day, p.payment_type, p.payment_identifier, a.as_of_day
  FROM {{ ref('ovh__documents') }} AS t
  LEFT JOIN (
    SELECT _account, 'bill' AS document_kind, bill_id AS document_id, payment_date_day, payment_type, payment_identifier
    FROM {{ ref('stg_ovh__bill_payments') }} AS a
    UNION ALL
    SELECT _account, 'refund', refund_id, payment_date_day, payment_type, payment_identifier FROM {{ ref('stg_ovh__refund_payments') }} AS b
    UNION ALL
    SELECT _account, 'corrective', corrective_invoice_id, payment_date_day, payment_type, payment_identifier
    FROM {{ ref('stg_ovh__corrective_invoice_payments') }} AS c
  ) AS p ON p._account = t._account AND p.document_kind = t.document_kind AND p.document_id = t.document_id
  LEFT JOIN (
    SELECT b._account, b.document_id, min(t.due_date_day) AS due_day, CAST(sum(t.open_ucents) AS BIGINT) AS open_ucents,
      max(t.status) AS status
    FROM (
      SELECT DISTINCT o._account, o.debt_id, o.id AS document_id FROM {{ ref('stg_ovh__debt_operation_objects') }} AS o WHERE o.type = 'Bill'
      UNION
      SELECT x._account, x.debt_id, y.document_id
      FROM {{ ref('stg_ovh__debts') }} AS x JOIN {{ ref('ovh__documents') }} AS y ON y._account = x._account AND y.order_id = x.order_id AND y.document_kind = 'bill'
      WHERE NOT EXISTS (
        SELECT 1 FROM {{ ref('stg_ovh__debt_operation_objects') }} AS z
        WHERE z._account = x._account AND z.debt_id = x.debt_id AND z.type = 'Bill')
    ) AS b
    JOIN (
      SELECT _account, debt_id, status, due_date_day,
        coalesce(due_amount_ucents, 0) + coalesce(unmatured_amount_ucents, 0) + coalesce(pending_amount_ucents, 0) AS open_ucents
      FROM {{ ref('stg_ovh__debts') }} AS s WHERE _deleted_at IS NULL
    ) AS t ON t._account = b._account AND t.debt_id = b.debt_id
    GROUP BY b._account, b.document_id) AS b ON t.document_kind = 'bill' AND b._account = t._account AND b.document_id = t.document_id
  LEFT JOIN {{ ref('ovh__as_of') }} AS a ON a._account = t._account
) AS u
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
