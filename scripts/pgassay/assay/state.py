"""What earlier runs found, in ``.pg/assay.json``: verdicts that still hold need not be found again.

A kill holds while the mutant is the same, and the file that killed it as far as it was run, and all that this file
touches, unless nothing in the schema has changed. A survivor was tried with every file, so it holds while no file and
nothing in the schema has changed; when only files have, those are tried on it and no others, as they are on what a
file broke off behind that is what it was.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pgassay.assay.files import Known, Prepared
from pgassay.assay.mutant import Mutant
from pgassay.assay.verdict import Status, Verdict
from pgassay.catalogue import Catalogue
from pgassay.settings import Settings

FORMAT = 1
_KEPT_SUITES = 20
_SECONDS_BETWEEN_WRITES = 5.0
_TIMES_THE_WRITE = 50


@dataclass(frozen=True)
class Now:
    """What the verdicts of this run depend on.

    Attributes:
        environment: of the run: version of the server, helpers.
        schema: fingerprint of the catalogue.
        files: each file.
        known: what each touches.
        catalogue: the objects.
    """

    environment: str
    schema: str
    files: Mapping[str, Prepared]
    known: Mapping[str, Known]
    catalogue: Catalogue

    def scope(self, mutant: Mutant, file: str) -> str:
        """Digest of what a kill depends on: the mutant's table, and what the file touches."""
        return _digest(self._of_file(file), self._of_names([".".join(mutant.object[1:3])]))

    def _of_file(self, file: str) -> str:
        if file not in self._files_known:
            self._files_known[file] = self._of_names(self.known[file].touched)
        return self._files_known[file]

    def _of_names(self, names: Iterable[str]) -> str:
        return _digest(*(print for name in sorted(names) for print in self._by_name.get(name, ())))

    def __post_init__(self) -> None:
        by_name: dict[str, list[str]] = {}
        for each in self.catalogue.objects:
            by_name.setdefault(".".join(each.name[:2]), []).append(each.fingerprint)
        object.__setattr__(self, "_by_name", by_name)
        object.__setattr__(self, "_files_known", {})

    _by_name: Mapping[str, Sequence[str]] = None  # type: ignore[assignment]
    _files_known: dict[str, str] = None  # type: ignore[assignment]

    @cached_property
    def suite(self) -> str:
        """Digest of all files."""
        return _digest(*(part for pair in sorted(self.digests.items()) for part in pair))

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """Of each file."""
        return {name: file.digest for name, file in self.files.items()}

    def line(self, entry: Mapping[str, Any]) -> int | None:
        """The line where a file killed a mutant; None if it is not what it was as far as it ran then."""
        now = self.files.get(entry.get("file", ""))
        if now is None:
            return None
        return int(entry["line"]) if entry["with"] == now.digest else now.line_of(entry["upto"])


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Left:
    """What is left to do for a mutant.

    Attributes:
        verdict: it still holds.
        first: file and line of the assertion that killed it before: tried first.
        place: the first, as ``late`` counts them, where it may come in late; None if the file is not what
            it was, and the mutant has to be there from the start.
        only: the files that are left to be tried; None for all.
        unkilled: it survived before.
        broke: a file that is still the same broke off behind it before.
        crash: a file broke off behind it, which still holds if no assertion kills it.
    """

    verdict: Verdict | None = None
    first: tuple[str, int] = ("", 0)
    place: int | None = None
    only: frozenset[str] | None = None
    unkilled: bool = False
    broke: bool = False
    crash: Verdict | None = None


class State:
    """The file.

    Args:
        settings: the project's.
        now: what verdicts depend on.
        fresh: forget what is in it.
        again: remember killers, but let no verdict hold.
    """

    def __init__(self, settings: Settings, now: Now, *, fresh: bool = False, again: bool = False) -> None:
        self._path = settings.state / "assay.json"
        self._now, self._again = now, again
        self._written, self._took = time.monotonic(), 0.0
        content = {} if fresh else _read(self._path)
        known = content.get("format") == FORMAT
        self._mutants: dict[str, dict[str, Any]] = content.get("mutants", {}) if known else {}
        self._suites: dict[str, dict[str, str]] = content.get("suites", {}) if known else {}
        if content.get("environment") != now.environment:
            # On another server, or with other helpers, what killed a mutant before is only tried first.
            self._mutants = {id: entry | {"hint": True} for id, entry in self._mutants.items()}

    def left(self, mutant: Mutant) -> Left:
        """What is left to do for a mutant."""
        entry = self._mutants.get(mutant.id)
        if entry is None or entry["of"] != mutant.digest:
            return Left()
        status, file = Status(entry["is"]), entry.get("file", "")
        now = self._now
        line = now.line(entry)
        same_file = line is not None
        first = (file, line or int(entry.get("line", 0)))
        unkilled = status is Status.SURVIVED
        killed = status is Status.KILLED and same_file
        late = int(entry.get("place", 0)) if killed else None
        anew = Left(None, first, late, unkilled=unkilled, broke=status is Status.CRASHED and same_file)
        if self._again or "hint" in entry:
            return anew
        same_schema = entry["schema"] == now.schema
        holds = Verdict(
            mutant=mutant,
            status=status,
            file=file,
            line=first[1],
            assertion=entry.get("said", ""),
            reason=entry.get("reason", ""),
            nearest=entry.get("nearest", ""),
            remembered=True,
            hung="hung" in entry,
        )
        if status is Status.KILLED:
            same = killed and (same_schema or entry["scope"] == now.scope(mutant, file))
            return Left(holds if same else None, first, late)
        if status in (Status.INVALID, Status.EQUIVALENT):
            return Left(holds if same_schema else None)
        if not same_schema:
            return anew
        if entry["suite"] == now.suite:
            return Left(holds, first)
        tried = self._suites.get(entry["suite"])
        if tried is None or (status is Status.CRASHED and not same_file):
            return anew
        changed = frozenset(name for name, digest in now.digests.items() if tried.get(name) != digest)
        return Left(None, first, only=changed, unkilled=unkilled, crash=None if unkilled else holds)

    def keep(self, verdict: Verdict) -> None:
        """Remember a verdict; written to the file now and then."""
        if verdict.status is Status.NOT_RUN:
            return
        now = self._now
        entry: dict[str, Any] = {"of": verdict.mutant.digest, "is": verdict.status.value, "schema": now.schema}
        if verdict.file:
            entry |= {"file": verdict.file, "line": verdict.line, "said": verdict.assertion}
            file = now.files[verdict.file]
            entry |= {"with": file.digest, "upto": file.as_far_as(verdict.line)}
            entry["scope"] = now.scope(verdict.mutant, verdict.file)
        if verdict.status in (Status.SURVIVED, Status.CRASHED):
            entry["suite"] = now.suite
            self._suites.setdefault(now.suite, dict(now.digests))
        entry |= {name: value for name in ("reason", "nearest", "hung", "place") if (value := getattr(verdict, name))}
        self._mutants[verdict.mutant.id] = entry
        if time.monotonic() - self._written > max(_SECONDS_BETWEEN_WRITES, _TIMES_THE_WRITE * self._took):
            self.write()

    def write(self, ids: Iterable[str] | None = None) -> None:
        """Write the file.

        Args:
            ids: of all mutants that there are: others are forgotten.
        """
        start = time.monotonic()
        if ids is not None:
            there = set(ids)
            self._mutants = {id: entry for id, entry in self._mutants.items() if id in there}
        used = {entry["suite"] for entry in self._mutants.values() if "suite" in entry}
        self._suites = {key: files for key, files in self._suites.items() if key in used}
        content = {
            "format": FORMAT,
            "environment": self._now.environment,
            "suites": self._suites,
            "mutants": self._mutants,
        }
        with contextlib.suppress(OSError):  # the next run merely knows less
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft = self._path.with_suffix(f".{os.getpid()}.new")
            draft.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
            draft.replace(self._path)
        self._written, self._took = time.monotonic(), time.monotonic() - start


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
