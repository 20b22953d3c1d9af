{# Made from the text of the view `mart_services`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("rule", "service_kind", "service_category", "service_name", "service_subcategory", "resource_kind") AS (
{% if target.type == 'sqlite' %}
SELECT rule, service_kind, service_category, service_name, service_subcategory, resource_kind FROM {{ ref('ovh__services_dim') }}
UNION ALL
SELECT CAST(0 AS INTEGER), 'unmapped', 'Other', 'OVHcloud (unassigned)', 'Other (Other)', 'other'
UNION ALL
SELECT CAST(-1 AS INTEGER), 'adjustment', 'Other', 'Adjustment', 'Other (Other)', NULL
{% elif target.type == 'postgres' %}
SELECT rule, service_kind, service_category, service_name, service_subcategory, resource_kind FROM {{ ref('ovh__services_dim') }}
UNION ALL
SELECT CAST(0 AS bigint), 'unmapped', 'Other', 'OVHcloud (unassigned)', 'Other (Other)', 'other'
UNION ALL
SELECT CAST(-1 AS bigint), 'adjustment', 'Other', 'Adjustment', 'Other (Other)', CAST(NULL AS text)
{% elif target.type == 'duckdb' %}
SELECT rule, service_kind, service_category, service_name, service_subcategory, resource_kind FROM {{ ref('ovh__services_dim') }}
UNION ALL
SELECT CAST(0 AS BIGINT), 'unmapped', 'Other', 'OVHcloud (unassigned)', 'Other (Other)', 'other'
UNION ALL
SELECT CAST(-1 AS BIGINT), 'adjustment', 'Other', 'Adjustment', 'Other (Other)', CAST(NULL AS VARCHAR)
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
