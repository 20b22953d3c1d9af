"""Dagster: a partition for each connection. Its materialization loads one account, its check says whether all of it is there."""

import json
import os
import subprocess

import dagster as dg

COMMAND = os.environ.get("SOURCE_OVHCLOUD", "source-ovhcloud").split()
CONFIG = os.environ.get("OVH_CONFIG", "source.yaml")


def connections():
    command = [*COMMAND, "connections", "--json", "--config", CONFIG]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


@dg.asset(
    partitions_def=dg.StaticPartitionsDefinition([each["name"] for each in connections()]),
    check_specs=[dg.AssetCheckSpec("complete", asset="ovhcloud")],
    pool="ovhcloud",
)
def ovhcloud(context: dg.AssetExecutionContext):
    options = ["--quiet", "--scheduled", "--config", CONFIG, "--report", "-", "--connection", context.partition_key]
    ended = subprocess.run([*COMMAND, "load", *options], stdout=subprocess.PIPE)
    report = json.loads(ended.stdout or "{}")
    # 3: something listed is not loaded; what is there is right, and the check says what is missing.
    if ended.returncode not in (0, 3):
        raise dg.Failure(f"load ended with {ended.returncode}", metadata={"report": report})
    reasons = [reason["message"] for each in report["connections"] for reason in each["reasons"]]
    yield dg.MaterializeResult(
        metadata={key: report[key] for key in ("outcome", "rows", "calls", "listed", "loaded", "seconds")},
        check_results=[dg.AssetCheckResult(passed=ended.returncode == 0, metadata={"reasons": reasons})],
    )


defs = dg.Definitions(assets=[ovhcloud])
