{{ ovh_input('order_detail_extensions', {"_account":"text","order_id":"bigint","order_detail_id":"bigint","order_plan_code":"text"}) }}
