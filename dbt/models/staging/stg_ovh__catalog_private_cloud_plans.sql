{{ ovh_input('catalog_private_cloud_plans', {"_account":"text","_position":"bigint","plan_code":"text"}) }}
