{{ ovh_input('_ovh_ledger', {"run_id":"text","source":"text","id":"text","reason":"text","code":"text","message":"text","root_item":"text"}) }}
