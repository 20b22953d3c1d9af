{# Made from the text of the view `mart_not_loaded`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "document_kind", "document_id", "part", "item", "reason", "code", "message", "run_id") AS (
WITH p(path, document_kind, part, document_name, line_name) AS (VALUES ('/me/bill/{billId}', 'bill', 'document', 'billId', ''), ('/me/bill/{billId}/details', 'bill', 'lines', 'billId', ''), ('/me/bill/{billId}/details/{billDetailId}', 'bill', 'lines', 'billId', 'billDetailId'), ('/me/correctiveInvoice/{correctiveInvoiceId}', 'corrective', 'document', 'correctiveInvoiceId', ''), ('/me/correctiveInvoice/{correctiveInvoiceId}/details', 'corrective', 'lines', 'correctiveInvoiceId', ''), ('/me/correctiveInvoice/{correctiveInvoiceId}/details/{correctiveInvoiceDetailId}', 'corrective', 'lines', 'correctiveInvoiceId', 'correctiveInvoiceDetailId'), ('/me/refund/{refundId}', 'refund', 'document', 'refundId', ''), ('/me/refund/{refundId}/details', 'refund', 'lines', 'refundId', ''), ('/me/refund/{refundId}/details/{refundDetailId}', 'refund', 'lines', 'refundId', 'refundDetailId')),
whole AS (
  SELECT r.account, s.path, max(r.started_at) AS started_at
  FROM {{ ref('stg_ovh__run') }} AS r JOIN {{ ref('stg_ovh__run_source') }} AS s ON s.run_id = r.run_id
  WHERE r.kind = 'load' AND r.read_to_end IN ('1', 'true') AND r.warnings NOT LIKE '%"backfill"%'
  GROUP BY r.account, s.path
), entries AS (
  SELECT r.account, p.document_kind, substr(l.root_item, 2, length(l.root_item) - 2) AS document_id, p.part,
    p.document_name, p.line_name, l.id, l.reason, l.code, l.message, l.run_id,
    row_number() OVER (PARTITION BY r.account, p.document_kind, s.path, l.id ORDER BY r.started_at DESC, l.run_id DESC, l.reason) AS place
  FROM {{ ref('stg_ovh__ledger') }} AS l
  JOIN {{ ref('stg_ovh__run') }} AS r ON r.run_id = l.run_id
  JOIN {{ ref('stg_ovh__run_source') }} AS s ON s.run_id = l.run_id AND s.source = l.source
  JOIN p ON p.path = s.path
  LEFT JOIN whole AS w ON w.account = r.account AND w.path = s.path
  WHERE l.reason <> 'absent' AND l.root_item LIKE '"%' AND (w.started_at IS NULL OR r.started_at >= w.started_at)
)
SELECT e.account, e.document_kind, e.document_id, e.part, e.id, e.reason, e.code, e.message, e.run_id
FROM entries AS e
WHERE e.place = 1 AND NOT (e.document_kind = 'bill' AND e.part = 'document' AND EXISTS (
    SELECT 1 FROM {{ ref('stg_ovh__bills') }} AS t WHERE t._account = e.account AND t.bill_id = e.document_id)
  OR e.document_kind = 'bill' AND e.part = 'lines' AND EXISTS (
    SELECT 1 FROM {{ ref('stg_ovh__bill_details') }} AS t WHERE t._account = e.account AND t.bill_id = e.document_id AND (e.line_name = '' OR e.id = e.document_name || '=' || t.bill_id || ', ' || e.line_name || '=' || t.bill_detail_id))
  OR e.document_kind = 'corrective' AND e.part = 'document' AND EXISTS (
    SELECT 1 FROM {{ ref('stg_ovh__corrective_invoices') }} AS t WHERE t._account = e.account AND t.corrective_invoice_id = e.document_id)
  OR e.document_kind = 'corrective' AND e.part = 'lines' AND EXISTS (
    SELECT 1 FROM {{ ref('stg_ovh__corrective_invoice_details') }} AS t WHERE t._account = e.account AND t.corrective_invoice_id = e.document_id AND (e.line_name = '' OR e.id = e.document_name || '=' || t.corrective_invoice_id || ', ' || e.line_name || '=' || t.corrective_invoice_detail_id))
  OR e.document_kind = 'refund' AND e.part = 'document' AND EXISTS (
    SELECT 1 FROM {{ ref('stg_ovh__refunds') }} AS t WHERE t._account = e.account AND t.refund_id = e.document_id)
  OR e.document_kind = 'refund' AND e.part = 'lines' AND EXISTS (
    SELECT 1 FROM {{ ref('stg_ovh__refund_details') }} AS t WHERE t._account = e.account AND t.refund_id = e.document_id AND (e.line_name = '' OR e.id = e.document_name || '=' || t.refund_id || ', ' || e.line_name || '=' || t.refund_detail_id)))
)
SELECT * FROM ovh_rows
