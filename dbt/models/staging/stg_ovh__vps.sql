{{ ovh_input('vps', {"_account":"text","service_name":"text","display_name":"text","zone":"text"}) }}
