{# Statistics of a new table, without which PostgreSQL guesses. #}
{% macro ovh_analyze(relation) %}
  {{- return('ANALYZE ' ~ relation if target.type == 'postgres' else '') -}}
{% endmacro %}
