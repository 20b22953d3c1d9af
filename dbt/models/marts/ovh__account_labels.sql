{# Made from the text of the view `account_labels`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "label", "value") AS (
{% if target.type == 'sqlite' %}
SELECT t.account, j.key, CAST(j.value AS TEXT)
FROM {{ ref('stg_ovh__connection') }} AS t, json_each(CASE WHEN json_valid(t.labels) AND json_type(t.labels) = 'object' THEN t.labels END) AS j
{% elif target.type == 'postgres' %}
SELECT t.account, j.key, j.value
FROM {{ ref('stg_ovh__connection') }} AS t CROSS JOIN LATERAL jsonb_each_text(CAST(t.labels AS jsonb)) AS j(key, value)
WHERE t.labels LIKE '{{ '{%' }}'
{% elif target.type == 'duckdb' %}
SELECT t.account, j.key, j.value ->> '$'
FROM {{ ref('stg_ovh__connection') }} AS t, json_each(CAST(t.labels AS JSON)) AS j
WHERE t.labels LIKE '{{ '{%' }}'
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
