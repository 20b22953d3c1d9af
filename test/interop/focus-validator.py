"""Runs the official validator of FOCUS over files, and prints its findings as JSON.

    python focus-validator.py VERSION CRITERIA FILE...

CRITERIA are separated by commas. One object a file: the rules that it ran, and every failed rule that has no failed
rule below it, with its keyword and the number of rows. The validator's own exit code says nothing of failures.
"""

import json
import logging
import os
import sys
import tempfile
from pathlib import Path

import focus_validator
from focus_validator.validator import Validator

logging.disable(logging.CRITICAL)


def requirement_ids(requirement):
    """Rules that a composite rule names."""
    if not isinstance(requirement, dict):
        return []
    own = [requirement["ModelRuleId"]] if "ModelRuleId" in requirement else []
    return own + [each for item in requirement.get("Items", []) for each in requirement_ids(item)]


def failures(result):
    failed = {name for name, found in result.by_rule_id.items() if not found.get("ok", False)}
    leaves = []
    for name in sorted(failed):
        details = result.by_rule_id[name].get("details", {})
        if details.get("skipped"):
            continue
        rule = result.rules.get(name)
        criteria = rule.validation_criteria if rule else None
        below = requirement_ids(criteria.requirement) if criteria else []
        if any(each in failed and not result.by_rule_id[each].get("details", {}).get("skipped") for each in below):
            continue
        leaves.append(
            {
                "rule": name,
                "keyword": criteria.keyword if criteria else None,
                "rows": details.get("violations"),
                "message": str(details.get("message", ""))[:300],
            }
        )
    return leaves


def check(path, version, criteria):
    result = Validator(
        data_filename=path,
        output_type="console",
        output_destination=None,
        rules_version=version,
        focus_dataset="CostAndUsage",
        rules_block_remote_download=True,
        applicability_criteria=criteria,
    ).validate()
    passed = sum(
        1
        for found in result.by_rule_id.values()
        if found.get("ok", False) and not found.get("details", {}).get("skipped")
    )
    return {"file": path, "loaded": len(result.by_rule_id), "passed": passed, "failed": failures(result)}


def main():
    version, criteria, *files = sys.argv[1:]
    paths = [os.path.abspath(each) for each in files]
    answers = os.fdopen(os.dup(1), "w")
    # What it prints is for people. It reads a list of currencies relative to the folder in which it runs, and writes logs there.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(Path(focus_validator.__file__).parent, Path(folder, "focus_validator"))
        os.chdir(folder)
        found = [check(each, version, criteria) for each in paths]
        os.chdir("/")
    answers.write(json.dumps(found))
    answers.close()


main()
