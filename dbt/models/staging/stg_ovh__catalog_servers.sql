{{ ovh_input('catalog_servers', {"_account":"text","locale_currency_code":"text"}) }}
