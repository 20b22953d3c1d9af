{{ ovh_input('_ovh_run', {"run_id":"text","account":"text","started_at":"timestamp","kind":"text","read_to_end":"text","warnings":"text"}) }}
