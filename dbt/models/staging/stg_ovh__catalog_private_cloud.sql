{{ ovh_input('catalog_private_cloud', {"_account":"text","locale_currency_code":"text"}) }}
