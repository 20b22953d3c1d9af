"""Runs a script, and prints what the whole process took: `python measured.py SCRIPT ARGS...`; the last line is JSON."""

import atexit
import json
import resource
import runpy
import sys


def report() -> None:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    print(
        json.dumps(
            {
                "cpuSeconds": sum(one.ru_utime + one.ru_stime for one in used),
                "peakMegabytes": max(one.ru_maxrss for one in used) / unit,
            }
        ),
        file=sys.stderr,
    )


atexit.register(report)
sys.argv = sys.argv[1:]
sys.path.insert(0, sys.argv[0].rsplit("/", 1)[0])
runpy.run_path(sys.argv[0], run_name="__main__")
