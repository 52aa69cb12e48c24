"""Accepted survivors that a test in Python kills: each is made for good in a database, where its test must turn red.

What only a second session sees, or a second transaction, no pgTAP file can tell. ``shown-by`` in assay.toml names the
test that can; it clones its databases from the one with the mutant, and knows nothing of it.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import psycopg
from psycopg.conninfo import conninfo_to_dict

from pgassay.assay.configuration import Accepted
from pgassay.assay.mutant import Mutant
from pgassay.errors import Refused
from pgassay.server import Throwaway
from pgassay.settings import Settings
from pgassay.tap.template import INSTEAD

_PYTEST = ("-m", "pytest", "-q", "-x", "--no-header", "-p", "no:cacheprovider")
_GREEN, _RED = 0, 1
"""What pytest ends with: all passed, some failed."""
_SECONDS = 300.0


@dataclass(frozen=True)
class Shown:
    """A mutant that a test is said to kill.

    Attributes:
        mutant: it.
        entry: that names the test.
        killed: whether the test turned red behind it.
    """

    mutant: Mutant
    entry: Accepted
    killed: bool


def named(accepted: Sequence[Accepted], mutants: Iterable[Mutant], version: int) -> dict[Mutant, Accepted]:
    """The mutants for which assay.toml names a test, each with the entry that does.

    Args:
        accepted: the entries.
        mutants: to choose from.
        version: major version of the server.
    """
    entries = [entry for entry in accepted if entry.shown_by]
    pairs = ((each, next((entry for entry in entries if entry.covers(each.id, version)), None)) for each in mutants)
    return {mutant: entry for mutant, entry in pairs if entry}


def show(
    settings: Settings,
    server: Throwaway,
    base: str,
    pairs: Sequence[tuple[Mutant, Accepted]],
    *,
    jobs: int,
    step: Callable[[], object] = lambda: None,
) -> list[Shown]:
    """Run the tests, first without any mutant, then behind each.

    Args:
        settings: the project's.
        server: its throwaway server, where the tests make their clones, too.
        base: name of the database that has no mutant.
        pairs: mutants, and the entries that name their tests.
        jobs: how many run at the same time.
        step: called after each run of a test.

    Raises:
        Refused: a test is red without any mutant, or cannot be run.
    """

    def usual(entry: Accepted) -> None:
        if not _passes(settings, entry):
            raise Refused(f"{entry.shown_by} fails without any mutant", where=entry.place, hint="mend it first")
        step()

    def behind(mutant: Mutant, entry: Accepted) -> Shown:
        conninfo = server.clone(base)
        try:
            with psycopg.connect(conninfo, autocommit=True) as connection:
                for statement in mutant.make:
                    connection.execute(statement.encode())
            name = str(conninfo_to_dict(conninfo)["dbname"])
            return Shown(mutant, entry, killed=not _passes(settings, entry, behind=name))
        finally:
            server.drop(conninfo)
            step()

    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(usual, {entry.shown_by: entry for _, entry in pairs}.values()))
        return list(pool.map(lambda pair: behind(*pair), pairs))


def _passes(settings: Settings, entry: Accepted, *, behind: str = "") -> bool:
    """Whether a test is green, on clones of a database with a mutant if one is named."""
    command = [sys.executable, *_PYTEST, *shlex.split(entry.shown_by)]
    try:
        done = subprocess.run(
            command,
            cwd=settings.project,
            env={**os.environ, INSTEAD: behind},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        if behind:
            return False
        raise Refused(f"{entry.shown_by} takes more than {_SECONDS:g} s", where=entry.place) from None
    if done.returncode in (_GREEN, _RED):
        return done.returncode == _GREEN
    said = (done.stdout + done.stderr).strip().splitlines()
    raise Refused(
        f"{entry.shown_by} cannot be run: {said[-1] if said else f'pytest ends with status {done.returncode}'}",
        where=entry.place,
        hint='shown-by is what follows "pytest" on a command line',
    )
