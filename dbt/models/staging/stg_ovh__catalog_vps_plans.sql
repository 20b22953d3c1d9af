{{ ovh_input('catalog_vps_plans', {"_account":"text","_position":"bigint","plan_code":"text"}) }}
