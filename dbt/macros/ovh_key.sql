{# The columns tell one row from another; a null is a value. #}
{% test ovh_key(model, columns) %}
SELECT {{ columns | map('tojson') | join(', ') }}, count(*) AS times
FROM {{ model }}
GROUP BY {{ columns | map('tojson') | join(', ') }}
HAVING count(*) > 1
{% endtest %}
