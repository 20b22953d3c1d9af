{{ ovh_input('_ovh_connection', {"account":"text","labels":"text"}) }}
