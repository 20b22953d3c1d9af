{# Made from the text of the view `as_of`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "as_of_day") AS (
{% if target.type == 'sqlite' %}
SELECT account, max(substr(started_at, 1, 10)) FROM {{ ref('stg_ovh__run') }} AS r GROUP BY account
{% elif target.type == 'postgres' %}
SELECT account, max(CAST((started_at) AT TIME ZONE 'UTC' AS date)) FROM {{ ref('stg_ovh__run') }} AS r GROUP BY account
{% elif target.type == 'duckdb' %}
SELECT account, max((DATE '1970-01-01' + CAST(epoch_ms(started_at) // 86400000 AS INTEGER))) FROM {{ ref('stg_ovh__run') }} AS r GROUP BY account
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
