{{ ovh_input('account', {"_account":"text","currency_code":"text","ovh_subsidiary":"text","country":"text","organisation":"text"}) }}
