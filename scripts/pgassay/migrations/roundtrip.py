"""Prove one migration after another: up, down, up, with rows in the tables."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Literal

import psycopg

from pgassay.catalogue import Catalogue, Difference, Object, diff
from pgassay.catalogue.tables import tables
from pgassay.errors import MigrationFailed
from pgassay.migrations import losses, rows
from pgassay.migrations.history import Migration
from pgassay.migrations.stage import Failed, Raised, RowsRefused, Stage
from pgassay.server import Throwaway
from pgassay.settings import Settings

Outcome = Literal["reversible", "refuses", "irreversible", "failed"]


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
        stage: the database; who has proved all closes it.
    """

    def __init__(self, settings: Settings, where: Throwaway, final: Catalogue) -> None:
        self.stage = Stage(settings, where, final)
        self._stretch: Sequence[Migration] = ()

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
        self._stretch = stretch
        self.stage.set(start, stretch, follows=follows)
        before = self.stage.kept
        try:
            found = self._each(wanted)
            if self.stage.sound() and not any(proof.outcome == "failed" for proof in found):
                return found
        except psycopg.Error:  # of a walk that believed what is not so
            pass
        self.stage.careful, self.stage.kept = True, before
        self.stage.begin(0, with_rows=True)
        return self._each(wanted)

    def _each(self, wanted: Collection[str]) -> list[Proof]:
        found = []
        for number, migration in enumerate(self._stretch):
            if migration.id in wanted:
                found.append(self._prove(number))
            else:
                self._pass(number)
        return found

    def _pass(self, number: int) -> None:
        """Apply a migration that is not to be proved."""
        try:
            self.stage.run(self._stretch[number], "apply")
            self.stage.catalogue = self.stage.read(self._stretch[number])
            self.stage.plant()
        except MigrationFailed:
            self.stage.begin(number + 1, with_rows=True)

    def _prove(self, number: int) -> Proof:
        migration, found, started = self._stretch[number], _Findings(), time.monotonic()
        self.stage.keep(number)
        try:
            before, after = self._either_way(number, found)
            if found.outcome == "reversible":
                self._with_new_rows(migration, found, before, after)
        except Failed as trouble:
            found.problems.append(str(trouble))
        if found.problems:
            found.outcome = "failed"
        if (
            found.problems
            or found.stranded
            or (found.outcome == "irreversible" and migration.rollback_text is not None)
        ):
            self.stage.begin(number + 1, with_rows=True)
        elif found.outcome == "refuses" and not migration.transactional:
            found.notes.append("that leaves it half rolled back, for it does not run in one transaction")
            self.stage.begin(number + 1, with_rows=True)
        else:
            if found.emptied:
                self.stage.put_back()
            self.stage.plant()
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
        except RowsRefused as refusal:
            found.notes.append(f"stops where existing rows break its rule: {refusal}")
        except Raised as refusal:
            if migration.rollback_text is None:
                return self._stays(found, refusal)
            found.outcome = "refuses"
            found.notes.append(f"its rollback refuses while there are rows: {refusal}")
        self.stage.begin(number, with_rows=False)
        found.emptied = True
        try:
            return self._round_trip(migration, found)
        except RowsRefused as refusal:
            raise Failed(f"it cannot be applied: {refusal}") from None
        except Raised as refusal:
            return self._stays(found, refusal)

    def _stays(self, found: _Findings, refusal: Raised) -> tuple[Catalogue, Catalogue]:
        """There is no way back."""
        found.outcome = "irreversible"
        found.notes[:] = [f"its rollback says: {refusal}"]
        self.stage.catalogue = self.stage.read()
        return self.stage.catalogue, self.stage.catalogue

    def _round_trip(self, migration: Migration, found: _Findings) -> tuple[Catalogue, Catalogue]:
        """Up, down, up: the catalogues before and after, and what is wrong among the findings."""
        before = self.stage.catalogue
        for problem in losses.unknown(migration, before):
            raise Failed(problem.message)
        kept = self.stage.hold()
        found.rows = sum(bool(each) for each in kept.values())
        self.stage.up(migration, before)
        after = self.stage.read(migration)
        self.stage.down(migration)
        self._same_as_before(migration, before, self.stage.read(migration), found)
        changed = rows.changed_tables(before, after)
        self.stage.forget(changed)
        self._lost(migration, kept, self.stage.hold(), found)
        self.stage.up(migration, before, again=True)
        self.stage.forget(changed)
        self.stage.catalogue = self.stage.read() if self.stage.careful else after
        if difference := diff(after, self.stage.catalogue):
            found.difference = difference
            raise Failed("applied a second time, after its rollback, it leaves another catalogue than the first time")
        return before, after

    def _same_as_before(self, migration: Migration, before: Catalogue, restored: Catalogue, found: _Findings) -> None:
        """The rollback restores the catalogue. A column that was lost comes back as the last one of its table."""
        moved = {loss[:2] for loss in losses.declared(migration)}

        def placeless(each: Object) -> Object:
            return each.without("position") if each.kind == "column" and each.table in moved else each

        difference = diff(before.map(placeless), restored.map(placeless)) if moved else diff(before, restored)
        if difference:
            found.difference = difference
            raise Failed("its rollback does not restore the catalogue")

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
            raise Failed(found.problems.pop())

    def _with_new_rows(self, migration: Migration, found: _Findings, before: Catalogue, after: Catalogue) -> None:
        """Rows that only the new schema accepts: the rollback keeps what it can hold, or refuses."""
        changed = rows.changed_tables(before, after)
        labels = rows.new_labels(before, after)
        if not changed:
            return
        self.stage.plant(only=changed, again=True, prefer=labels)
        then, now = tables(before), tables(after)
        shared = {
            name: [column for column in now[name].column_names if column in then[name].column_names]
            for name in now
            if name in then
        }
        kept = self.stage.hold()
        try:
            self.stage.down(migration, new_rows=True)
        except Raised as refusal:
            found.outcome = "refuses"
            found.notes.append(f"its rollback refuses while there are rows that only the new schema allows: {refusal}")
            return
        try:
            self.stage.up(migration, before, again=True, new_rows=True)
        except RowsRefused as refusal:
            found.notes.append(f"after its rollback it stops where rows written since break its rule: {refusal}")
            found.stranded = True
            return
        self.stage.forget(changed)
        admitted = losses.declared(migration)
        for loss, how in rows.lost(kept, self.stage.hold(), columns=shared).items():
            if loss[:2] in shared and not losses.covers(loss, admitted):
                found.problems.append(
                    f"rows written after it: the values of {'.'.join(loss)} do not survive its rollback ({how})"
                )
