{{ ovh_input('credit_balances_expiring', {"_account":"text","_snapshot_at":"timestamp","balance_name":"text","amount_ucents":"bigint","expiration_date_day":"date"}) }}
