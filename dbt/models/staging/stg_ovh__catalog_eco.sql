{{ ovh_input('catalog_eco', {"_account":"text","locale_currency_code":"text"}) }}
