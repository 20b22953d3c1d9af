{{ ovh_input('bill_payments', {"_account":"text","_deleted_at":"timestamp","bill_id":"text","payment_date_day":"date","payment_type":"text","payment_identifier":"text"}) }}
