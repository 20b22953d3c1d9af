{{ ovh_input('dedicated_servers', {"_account":"text","service_name":"text","region":"text"}) }}
