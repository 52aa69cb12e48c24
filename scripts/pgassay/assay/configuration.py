"""What a project says about its assay: ``[tool.pgassay.assay]`` in pyproject.toml, and ``assay.toml``."""

from __future__ import annotations

import fnmatch
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from pgassay.assay.redundancy import Finding
from pgassay.assay.verdict import Status, Verdict
from pgassay.errors import PgassayError, Place, Refused
from pgassay.settings import Settings, read_text


@dataclass(frozen=True)
class Accepted:
    """Survivors that are accepted, with the reason.

    Attributes:
        mutants: their ids; ``*`` and ``?`` stand for any characters.
        because: why no pgTAP file can or should kill them.
        versions: major versions of PostgreSQL on which they survive; empty for all.
        shown_by: tests in Python that kill them, as pytest is told; empty if no test can.
        place: of the entry.
    """

    mutants: tuple[str, ...]
    because: str
    versions: tuple[int, ...]
    shown_by: str
    place: Place

    def covers(self, id: str, version: int) -> bool:
        """Whether a mutant is one of them, on a major version."""
        if self.versions and version not in self.versions:
            return False
        return any(matches(pattern, id) for pattern in self.mutants)


@dataclass(frozen=True)
class Kept:
    """Redundant objects that stay, with the reason.

    Attributes:
        objects: as the report names them.
        because: why they stay.
        place: of the entry.
    """

    objects: tuple[str, ...]
    because: str
    place: Place


@dataclass(frozen=True)
class Configuration:
    """The project's.

    Attributes:
        minimum: least score of each schema, in percent; the key ``*`` is for all others.
        leave_out: schemas that hold tools of the tests.
        accepted: from assay.toml.
        kept: from assay.toml.
    """

    minimum: Mapping[str, float] = field(default_factory=dict)
    leave_out: tuple[str, ...] = ("pgtap", "test")
    accepted: tuple[Accepted, ...] = ()
    kept: tuple[Kept, ...] = ()

    def least(self, schema: str) -> float | None:
        """The least score of a schema; None if nothing is asked."""
        return self.minimum.get(schema, self.minimum.get("*"))


class Outdated(PgassayError):
    """An entry of assay.toml is not true any more."""

    exit_code: ClassVar[int] = 1


def matches(pattern: str, id: str) -> bool:
    """Whether an id is meant: only ``*`` and ``?`` are wild, for brackets occur in ids."""
    return fnmatch.fnmatchcase(id, pattern.replace("[", "[[]"))


def load(settings: Settings) -> Configuration:
    """Read both files.

    Raises:
        Refused: a setting is unknown, or an entry has no reason.
    """
    path = settings.project / "pyproject.toml"
    section = _toml(path).get("tool", {}).get("pgassay", {}).get("assay", {}) if path.is_file() else {}
    known = {"minimum", "leave-out"}
    if unknown := sorted(set(section) - known):
        hint = f"it has: {', '.join(sorted(known))}"
        raise Refused(f"[tool.pgassay.assay] has no setting {unknown[0]!r}", where=Place(path), hint=hint)
    minimum = section.get("minimum", {})
    if isinstance(minimum, (int, float)):
        minimum = {"*": minimum}
    if not isinstance(minimum, dict) or not all(isinstance(each, (int, float)) for each in minimum.values()):
        hint = 'write minimum = { shop = 100, "*" = 90 }'
        raise Refused("[tool.pgassay.assay] minimum gives each schema a percentage", where=Place(path), hint=hint)
    leave_out = section.get("leave-out", list(Configuration.leave_out))
    if not isinstance(leave_out, list) or not all(isinstance(each, str) for each in leave_out):
        raise Refused("[tool.pgassay.assay] leave-out is a list of schemas", where=Place(path))
    return Configuration(
        {schema: float(least) for schema, least in minimum.items()},
        tuple(leave_out),
        *_entries(settings.project / "assay.toml"),
    )


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"not valid TOML: {error}", where=Place(path)) from None


def _entries(path: Path) -> tuple[tuple[Accepted, ...], tuple[Kept, ...]]:
    if not path.is_file():
        return (), ()
    content = _toml(path)
    if unknown := sorted(set(content) - {"accepted", "redundant"}):
        hint = "entries begin with [[accepted]] or [[redundant]]"
        raise Refused(f"there is no {unknown[0]!r} here", where=Place(path), hint=hint)
    accepted = []
    for place, entry in _placed(path, content, "accepted"):
        mutants, because = _named(place, entry, "mutants", {"postgresql", "shown-by"})
        shown_by = str(entry.get("shown-by", ""))
        accepted.append(Accepted(mutants, because, tuple(entry.get("postgresql", [])), shown_by, place))
    kept = []
    for place, entry in _placed(path, content, "redundant"):
        objects, because = _named(place, entry, "objects", set())
        kept.append(Kept(objects, because, place))
    return tuple(accepted), tuple(kept)


def _placed(path: Path, content: Mapping[str, Any], name: str) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    lines = read_text(path).splitlines()
    places = [number for number, line in enumerate(lines, 1) if line.strip() == f"[[{name}]]"]
    for number, entry in enumerate(content.get(name, [])):
        yield Place(path, places[number] if number < len(places) else 1), entry


def _named(place: Place, entry: Mapping[str, Any], what: str, more: set[str]) -> tuple[tuple[str, ...], str]:
    named, because = entry.get(what, []), str(entry.get("because", "")).strip()
    if not because or not named or set(entry) - {what, "because", *more}:
        hint = f'write {what} = ["…"] and because = "…"'
        if more:
            hint += '; postgresql = [15, 16] limits it to versions, shown-by = "tests/…" names a test that kills them'
        raise Refused(f"an entry names its {what} and the reason", where=place, hint=hint)
    return tuple(named), because


def reconcile(
    accepted: Sequence[Accepted], verdicts: Sequence[Verdict], version: int, *, complete: bool
) -> dict[str, Accepted]:
    """Which survivors are accepted, by id.

    Args:
        accepted: the entries.
        verdicts: what became of the mutants; NOT_RUN where that is not known yet.
        version: major version of the server.
        complete: these are all mutants that there are: a pattern that means none of them is an error. One whose
            mutants were all run and did not survive always is.

    Raises:
        Outdated: an entry is not true any more.
    """
    found: dict[str, Accepted] = {}
    stale = []
    by_id = {each.mutant.id: each for each in verdicts}
    for entry in accepted:
        if entry.versions and version not in entry.versions:
            continue
        for pattern in entry.mutants:
            if "*" in pattern or "?" in pattern:
                meant = [each for each in verdicts if matches(pattern, each.mutant.id)]
            else:
                meant = [by_id[pattern]] if pattern in by_id else []
            alive = [each for each in meant if each.status is Status.SURVIVED]
            found |= {each.mutant.id: entry for each in alive}
            ran = [each for each in meant if each.status is not Status.NOT_RUN]
            if entry.shown_by and any(each.status is Status.CRASHED for each in ran):
                continue  # a setting that is missing breaks the first file on a new connection, and no other
            if not alive and ((ran and len(ran) == len(meant)) or (complete and not meant)):
                became = ran[0].status.value if ran else "there is no such mutant"
                by = f" by {ran[0].file}:{ran[0].line}" if ran and ran[0].file else ""
                stale.append(f"{entry.place}: {pattern}: {became}{by}")
    if stale:
        raise Outdated(
            "what assay.toml accepts does not survive:\n  " + "\n  ".join(stale), hint="remove these entries"
        )
    return found


def excused(kept: Sequence[Kept], findings: Sequence[Finding]) -> dict[str, Kept]:
    """Which redundant objects stay, by name.

    Raises:
        Outdated: an entry names what is not redundant.
    """
    there = {each.label for each in findings}
    if stale := [f"{entry.place}: {name}" for entry in kept for name in entry.objects if name not in there]:
        raise Outdated("what assay.toml keeps is not redundant:\n  " + "\n  ".join(stale), hint="remove these entries")
    return {name: entry for entry in kept for name in entry.objects}
