{# The charges of a document in its currency add up to its total with tax, in both grains, whether or not its lines do. #}
{% for charges in ['ovh__charges', 'ovh__charges_by_resource'] %}
SELECT d._account, d.document_kind, d.document_id, d.total_with_tax_ucents, c.charged_ucents
FROM {{ ref('ovh__documents') }} AS d
LEFT JOIN (
  SELECT _account, document_kind, document_id, currency, sum(amount_ucents) AS charged_ucents
  FROM {{ ref(charges) }} GROUP BY _account, document_kind, document_id, currency
) AS c ON c._account = d._account AND c.document_kind = d.document_kind AND c.document_id = d.document_id
  AND c.currency = d.currency
WHERE d.apart IS NULL AND d.total_with_tax_ucents <> coalesce(c.charged_ucents, 0)
{{ 'UNION ALL' if not loop.last }}
{% endfor %}
