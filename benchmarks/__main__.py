"""``python -m benchmarks [NAME …]``: measure, print a table, fail where a promise is not kept."""

from __future__ import annotations

import argparse
import compileall
import importlib
import os
import platform
import sys

import pgassay
from benchmarks import mixed
from pgassay import console, server, settings

NAMES = (
    "migrations", "tap", "starting", "jobs", "audit", "assay", "booking", "mixed", "checkout", "search", "knowledge",
    "row_security", "leaderboards", "optimisation",
)  # fmt: skip


def main() -> int:
    """Run the named benchmarks, all by default; returns 1 when a figure is over its limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(NAMES)}; all by default")
    parser.add_argument(
        "--operations",
        type=int,
        metavar="N",
        default=mixed.OPERATIONS,
        help="of the benchmark mixed; default: %(default)s",
    )
    arguments = parser.parse_args()
    names = arguments.names or list(NAMES)
    mixed.OPERATIONS = arguments.operations
    if unknown := set(names) - set(NAMES):
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    compileall.compile_dir(pgassay.__path__[0], quiet=1)  # as an installed package is
    cache = server.cache_folder(settings.load()) / "peers"
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; medians of 5 runs")
    promises = []
    for name in names:
        console.note(f"measuring {name} …")
        promises += list(importlib.import_module(f"benchmarks.{name}").run(cache))
    rows = [
        (
            promise.what,
            f"{promise.figure:.2f}{promise.unit}",
            f"≤ {promise.limit:g}{promise.unit}",
            console.paint("yes", "green") if promise.kept else console.paint("NO", "red"),
            promise.basis,
        )
        for promise in promises
    ]
    print(
        console.table(
            rows, ["what", "measured", "to reach", "kept", "from"], align=("left", "right", "right", "left", "left")
        )
    )
    return 0 if all(promise.kept for promise in promises) else 1


if __name__ == "__main__":
    sys.exit(main())
