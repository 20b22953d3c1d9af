{{ ovh_input('catalog_servers_plans', {"_account":"text","_position":"bigint","plan_code":"text"}) }}
