{{ ovh_input('catalog_cloud', {"_account":"text","locale_currency_code":"text"}) }}
