"""Migrations of other repositories, as far as they are plain SQL: to be proved as they are, without moving a file.

Known are, beside our own pairs: ``N_name.up.sql`` with ``N_name.down.sql`` (golang-migrate, node-pg-migrate), a folder
a migration with ``up.sql`` and ``down.sql`` (diesel), and one file a migration without a rollback (Supabase,
Flyway's versions).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pgassay import sql
from pgassay.errors import Refused
from pgassay.migrations import check, execute, history
from pgassay.migrations.backend import AssayBackend, Target
from pgassay.migrations.history import History, Migration
from pgassay.settings import Settings

_UP, _DOWN = ".up.sql", ".down.sql"
_NUMBERED = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Foreign(Migration):
    """A migration that another tool applies.

    Attributes:
        down: the file that undoes it; None where the layout has none.
    """

    down: Path | None = None

    @cached_property
    def transactional(self) -> bool:
        """Whether it runs in one transaction: other tools send a file that is one concurrent command as it is."""
        statements = sql.split(self.text)
        return super().transactional and not (len(statements) == 1 and execute.runs_alone(statements[0]))

    @property
    def rollback_path(self) -> Path:
        """The file that undoes the change."""
        return self.down or super().rollback_path


def read(settings: Settings, *, checked: bool = True) -> History:
    """The project's migrations, whatever their layout.

    Args:
        settings: the project's.
        checked: refuse what is wrong inside our own files, not only their order.

    Raises:
        Refused: the folder is missing, or something is wrong with the files.
    """
    found = sorted(_foreign(settings.migrations), key=lambda each: _natural(each.id)) if _is_foreign(settings) else []
    if found:
        return History(tuple(found), (), {each.id: each for each in found})
    project = history.read(settings)
    history.refuse([*project.problems, *(check.files(project.migrations) if checked else ())])
    return project


def apply(settings: Settings, conninfo: str, migrations: Sequence[Migration]) -> None:
    """Apply migrations to a throwaway database.

    Raises:
        MigrationFailed: the server stopped one.
    """
    with AssayBackend(Target(settings, conninfo)) as backend, backend.lock():
        for _ in backend.run(migrations, "apply"):
            pass


def _is_foreign(settings: Settings) -> bool:
    root = settings.migrations
    if not root.is_dir():
        raise Refused(f"there is no folder {root}", hint="make it, or name another in [tool.pgassay] migrations = …")
    names = {path.name for path in root.rglob("*.sql")}
    ours = any(name.endswith(history.ROLLBACK) for name in names)
    # Files without any rollback are ours where one says so in its header, else another tool's.
    return bool(names) and not ours and not any(_has_header(path) for path in root.rglob("*.sql"))


def _has_header(path: Path) -> bool:
    return any(name == "depends" for name, _, _ in history.read_file(path).directives)


def _foreign(root: Path) -> Iterator[Foreign]:
    paths = sorted(root.rglob("*.sql"))
    if any(path.name == "up.sql" for path in paths):
        for path in paths:
            if path.name == "up.sql":
                yield _one(path.parent.name, path, path.with_name("down.sql"))
    elif any(path.name.endswith(_UP) for path in paths):
        for path in paths:
            if path.name.endswith(_UP):
                name = path.name.removesuffix(_UP)
                yield _one(name, path, path.with_name(name + _DOWN))
    else:
        for path in paths:
            yield _one(path.stem, path, None)


def _one(id: str, path: Path, down: Path | None) -> Foreign:
    plain = history.read_file(path)
    rollback = down.read_text(encoding="utf-8") if down and down.is_file() else None
    return Foreign(id, "", path, plain.text, rollback, plain.directives, down=down)


def _natural(id: str) -> tuple[tuple[int, str], ...]:
    """Numbers by their value: 10 comes after 9."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in _NUMBERED.split(id))
