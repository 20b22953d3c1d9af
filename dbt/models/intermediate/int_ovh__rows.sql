{# Made from the text of the view `mart_rows`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "charge_kind", "document_kind", "document_id", "line_id", "day", "domain", "resource", "project_id", "period_start", "period_end", "currency", "amount_ucents") AS (
{% if target.type == 'sqlite' %}
SELECT l._account, 'line', l.document_kind, l.document_id, l.line_id, l.day, l.domain, l.resource,
  {% if ovh_is_loaded('cloud_bills') %}CASE WHEN l.resource IS NULL AND l.document_kind = 'bill' THEN c.project_id END{% else %}NULL{% endif %}, l.period_start, l.period_end, l.currency, l.amount_ucents
FROM {{ ref('int_ovh__lines') }} AS l
{% if ovh_is_loaded('cloud_bills') %}LEFT JOIN (SELECT _account, bill_id, min(service_name) AS project_id FROM {{ ref('stg_ovh__cloud_bills') }} AS c
  GROUP BY _account, bill_id HAVING coalesce(min(service_name) = max(service_name), FALSE)) AS c ON c._account = l._account AND c.bill_id = l.document_id
{% else %}{% endif %}WHERE substr(l.document_id, 1, 3) <> 'PP_' AND coalesce(l.document_currency GLOB '[A-Z][A-Z][A-Z]', FALSE) AND l.day IS NOT NULL
UNION ALL
SELECT t._account, 'adjustment', t.document_kind, t.document_id, NULL, t.day, NULL, NULL, NULL, NULL, NULL, t.currency,
  t.total_without_tax_ucents - coalesce(u.lines_ucents, 0)
FROM {{ ref('ovh__documents') }} AS t
LEFT JOIN {{ ref('int_ovh__sums') }} AS u ON u._account = t._account AND u.document_kind = t.document_kind AND u.document_id = t.document_id
WHERE substr(t.document_id, 1, 3) <> 'PP_' AND coalesce(t.currency GLOB '[A-Z][A-Z][A-Z]', FALSE) AND t.day IS NOT NULL AND t.total_without_tax_ucents - coalesce(u.lines_ucents, 0) <> 0
{% elif target.type == 'postgres' %}
SELECT l._account, 'line', l.document_kind, l.document_id, l.line_id, l.day, l.domain, l.resource,
  {% if ovh_is_loaded('cloud_bills') %}CASE WHEN l.resource IS NULL AND l.document_kind = 'bill' THEN c.project_id END{% else %}CAST(NULL AS text){% endif %}, l.period_start, l.period_end, l.currency, l.amount_ucents
FROM {{ ref('int_ovh__lines') }} AS l
{% if ovh_is_loaded('cloud_bills') %}LEFT JOIN (SELECT _account, bill_id, min(service_name) AS project_id FROM {{ ref('stg_ovh__cloud_bills') }} AS c
  GROUP BY _account, bill_id HAVING coalesce(min(service_name) = max(service_name), FALSE)) AS c ON c._account = l._account AND c.bill_id = l.document_id
{% else %}{% endif %}WHERE substr(l.document_id, 1, 3) <> 'PP_' AND coalesce(l.document_currency ~ '^[A-Z][A-Z][A-Z]$', FALSE) AND l.day IS NOT NULL
UNION ALL
SELECT t._account, 'adjustment', t.document_kind, t.document_id, CAST(NULL AS text), t.day, CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS date), CAST(NULL AS date), t.currency,
  t.total_without_tax_ucents - coalesce(u.lines_ucents, 0)
FROM {{ ref('ovh__documents') }} AS t
LEFT JOIN {{ ref('int_ovh__sums') }} AS u ON u._account = t._account AND u.document_kind = t.document_kind AND u.document_id = t.document_id
WHERE substr(t.document_id, 1, 3) <> 'PP_' AND coalesce(t.currency ~ '^[A-Z][A-Z][A-Z]$', FALSE) AND t.day IS NOT NULL AND t.total_without_tax_ucents - coalesce(u.lines_ucents, 0) <> 0
{% elif target.type == 'duckdb' %}
SELECT l._account, 'line', l.document_kind, l.document_id, l.line_id, l.day, l.domain, l.resource,
  {% if ovh_is_loaded('cloud_bills') %}CASE WHEN l.resource IS NULL AND l.document_kind = 'bill' THEN c.project_id END{% else %}CAST(NULL AS VARCHAR){% endif %}, l.period_start, l.period_end, l.currency, l.amount_ucents
FROM {{ ref('int_ovh__lines') }} AS l
{% if ovh_is_loaded('cloud_bills') %}LEFT JOIN (SELECT _account, bill_id, min(service_name) AS project_id FROM {{ ref('stg_ovh__cloud_bills') }} AS c
  GROUP BY _account, bill_id HAVING coalesce(min(service_name) = max(service_name), FALSE)) AS c ON c._account = l._account AND c.bill_id = l.document_id
{% else %}{% endif %}WHERE substr(l.document_id, 1, 3) <> 'PP_' AND coalesce(l.document_currency GLOB '[A-Z][A-Z][A-Z]', FALSE) AND l.day IS NOT NULL
UNION ALL
SELECT t._account, 'adjustment', t.document_kind, t.document_id, CAST(NULL AS VARCHAR), t.day, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS DATE), CAST(NULL AS DATE), t.currency,
  t.total_without_tax_ucents - coalesce(u.lines_ucents, 0)
FROM {{ ref('ovh__documents') }} AS t
LEFT JOIN {{ ref('int_ovh__sums') }} AS u ON u._account = t._account AND u.document_kind = t.document_kind AND u.document_id = t.document_id
WHERE substr(t.document_id, 1, 3) <> 'PP_' AND coalesce(t.currency GLOB '[A-Z][A-Z][A-Z]', FALSE) AND t.day IS NOT NULL AND t.total_without_tax_ucents - coalesce(u.lines_ucents, 0) <> 0
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
