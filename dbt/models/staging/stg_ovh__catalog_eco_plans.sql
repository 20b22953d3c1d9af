{{ ovh_input('catalog_eco_plans', {"_account":"text","_position":"bigint","plan_code":"text"}) }}
