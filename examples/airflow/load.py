"""Airflow: a task for each connection, mapped over the list of the configuration; the report of a load is its result."""

import json
import os
import subprocess
from datetime import datetime

from airflow.sdk import dag, task

COMMAND = os.environ.get("SOURCE_OVHCLOUD", "source-ovhcloud").split()
CONFIG = os.environ.get("OVH_CONFIG", "source.yaml")


@dag(schedule="0 2 * * *", start_date=datetime(2026, 1, 1), catchup=False, max_active_tasks=4)
def ovhcloud():
    @task
    def connections() -> list[str]:
        command = [*COMMAND, "connections", "--json", "--config", CONFIG]
        listed = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
        return [each["name"] for each in json.loads(listed)]

    @task(retries=2, map_index_template="{{ task.op_kwargs['name'] }}")
    def load(name: str) -> dict:
        options = ["--quiet", "--scheduled", "--config", CONFIG, "--report", "-", "--connection", name]
        ended = subprocess.run([*COMMAND, "load", *options], stdout=subprocess.PIPE)
        report = json.loads(ended.stdout or "{}")
        # 3: something listed is not loaded. What is there is right, and the next run asks for the rest.
        if ended.returncode not in (0, 3):
            raise RuntimeError(f"load of {name} ended with {ended.returncode}")
        return {key: report[key] for key in ("outcome", "rows", "calls", "listed", "loaded")}

    load.expand(name=connections())


flow = ovhcloud()
