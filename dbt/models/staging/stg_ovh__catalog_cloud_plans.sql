{{ ovh_input('catalog_cloud_plans', {"_account":"text","_position":"bigint","plan_code":"text"}) }}
