{# Made from the text of the view `mart_usage_charges`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "document_kind", "document_id", "line_id", "charge_kind", "day", "month", "billing_month", "service_kind", "service_category", "service_name", "service_subcategory", "resource_kind", "rule", "project_id", "project_name", "resource", "resource_name", "region", "domain", "description", "quantity", "quantity_text", "quantity_unit", "unit_price", "period_start", "period_end", "category", "order_id", "order_line_type", "plan_code", "corrects", "adjustment", "usage_family", "usage_reference", "savings_plans", "tags", "amount", "amount_ucents", "currency") AS (
{% if target.type == 'sqlite' %}
WITH billed AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__billed_usage') }}
)
SELECT l._account, 'bill', l.document_id, 'usage/' || l.usage_id || '/' || CAST(l._position AS TEXT), 'line',
  t.day, t.month, substr(l.period_start, 1, 7),
  coalesce(r.service_kind, 'unmapped'), coalesce(r.service_category, 'Other'), coalesce(r.service_name, 'OVHcloud (unassigned)'), coalesce(r.service_subcategory, 'Other (Other)'), coalesce(r.resource_kind, 'other'), l.rule,
  l.project_id, coalesce(nullif(p.description, ''), nullif(p.project_name, '')), l.resource, nullif(i.name, l.resource), l.region,
  NULL, NULL, l.quantity_value, NULL, l.quantity_unit, NULL, l.period_start, l.period_end,
  t.category, t.order_id, NULL, NULL, NULL, NULL, l.family, l.reference, l.savings_plan_ids, NULL,
  ((l.total_price_ucents) / 100000000.0), l.total_price_ucents, l.total_price_currency_code
FROM (
  SELECT l.*, m.document_id, m.project_id, m.period_start, m.period_end, coalesce(NULL, CASE WHEN lower(l.family) GLOB 'instance' THEN 10081
    WHEN lower(l.family) GLOB 'instanceoption' THEN 10082
    WHEN lower(l.family) GLOB 'certification' THEN 10083
    WHEN lower(l.family) GLOB 'instancebandwidth' THEN 10084
    WHEN lower(l.family) GLOB 'instancebandwidth.*' THEN 10085
    WHEN lower(l.family) GLOB 'savingsplan' THEN 10086
    WHEN lower(l.family) GLOB 'volume' THEN 10087
    WHEN lower(l.family) GLOB 'snapshot' THEN 10088
    WHEN lower(l.family) GLOB 'snapshot.*' THEN 10089
    WHEN lower(l.family) GLOB 'storage' THEN 10090
    WHEN lower(l.family) GLOB 'storage.*' THEN 10091
    WHEN lower(l.family) GLOB 'managedkubernetesservice' THEN 10092
    WHEN lower(l.family) GLOB '*kube*' THEN 10093
    WHEN lower(l.family) GLOB 'rancher' THEN 10094
    WHEN lower(l.family) GLOB 'registry' THEN 10095
    WHEN lower(l.family) GLOB '*registry*' THEN 10096
    WHEN lower(l.family) GLOB 'quantum*' THEN 10097
    WHEN lower(l.family) GLOB '*loadbalancer*' THEN 10098
    WHEN lower(l.family) GLOB '*gateway*' THEN 10099
    WHEN lower(l.family) GLOB '*floatingip*' THEN 10100
    WHEN lower(l.family) GLOB '*share*' THEN 10101
    WHEN lower(l.family) GLOB '*database*' THEN 10102
    WHEN lower(l.family) GLOB '*data-platform*' THEN 10103
    WHEN lower(l.family) GLOB 'ai-endpoints*' THEN 10104
    WHEN lower(l.family) GLOB 'ai*' THEN 10105
    WHEN lower(l.family) GLOB '*' THEN 10106 END) AS rule,
    coalesce(nullif(l.resource_id, ''), nullif(l.bucket_name, '')) AS resource
  FROM billed AS m
  JOIN {{ ref('stg_ovh__cloud_usage_history_lines') }} AS l
    ON l._account = m._account AND l.service_name = m.project_id AND l.usage_id = m.usage_id
) AS l
JOIN {{ ref('ovh__documents') }} AS t ON t._account = l._account AND t.document_kind = 'bill' AND t.document_id = l.document_id
LEFT JOIN {{ ref('ovh__services_dim') }} AS r ON r.rule = l.rule
LEFT JOIN {{ ref('stg_ovh__cloud_projects') }} AS p ON p._account = l._account AND p.service_name = l.project_id
LEFT JOIN {{ ref('stg_ovh__cloud_instances') }} AS i ON i._account = l._account AND i.service_name = l.project_id AND i.id = l.resource
UNION ALL
SELECT m._account, 'bill', m.document_id, 'usage-rounding/' || m.usage_id, 'adjustment', t.day, t.month,
  substr(m.period_start, 1, 7), 'adjustment', 'Other', 'Adjustment', 'Other (Other)', NULL, NULL,
  m.project_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, m.period_start, m.period_end,
  t.category, t.order_id, NULL, NULL, NULL, 'usage-rounding', NULL, NULL, NULL, NULL,
  ((m.rounding_ucents) / 100000000.0), m.rounding_ucents, m.currency
FROM billed AS m
JOIN {{ ref('ovh__documents') }} AS t ON t._account = m._account AND t.document_kind = 'bill' AND t.document_id = m.document_id
WHERE m.rounding_ucents <> 0
{% elif target.type == 'postgres' %}
WITH billed AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__billed_usage') }}
)
SELECT l._account, 'bill', l.document_id, 'usage/' || l.usage_id || '/' || CAST(l._position AS text), 'line',
  t.day, t.month, to_char(l.period_start, 'YYYY-MM'),
  coalesce(r.service_kind, 'unmapped'), coalesce(r.service_category, 'Other'), coalesce(r.service_name, 'OVHcloud (unassigned)'), coalesce(r.service_subcategory, 'Other (Other)'), coalesce(r.resource_kind, 'other'), l.rule,
  l.project_id, coalesce(nullif(p.description, ''), nullif(p.project_name, '')), l.resource, nullif(i.name, l.resource), l.region,
  CAST(NULL AS text), CAST(NULL AS text), l.quantity_value, CAST(NULL AS text), l.quantity_unit, CAST(NULL AS numeric), l.period_start, l.period_end,
  t.category, t.order_id, CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), l.family, l.reference, replace(CAST(l.savings_plan_ids AS text), '", "', '","'), CAST(NULL AS text),
  CAST((l.total_price_ucents) * 0.00000001 AS numeric(38, 8)), l.total_price_ucents, l.total_price_currency_code
FROM (
  SELECT l.*, m.document_id, m.project_id, m.period_start, m.period_end, coalesce(CAST(NULL AS bigint), CASE WHEN lower((l.family) COLLATE "C") ~ '^instance$' THEN 10081
    WHEN lower((l.family) COLLATE "C") ~ '^instanceoption$' THEN 10082
    WHEN lower((l.family) COLLATE "C") ~ '^certification$' THEN 10083
    WHEN lower((l.family) COLLATE "C") ~ '^instancebandwidth$' THEN 10084
    WHEN lower((l.family) COLLATE "C") ~ '^instancebandwidth\..*$' THEN 10085
    WHEN lower((l.family) COLLATE "C") ~ '^savingsplan$' THEN 10086
    WHEN lower((l.family) COLLATE "C") ~ '^volume$' THEN 10087
    WHEN lower((l.family) COLLATE "C") ~ '^snapshot$' THEN 10088
    WHEN lower((l.family) COLLATE "C") ~ '^snapshot\..*$' THEN 10089
    WHEN lower((l.family) COLLATE "C") ~ '^storage$' THEN 10090
    WHEN lower((l.family) COLLATE "C") ~ '^storage\..*$' THEN 10091
    WHEN lower((l.family) COLLATE "C") ~ '^managedkubernetesservice$' THEN 10092
    WHEN lower((l.family) COLLATE "C") ~ '^.*kube.*$' THEN 10093
    WHEN lower((l.family) COLLATE "C") ~ '^rancher$' THEN 10094
    WHEN lower((l.family) COLLATE "C") ~ '^registry$' THEN 10095
    WHEN lower((l.family) COLLATE "C") ~ '^.*registry.*$' THEN 10096
    WHEN lower((l.family) COLLATE "C") ~ '^quantum.*$' THEN 10097
    WHEN lower((l.family) COLLATE "C") ~ '^.*loadbalancer.*$' THEN 10098
    WHEN lower((l.family) COLLATE "C") ~ '^.*gateway.*$' THEN 10099
    WHEN lower((l.family) COLLATE "C") ~ '^.*floatingip.*$' THEN 10100
    WHEN lower((l.family) COLLATE "C") ~ '^.*share.*$' THEN 10101
    WHEN lower((l.family) COLLATE "C") ~ '^.*database.*$' THEN 10102
    WHEN lower((l.family) COLLATE "C") ~ '^.*data-platform.*$' THEN 10103
    WHEN lower((l.family) COLLATE "C") ~ '^ai-endpoints.*$' THEN 10104
    WHEN lower((l.family) COLLATE "C") ~ '^ai.*$' THEN 10105
    WHEN lower((l.family) COLLATE "C") ~ '^.*$' THEN 10106 END) AS rule,
    coalesce(nullif(l.resource_id, ''), nullif(l.bucket_name, '')) AS resource
  FROM billed AS m
  JOIN {{ ref('stg_ovh__cloud_usage_history_lines') }} AS l
    ON l._account = m._account AND l.service_name = m.project_id AND l.usage_id = m.usage_id
) AS l
JOIN {{ ref('ovh__documents') }} AS t ON t._account = l._account AND t.document_kind = 'bill' AND t.document_id = l.document_id
LEFT JOIN {{ ref('ovh__services_dim') }} AS r ON r.rule = l.rule
LEFT JOIN {{ ref('stg_ovh__cloud_projects') }} AS p ON p._account = l._account AND p.service_name = l.project_id
LEFT JOIN {{ ref('stg_ovh__cloud_instances') }} AS i ON i._account = l._account AND i.service_name = l.project_id AND i.id = l.resource
UNION ALL
SELECT m._account, 'bill', m.document_id, 'usage-rounding/' || m.usage_id, 'adjustment', t.day, t.month,
  to_char(m.period_start, 'YYYY-MM'), 'adjustment', 'Other', 'Adjustment', 'Other (Other)', CAST(NULL AS text), CAST(NULL AS bigint),
  m.project_id, CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS numeric), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS numeric), m.period_start, m.period_end,
  t.category, t.order_id, CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), 'usage-rounding', CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text),
  CAST((m.rounding_ucents) * 0.00000001 AS numeric(38, 8)), m.rounding_ucents, m.currency
FROM billed AS m
JOIN {{ ref('ovh__documents') }} AS t ON t._account = m._account AND t.document_kind = 'bill' AND t.document_id = m.document_id
WHERE m.rounding_ucents <> 0
{% elif target.type == 'duckdb' %}
WITH billed AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__billed_usage') }}
)
SELECT l._account, 'bill', l.document_id, 'usage/' || l.usage_id || '/' || CAST(l._position AS VARCHAR), 'line',
  t.day, t.month, strftime(l.period_start, '%Y-%m'),
  coalesce(r.service_kind, 'unmapped'), coalesce(r.service_category, 'Other'), coalesce(r.service_name, 'OVHcloud (unassigned)'), coalesce(r.service_subcategory, 'Other (Other)'), coalesce(r.resource_kind, 'other'), l.rule,
  l.project_id, coalesce(nullif(p.description, ''), nullif(p.project_name, '')), l.resource, nullif(i.name, l.resource), l.region,
  CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), l.quantity_value, CAST(NULL AS VARCHAR), l.quantity_unit, CAST(NULL AS DECIMAL(38, 18)), l.period_start, l.period_end,
  t.category, t.order_id, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), l.family, l.reference, CAST(l.savings_plan_ids AS VARCHAR), CAST(NULL AS VARCHAR),
  (CAST(l.total_price_ucents AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), l.total_price_ucents, l.total_price_currency_code
FROM (
  SELECT l.*, m.document_id, m.project_id, m.period_start, m.period_end, coalesce(CAST(NULL AS BIGINT), CASE WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'instance' THEN 10081
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'instanceoption' THEN 10082
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'certification' THEN 10083
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'instancebandwidth' THEN 10084
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'instancebandwidth.*' THEN 10085
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'savingsplan' THEN 10086
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'volume' THEN 10087
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'snapshot' THEN 10088
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'snapshot.*' THEN 10089
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'storage' THEN 10090
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'storage.*' THEN 10091
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'managedkubernetesservice' THEN 10092
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '*kube*' THEN 10093
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'rancher' THEN 10094
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'registry' THEN 10095
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '*registry*' THEN 10096
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'quantum*' THEN 10097
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '*loadbalancer*' THEN 10098
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '*gateway*' THEN 10099
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '*floatingip*' THEN 10100
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '*share*' THEN 10101
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '*database*' THEN 10102
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '*data-platform*' THEN 10103
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'ai-endpoints*' THEN 10104
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'ai*' THEN 10105
    WHEN translate(l.family, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '*' THEN 10106 END) AS rule,
    coalesce(nullif(l.resource_id, ''), nullif(l.bucket_name, '')) AS resource
  FROM billed AS m
  JOIN {{ ref('stg_ovh__cloud_usage_history_lines') }} AS l
    ON l._account = m._account AND l.service_name = m.project_id AND l.usage_id = m.usage_id
) AS l
JOIN {{ ref('ovh__documents') }} AS t ON t._account = l._account AND t.document_kind = 'bill' AND t.document_id = l.document_id
LEFT JOIN {{ ref('ovh__services_dim') }} AS r ON r.rule = l.rule
LEFT JOIN {{ ref('stg_ovh__cloud_projects') }} AS p ON p._account = l._account AND p.service_name = l.project_id
LEFT JOIN {{ ref('stg_ovh__cloud_instances') }} AS i ON i._account = l._account AND i.service_name = l.project_id AND i.id = l.resource
UNION ALL
SELECT m._account, 'bill', m.document_id, 'usage-rounding/' || m.usage_id, 'adjustment', t.day, t.month,
  strftime(m.period_start, '%Y-%m'), 'adjustment', 'Other', 'Adjustment', 'Other (Other)', CAST(NULL AS VARCHAR), CAST(NULL AS BIGINT),
  m.project_id, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS DECIMAL(38, 18)), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS DECIMAL(38, 18)), m.period_start, m.period_end,
  t.category, t.order_id, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), 'usage-rounding', CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR),
  (CAST(m.rounding_ucents AS DECIMAL(30, 0)) * CAST(0.00000001 AS DECIMAL(8, 8))), m.rounding_ucents, m.currency
FROM billed AS m
JOIN {{ ref('ovh__documents') }} AS t ON t._account = m._account AND t.document_kind = 'bill' AND t.document_id = m.document_id
WHERE m.rounding_ucents <> 0
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
