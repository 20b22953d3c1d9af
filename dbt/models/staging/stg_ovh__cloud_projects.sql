{{ ovh_input('cloud_projects', {"_account":"text","service_name":"text","description":"text","project_name":"text"}) }}
