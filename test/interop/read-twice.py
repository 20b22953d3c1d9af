"""Reads all streams of a source twice by PyAirbyte, with its state, and prints what its cache has: read-twice.py EXECUTABLE CONFIG."""

import json
import sys

import airbyte as ab

executable, config = sys.argv[1:]
with open(config) as file:
    source = ab.get_source(
        "source-ovhcloud", config=json.load(file), local_executable=executable, install_if_missing=False
    )
source.validate_config()
source.check()
source.select_all_streams()
cache = ab.DuckDBCache(db_path="cache.duckdb")
processed = [source.read(cache=cache).processed_records for _ in range(2)]
result = cache.streams
rows = {name: [dict(row) for row in dataset] for name, dataset in result.items()}
with open("rows.json", "w") as file:
    json.dump({"processed": processed, "rows": rows}, file, default=str)
