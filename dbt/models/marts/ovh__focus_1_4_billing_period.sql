{# Made from the text of the view `focus_1_4_billing_period`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("BillingPeriodCreated", "BillingPeriodEnd", "BillingPeriodLastUpdated", "BillingPeriodStart", "BillingPeriodStatus", "InvoiceIssuerName", "x_OvhInvoiceCount", "x_OvhOpenInvoiceCount", "x_OvhPaidInvoiceCount") AS (
{% if target.type == 'sqlite' %}
SELECT (f.billing_start || 'T00:00:00.000000Z'),
  (f.billing_end || 'T00:00:00.000000Z'),
  (f.updated_day || 'T00:00:00.000000Z'),
  (f.billing_start || 'T00:00:00.000000Z'),
  f.status,
  CAST('OVHcloud' AS TEXT),
  f.documents,
  f.open_documents,
  f.paid_documents
FROM {{ ref('int_ovh__focus_periods') }} AS f
{% elif target.type == 'postgres' %}
SELECT (CAST(f.billing_start AS timestamp) AT TIME ZONE 'UTC'),
  (CAST(f.billing_end AS timestamp) AT TIME ZONE 'UTC'),
  (CAST(f.updated_day AS timestamp) AT TIME ZONE 'UTC'),
  (CAST(f.billing_start AS timestamp) AT TIME ZONE 'UTC'),
  f.status,
  CAST('OVHcloud' AS text),
  f.documents,
  f.open_documents,
  f.paid_documents
FROM {{ ref('int_ovh__focus_periods') }} AS f
{% elif target.type == 'duckdb' %}
SELECT CAST(strftime(f.billing_start, '%Y-%m-%d') || 'T00:00:00Z' AS TIMESTAMP WITH TIME ZONE),
  CAST(strftime(f.billing_end, '%Y-%m-%d') || 'T00:00:00Z' AS TIMESTAMP WITH TIME ZONE),
  CAST(strftime(f.updated_day, '%Y-%m-%d') || 'T00:00:00Z' AS TIMESTAMP WITH TIME ZONE),
  CAST(strftime(f.billing_start, '%Y-%m-%d') || 'T00:00:00Z' AS TIMESTAMP WITH TIME ZONE),
  f.status,
  CAST('OVHcloud' AS VARCHAR),
  f.documents,
  f.open_documents,
  f.paid_documents
FROM {{ ref('int_ovh__focus_periods') }} AS f
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
