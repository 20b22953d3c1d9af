"""What a manifest has no word for: records of a list of ids."""

from dataclasses import dataclass

from airbyte_cdk.sources.declarative.extractors.record_extractor import RecordExtractor


@dataclass
class Ids(RecordExtractor):
    def extract_records(self, response):
        for item in response.json():
            yield {"id": str(item)}
