"""dlt, as its documents advise: the REST API source, resources as data, merged by key into DuckDB."""

import json
import sys

import dlt
from dlt.sources.helpers.rest_client.paginators import HeaderCursorPaginator
from dlt.sources.rest_api import RESTAPIConfig, rest_api_source


class CursorInHeaders(HeaderCursorPaginator):
    """The cursor of the next page comes in a header and goes in a header."""

    def update_request(self, request):
        request.headers["X-Pagination-Cursor"] = self._next_reference


def objects(response, *args, **kwargs):
    """Ids as objects: a resource has no other rows."""
    response._content = json.dumps([{"id": item} for item in response.json()]).encode()
    return response


def bills():
    ids = {"response_actions": [objects]}
    lines = "me/bill/{resources.bill_ids.id}/details"
    return [
        {"name": "bill_ids", "endpoint": {"path": "me/bill", **ids}},
        {
            "name": "bills",
            "primary_key": "billId",
            "endpoint": {"path": "me/bill/{resources.bill_ids.id}"},
        },
        {
            "name": "line_ids",
            "endpoint": {"path": lines, **ids},
            "include_from_parent": ["id"],
        },
        {
            "name": "bill_details",
            "primary_key": ["_line_ids__bill_ids_id", "billDetailId"],
            "endpoint": {"path": "me/bill/{resources.line_ids._bill_ids_id}/details/{resources.line_ids.id}"},
            "include_from_parent": ["_bill_ids_id"],
        },
    ]


def resources():
    return [
        {
            "name": "iam_resources",
            "primary_key": "urn",
            "endpoint": {
                "path": "v2/iam/resource",
                "headers": {"X-Pagination-Size": "500"},
                "paginator": CursorInHeaders("X-Pagination-Cursor-Next"),
            },
        }
    ]


url, token, work, folder = sys.argv[1:]
config: RESTAPIConfig = {
    "client": {
        "base_url": url + ("/" if work == "flat" else "/1.0/"),
        "auth": {"type": "bearer", "token": token},
        "paginator": "single_page",
    },
    "resource_defaults": {"write_disposition": "merge"},
    "resources": resources() if work == "flat" else bills(),
}
source = rest_api_source(config)
if work == "bills":
    source = source.with_resources("bills", "bill_details")
pipeline = dlt.pipeline(
    pipeline_name="peer",
    pipelines_dir=f"{folder}/dlt",
    destination=dlt.destinations.duckdb(f"{folder}/peer.duckdb"),
    dataset_name="ovh",
)
pipeline.run(source)
with pipeline.sql_client() as client:
    tables = ["iam_resources"] if work == "flat" else ["bills", "bill_details"]
    print([client.execute_sql(f"SELECT count(*) FROM {table}")[0][0] for table in tables])
