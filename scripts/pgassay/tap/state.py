"""What the last run left in ``.pg/tap.json``: which files failed, how long each took."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pgassay.settings import Settings
from pgassay.tap.result import FileResult


@dataclass(frozen=True)
class Remembered:
    """One file's last run."""

    seconds: float
    failed: bool


def read(settings: Settings) -> dict[str, Remembered]:
    """The last run of each file, by its name; empty when nothing usable is there."""
    try:
        content = json.loads(_path(settings).read_text(encoding="utf-8"))
        return {
            str(name): Remembered(float(entry["seconds"]), bool(entry["failed"]))
            for name, entry in content["files"].items()
        }
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}


def write(settings: Settings, results: Iterable[FileResult]) -> None:
    """Remember these results beside those of files that did not run now and still exist.

    A folder that cannot be written to is no reason to fail: the next run merely knows less.
    """
    known = {name: entry for name, entry in read(settings).items() if (settings.pgtap / name).is_file()}
    known |= {result.file.name: Remembered(round(result.seconds, 6), not result.ok) for result in results if result.ran}
    content = {"files": {name: vars(entry) for name, entry in sorted(known.items())}}
    path = _path(settings)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        # The process's number keeps two runs apart; the last to finish wins.
        draft = path.with_suffix(f".{os.getpid()}.new")
        draft.write_text(json.dumps(content, indent=1), encoding="utf-8")
        draft.replace(path)


def _path(settings: Settings) -> Path:
    return settings.state / "tap.json"
