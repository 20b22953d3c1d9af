"""Merges a folder that `source-ovhcloud load --to parquet:data` made into DuckDB with dlt: folder.py data."""

import json
import sys
from pathlib import Path

import dlt
import duckdb

TYPES = {"boolean": "bool", "decimal": "decimal", "timestamp": "timestamp", "date": "date", "bigint": "bigint"}


def rows(file):
    with duckdb.connect() as connection:
        found = connection.execute("select * from read_parquet(?)", [str(file)])
        names = [column[0] for column in found.description]
        while chunk := found.fetchmany(1000):
            yield [dict(zip(names, row)) for row in chunk]


@dlt.source
def tables(folder):
    manifest = json.loads((folder / "_ovh/manifest.json").read_text())
    if manifest["version"] != 2:
        raise ValueError("another layout")
    for table in manifest["tables"]:
        schema = table["schema"]
        exact = {"precision": 38, "scale": 12}
        columns = [(column["name"], column["type"]) for column in schema["columns"]]
        yield dlt.resource(
            rows(folder / table["file"]),
            name=schema["table"],
            primary_key=schema["primaryKey"],
            write_disposition="merge",
            max_table_nesting=0,
            columns=[
                {"name": name, "data_type": TYPES.get(kind, "text"), **(exact if kind == "decimal" else {})}
                for name, kind in columns
            ],
        )


pipeline = dlt.pipeline("folder", destination=dlt.destinations.duckdb("folder.duckdb"), dataset_name="tables")
print(pipeline.run(tables(Path(sys.argv[1]))))
