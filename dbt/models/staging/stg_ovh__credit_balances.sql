{{ ovh_input('credit_balances', {"_account":"text","_snapshot_at":"timestamp","balance_name":"text","type":"text","amount_ucents":"bigint","amount_currency_code":"text"}) }}
