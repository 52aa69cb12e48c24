"""The embedded server cold, warm and running; `make test-db` when nothing changed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Promise, Subject, command, in_turn, seconds
from pgassay import server
from pgassay.settings import Settings


def run(_cache: Path) -> Iterator[Promise]:
    """Cold means: nothing unpacked, no data folder. Measured inside one process, as every command does it."""
    folder = Path(tempfile.mkdtemp(prefix="pgassay-bench-"))
    folder.chmod(0o755)
    project = Settings(project=folder)

    def start() -> object:
        return server.development(project)

    def nothing() -> None:
        server.stop(project)
        shutil.rmtree(project.state, ignore_errors=True)

    try:
        timings = in_turn(
            [
                Subject("cold", start, nothing),
                Subject("warm", start, lambda: server.stop(project)),
                Subject("running", start),
            ]
        )
    finally:
        nothing()
        shutil.rmtree(folder)
    yield seconds("embedded server, cold start", timings["cold"], limit=3.0)
    yield seconds("embedded server, warm start", timings["warm"], limit=0.3)
    yield seconds("embedded server, already running", timings["running"], limit=0.05)
    root = Path(__file__).resolve().parent.parent
    unchanged = in_turn([Subject("make test-db", command("make", "test-db", cwd=root))])
    yield seconds("make test-db, nothing changed", unchanged["make test-db"], limit=3.0)
