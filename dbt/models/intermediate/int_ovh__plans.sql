{# Made from the text of the view `mart_plans`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("plan_code", "own_rule", "plan_rule") AS (
{% if target.type == 'sqlite' %}
SELECT plan_code, min(NULL), min(CASE WHEN lower(plan_code) GLOB 'project.20??' THEN 10000
    WHEN lower(plan_code) GLOB '*.consumption' THEN 10001
    WHEN lower(plan_code) GLOB 'vps-*' THEN 10002
    WHEN lower(plan_code) GLOB 'pcc-*' THEN 10003
    WHEN lower(plan_code) GLOB 'snapshot-vps-*' THEN 10004
    WHEN lower(plan_code) GLOB 'windows-server-*' THEN 10005
    WHEN lower(plan_code) GLOB 'plesk-*' THEN 10006
    WHEN lower(plan_code) GLOB 'cpanel-*' THEN 10007 END)
FROM (SELECT DISTINCT order_plan_code AS plan_code FROM {{ ref('stg_ovh__order_detail_extensions') }} AS e) AS p
GROUP BY plan_code
{% elif target.type == 'postgres' %}
SELECT plan_code, min(CAST(NULL AS bigint)), min(CASE WHEN lower((plan_code) COLLATE "C") ~ '^project\.20..$' THEN 10000
    WHEN lower((plan_code) COLLATE "C") ~ '^.*\.consumption$' THEN 10001
    WHEN lower((plan_code) COLLATE "C") ~ '^vps-.*$' THEN 10002
    WHEN lower((plan_code) COLLATE "C") ~ '^pcc-.*$' THEN 10003
    WHEN lower((plan_code) COLLATE "C") ~ '^snapshot-vps-.*$' THEN 10004
    WHEN lower((plan_code) COLLATE "C") ~ '^windows-server-.*$' THEN 10005
    WHEN lower((plan_code) COLLATE "C") ~ '^plesk-.*$' THEN 10006
    WHEN lower((plan_code) COLLATE "C") ~ '^cpanel-.*$' THEN 10007 END)
FROM (SELECT DISTINCT order_plan_code AS plan_code FROM {{ ref('stg_ovh__order_detail_extensions') }} AS e) AS p
GROUP BY plan_code
{% elif target.type == 'duckdb' %}
SELECT plan_code, min(CAST(NULL AS BIGINT)), min(CASE WHEN translate(plan_code, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'project.20??' THEN 10000
    WHEN translate(plan_code, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '*.consumption' THEN 10001
    WHEN translate(plan_code, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'vps-*' THEN 10002
    WHEN translate(plan_code, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'pcc-*' THEN 10003
    WHEN translate(plan_code, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'snapshot-vps-*' THEN 10004
    WHEN translate(plan_code, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'windows-server-*' THEN 10005
    WHEN translate(plan_code, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'plesk-*' THEN 10006
    WHEN translate(plan_code, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'cpanel-*' THEN 10007 END)
FROM (SELECT DISTINCT order_plan_code AS plan_code FROM {{ ref('stg_ovh__order_detail_extensions') }} AS e) AS p
GROUP BY plan_code
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
