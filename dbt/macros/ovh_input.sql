{# A loaded table with the columns that the models read: those that it lacks, or has with another type, are NULL. #}
{% macro ovh_input(table, columns) %}
  {%- set relation = source('ovhcloud', table) -%}
  {%- set stored = ovh_stored(table) if ovh_is_loaded(table) else none -%}
  {%- set types = ovh_types() -%}
SELECT
  {%- for name, type in columns.items() %}
  {{ ovh_value(name, type, (stored or {}).get(name), types) }} AS {{ name }}{{ ',' if not loop.last }}
  {%- endfor %}
{% if stored is none %}WHERE 1 = 0{% else %}FROM {{ relation }}{% endif %}
{% endmacro %}

{# Whether a source is there. True while dbt looks for dependencies. #}
{% macro ovh_is_loaded(table) %}
  {%- if not execute %}{{ return(true) }}{% endif -%}
  {%- set relation = source('ovhcloud', table) -%}
  {%- set found = adapter.get_relation(database=relation.database or target.database, schema=relation.schema, identifier=relation.identifier) -%}
  {{ return(found is not none) }}
{% endmacro %}

{# Stored types of the columns of a table, by name in lower case. #}
{% macro ovh_stored(table) %}
  {%- if not execute %}{{ return({}) }}{% endif -%}
  {%- set relation = source('ovhcloud', table) -%}
  {%- set query -%}
    SELECT column_name, type FROM {{ source('ovhcloud', '_ovh_columns') }}
    WHERE lower(table_name) = '{{ relation.identifier | lower }}' AND path NOT LIKE '%.=exact'
  {%- endset -%}
  {%- set stored = {} -%}
  {%- for row in run_query(query).rows -%}
    {%- do stored.update({row[0] | lower: [row[0], row[1]]}) -%}
  {%- endfor -%}
  {{ return(stored) }}
{% endmacro %}

{# @param stored name and type, or none #}
{% macro ovh_value(name, type, stored, types) %}
  {%- if stored is none %}{{ return(types.none[type]) }}{% endif -%}
  {%- set column = '"' ~ stored[0] ~ '"' -%}
  {%- if type == 'decimal' and stored[1] in ['decimal', 'bigint'] %}{{ return(types.cast.decimal | replace('@', column)) }}{% endif -%}
  {%- if stored[1] == type %}{{ return(column) }}{% endif -%}
  {%- if type == 'text' %}{{ return((types.json if stored[1] == 'json' else types.cast.text) | replace('@', column)) }}{% endif -%}
  {{ return(types.none[type]) }}
{% endmacro %}
