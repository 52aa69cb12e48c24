"""Development data: SQL files that may be run any number of times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from pgassay.errors import Refused
from pgassay.migrations import execute
from pgassay.settings import Settings, read_text


@dataclass(frozen=True)
class Seeded:
    """One seed that was run, and how many rows it wrote."""

    path: Path
    rows: int


def seed(settings: Settings, conninfo: str, names: Sequence[str] = ()) -> list[Seeded]:
    """Run seed files, each in one transaction.

    Args:
        settings: the project's.
        conninfo: the database.
        names: names of the files without ``.sql``; all of them by default.

    Raises:
        Refused: there is no such file.
        MigrationFailed: the server stopped one; that file left nothing behind.
    """
    files = {path.stem: path for path in sorted(settings.seeds.glob("*.sql"))}
    if unknown := sorted(set(names) - files.keys()):
        raise Refused(
            f"there is no seed {', '.join(unknown)} in {settings.seeds}",
            hint="there are: " + (", ".join(files) or "none"),
        )
    done = []
    with psycopg.connect(conninfo, autocommit=True) as connection:
        for path in [files[name] for name in names] or files.values():
            with connection.transaction():
                written = execute.whole(connection, read_text(path), path)
            done.append(Seeded(path, written))
    return done
