{# Made from the text of the view `mart_spend`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "month_number", "charge_kind", "project_id", "resource", "plan_code", "currency", "amount_ucents", "service_kind", "service_category", "service_name", "resource_kind") AS (
WITH services AS MATERIALIZED (
  SELECT * FROM {{ ref('int_ovh__services') }}
)
SELECT s._account, s.month_number, s.charge_kind, s.project_id, s.resource, s.plan_code, s.currency, s.amount_ucents,
  r.service_kind, r.service_category, r.service_name, r.resource_kind
FROM {{ ref('int_ovh__ruled') }} AS s JOIN services AS r ON r.rule = s.rule
)
SELECT * FROM ovh_rows
