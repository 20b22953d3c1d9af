{# Made from the text of the view `mart_tags`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "resource", "tag_key", "tag_value") AS (
{% if target.type == 'sqlite' %}
SELECT t._account, t.resource, j.key, CAST(j.value AS TEXT)
FROM {{ ref('int_ovh__named_iam') }} AS t, json_each(CASE WHEN json_valid(t.tags) AND json_type(t.tags) = 'object' THEN t.tags END) AS j
{% elif target.type == 'postgres' %}
SELECT t._account, t.resource, j.key, j.value
FROM {{ ref('int_ovh__named_iam') }} AS t CROSS JOIN LATERAL jsonb_each_text(CAST(t.tags AS jsonb)) AS j(key, value)
WHERE t.tags LIKE '{{ '{%' }}'
{% elif target.type == 'duckdb' %}
SELECT t._account, t.resource, j.key, j.value ->> '$'
FROM {{ ref('int_ovh__named_iam') }} AS t, json_each(CAST(t.tags AS JSON)) AS j
WHERE t.tags LIKE '{{ '{%' }}'
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
