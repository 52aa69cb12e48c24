"""The database on which migrations are proven: gone to and fro on, its catalogue and its rows known at every step."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from contextlib import ExitStack

import psycopg

from pgassay.catalogue import Catalogue, diff, read
from pgassay.catalogue.tables import TableName, tables
from pgassay.errors import MigrationFailed
from pgassay.migrations import rows
from pgassay.migrations.backend import AssayBackend, Target
from pgassay.migrations.history import Migration
from pgassay.migrations.ledger import Direction
from pgassay.planting.rows import plant
from pgassay.server import Throwaway
from pgassay.settings import Settings

_WORD = re.compile(r"\w+")
_SQLSTATE = re.compile(r"\(([0-9A-Z]{5})\)$", re.MULTILINE)
_NULL_IN_NEW_COLUMN = re.compile(r'column "(?P<column>.+?)" of relation "(?P<table>.+?)" contains null values')
_ABOUT_ROWS = ("22", "23")
"""Classes of errors that a row causes: its data, or a constraint that it breaks."""
# Other workers change the server's roles at the same time.
_AGAIN = {"XX000", "40001", "40P01", "55P03"}
_TRIES = 6


class Failed(Exception):
    """The migration is not what it should be; the message says how."""


class RowsRefused(Exception):
    """The migration cannot be applied to the rows that were planted."""


class Raised(Exception):
    """The rollback raised an exception of its own."""


class Stage:
    """A database in which a stretch of the history is applied and rolled back.

    Args:
        settings: the project's.
        where: the server.
        final: the catalogue at the end of the history: rows are made so that later checks accept them.

    Attributes:
        catalogue: as of the last step.
        kept: rows, and the number of the migration before which there were such.
        careful: whether the whole catalogue and all rows are read at each step, not what a step can have changed.
        planted: the tables that were to be given rows; why not, where that failed.
        past_triggers: tables whose triggers had to be switched off to give them a row.
    """

    def __init__(self, settings: Settings, where: Throwaway, final: Catalogue) -> None:
        self._settings, self._where, self._final = settings, where, final
        self._open = ExitStack()
        self._backend: AssayBackend
        self._watch: rows.Watch
        self._refused: dict[TableName, object] = {}
        self.catalogue: Catalogue
        self.kept: tuple[int, rows.Rows] = (0, {})
        self.careful = False
        self.planted: dict[TableName, str | None] = {}
        self.past_triggers: set[TableName] = set()

    def set(self, start: str, stretch: Sequence[Migration], *, follows: bool) -> None:
        """Take up a stretch of the history.

        Args:
            start: name of the database in the state before it; it is cloned, not touched.
            stretch: the migrations, in order.
            follows: whether the database is in the state before it already, and is gone on with.
        """
        self._start, self._stretch, self.careful = start, stretch, False
        self.kept = (0, {})
        if not follows:
            self.begin(0, with_rows=True)
        self.keep(0)

    def close(self) -> None:
        """Leave the database and drop it."""
        self._open.close()

    def begin(self, number: int, *, with_rows: bool, late: bool = False) -> None:
        """Start on a new database in the state before the migration of this number, with rows or without.

        Rows that were there at an earlier step are put back at that step, or late: to find others takes longer.
        """
        self.close()
        conninfo = self._where.clone(self._start)
        self._open.callback(self._where.drop, conninfo)
        self._backend = self._open.enter_context(AssayBackend(Target(self._settings, conninfo)))
        self._open.enter_context(self._backend.lock())
        # A connection of its own, on which the reader's queries are planned once.
        reader = psycopg.connect(conninfo, autocommit=True, prepare_threshold=0)
        self._reader = self._open.enter_context(reader)
        self._watch = rows.Watch(self._backend.connection)
        step, kept = self.kept if with_rows and not late else (number, self.kept[1] if with_rows else {})
        try:
            self._go(0, step)
            rows.put_back(self._backend.connection, tables(read(self._reader)), kept)
            self._go(step, number)
        except MigrationFailed:
            if step == number:
                raise
            self.begin(number, with_rows=with_rows, late=True)  # those rows were in the way
            return
        self.catalogue = self.read()
        if with_rows:
            self.plant()

    def _go(self, begin: int, end: int) -> None:
        for migration in self._stretch[begin:end]:
            self.run(migration, "apply")

    def keep(self, number: int) -> None:
        """Remember the rows there are, before the migration of this number."""
        self.kept = (number, self.hold())

    def put_back(self) -> None:
        """Put the rows that were kept where there are none."""
        rows.put_back(self._backend.connection, tables(self.catalogue), self.kept[1])

    def run(self, migration: Migration, direction: Direction) -> None:
        """Apply a migration or roll it back.

        Raises:
            MigrationFailed: it fails.
        """
        for left in reversed(range(_TRIES)):
            try:
                for _ in self._backend.run([migration], direction):
                    pass
                return
            except MigrationFailed as error:
                if not left or _sqlstate(error) not in _AGAIN:
                    raise

    def up(self, migration: Migration, before: Catalogue, *, again: bool = False, new_rows: bool = False) -> None:
        """Apply a migration that is to be proved.

        Args:
            migration: which.
            before: the catalogue before it.
            again: whether it was rolled back before.
            new_rows: whether there may be rows that were written after it was applied.

        Raises:
            RowsRefused: rows that are there break its rule.
            Failed: it cannot be applied, and not for the rows that are there.
        """
        try:
            self.run(migration, "apply")
        except MigrationFailed as error:
            words, about_rows = _said(error), _sqlstate(error)[:2] in _ABOUT_ROWS
            if new_rows and about_rows:
                raise RowsRefused(words) from None
            if again:
                raise Failed(f"after its rollback it cannot be applied again: {words}") from None
            if not about_rows:
                raise Failed(f"it cannot be applied to tables with rows: {words}") from None
            match = _NULL_IN_NEW_COLUMN.search(words)
            if match and not any(
                each.name[1:] == (match["table"], match["column"]) for each in before.of_kind("column")
            ):
                raise Failed(f"it cannot be applied to a table with rows: {words}") from None
            raise RowsRefused(words) from None

    def down(self, migration: Migration, *, new_rows: bool = False) -> None:
        """Roll back a migration that is to be proved.

        Args:
            migration: which.
            new_rows: whether there may be rows that were written after it was applied.

        Raises:
            Raised: it refuses in words of its own, or for rows that the former schema cannot hold: nothing is lost.
            Failed: it fails.
        """
        if migration.rollback_text is None:
            raise Raised("nothing, for there is none")
        try:
            self.run(migration, "rollback")
        except MigrationFailed as error:
            words = _said(error)
            if "at RAISE" in str(error) or (new_rows and _sqlstate(error)[:2] in _ABOUT_ROWS):
                raise Raised(words) from None
            when = "while there are rows that only the new schema allows" if new_rows else "with rows in the tables"
            raise Failed(f"its rollback fails {when}: {words}") from None

    def read(self, migration: Migration | None = None) -> Catalogue:
        """The catalogue, read as far as a migration may have changed it; all of it without one."""
        if self.careful or migration is None:
            return read(self._reader)
        text = f"{migration.text} {migration.rollback_text}"
        words = set(_WORD.findall(text))
        if words & {"schema", "SCHEMA"}:
            return read(self._reader)
        words.add("public")  # where names without a schema are looked for
        named = [each.name[0] for each in self.catalogue.of_kind("schema") if each.name[0] in words]
        return read(self._reader, schemas=named, rest=self.catalogue)

    def hold(self) -> rows.Rows:
        """The rows of all tables of the catalogue."""
        return self._watch.read(tables(self.catalogue), whole=self.careful)

    def forget(self, changed: Collection[TableName]) -> None:
        """Read these tables whole the next time, for their columns are others."""
        self._watch.forget(changed)

    def plant(
        self, *, only: Collection[TableName] | None = None, again: bool = False, prefer: Collection[str] = ()
    ) -> None:
        """Give a row to the tables that have none; the arguments are those of ``planting``."""
        done = plant(
            self._backend.connection,
            self.catalogue,
            only=only,
            again=again,
            prefer=prefer,
            later=self._final,
            refused=None if only is not None else self._refused,
            held={name: len(texts) for name, texts in self.hold().items()},
        )
        self.planted.update(dict.fromkeys(done.rows))
        self.planted.update(done.failed)
        self.past_triggers.update(done.past_triggers)

    def sound(self) -> bool:
        """Whether the catalogue and the rows are what the steps say."""
        found = self.read()
        if diff(self.catalogue, found):
            return False
        known = self._watch.read(tables(found))
        return not rows.lost(known, rows.hold(self._backend.connection, tables(found)))


def _sqlstate(error: MigrationFailed) -> str:
    match = _SQLSTATE.search(error.what)
    return match.group(1) if match else ""


def _said(error: MigrationFailed) -> str:
    """The server's message, without the picture of the place."""
    lines = error.what.splitlines()
    end = next((number for number, line in enumerate(lines) if _SQLSTATE.search(line)), 0)
    return " ".join(lines[: end + 1])
