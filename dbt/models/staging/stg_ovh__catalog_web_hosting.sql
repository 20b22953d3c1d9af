{{ ovh_input('catalog_web_hosting', {"_account":"text","locale_currency_code":"text"}) }}
