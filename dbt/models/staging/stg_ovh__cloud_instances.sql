{{ ovh_input('cloud_instances', {"_account":"text","service_name":"text","id":"text","name":"text"}) }}
