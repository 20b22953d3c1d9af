{# Every document that does not add up, or is not loaded: a fact of the account, so a warning unless you ask for an error. #}
{{ config(severity=var('ovh_gap_severity', 'warn')) }}
SELECT _account, document_kind, document_id, state, reason, gap, tax_gap
FROM {{ ref('ovh__reconciliation') }}
WHERE state NOT IN ('ok', 'UNCHECKED')
