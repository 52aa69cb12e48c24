"""Prove one migration after another: up, down, up, with rows in the tables."""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Literal

import psycopg

from pgassay.catalogue import Catalogue, Difference, Object, diff, read
from pgassay.catalogue.tables import TableName, tables
from pgassay.errors import MigrationFailed
from pgassay.migrations import losses, rows
from pgassay.migrations.backend import AssayBackend, Target
from pgassay.migrations.history import Migration
from pgassay.migrations.ledger import Direction
from pgassay.migrations.rows import Watch, put_back
from pgassay.planting.rows import plant
from pgassay.server import Throwaway
from pgassay.settings import Settings

Outcome = Literal["reversible", "refuses", "irreversible", "failed"]

_WORD = re.compile(r"\w+")
_SQLSTATE = re.compile(r"\(([0-9A-Z]{5})\)$", re.MULTILINE)
_NULL_IN_NEW_COLUMN = re.compile(r'column "(?P<column>.+?)" of relation "(?P<table>.+?)" contains null values')
# Other workers change the server's roles at the same time.
_AGAIN = {"XX000", "40001", "40P01", "55P03"}
_TRIES = 6


@dataclass(frozen=True)
class Proof:
    """What was found out about one migration.

    Attributes:
        migration: which.
        outcome: ``reversible``; ``refuses`` to be rolled back while certain rows are there; ``irreversible``, and
            its rollback says so by raising; ``failed``.
        problems: what is wrong, in words.
        notes: what is worth knowing.
        difference: between the catalogue before and the one after the rollback, where that is what is wrong.
        lost: declared and confirmed losses.
        rows: in how many tables rows were watched.
        seconds: how long it took.
    """

    migration: Migration
    outcome: Outcome
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    difference: Difference = field(default_factory=Difference)
    lost: tuple[str, ...] = ()
    rows: int = 0
    seconds: float = 0.0


class _Failed(Exception):
    """The migration is not what it should be; the message says how."""


class _RowsRefused(Exception):
    """The migration cannot be applied to the rows that were planted."""


class _Raised(Exception):
    """The rollback raised an exception of its own."""


@dataclass
class _Findings:
    outcome: Outcome = "reversible"
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    difference: Difference = field(default_factory=Difference)
    lost: list[str] = field(default_factory=list)
    rows: int = 0
    emptied: bool = False  # the database was begun anew without rows
    stranded: bool = False  # the database cannot go on from where it stands


class Walk:
    """Goes through stretches of the history on a database of its own.

    Args:
        settings: the project's.
        where: the server.
        final: the catalogue at the end of the history: rows are made so that later checks accept them.

    Attributes:
        planted: the tables that were to be given rows; why not, where that failed.
        past_triggers: tables whose triggers had to be switched off to give them a row.
    """

    def __init__(self, settings: Settings, where: Throwaway, final: Catalogue) -> None:
        self._settings, self._where, self._final = settings, where, final
        self._open = ExitStack()
        self._backend: AssayBackend
        self._catalogue: Catalogue
        self._watch: Watch
        self._kept: tuple[int, rows.Rows] = (0, {})
        self._careful = False
        self.planted: dict[TableName, str | None] = {}
        self.past_triggers: set[TableName] = set()
        self._refused: dict[TableName, object] = {}

    def prove(self, start: str, stretch: Sequence[Migration], wanted: Collection[str], *, follows: bool) -> list[Proof]:
        """Prove those of a stretch whose ids are wanted; the others are only applied.

        Only the schemas that a migration names are read, once on the way up and once after the rollback, and of the
        rows only those of tables that were written to; the whole is read at the end. If that is not what the steps
        say, or a migration fails, the stretch is gone through again, and the whole read at each step: which tells
        whose failure it is.

        Args:
            start: name of the database in the state before the stretch; it is cloned, not touched.
            stretch: the migrations, in order.
            wanted: ids of those to prove.
            follows: whether the stretch before was proved last: then its database is gone on with.

        Raises:
            MigrationFailed: one cannot even be applied to empty tables.
        """
        self._start, self._stretch, self._careful = start, list(stretch), False
        self._kept = (0, self._watch.read(tables(self._catalogue)) if follows else {})
        before = self._kept
        try:
            if not follows:
                self._begin(0, rows=True)
                before = self._kept = (0, self._watch.read(tables(self._catalogue)))
            found = self._each(wanted)
            if self._sound() and not any(proof.outcome == "failed" for proof in found):
                return found
        except psycopg.Error:  # of a walk that believed what is not so
            pass
        self._careful, self._kept = True, before
        self._begin(0, rows=True)
        return self._each(wanted)

    def _each(self, wanted: Collection[str]) -> list[Proof]:
        found = []
        for number, migration in enumerate(self._stretch):
            if migration.id in wanted:
                found.append(self._prove(number))
            else:
                self._pass(number)
        return found

    def _sound(self) -> bool:
        """Whether the catalogue and the rows are what the steps say."""
        found = self._read()
        if diff(self._catalogue, found):
            return False
        known = self._watch.read(tables(found))
        return not rows.lost(known, rows.hold(self._backend.connection, tables(found)))

    def close(self) -> None:
        """Leave the database and drop it."""
        self._open.close()

    def _begin(self, number: int, *, rows: bool, late: bool = False) -> None:
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
        self._watch = Watch(self._backend.connection)
        step, kept = self._kept if rows and not late else (number, self._kept[1] if rows else {})
        try:
            self._go(0, step)
            put_back(self._backend.connection, tables(read(self._reader)), kept)
            self._go(step, number)
        except MigrationFailed:
            if step == number:
                raise
            self._begin(number, rows=rows, late=True)  # those rows were in the way
            return
        self._catalogue = self._read()
        if rows:
            self._plant()

    def _go(self, begin: int, end: int) -> None:
        for migration in self._stretch[begin:end]:
            self._run(migration, "apply")

    def _pass(self, number: int) -> None:
        """Apply a migration that is not to be proved."""
        try:
            self._run(self._stretch[number], "apply")
            self._catalogue = self._read(self._stretch[number])
            self._plant()
        except MigrationFailed:
            self._begin(number + 1, rows=True)

    def _prove(self, number: int) -> Proof:
        migration, found, started = self._stretch[number], _Findings(), time.monotonic()
        self._kept = (number, self._hold())
        try:
            before, after = self._either_way(number, found)
            if found.outcome == "reversible":
                self._with_new_rows(migration, found, before, after)
        except _Failed as trouble:
            found.problems.append(str(trouble))
        if found.problems:
            found.outcome = "failed"
        if (
            found.problems
            or found.stranded
            or (found.outcome == "irreversible" and migration.rollback_text is not None)
        ):
            self._begin(number + 1, rows=True)
        elif found.outcome == "refuses" and not migration.transactional:
            found.notes.append("that leaves it half rolled back, for it does not run in one transaction")
            self._begin(number + 1, rows=True)
        else:
            if found.emptied:
                put_back(self._backend.connection, tables(self._catalogue), self._kept[1])
            self._plant()
        return Proof(
            migration,
            found.outcome,
            tuple(found.problems),
            tuple(found.notes),
            found.difference,
            tuple(found.lost),
            found.rows,
            time.monotonic() - started,
        )

    def _either_way(self, number: int, found: _Findings) -> tuple[Catalogue, Catalogue]:
        """The round trip with rows; where these are in the way, it is said and tried once more without."""
        migration = self._stretch[number]
        try:
            return self._round_trip(migration, found)
        except _RowsRefused as refusal:
            found.notes.append(f"stops where existing rows break its rule: {refusal}")
        except _Raised as refusal:
            if migration.rollback_text is None:
                return self._stays(found, refusal)
            found.outcome = "refuses"
            found.notes.append(f"its rollback refuses while there are rows: {refusal}")
        self._begin(number, rows=False)
        found.emptied = True
        try:
            return self._round_trip(migration, found)
        except _RowsRefused as refusal:
            raise _Failed(f"it cannot be applied: {refusal}") from None
        except _Raised as refusal:
            return self._stays(found, refusal)

    def _stays(self, found: _Findings, refusal: _Raised) -> tuple[Catalogue, Catalogue]:
        """There is no way back."""
        found.outcome = "irreversible"
        found.notes[:] = [f"its rollback says: {refusal}"]
        self._catalogue = self._read()
        return self._catalogue, self._catalogue

    def _round_trip(self, migration: Migration, found: _Findings) -> tuple[Catalogue, Catalogue]:
        """Up, down, up: the catalogues before and after, and what is wrong among the findings."""
        before = self._catalogue
        for problem in losses.unknown(migration, before):
            raise _Failed(problem.message)
        kept = self._hold()
        found.rows = sum(bool(each) for each in kept.values())
        self._up(migration, before)
        after = self._read(migration)
        self._down(migration)
        self._same_as_before(migration, before, self._read(migration), found)
        changed = rows.changed_tables(before, after)
        self._watch.forget(changed)
        self._lost(migration, kept, self._hold(), found)
        self._up(migration, before, again=True)
        self._watch.forget(changed)
        self._catalogue = self._read() if self._careful else after
        if difference := diff(after, self._catalogue):
            found.difference = difference
            raise _Failed("applied a second time, after its rollback, it leaves another catalogue than the first time")
        return before, after

    def _same_as_before(self, migration: Migration, before: Catalogue, restored: Catalogue, found: _Findings) -> None:
        """The rollback restores the catalogue. A column that was lost comes back as the last one of its table."""
        moved = {loss[:2] for loss in losses.declared(migration)}

        def placeless(each: Object) -> Object:
            return each.without("position") if each.kind == "column" and each.table in moved else each

        difference = diff(before.map(placeless), restored.map(placeless)) if moved else diff(before, restored)
        if difference:
            found.difference = difference
            raise _Failed("its rollback does not restore the catalogue")

    def _lost(self, migration: Migration, before: rows.Rows, after: rows.Rows, found: _Findings) -> None:
        """What is lost is what the header declares, no less and no more."""
        gone, admitted = rows.lost(before, after), losses.declared(migration)
        for loss, how in gone.items():
            if not losses.covers(loss, admitted):
                found.problems.append(
                    f"the values of {'.'.join(loss)} do not survive ({how}), and the header has no "
                    f"'-- loses: {'.'.join(loss)}'"
                )
        certain = losses.declared(migration, certain=True)
        for loss in admitted:
            if loss in gone or any(each[:2] == loss for each in gone):
                found.lost.append(".".join(loss))
            elif rows.filled(before, loss) and loss in certain:
                found.problems.append(f"the header says that {'.'.join(loss)} is lost, and it is not")
            else:
                why = "the rows were not such" if loss not in certain else "there was no value in it"
                found.notes.append(f"the loss of {'.'.join(loss)} could not be shown: {why}")
        if found.problems:
            raise _Failed(found.problems.pop())

    def _with_new_rows(self, migration: Migration, found: _Findings, before: Catalogue, after: Catalogue) -> None:
        """Rows that only the new schema accepts: the rollback keeps what it can hold, or refuses."""
        changed = rows.changed_tables(before, after)
        labels = rows.new_labels(before, after)
        if not changed:
            return
        self._plant(only=changed, again=True, prefer=labels)
        then, now = tables(before), tables(after)
        shared = {
            name: [column for column in now[name].column_names if column in then[name].column_names]
            for name in now
            if name in then
        }
        kept = self._hold()
        try:
            self._down(migration, new_rows=True)
        except _Raised as refusal:
            found.outcome = "refuses"
            found.notes.append(f"its rollback refuses while there are rows that only the new schema allows: {refusal}")
            return
        try:
            self._up(migration, before, again=True, new_rows=True)
        except _RowsRefused as refusal:
            found.notes.append(f"after its rollback it stops where rows written since break its rule: {refusal}")
            found.stranded = True
            return
        self._watch.forget(changed)
        admitted = losses.declared(migration)
        for loss, how in rows.lost(kept, self._hold(), columns=shared).items():
            if loss[:2] in shared and not losses.covers(loss, admitted):
                found.problems.append(
                    f"rows written after it: the values of {'.'.join(loss)} do not survive its rollback ({how})"
                )

    def _up(self, migration: Migration, before: Catalogue, *, again: bool = False, new_rows: bool = False) -> None:
        try:
            self._run(migration, "apply")
        except MigrationFailed as error:
            words = _said(error)
            if new_rows and _sqlstate(error)[:2] in ("22", "23"):
                raise _RowsRefused(words) from None
            if again:
                raise _Failed(f"after its rollback it cannot be applied again: {words}") from None
            if _sqlstate(error)[:2] not in ("22", "23"):
                raise _Failed(f"it cannot be applied to tables with rows: {words}") from None
            match = _NULL_IN_NEW_COLUMN.search(words)
            if match and not any(
                each.name[1:] == (match["table"], match["column"]) for each in before.of_kind("column")
            ):
                raise _Failed(f"it cannot be applied to a table with rows: {words}") from None
            raise _RowsRefused(words) from None

    def _down(self, migration: Migration, *, new_rows: bool = False) -> None:
        if migration.rollback_text is None:
            raise _Raised("nothing, for there is none")
        try:
            self._run(migration, "rollback")
        except MigrationFailed as error:
            words = _said(error)
            # Its own words, or the server's about rows that the former schema cannot hold: nothing is lost.
            if "at RAISE" in str(error) or (new_rows and _sqlstate(error)[:2] in ("22", "23")):
                raise _Raised(words) from None
            when = "while there are rows that only the new schema allows" if new_rows else "with rows in the tables"
            raise _Failed(f"its rollback fails {when}: {words}") from None

    def _run(self, migration: Migration, direction: Direction) -> None:
        for left in reversed(range(_TRIES)):
            try:
                for _ in self._backend.run([migration], direction):
                    pass
                return
            except MigrationFailed as error:
                if not left or _sqlstate(error) not in _AGAIN:
                    raise

    def _read(self, migration: Migration | None = None) -> Catalogue:
        """The catalogue, read as far as a migration may have changed it; all of it without one."""
        if self._careful or migration is None:
            return read(self._reader)
        text = f"{migration.text} {migration.rollback_text}"
        words = set(_WORD.findall(text))
        if words & {"schema", "SCHEMA"}:
            return read(self._reader)
        words.add("public")  # where names without a schema are looked for
        named = [each.name[0] for each in self._catalogue.of_kind("schema") if each.name[0] in words]
        return read(self._reader, schemas=named, rest=self._catalogue)

    def _hold(self) -> rows.Rows:
        """The rows of all tables of the catalogue."""
        return self._watch.read(tables(self._catalogue), whole=self._careful)

    def _plant(
        self, *, only: Collection[TableName] | None = None, again: bool = False, prefer: Collection[str] = ()
    ) -> None:
        done = plant(
            self._backend.connection,
            self._catalogue,
            only=only,
            again=again,
            prefer=prefer,
            later=self._final,
            refused=None if only is not None else self._refused,
            held={name: len(texts) for name, texts in self._hold().items()},
        )
        self.planted.update(dict.fromkeys(done.rows))
        self.planted.update(done.failed)
        self.past_triggers.update(done.past_triggers)


def _sqlstate(error: MigrationFailed) -> str:
    match = _SQLSTATE.search(error.what)
    return match.group(1) if match else ""


def _said(error: MigrationFailed) -> str:
    """The server's message, without the picture of the place."""
    lines = error.what.splitlines()
    end = next((number for number, line in enumerate(lines) if _SQLSTATE.search(line)), 0)
    return " ".join(lines[: end + 1])
