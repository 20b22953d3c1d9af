{{ ovh_input('iam_resources', {"_account":"text","urn":"text","name":"text","type":"text","display_name":"text","tags":"text"}) }}
