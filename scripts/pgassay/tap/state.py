"""What the last run left in ``.pg/tap.json``: which files failed, how long each took, what the others passed on."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pgassay.settings import Settings
from pgassay.tap.files import TestFile
from pgassay.tap.result import FileResult


@dataclass(frozen=True)
class Remembered:
    """One file's last run.

    Attributes:
        seconds: that it took.
        failed: whether something failed in it.
        proof: of what it passed on, see ``proof``; empty if it failed.
    """

    seconds: float
    failed: bool
    proof: str = ""


def read(settings: Settings) -> dict[str, Remembered]:
    """The last run of each file, by its name; empty when nothing usable is there."""
    try:
        content = json.loads(_path(settings).read_text(encoding="utf-8"))
        return {
            str(name): Remembered(float(entry["seconds"]), bool(entry["failed"]), str(entry.get("proof", "")))
            for name, entry in content["files"].items()
        }
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}


def proof(file: TestFile, template: str) -> str:
    """What the verdict on a file depends on, as one digest: its text, the template, and the day (tests read the clock).

    Args:
        file: that runs.
        template: the name of what it runs on, which stands for the migrations, the helpers, pgTAP and the server.

    Returns:
        Empty if the file cannot be read: that proves nothing.
    """
    try:
        text = file.path.read_bytes()
    except OSError:
        return ""
    day = datetime.now(UTC).date().isoformat()
    return hashlib.sha256(f"{template} {day}\n".encode() + text).hexdigest()


def proven(remembered: Remembered | None, proof: str) -> bool:
    """Whether a file passed last time, on what it would run on now.

    Args:
        remembered: its last run.
        proof: of now, see ``proof``.
    """
    return remembered is not None and bool(proof) and remembered.proof == proof


def write(settings: Settings, results: Iterable[FileResult], proofs: Mapping[str, str] | None = None) -> None:
    """Remember these results beside those of files that did not run now and still exist.

    Args:
        settings: the project's.
        results: of the run.
        proofs: of what the files ran on, by their names.

    A folder that cannot be written to is no reason to fail: the next run merely knows less.
    """
    known = {name: entry for name, entry in read(settings).items() if (settings.pgtap / name).is_file()}
    for result in results:
        if result.ran:
            passed_on = (proofs or {}).get(result.file.name, "") if result.ok else ""
            known[result.file.name] = Remembered(round(result.seconds, 6), not result.ok, passed_on)
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
