"""A source of the Airbyte CDK, as its documents advise: a manifest, with a component where it has no word; records printed."""

import json
import sys
from pathlib import Path

from airbyte_cdk import YamlDeclarativeSource, launch

HERE = Path(__file__).parent


def main() -> None:
    url, token, work, folder = sys.argv[1:]
    streams = ["iam_resources"] if work == "flat" else ["bills", "bill_details"]
    files = {"config": {"url": url, "token": token}}
    files["catalog"] = {
        "streams": [
            {
                "stream": {"name": name, "json_schema": {}, "supported_sync_modes": ["full_refresh"]},
                "sync_mode": "full_refresh",
                "destination_sync_mode": "overwrite",
            }
            for name in streams
        ]
    }
    for name, value in files.items():
        Path(folder, f"{name}.json").write_text(json.dumps(value))
    source = YamlDeclarativeSource(path_to_yaml=str(HERE / "airbyte.yaml"), catalog=None, config=files["config"], state=[])
    launch(source, ["read", "--config", f"{folder}/config.json", "--catalog", f"{folder}/catalog.json"])


if __name__ == "__main__":
    main()
