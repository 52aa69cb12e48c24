"""Run single migrations through the linter and the trace at once, many on one database."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from pgassay.migrations import history
from pgassay.migrations.history import Migration
from pgassay.migrations.lint import wording
from pgassay.migrations.lint.findings import Finding
from pgassay.migrations.lint.limits import Limits
from pgassay.migrations.lint.linter import Linter, without_index
from pgassay.migrations.lint.replay import Replay
from pgassay.migrations.locks.bystander import Bystander
from pgassay.migrations.locks.trace import Trace, Tracer
from pgassay.server import Throwaway
from pgassay.settings import Settings

_SCHEMAS = (
    "select nspname::text from pg_namespace where nspname !~ '^(pg_|information_schema$)' and nspname <> 'public'"
)


@dataclass(frozen=True)
class Outcome:
    """What came of the last of some migrations.

    Attributes:
        findings: the linter's.
        traces: one a statement.
    """

    findings: Sequence[Finding]
    traces: Sequence[Trace]

    @property
    def rules(self) -> set[str]:
        """The rules that were broken."""
        return {finding.rule.id for finding in self.findings}

    @property
    def differences(self) -> list[str]:
        """Where linter and trace do not agree."""
        return [f"{trace.text}: {text}" for trace in self.traces for text in trace.differences]


class Laboratory:
    """A database on which migrations are tried, each trial on empty schemas."""

    def __init__(self, settings: Settings, conninfo: str, folder: Path) -> None:
        self._settings, self._conninfo, self._folder = settings, conninfo, folder
        self._count = 0

    def migration(self, text: str) -> Migration:
        """A migration of this text."""
        self._count += 1
        path = self._folder / f"{self._count:04}-example.sql"
        path.write_text(text)
        return history.read_file(path)

    def try_out(self, *texts: str, foreign: bool = False) -> Outcome:
        """Run migrations on empty schemas; what is said and seen is that of all but the first."""
        migrations = [self.migration(text) for text in texts]
        linter = Linter(Limits(), foreign=foreign)
        tracer = Tracer(frozenset(migration.id for migration in migrations[1:]), linter)
        for migration in migrations[1:]:
            if refused := list(wording.refused(migration, control=not foreign)):
                return Outcome(refused, ())
        self._empty()
        with ExitStack() as stack:
            replay = stack.enter_context(
                Replay(self._settings, self._conninfo, tracer).opened(foreign=foreign, prepared=True)
            )
            own = stack.enter_context(psycopg.connect(self._conninfo, autocommit=True))
            tracer.bystander = Bystander(replay.session, own, self._conninfo)
            replay.walk(migrations)
            linter.findings += without_index(replay.session, linter)
        ids = {migration.id for migration in migrations[1:]}
        return Outcome([finding for finding in linter.findings if finding.id in ids], tracer.traces)

    def _empty(self) -> None:
        with psycopg.connect(self._conninfo, autocommit=True) as connection:
            connection.execute("set client_min_messages = error")
            connection.execute("drop database if exists pgassay_example")
            for (name,) in connection.execute(_SCHEMAS).fetchall():
                connection.execute(sql.SQL("drop schema {} cascade").format(sql.Identifier(name)))
            connection.execute("drop schema public cascade; create schema public")
            Replay.prepare(connection)


@contextmanager
def opened(settings: Settings, throwaway: Throwaway, folder: Path) -> Iterator[Laboratory]:
    """A laboratory on a server."""
    conninfo = throwaway.clone()
    try:
        yield Laboratory(settings, conninfo, folder)
    finally:
        throwaway.drop(conninfo)


@dataclass(frozen=True)
class Page:
    """A rule's page.

    Attributes:
        before: what is there.
        bad: migrations, each a trial of its own.
        good: migrations that follow each other.
    """

    before: str
    bad: Sequence[str]
    good: Sequence[str]


def read_page(path: Path) -> Page:
    """Read the examples of a page."""
    blocks: dict[str, list[str]] = {"Before": [], "Bad": [], "Good": []}
    for part in re.split(r"^## ", path.read_text(), flags=re.MULTILINE)[1:]:
        title = part.split("\n", 1)[0].strip()
        blocks.setdefault(title, []).extend(re.findall(r"```sql\n(.*?)```", part, re.DOTALL))
    (before,) = blocks["Before"]
    return Page(before, blocks["Bad"], blocks["Good"])
