{# Made from the text of the view `mart_focus`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "account_name", "billing_month", "document_kind", "document_id", "line_id", "row_id", "share", "billed_ucents", "effective_ucents", "currency", "charge_category", "real_category", "charge_class", "charge_frequency", "description", "original_description", "host_provider", "pricing_category", "pricing_quantity", "pricing_unit", "region", "resource_id", "resource_name", "resource_type", "service_category", "service_name", "service_subcategory", "project_id", "project_name", "tags", "adjustment", "category", "corrects", "domain", "order_line_type", "order_id", "plan_code", "quantity_text", "unit_price", "day", "billing_start", "billing_end", "charge_start", "charge_end") AS (
{% if target.type == 'sqlite' %}
WITH focus_documents AS MATERIALIZED (
  SELECT t._account, t.document_kind, t.document_id, t.day, t.currency, t.category, t.order_id,
    t.corrects, CASE WHEN u.line_count = u.period_ends AND u.last_period_end < t.day THEN substr(u.last_period_end, 1, 7) ELSE substr(t.day, 1, 7) END AS billing_month, u.line_count,
    t.total_without_tax_ucents, coalesce(t.tax_ucents, 0) AS tax_ucents, t.total_with_tax_ucents
  FROM {{ ref('ovh__documents') }} AS t
  LEFT JOIN {{ ref('int_ovh__sums') }} AS u ON u._account = t._account AND u.document_kind = t.document_kind AND u.document_id = t.document_id
  WHERE t.apart IS NULL
), focus_lines AS MATERIALIZED (
  SELECT c._account, c.document_kind, c.document_id, c.line_id,
    CASE WHEN c.adjustment IS NULL THEN c.charge_kind ELSE 'adjustment' END AS charge_kind, t.day, t.billing_month, t.currency,
    CASE WHEN c.currency = t.currency THEN coalesce(c.amount_ucents, 0) ELSE 0 END AS amount_ucents,
    CASE WHEN c.adjustment IS NOT NULL THEN 'Adjustment' WHEN c.charge_kind = 'tax' THEN 'Tax'
      WHEN c.document_kind = 'bill' AND c.amount_ucents < 0 THEN 'Credit'
      WHEN c.document_kind <> 'bill' AND c.resource IS NULL THEN 'Adjustment'
      WHEN c.order_line_type IN ('GIFT', 'VOUCHER') THEN 'Credit'
      WHEN c.order_line_type = 'CAUTION' THEN 'Adjustment'
      WHEN c.order_line_type IN ('CONSUMPTION', 'OUTPLAN') THEN 'Usage'
      WHEN c.order_line_type IS NULL AND c.resource = c.project_id THEN 'Usage'
      ELSE 'Purchase' END AS real_category,
    CASE WHEN c.document_kind <> 'bill' AND coalesce(o.billing_month, '') <> t.billing_month THEN 'Correction' END AS charge_class,
    CASE WHEN c.charge_kind <> 'line' THEN 'One-Time'
      WHEN c.order_line_type IN ('CONSUMPTION', 'OUTPLAN') THEN 'Usage-Based'
      WHEN c.order_line_type IN ('RENEW', 'DURATION') OR c.period_start IS NOT NULL THEN 'Recurring'
      ELSE 'One-Time' END AS charge_frequency,
    c.description, c.domain, c.resource, c.resource_name, c.resource_kind, c.region, c.project_id, c.project_name, c.tags,
    c.service_category, c.service_name, c.service_subcategory, c.quantity, c.quantity_text, c.unit_price,
    coalesce(c.period_start, t.day) AS charge_start,
    date(max(coalesce(c.period_end, c.period_start, t.day), coalesce(c.period_start, t.day)), (1) || ' days') AS charge_end,
    c.category, c.order_id, c.order_line_type, c.plan_code, c.corrects, c.adjustment
  FROM {{ ref('int_ovh__charges') }} AS c
  JOIN focus_documents AS t ON t._account = c._account AND t.document_kind = c.document_kind AND t.document_id = c.document_id
  LEFT JOIN focus_documents AS o ON o._account = c._account AND o.document_kind = 'bill' AND o.document_id = c.corrects
  UNION ALL
  SELECT t._account, t.document_kind, t.document_id, 'adjustment-lines', 'adjustment', t.day, t.billing_month, t.currency,
    CAST(0 AS INTEGER), 'Adjustment',
    CASE WHEN t.document_kind <> 'bill' AND coalesce(o.billing_month, '') <> t.billing_month THEN 'Correction' END,
    'One-Time', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'Other', 'Adjustment', 'Other (Other)', NULL, NULL, NULL,
    t.day, date(t.day, (1) || ' days'), t.category, t.order_id, NULL, NULL, t.corrects, 'nothing'
  FROM focus_documents AS t
  LEFT JOIN focus_documents AS o ON o._account = t._account AND o.document_kind = 'bill' AND o.document_id = t.corrects
  WHERE t.line_count IS NULL AND t.total_without_tax_ucents = 0 AND t.tax_ucents = 0 AND t.total_with_tax_ucents = 0
), focus_months(i) AS (VALUES (0))
SELECT c._account, a.account_name, c.billing_month, c.document_kind, c.document_id, c.line_id,
  c.line_id, CAST(0 AS INTEGER),
  c.amount_ucents, c.amount_ucents,
  c.currency, CASE WHEN c.real_category = 'Purchase' THEN 'Usage' ELSE c.real_category END, c.real_category, c.charge_class, c.charge_frequency,
  CASE WHEN trim(c.description) <> '' THEN c.description ELSE CASE c.charge_kind WHEN 'tax' THEN 'Tax'
    WHEN 'adjustment' THEN 'Adjustment: ' || CASE c.adjustment WHEN 'no-lines' THEN 'the document has no lines' WHEN 'nothing' THEN 'the document has no lines and a total of 0' WHEN 'rounding' THEN 'the lines are rounded' WHEN 'other-currency' THEN 'lines have another currency than the document' WHEN 'tax-total' THEN 'the total with tax differs from its parts' WHEN 'unknown' THEN 'the lines differ from the total without tax' ELSE 'lines were not loaded: ' || coalesce(c.adjustment, '') END ELSE 'No description' || coalesce(': ' || c.domain, '') END END, c.description,
  CASE WHEN c.charge_kind = 'line' AND c.service_name NOT IN ('Domain names', 'Licences', 'Support') THEN 'OVHcloud' END,
  CASE WHEN c.real_category IN ('Usage', 'Purchase') THEN 'Standard' END, CASE WHEN c.real_category IN ('Usage', 'Purchase') THEN coalesce(c.quantity, 1) WHEN c.real_category = 'Credit' THEN c.quantity END,
  CASE WHEN c.real_category IN ('Usage', 'Purchase') OR c.real_category = 'Credit' AND c.quantity IS NOT NULL THEN 'Units' END,
  c.region, CASE WHEN c.resource IS NULL OR c.resource = c.project_id THEN NULL ELSE c.resource END, CASE WHEN c.resource IS NULL OR c.resource = c.project_id THEN NULL ELSE c.resource_name END, CASE WHEN c.resource IS NULL OR c.resource = c.project_id THEN NULL ELSE CASE c.resource_kind WHEN 'public-cloud' THEN 'Public Cloud Resource' WHEN 'dedicated' THEN 'Dedicated Server' WHEN 'vps' THEN 'VPS' WHEN 'hosting' THEN 'Web Hosting' WHEN 'storage' THEN 'Storage' WHEN 'load-balancer' THEN 'Load Balancer' WHEN 'ip' THEN 'IP' WHEN 'network' THEN 'Network' WHEN 'domain' THEN 'Domain Name' WHEN 'private-cloud' THEN 'Hosted Private Cloud' WHEN 'private-cloud-host' THEN 'Hosted Private Cloud' WHEN 'private-cloud-datastore' THEN 'Hosted Private Cloud' WHEN 'telephony' THEN 'Telephony Line' WHEN 'licence' THEN 'License' ELSE 'Other' END END,
  c.service_category, c.service_name, c.service_subcategory,
  c.project_id, CASE WHEN c.project_id IS NOT NULL THEN coalesce(nullif(c.project_name, ''), c.project_id) END, nullif(c.tags, '{}'),
  c.adjustment, c.category, c.corrects, c.domain, c.order_line_type, CAST(c.order_id AS TEXT), c.plan_code,
  c.quantity_text, c.unit_price, c.day, (c.billing_month || '-01'), printf('%04d-%02d-01', ((CAST(substr((c.billing_month || '-01'), 1, 4) AS INTEGER) * 12 + CAST(substr((c.billing_month || '-01'), 6, 2) AS INTEGER) - 1) + 1) / 12, ((CAST(substr((c.billing_month || '-01'), 1, 4) AS INTEGER) * 12 + CAST(substr((c.billing_month || '-01'), 6, 2) AS INTEGER) - 1) + 1) % 12 + 1),
  c.charge_start, c.charge_end
FROM focus_lines AS c
LEFT JOIN (SELECT _account, min(nullif(organisation, '')) AS account_name FROM {{ ref('stg_ovh__account') }} AS t GROUP BY _account) AS a
  ON a._account = c._account
{% elif target.type == 'postgres' %}
WITH focus_documents AS MATERIALIZED (
  SELECT t._account, t.document_kind, t.document_id, t.day, t.currency, t.category, t.order_id,
    t.corrects, CASE WHEN u.line_count = u.period_ends AND u.last_period_end < t.day THEN to_char(u.last_period_end, 'YYYY-MM') ELSE to_char(t.day, 'YYYY-MM') END AS billing_month, u.line_count,
    t.total_without_tax_ucents, coalesce(t.tax_ucents, 0) AS tax_ucents, t.total_with_tax_ucents
  FROM {{ ref('ovh__documents') }} AS t
  LEFT JOIN {{ ref('int_ovh__sums') }} AS u ON u._account = t._account AND u.document_kind = t.document_kind AND u.document_id = t.document_id
  WHERE t.apart IS NULL
), focus_lines AS MATERIALIZED (
  SELECT c._account, c.document_kind, c.document_id, c.line_id,
    CASE WHEN c.adjustment IS NULL THEN c.charge_kind ELSE 'adjustment' END AS charge_kind, t.day, t.billing_month, t.currency,
    CASE WHEN c.currency = t.currency THEN coalesce(c.amount_ucents, 0) ELSE 0 END AS amount_ucents,
    CASE WHEN c.adjustment IS NOT NULL THEN 'Adjustment' WHEN c.charge_kind = 'tax' THEN 'Tax'
      WHEN c.document_kind = 'bill' AND c.amount_ucents < 0 THEN 'Credit'
      WHEN c.document_kind <> 'bill' AND c.resource IS NULL THEN 'Adjustment'
      WHEN c.order_line_type IN ('GIFT', 'VOUCHER') THEN 'Credit'
      WHEN c.order_line_type = 'CAUTION' THEN 'Adjustment'
      WHEN c.order_line_type IN ('CONSUMPTION', 'OUTPLAN') THEN 'Usage'
      WHEN c.order_line_type IS NULL AND c.resource = c.project_id THEN 'Usage'
      ELSE 'Purchase' END AS real_category,
    CASE WHEN c.document_kind <> 'bill' AND coalesce(o.billing_month, '') <> t.billing_month THEN 'Correction' END AS charge_class,
    CASE WHEN c.charge_kind <> 'line' THEN 'One-Time'
      WHEN c.order_line_type IN ('CONSUMPTION', 'OUTPLAN') THEN 'Usage-Based'
      WHEN c.order_line_type IN ('RENEW', 'DURATION') OR c.period_start IS NOT NULL THEN 'Recurring'
      ELSE 'One-Time' END AS charge_frequency,
    c.description, c.domain, c.resource, c.resource_name, c.resource_kind, c.region, c.project_id, c.project_name, c.tags,
    c.service_category, c.service_name, c.service_subcategory, c.quantity, c.quantity_text, c.unit_price,
    coalesce(c.period_start, t.day) AS charge_start,
    ((greatest(coalesce(c.period_end, c.period_start, t.day), coalesce(c.period_start, t.day))) + CAST(1 AS int)) AS charge_end,
    c.category, c.order_id, c.order_line_type, c.plan_code, c.corrects, c.adjustment
  FROM {{ ref('int_ovh__charges') }} AS c
  JOIN focus_documents AS t ON t._account = c._account AND t.document_kind = c.document_kind AND t.document_id = c.document_id
  LEFT JOIN focus_documents AS o ON o._account = c._account AND o.document_kind = 'bill' AND o.document_id = c.corrects
  UNION ALL
  SELECT t._account, t.document_kind, t.document_id, 'adjustment-lines', 'adjustment', t.day, t.billing_month, t.currency,
    CAST(0 AS bigint), 'Adjustment',
    CASE WHEN t.document_kind <> 'bill' AND coalesce(o.billing_month, '') <> t.billing_month THEN 'Correction' END,
    'One-Time', CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), 'Other', 'Adjustment', 'Other (Other)', CAST(NULL AS numeric), CAST(NULL AS text), CAST(NULL AS numeric),
    t.day, ((t.day) + CAST(1 AS int)), t.category, t.order_id, CAST(NULL AS text), CAST(NULL AS text), t.corrects, 'nothing'
  FROM focus_documents AS t
  LEFT JOIN focus_documents AS o ON o._account = t._account AND o.document_kind = 'bill' AND o.document_id = t.corrects
  WHERE t.line_count IS NULL AND t.total_without_tax_ucents = 0 AND t.tax_ucents = 0 AND t.total_with_tax_ucents = 0
), focus_months(i) AS (VALUES (0))
SELECT c._account, a.account_name, c.billing_month, c.document_kind, c.document_id, c.line_id,
  c.line_id, CAST(0 AS bigint),
  c.amount_ucents, c.amount_ucents,
  c.currency, CASE WHEN c.real_category = 'Purchase' THEN 'Usage' ELSE c.real_category END, c.real_category, c.charge_class, c.charge_frequency,
  CASE WHEN trim(c.description) <> '' THEN c.description ELSE CASE c.charge_kind WHEN 'tax' THEN 'Tax'
    WHEN 'adjustment' THEN 'Adjustment: ' || CASE c.adjustment WHEN 'no-lines' THEN 'the document has no lines' WHEN 'nothing' THEN 'the document has no lines and a total of 0' WHEN 'rounding' THEN 'the lines are rounded' WHEN 'other-currency' THEN 'lines have another currency than the document' WHEN 'tax-total' THEN 'the total with tax differs from its parts' WHEN 'unknown' THEN 'the lines differ from the total without tax' ELSE 'lines were not loaded: ' || coalesce(c.adjustment, '') END ELSE 'No description' || coalesce(': ' || c.domain, '') END END, c.description,
  CASE WHEN c.charge_kind = 'line' AND c.service_name NOT IN ('Domain names', 'Licences', 'Support') THEN 'OVHcloud' END,
  CASE WHEN c.real_category IN ('Usage', 'Purchase') THEN 'Standard' END, CASE WHEN c.real_category IN ('Usage', 'Purchase') THEN coalesce(c.quantity, 1) WHEN c.real_category = 'Credit' THEN c.quantity END,
  CASE WHEN c.real_category IN ('Usage', 'Purchase') OR c.real_category = 'Credit' AND c.quantity IS NOT NULL THEN 'Units' END,
  c.region, CASE WHEN c.resource IS NULL OR c.resource = c.project_id THEN NULL ELSE c.resource END, CASE WHEN c.resource IS NULL OR c.resource = c.project_id THEN NULL ELSE c.resource_name END, CASE WHEN c.resource IS NULL OR c.resource = c.project_id THEN NULL ELSE CASE c.resource_kind WHEN 'public-cloud' THEN 'Public Cloud Resource' WHEN 'dedicated' THEN 'Dedicated Server' WHEN 'vps' THEN 'VPS' WHEN 'hosting' THEN 'Web Hosting' WHEN 'storage' THEN 'Storage' WHEN 'load-balancer' THEN 'Load Balancer' WHEN 'ip' THEN 'IP' WHEN 'network' THEN 'Network' WHEN 'domain' THEN 'Domain Name' WHEN 'private-cloud' THEN 'Hosted Private Cloud' WHEN 'private-cloud-host' THEN 'Hosted Private Cloud' WHEN 'private-cloud-datastore' THEN 'Hosted Private Cloud' WHEN 'telephony' THEN 'Telephony Line' WHEN 'licence' THEN 'License' ELSE 'Other' END END,
  c.service_category, c.service_name, c.service_subcategory,
  c.project_id, CASE WHEN c.project_id IS NOT NULL THEN coalesce(nullif(c.project_name, ''), c.project_id) END, nullif(c.tags, '{}'),
  c.adjustment, c.category, c.corrects, c.domain, c.order_line_type, CAST(c.order_id AS text), c.plan_code,
  c.quantity_text, c.unit_price, c.day, CAST((c.billing_month || '-01') AS date), make_date(CAST(((CAST(date_part('year', CAST((c.billing_month || '-01') AS date)) AS bigint) * 12 + CAST(date_part('month', CAST((c.billing_month || '-01') AS date)) AS bigint) - 1) + 1) / 12 AS int), CAST(((CAST(date_part('year', CAST((c.billing_month || '-01') AS date)) AS bigint) * 12 + CAST(date_part('month', CAST((c.billing_month || '-01') AS date)) AS bigint) - 1) + 1) % 12 + 1 AS int), 1),
  c.charge_start, c.charge_end
FROM focus_lines AS c
LEFT JOIN (SELECT _account, min((nullif(organisation, '')) COLLATE "C") AS account_name FROM {{ ref('stg_ovh__account') }} AS t GROUP BY _account) AS a
  ON a._account = c._account
{% elif target.type == 'duckdb' %}
WITH focus_documents AS MATERIALIZED (
  SELECT t._account, t.document_kind, t.document_id, t.day, t.currency, t.category, t.order_id,
    t.corrects, CASE WHEN u.line_count = u.period_ends AND u.last_period_end < t.day THEN strftime(u.last_period_end, '%Y-%m') ELSE strftime(t.day, '%Y-%m') END AS billing_month, u.line_count,
    t.total_without_tax_ucents, coalesce(t.tax_ucents, 0) AS tax_ucents, t.total_with_tax_ucents
  FROM {{ ref('ovh__documents') }} AS t
  LEFT JOIN {{ ref('int_ovh__sums') }} AS u ON u._account = t._account AND u.document_kind = t.document_kind AND u.document_id = t.document_id
  WHERE t.apart IS NULL
), focus_lines AS MATERIALIZED (
  SELECT c._account, c.document_kind, c.document_id, c.line_id,
    CASE WHEN c.adjustment IS NULL THEN c.charge_kind ELSE 'adjustment' END AS charge_kind, t.day, t.billing_month, t.currency,
    CASE WHEN c.currency = t.currency THEN coalesce(c.amount_ucents, 0) ELSE 0 END AS amount_ucents,
    CASE WHEN c.adjustment IS NOT NULL THEN 'Adjustment' WHEN c.charge_kind = 'tax' THEN 'Tax'
      WHEN c.document_kind = 'bill' AND c.amount_ucents < 0 THEN 'Credit'
      WHEN c.document_kind <> 'bill' AND c.resource IS NULL THEN 'Adjustment'
      WHEN c.order_line_type IN ('GIFT', 'VOUCHER') THEN 'Credit'
      WHEN c.order_line_type = 'CAUTION' THEN 'Adjustment'
      WHEN c.order_line_type IN ('CONSUMPTION', 'OUTPLAN') THEN 'Usage'
      WHEN c.order_line_type IS NULL AND c.resource = c.project_id THEN 'Usage'
      ELSE 'Purchase' END AS real_category,
    CASE WHEN c.document_kind <> 'bill' AND coalesce(o.billing_month, '') <> t.billing_month THEN 'Correction' END AS charge_class,
    CASE WHEN c.charge_kind <> 'line' THEN 'One-Time'
      WHEN c.order_line_type IN ('CONSUMPTION', 'OUTPLAN') THEN 'Usage-Based'
      WHEN c.order_line_type IN ('RENEW', 'DURATION') OR c.period_start IS NOT NULL THEN 'Recurring'
      ELSE 'One-Time' END AS charge_frequency,
    c.description, c.domain, c.resource, c.resource_name, c.resource_kind, c.region, c.project_id, c.project_name, c.tags,
    c.service_category, c.service_name, c.service_subcategory, c.quantity, c.quantity_text, c.unit_price,
    coalesce(c.period_start, t.day) AS charge_start,
    ((greatest(coalesce(c.period_end, c.period_start, t.day), coalesce(c.period_start, t.day))) + CAST(1 AS INTEGER)) AS charge_end,
    c.category, c.order_id, c.order_line_type, c.plan_code, c.corrects, c.adjustment
  FROM {{ ref('int_ovh__charges') }} AS c
  JOIN focus_documents AS t ON t._account = c._account AND t.document_kind = c.document_kind AND t.document_id = c.document_id
  LEFT JOIN focus_documents AS o ON o._account = c._account AND o.document_kind = 'bill' AND o.document_id = c.corrects
  UNION ALL
  SELECT t._account, t.document_kind, t.document_id, 'adjustment-lines', 'adjustment', t.day, t.billing_month, t.currency,
    CAST(0 AS BIGINT), 'Adjustment',
    CASE WHEN t.document_kind <> 'bill' AND coalesce(o.billing_month, '') <> t.billing_month THEN 'Correction' END,
    'One-Time', CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), 'Other', 'Adjustment', 'Other (Other)', CAST(NULL AS DECIMAL(38, 18)), CAST(NULL AS VARCHAR), CAST(NULL AS DECIMAL(38, 18)),
    t.day, ((t.day) + CAST(1 AS INTEGER)), t.category, t.order_id, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), t.corrects, 'nothing'
  FROM focus_documents AS t
  LEFT JOIN focus_documents AS o ON o._account = t._account AND o.document_kind = 'bill' AND o.document_id = t.corrects
  WHERE t.line_count IS NULL AND t.total_without_tax_ucents = 0 AND t.tax_ucents = 0 AND t.total_with_tax_ucents = 0
), focus_months(i) AS (VALUES (0))
SELECT c._account, a.account_name, c.billing_month, c.document_kind, c.document_id, c.line_id,
  c.line_id, CAST(0 AS BIGINT),
  c.amount_ucents, c.amount_ucents,
  c.currency, CASE WHEN c.real_category = 'Purchase' THEN 'Usage' ELSE c.real_category END, c.real_category, c.charge_class, c.charge_frequency,
  CASE WHEN trim(c.description) <> '' THEN c.description ELSE CASE c.charge_kind WHEN 'tax' THEN 'Tax'
    WHEN 'adjustment' THEN 'Adjustment: ' || CASE c.adjustment WHEN 'no-lines' THEN 'the document has no lines' WHEN 'nothing' THEN 'the document has no lines and a total of 0' WHEN 'rounding' THEN 'the lines are rounded' WHEN 'other-currency' THEN 'lines have another currency than the document' WHEN 'tax-total' THEN 'the total with tax differs from its parts' WHEN 'unknown' THEN 'the lines differ from the total without tax' ELSE 'lines were not loaded: ' || coalesce(c.adjustment, '') END ELSE 'No description' || coalesce(': ' || c.domain, '') END END, c.description,
  CASE WHEN c.charge_kind = 'line' AND c.service_name NOT IN ('Domain names', 'Licences', 'Support') THEN 'OVHcloud' END,
  CASE WHEN c.real_category IN ('Usage', 'Purchase') THEN 'Standard' END, CASE WHEN c.real_category IN ('Usage', 'Purchase') THEN coalesce(c.quantity, 1) WHEN c.real_category = 'Credit' THEN c.quantity END,
  CASE WHEN c.real_category IN ('Usage', 'Purchase') OR c.real_category = 'Credit' AND c.quantity IS NOT NULL THEN 'Units' END,
  c.region, CASE WHEN c.resource IS NULL OR c.resource = c.project_id THEN NULL ELSE c.resource END, CASE WHEN c.resource IS NULL OR c.resource = c.project_id THEN NULL ELSE c.resource_name END, CASE WHEN c.resource IS NULL OR c.resource = c.project_id THEN NULL ELSE CASE c.resource_kind WHEN 'public-cloud' THEN 'Public Cloud Resource' WHEN 'dedicated' THEN 'Dedicated Server' WHEN 'vps' THEN 'VPS' WHEN 'hosting' THEN 'Web Hosting' WHEN 'storage' THEN 'Storage' WHEN 'load-balancer' THEN 'Load Balancer' WHEN 'ip' THEN 'IP' WHEN 'network' THEN 'Network' WHEN 'domain' THEN 'Domain Name' WHEN 'private-cloud' THEN 'Hosted Private Cloud' WHEN 'private-cloud-host' THEN 'Hosted Private Cloud' WHEN 'private-cloud-datastore' THEN 'Hosted Private Cloud' WHEN 'telephony' THEN 'Telephony Line' WHEN 'licence' THEN 'License' ELSE 'Other' END END,
  c.service_category, c.service_name, c.service_subcategory,
  c.project_id, CASE WHEN c.project_id IS NOT NULL THEN coalesce(nullif(c.project_name, ''), c.project_id) END, nullif(c.tags, '{}'),
  c.adjustment, c.category, c.corrects, c.domain, c.order_line_type, CAST(c.order_id AS VARCHAR), c.plan_code,
  c.quantity_text, c.unit_price, c.day, CAST((c.billing_month || '-01') AS DATE), make_date(((CAST(year(CAST((c.billing_month || '-01') AS DATE)) AS BIGINT) * 12 + month(CAST((c.billing_month || '-01') AS DATE)) - 1) + 1) // 12, ((CAST(year(CAST((c.billing_month || '-01') AS DATE)) AS BIGINT) * 12 + month(CAST((c.billing_month || '-01') AS DATE)) - 1) + 1) % 12 + 1, 1),
  c.charge_start, c.charge_end
FROM focus_lines AS c
LEFT JOIN (SELECT _account, min(nullif(organisation, '')) AS account_name FROM {{ ref('stg_ovh__account') }} AS t GROUP BY _account) AS a
  ON a._account = c._account
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
