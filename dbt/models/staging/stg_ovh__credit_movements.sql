{{ ovh_input('credit_movements', {"_account":"text","balance_name":"text","movement_id":"bigint","type":"text","amount_ucents":"bigint","amount_currency_code":"text","creation_date_day":"date"}) }}
