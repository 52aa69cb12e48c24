"""What a project says about its lint: ``[tool.pgassay.lint]``, and the allowances kept beside the migrations."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase as fnmatch
from pathlib import Path

from pgassay import sql
from pgassay.errors import Place, Refused
from pgassay.migrations.history import Migration
from pgassay.migrations.lint.rules import RULES
from pgassay.settings import Settings, read_text

FILE = "lint.toml"
"""In the folder of the migrations: allowances for released files, which nobody may edit."""

_UNITS = {"": 1, "ms": 1, "s": 1000, "min": 60_000, "h": 3_600_000}
_ALLOW = re.compile(r"--+\s*pgassay\s*:\s*(?P<verb>\w+)?\s*(?P<rule>[\w-]+)?\s*(?:because\b\s*:?\s*(?P<reason>.*))?$")
_MENTION = re.compile(r"--+\s*pgassay\s*:", re.IGNORECASE)
_SHORTEST_REASON = 10


@dataclass(frozen=True)
class Limits:
    """How long a migration's statements may wait and run, in milliseconds."""

    lock_timeout: int = 5_000
    statement_timeout: int = 900_000
    idle_in_transaction_session_timeout: int = 300_000


@dataclass(frozen=True)
class Allowance:
    """A rule that may be broken, with the reason.

    Attributes:
        place: where it is written.
        rule: its name.
        reason: why; never empty.
        migration: id of the one it is for; in the list perhaps a pattern, as ``shop-*``.
        lines: the first and the last line for which it counts; None for the whole file.
        file: in which it stands, and for which alone it counts; None for those of the list.
    """

    place: Place
    rule: str
    reason: str
    migration: str
    lines: tuple[int, int] | None = None
    file: Path | None = None


@dataclass(frozen=True)
class Mistake:
    """An allowance that is none."""

    place: Place
    migration: str
    message: str


def limits(settings: Settings) -> Limits:
    """The project's limits.

    Raises:
        Refused: a setting is unknown, or no time.
    """
    path = settings.project / "pyproject.toml"
    section = tomllib.loads(read_text(path)).get("tool", {}).get("pgassay", {}) if path.is_file() else {}
    values: dict[str, int] = {}
    known = [field.name for field in fields(Limits)]
    for name, value in section.get("lint", {}).items():
        match = re.fullmatch(r"(\d+)\s*(ms|s|min|h)?", str(value))
        if name not in known or not match:
            raise Refused(
                f"[tool.pgassay.lint] {name} = {value!r} is not understood",
                where=Place(path),
                hint="it has times as PostgreSQL writes them: " + ", ".join(known),
            )
        values[name] = int(match[1]) * _UNITS[match[2] or ""]
    return Limits(**values)


def in_file(migration: Migration) -> Iterator[Allowance | Mistake]:
    """The allowances in a migration's comments: above its first statement for the file, else for the next statement."""
    yield from _in_text(migration.id, migration.path, migration.text)
    yield from _in_text(migration.id, migration.rollback_path, migration.rollback_text or "")


def _in_text(id: str, path: Path, text: str) -> Iterator[Allowance | Mistake]:
    if "pgassay" not in text:
        return
    lines = sql.Lines(text)
    statements = sql.split(text)
    for token in sql.tokens(text):
        if token.kind != "comment" or not _MENTION.match(token.text):
            continue
        place = Place(path, lines.at(token.start)[0])
        match = _ALLOW.match(token.text.strip())
        if match is None or match["verb"] != "allow":
            yield Mistake(place, id, f"not understood: {token.text.strip()}")
            continue
        reach: tuple[int, int] | None = None
        if statements and token.start > statements[0].start:
            own = next((each for each in statements if token.start < each.start + len(each.text)), None)
            if own is None:
                yield Mistake(place, id, "no statement follows it")
                continue
            reach = (own.line, lines.at(own.start + len(own.text))[0])
        yield _checked(Allowance(place, match["rule"] or "", match["reason"] or "", id, reach, path))


def in_list(settings: Settings, ids: list[str]) -> Iterator[Allowance | Mistake]:
    """The allowances of ``lint.toml``.

    Args:
        settings: the project's.
        ids: of all migrations.

    Raises:
        Refused: the file is not one of allowances.
    """
    path = settings.project / FILE
    if not path.is_file():
        return
    text = read_text(path)
    try:
        entries = tomllib.loads(text).get("allow", [])
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"not valid TOML: {error}", where=Place(path)) from None
    starts = [number for number, line in enumerate(text.split("\n"), 1) if line.strip() == "[[allow]]"]
    for line, entry in zip(starts, entries, strict=False):
        place = Place(path, line)
        if set(entry) != {"rule", "migrations", "because"}:
            raise Refused("an allowance has rule, migrations and because, no more and no less", where=place)
        for name in entry["migrations"]:
            if "*" in name:
                yield _checked(Allowance(place, str(entry["rule"]), str(entry["because"]), name))
                continue
            matches = [id for id in ids if id == name or re.match(rf"{re.escape(name)}(?!\d)", id)]
            if len(matches) != 1:
                yield Mistake(place, "", f"{name!r} is not the beginning of one migration's id")
                continue
            yield _checked(Allowance(place, str(entry["rule"]), str(entry["because"]), matches[0]))


def _checked(allowance: Allowance) -> Allowance | Mistake:
    if allowance.rule not in RULES:
        return Mistake(allowance.place, allowance.migration, f"there is no rule {allowance.rule!r}")
    if len(allowance.reason.strip()) < _SHORTEST_REASON:
        message = f"{allowance.rule} is allowed without a reason: write 'because' and say why"
        return Mistake(allowance.place, allowance.migration, message)
    return allowance


def covers(allowance: Allowance, rule: str, migration: str, place: Place) -> bool:
    """Whether a finding is allowed."""
    if allowance.rule != rule or not fnmatch(migration, allowance.migration):
        return False
    if allowance.file not in (None, place.path):
        return False
    return allowance.lines is None or allowance.lines[0] <= place.line <= allowance.lines[1]


def path_of(settings: Settings) -> Path:
    """Where the list of allowances is kept."""
    return settings.project / FILE
