{# Made from the text of the view `mart_focus_periods`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("billing_month", "billing_start", "billing_end", "updated_day", "status", "documents", "paid_documents", "open_documents") AS (
{% if target.type == 'sqlite' %}
SELECT m.billing_month, m.billing_start, m.billing_end,
  CASE WHEN a.as_of_day >= date(m.billing_end, (7) || ' days') THEN max(m.billing_end, m.last_day) ELSE m.last_day END,
  CASE WHEN a.as_of_day >= date(m.billing_end, (7) || ' days') THEN 'Closed' ELSE 'Open' END, m.documents, m.paid_documents, m.open_documents
FROM (
  SELECT t.billing_month, (t.billing_month || '-01') AS billing_start, printf('%04d-%02d-01', ((CAST(substr((t.billing_month || '-01'), 1, 4) AS INTEGER) * 12 + CAST(substr((t.billing_month || '-01'), 6, 2) AS INTEGER) - 1) + 1) / 12, ((CAST(substr((t.billing_month || '-01'), 1, 4) AS INTEGER) * 12 + CAST(substr((t.billing_month || '-01'), 6, 2) AS INTEGER) - 1) + 1) % 12 + 1) AS billing_end, max(t.day) AS last_day,
    count(*) AS documents, sum(CASE WHEN t.state = 'paid' THEN 1 ELSE 0 END) AS paid_documents, sum(CASE WHEN t.open_ucents > 0 THEN 1 ELSE 0 END) AS open_documents
  FROM (
    SELECT t.day, CASE WHEN u.line_count = u.period_ends AND u.last_period_end < t.day THEN substr(u.last_period_end, 1, 7) ELSE substr(t.day, 1, 7) END AS billing_month, p.state, p.open_ucents
    FROM {{ ref('ovh__documents') }} AS t
    LEFT JOIN {{ ref('int_ovh__sums') }} AS u ON u._account = t._account AND u.document_kind = t.document_kind AND u.document_id = t.document_id
    LEFT JOIN {{ ref('ovh__payments') }} AS p ON p._account = t._account AND p.document_kind = t.document_kind AND p.document_id = t.document_id
    WHERE t.apart IS NULL
  ) AS t
  GROUP BY t.billing_month
) AS m
LEFT JOIN (
  SELECT min(as_of_day) AS as_of_day FROM {{ ref('ovh__as_of') }} WHERE _account IN (SELECT _account FROM {{ ref('ovh__documents') }} WHERE apart IS NULL)
) AS a ON 1 = 1
{% elif target.type == 'postgres' %}
SELECT m.billing_month, m.billing_start, m.billing_end,
  CASE WHEN a.as_of_day >= ((m.billing_end) + CAST(7 AS int)) THEN greatest(m.billing_end, m.last_day) ELSE m.last_day END,
  CASE WHEN a.as_of_day >= ((m.billing_end) + CAST(7 AS int)) THEN 'Closed' ELSE 'Open' END, m.documents, m.paid_documents, m.open_documents
FROM (
  SELECT t.billing_month, CAST((t.billing_month || '-01') AS date) AS billing_start, make_date(CAST(((CAST(date_part('year', CAST((t.billing_month || '-01') AS date)) AS bigint) * 12 + CAST(date_part('month', CAST((t.billing_month || '-01') AS date)) AS bigint) - 1) + 1) / 12 AS int), CAST(((CAST(date_part('year', CAST((t.billing_month || '-01') AS date)) AS bigint) * 12 + CAST(date_part('month', CAST((t.billing_month || '-01') AS date)) AS bigint) - 1) + 1) % 12 + 1 AS int), 1) AS billing_end, max(t.day) AS last_day,
    count(*) AS documents, CAST(sum(CASE WHEN t.state = 'paid' THEN 1 ELSE 0 END) AS bigint) AS paid_documents, CAST(sum(CASE WHEN t.open_ucents > 0 THEN 1 ELSE 0 END) AS bigint) AS open_documents
  FROM (
    SELECT t.day, CASE WHEN u.line_count = u.period_ends AND u.last_period_end < t.day THEN to_char(u.last_period_end, 'YYYY-MM') ELSE to_char(t.day, 'YYYY-MM') END AS billing_month, p.state, p.open_ucents
    FROM {{ ref('ovh__documents') }} AS t
    LEFT JOIN {{ ref('int_ovh__sums') }} AS u ON u._account = t._account AND u.document_kind = t.document_kind AND u.document_id = t.document_id
    LEFT JOIN {{ ref('ovh__payments') }} AS p ON p._account = t._account AND p.document_kind = t.document_kind AND p.document_id = t.document_id
    WHERE t.apart IS NULL
  ) AS t
  GROUP BY t.billing_month
) AS m
LEFT JOIN (
  SELECT min(as_of_day) AS as_of_day FROM {{ ref('ovh__as_of') }} WHERE _account IN (SELECT _account FROM {{ ref('ovh__documents') }} WHERE apart IS NULL)
) AS a ON 1 = 1
{% elif target.type == 'duckdb' %}
SELECT m.billing_month, m.billing_start, m.billing_end,
  CASE WHEN a.as_of_day >= ((m.billing_end) + CAST(7 AS INTEGER)) THEN greatest(m.billing_end, m.last_day) ELSE m.last_day END,
  CASE WHEN a.as_of_day >= ((m.billing_end) + CAST(7 AS INTEGER)) THEN 'Closed' ELSE 'Open' END, m.documents, m.paid_documents, m.open_documents
FROM (
  SELECT t.billing_month, CAST((t.billing_month || '-01') AS DATE) AS billing_start, make_date(((CAST(year(CAST((t.billing_month || '-01') AS DATE)) AS BIGINT) * 12 + month(CAST((t.billing_month || '-01') AS DATE)) - 1) + 1) // 12, ((CAST(year(CAST((t.billing_month || '-01') AS DATE)) AS BIGINT) * 12 + month(CAST((t.billing_month || '-01') AS DATE)) - 1) + 1) % 12 + 1, 1) AS billing_end, max(t.day) AS last_day,
    count(*) AS documents, CAST(sum(CASE WHEN t.state = 'paid' THEN 1 ELSE 0 END) AS BIGINT) AS paid_documents, CAST(sum(CASE WHEN t.open_ucents > 0 THEN 1 ELSE 0 END) AS BIGINT) AS open_documents
  FROM (
    SELECT t.day, CASE WHEN u.line_count = u.period_ends AND u.last_period_end < t.day THEN strftime(u.last_period_end, '%Y-%m') ELSE strftime(t.day, '%Y-%m') END AS billing_month, p.state, p.open_ucents
    FROM {{ ref('ovh__documents') }} AS t
    LEFT JOIN {{ ref('int_ovh__sums') }} AS u ON u._account = t._account AND u.document_kind = t.document_kind AND u.document_id = t.document_id
    LEFT JOIN {{ ref('ovh__payments') }} AS p ON p._account = t._account AND p.document_kind = t.document_kind AND p.document_id = t.document_id
    WHERE t.apart IS NULL
  ) AS t
  GROUP BY t.billing_month
) AS m
LEFT JOIN (
  SELECT min(as_of_day) AS as_of_day FROM {{ ref('ovh__as_of') }} WHERE _account IN (SELECT _account FROM {{ ref('ovh__documents') }} WHERE apart IS NULL)
) AS a ON 1 = 1
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
