"""Loads OVHcloud into DuckDB with dlt: the tap's rows merge by their keys, and its state is in the destination, too."""

import json
import os
import subprocess
import sys
import tempfile
from decimal import Decimal

import dlt

TAP = os.environ.get("TAP", "tap-ovhcloud").split()
TYPES = {"boolean": "bool", "integer": "bigint", "number": "decimal", "object": "json", "array": "json"}
FORMATS = {"date-time": "timestamp", "date": "date"}


def messages(config, state, ended):
    """What the tap prints; numbers keep their digits."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(state, file)
        file.flush()
        command = [*TAP, "--config", config, "--state", file.name]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as tap:
            for line in tap.stdout:
                yield json.loads(line, parse_float=Decimal)
        ended.append(tap.returncode)


def column(name, schema):
    kinds = [kind for kind in [schema["type"]] if isinstance(kind, str)] or schema["type"]
    kind = next(kind for kind in kinds if kind != "null")
    data_type = FORMATS.get(schema.get("format")) or TYPES.get(kind, "text")
    exact = {"precision": 38, "scale": 12} if data_type == "decimal" else {}
    return {"name": name, "data_type": data_type, **exact}


@dlt.resource(name="tap", max_table_nesting=0)
def tap(config, ended):
    state = dlt.current.resource_state()
    for message in messages(config, state.get("tap", {}), ended):
        if message["type"] == "SCHEMA":
            columns = [column(*each) for each in message["schema"]["properties"].items()]
            hints = dlt.mark.make_hints(
                table_name=message["stream"],
                primary_key=message["key_properties"],
                write_disposition="merge",
                columns=columns,
            )
            yield dlt.mark.with_hints([], hints, create_table_variant=True)
        elif message["type"] == "RECORD":
            yield dlt.mark.with_table_name(message["record"], message["stream"])
        elif message["type"] == "STATE":
            state["tap"] = message["value"]


if __name__ == "__main__":
    ended: list[int] = []
    pipeline = dlt.pipeline("ovhcloud", destination=dlt.destinations.duckdb("ovhcloud.duckdb"), dataset_name="tables")
    print(pipeline.run(tap(sys.argv[1], ended)))
    sys.exit(max(ended))
