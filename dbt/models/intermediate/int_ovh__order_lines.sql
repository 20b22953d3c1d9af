{# Made from the text of the view `mart_order_lines`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "document_kind", "document_id", "line_id", "order_line_type", "plan_code") AS (
SELECT l._account, 'bill', l.bill_id, l.bill_detail_id, CASE WHEN min(coalesce(o.detail_type, '-')) = max(coalesce(o.detail_type, '-')) THEN min(o.detail_type) END, CASE WHEN min(coalesce(e.order_plan_code, '-')) = max(coalesce(e.order_plan_code, '-')) THEN min(e.order_plan_code) END
FROM {{ ref('stg_ovh__bill_details') }} AS l
JOIN {{ ref('stg_ovh__bills') }} AS b ON b._account = l._account AND b.bill_id = l.bill_id
JOIN {{ ref('stg_ovh__order_details') }} AS o ON o._account = b._account AND o.order_id = b.order_id
  AND o.total_price_ucents = l.total_price_ucents
  AND coalesce(o.domain = l.domain, FALSE) AND coalesce(o.quantity = l.quantity, FALSE) AND coalesce(o.description = l.description, FALSE)
LEFT JOIN {{ ref('stg_ovh__order_detail_extensions') }} AS e
  ON e._account = o._account AND e.order_id = o.order_id AND e.order_detail_id = o.order_detail_id
GROUP BY l._account, l.bill_id, l.bill_detail_id
)
SELECT * FROM ovh_rows
