{{ ovh_input('catalog_vps', {"_account":"text","locale_currency_code":"text"}) }}
