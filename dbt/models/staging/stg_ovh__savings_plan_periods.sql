{{ ovh_input('savings_plan_periods', {"_account":"text","service_id":"bigint","savings_plan_id":"text","id":"text","period_start_date":"date","unit_price_ucents":"bigint"}) }}
