{# Made from the text of the view `mart_focus_invoices`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "billing_month", "document_kind", "document_id", "line_id", "billed_ucents", "currency", "charge_category", "description", "grain", "payment_terms", "reference_id", "day", "updated_day", "due_day", "paid_day", "billing_start", "billing_end", "payment_state", "payment_type", "payment_identifier", "payable_ucents", "paid_ucents", "open_ucents") AS (
{% if target.type == 'sqlite' %}
SELECT f._account, f.billing_month, f.document_kind, f.document_id, f.line_id, f.billed_ucents, f.currency,
  f.charge_category, f.description, '{"ServiceName":' || json_quote(f.service_name) || CASE WHEN f.project_id IS NULL THEN '' ELSE ',"SubAccountId":' || json_quote(f.project_id) END || CASE WHEN f.resource_type IS NULL THEN '' ELSE ',"ResourceType":' || json_quote(f.resource_type) END || CASE WHEN f.resource_id IS NULL THEN '' ELSE ',"ResourceId":' || json_quote(f.resource_id) END || CASE WHEN f.region IS NULL THEN '' ELSE ',"RegionId":' || json_quote(f.region) END || '}',
  CASE WHEN p.due_day IS NULL THEN 'Unspecified' WHEN CAST(julianday(p.due_day) - julianday(p.day) AS INTEGER) <= 0 THEN 'Due on receipt' ELSE 'Net ' || CAST(CAST(julianday(p.due_day) - julianday(p.day) AS INTEGER) AS TEXT) END,
  coalesce(f.corrects, f.document_id), f.day, CASE WHEN p.paid_day > f.day THEN p.paid_day ELSE f.day END,
  p.due_day, p.paid_day, f.billing_start, f.billing_end, p.state, p.payment_type, p.payment_identifier,
  p.total_with_tax_ucents, p.paid_ucents, p.open_ucents
FROM {{ ref('int_ovh__focus') }} AS f
JOIN {{ ref('ovh__payments') }} AS p ON p._account = f._account AND p.document_kind = f.document_kind AND p.document_id = f.document_id
WHERE f.share = 0
{% elif target.type == 'postgres' %}
SELECT f._account, f.billing_month, f.document_kind, f.document_id, f.line_id, f.billed_ucents, f.currency,
  f.charge_category, f.description, '{"ServiceName":' || CAST(to_json(f.service_name) AS text) || CASE WHEN f.project_id IS NULL THEN '' ELSE ',"SubAccountId":' || CAST(to_json(f.project_id) AS text) END || CASE WHEN f.resource_type IS NULL THEN '' ELSE ',"ResourceType":' || CAST(to_json(f.resource_type) AS text) END || CASE WHEN f.resource_id IS NULL THEN '' ELSE ',"ResourceId":' || CAST(to_json(f.resource_id) AS text) END || CASE WHEN f.region IS NULL THEN '' ELSE ',"RegionId":' || CAST(to_json(f.region) AS text) END || '}',
  CASE WHEN p.due_day IS NULL THEN 'Unspecified' WHEN CAST((p.due_day) - (p.day) AS bigint) <= 0 THEN 'Due on receipt' ELSE 'Net ' || CAST(CAST((p.due_day) - (p.day) AS bigint) AS text) END,
  coalesce(f.corrects, f.document_id), f.day, CASE WHEN p.paid_day > f.day THEN p.paid_day ELSE f.day END,
  p.due_day, p.paid_day, f.billing_start, f.billing_end, p.state, p.payment_type, p.payment_identifier,
  p.total_with_tax_ucents, p.paid_ucents, p.open_ucents
FROM {{ ref('int_ovh__focus') }} AS f
JOIN {{ ref('ovh__payments') }} AS p ON p._account = f._account AND p.document_kind = f.document_kind AND p.document_id = f.document_id
WHERE f.share = 0
{% elif target.type == 'duckdb' %}
SELECT f._account, f.billing_month, f.document_kind, f.document_id, f.line_id, f.billed_ucents, f.currency,
  f.charge_category, f.description, '{"ServiceName":' || CAST(to_json(f.service_name) AS VARCHAR) || CASE WHEN f.project_id IS NULL THEN '' ELSE ',"SubAccountId":' || CAST(to_json(f.project_id) AS VARCHAR) END || CASE WHEN f.resource_type IS NULL THEN '' ELSE ',"ResourceType":' || CAST(to_json(f.resource_type) AS VARCHAR) END || CASE WHEN f.resource_id IS NULL THEN '' ELSE ',"ResourceId":' || CAST(to_json(f.resource_id) AS VARCHAR) END || CASE WHEN f.region IS NULL THEN '' ELSE ',"RegionId":' || CAST(to_json(f.region) AS VARCHAR) END || '}',
  CASE WHEN p.due_day IS NULL THEN 'Unspecified' WHEN date_diff('day', p.day, p.due_day) <= 0 THEN 'Due on receipt' ELSE 'Net ' || CAST(date_diff('day', p.day, p.due_day) AS VARCHAR) END,
  coalesce(f.corrects, f.document_id), f.day, CASE WHEN p.paid_day > f.day THEN p.paid_day ELSE f.day END,
  p.due_day, p.paid_day, f.billing_start, f.billing_end, p.state, p.payment_type, p.payment_identifier,
  p.total_with_tax_ucents, p.paid_ucents, p.open_ucents
FROM {{ ref('int_ovh__focus') }} AS f
JOIN {{ ref('ovh__payments') }} AS p ON p._account = f._account AND p.document_kind = f.document_kind AND p.document_id = f.document_id
WHERE f.share = 0
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
