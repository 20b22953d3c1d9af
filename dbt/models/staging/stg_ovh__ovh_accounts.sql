{{ ovh_input('ovh_accounts', {"_account":"text","ovh_account_id":"text","balance_ucents":"bigint","balance_currency_code":"text"}) }}
