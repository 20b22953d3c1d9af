{{ ovh_input('_ovh_run_source', {"run_id":"text","source":"text","path":"text","listed":"bigint"}) }}
