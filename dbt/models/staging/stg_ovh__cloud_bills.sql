{{ ovh_input('cloud_bills', {"_account":"text","service_name":"text","bill_id":"text"}) }}
