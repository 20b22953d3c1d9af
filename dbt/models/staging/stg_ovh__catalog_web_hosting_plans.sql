{{ ovh_input('catalog_web_hosting_plans', {"_account":"text","_position":"bigint","plan_code":"text"}) }}
