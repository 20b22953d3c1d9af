{{ ovh_input('debt_operation_objects', {"_account":"text","debt_id":"bigint","id":"text","type":"text"}) }}
