{# Made from the text of the view `mart_named_iam`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "resource", "type", "display_name", "tags") AS (
{% if target.type == 'sqlite' %}
WITH ruled AS (
  SELECT i.*, coalesce(CASE WHEN lower(type) GLOB 'publiccloudproject' THEN 10040
    WHEN lower(type) GLOB 'dedicatedserver' THEN 10041
    WHEN lower(type) GLOB 'vps' THEN 10042
    WHEN lower(type) GLOB 'pccvmware' THEN 10043
    WHEN lower(type) GLOB 'ip' THEN 10044
    WHEN lower(type) GLOB 'loadbalancer' THEN 10045
    WHEN lower(type) GLOB 'vrack' THEN 10046
    WHEN lower(type) GLOB 'ldp' THEN 10047
    WHEN lower(type) GLOB 'domain' THEN 10048
    WHEN lower(type) GLOB 'webhosting' THEN 10049 END, 99999) AS rule FROM {{ ref('stg_ovh__iam_resources') }} AS i
  WHERE type <> 'account' AND name IS NOT NULL
), best AS (
  SELECT _account, name, min(rule) AS rule FROM ruled GROUP BY _account, name
)
SELECT r._account, r.name, min(r.type), min(r.display_name), min(r.tags)
FROM ruled AS r JOIN best AS b ON b._account = r._account AND b.name = r.name AND coalesce(b.rule = r.rule, FALSE)
GROUP BY r._account, r.name
{% elif target.type == 'postgres' %}
WITH ruled AS (
  SELECT i.*, coalesce(CASE WHEN lower((type) COLLATE "C") ~ '^publiccloudproject$' THEN 10040
    WHEN lower((type) COLLATE "C") ~ '^dedicatedserver$' THEN 10041
    WHEN lower((type) COLLATE "C") ~ '^vps$' THEN 10042
    WHEN lower((type) COLLATE "C") ~ '^pccvmware$' THEN 10043
    WHEN lower((type) COLLATE "C") ~ '^ip$' THEN 10044
    WHEN lower((type) COLLATE "C") ~ '^loadbalancer$' THEN 10045
    WHEN lower((type) COLLATE "C") ~ '^vrack$' THEN 10046
    WHEN lower((type) COLLATE "C") ~ '^ldp$' THEN 10047
    WHEN lower((type) COLLATE "C") ~ '^domain$' THEN 10048
    WHEN lower((type) COLLATE "C") ~ '^webhosting$' THEN 10049 END, 99999) AS rule FROM {{ ref('stg_ovh__iam_resources') }} AS i
  WHERE type <> 'account' AND name IS NOT NULL
), best AS (
  SELECT _account, name, min(rule) AS rule FROM ruled GROUP BY _account, name
)
SELECT r._account, r.name, min((r.type) COLLATE "C"), min((r.display_name) COLLATE "C"), min((CAST(r.tags AS text)) COLLATE "C")
FROM ruled AS r JOIN best AS b ON coalesce(b._account = r._account, FALSE) AND b.name = r.name AND coalesce(b.rule = r.rule, FALSE)
GROUP BY r._account, r.name
{% elif target.type == 'duckdb' %}
WITH ruled AS (
  SELECT i.*, coalesce(CASE WHEN translate(type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'publiccloudproject' THEN 10040
    WHEN translate(type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'dedicatedserver' THEN 10041
    WHEN translate(type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'vps' THEN 10042
    WHEN translate(type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'pccvmware' THEN 10043
    WHEN translate(type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'ip' THEN 10044
    WHEN translate(type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'loadbalancer' THEN 10045
    WHEN translate(type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'vrack' THEN 10046
    WHEN translate(type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'ldp' THEN 10047
    WHEN translate(type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'domain' THEN 10048
    WHEN translate(type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'webhosting' THEN 10049 END, 99999) AS rule FROM {{ ref('stg_ovh__iam_resources') }} AS i
  WHERE type <> 'account' AND name IS NOT NULL
), best AS (
  SELECT _account, name, min(rule) AS rule FROM ruled GROUP BY _account, name
)
SELECT r._account, r.name, min(r.type), min(r.display_name), min(CAST(r.tags AS VARCHAR))
FROM ruled AS r JOIN best AS b ON b._account = r._account AND b.name = r.name AND coalesce(b.rule = r.rule, FALSE)
GROUP BY r._account, r.name
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
