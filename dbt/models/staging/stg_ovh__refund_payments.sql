{{ ovh_input('refund_payments', {"_account":"text","_deleted_at":"timestamp","refund_id":"text","payment_date_day":"date","payment_type":"text","payment_identifier":"text"}) }}
