"""A tap of the Singer SDK, as its documents advise: a class for each stream, children by context, records printed."""

import sys

from singer_sdk import RESTStream, Tap
from singer_sdk import typing as th
from singer_sdk.authenticators import BearerTokenAuthenticator
from singer_sdk.pagination import SimpleHeaderPaginator

text = th.StringType()
price = th.ObjectType(
    th.Property("currencyCode", text), th.Property("text", text), th.Property("value", th.NumberType())
)


def schema(*keys, **others):
    properties = [th.Property(key, text, required=True) for key in keys]
    return th.PropertiesList(*properties, *(th.Property(name, kind) for name, kind in others.items())).to_dict()


class OvhStream(RESTStream):
    path = ""
    # Nothing is remembered of each parent: there would be a bookmark a line.
    state_partitioning_keys = ()

    @property
    def url_base(self):
        return self.config["url"]

    @property
    def authenticator(self):
        return BearerTokenAuthenticator(token=self.config["token"])


class Ids(OvhStream):
    """A list of ids."""

    def parse_response(self, response):
        for item in response.json():
            yield {"id": str(item)}


class BillIds(Ids):
    name = "bill_ids"
    path = "/1.0/me/bill"
    primary_keys = ("id",)
    schema = schema("id")

    def get_child_context(self, record, context):
        return {"bill": record["id"]}


class Objects(OvhStream):
    """One object a call."""

    records_jsonpath = "$"


class Bills(Objects):
    name = "bills"
    path = "/1.0/me/bill/{bill}"
    parent_stream_type = BillIds
    primary_keys = ("billId",)
    schema = schema(
        "billId", category=text, date=text, orderId=th.IntegerType(), password=text, pdfUrl=text, url=text,
        priceWithTax=price, priceWithoutTax=price, tax=price, bill=text,
    )


class LineIds(Ids):
    name = "line_ids"
    path = "/1.0/me/bill/{bill}/details"
    parent_stream_type = BillIds
    primary_keys = ("bill", "id")
    schema = schema("bill", "id")

    def get_child_context(self, record, context):
        return {"bill": context["bill"], "line": record["id"]}


class Lines(Objects):
    name = "bill_details"
    path = "/1.0/me/bill/{bill}/details/{line}"
    parent_stream_type = LineIds
    primary_keys = ("bill", "billDetailId")
    schema = schema(
        "bill", "billDetailId", description=text, domain=text, periodStart=text, periodEnd=text, quantity=text,
        totalPrice=price, unitPrice=price, line=text,
    )


class Resources(OvhStream):
    name = "iam_resources"
    path = "/v2/iam/resource"
    primary_keys = ("urn",)
    schema = schema("urn", displayName=text, id=text, name=text, owner=text, type=text, tags=th.ObjectType(additional_properties=text))

    def get_new_paginator(self):
        return SimpleHeaderPaginator("X-Pagination-Cursor-Next")

    def prepare_request(self, context, next_page_token):
        request = super().prepare_request(context, next_page_token)
        request.headers["X-Pagination-Size"] = "500"
        if next_page_token is not None:
            request.headers["X-Pagination-Cursor"] = next_page_token
        return request


class TapOvh(Tap):
    name = "tap-ovh"
    config_jsonschema = th.PropertiesList(th.Property("url", text), th.Property("token", text), th.Property("work", text)).to_dict()

    def discover_streams(self):
        classes = [Resources] if self.config["work"] == "flat" else [BillIds, Bills, LineIds, Lines]
        return [one(self) for one in classes]


url, token, work, _ = sys.argv[1:]
TapOvh(config={"url": url, "token": token, "work": work}).sync_all()
