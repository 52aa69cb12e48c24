"""Trace migrations at several sizes of the tables that they touch, and say what grows with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import psycopg
from psycopg.conninfo import conninfo_to_dict

from pgassay.catalogue import read
from pgassay.catalogue.tables import TableName
from pgassay.errors import MigrationFailed
from pgassay.migrations import layouts
from pgassay.migrations.history import Migration
from pgassay.migrations.lint.modes import words
from pgassay.migrations.locks.growing import grow
from pgassay.migrations.locks.trace import Trace, trace
from pgassay.server import Throwaway
from pgassay.settings import Settings

SIZES = (1_000, 10_000, 100_000)
Growth = Literal["constant", "grows", ""]
# A statement that writes a byte for each row, or reads half of them, does something to every row.
_WAL_PER_ROW = 1.0
_READ_PER_ROW = 0.5


@dataclass(frozen=True)
class Measured:
    """One statement, traced.

    Attributes:
        trace: with the largest tables.
        sizes: rows of each table that it touches, for each run; empty if it touches none that was there.
        seconds: of each run.
        wal: bytes of write-ahead log of each run.
        read: rows read in each run.
    """

    trace: Trace
    sizes: tuple[int, ...] = ()
    seconds: tuple[float, ...] = ()
    wal: tuple[int, ...] = ()
    read: tuple[int, ...] = ()

    @property
    def growth(self) -> Growth:
        """Whether its work grows with the tables; judged by rows read and log written, not by the clock."""
        if len(self.sizes) < 2:
            return ""
        rows = self.sizes[-1] - self.sizes[0]
        grows = self.wal[-1] - self.wal[0] > _WAL_PER_ROW * rows or self.read[-1] - self.read[0] > _READ_PER_ROW * rows
        return "grows" if grows else "constant"

    def to_json(self) -> dict[str, Any]:
        """As JSON holds it."""
        runs = [
            {"rows": size, "milliseconds": round(seconds * 1000, 1), "wal_bytes": wal, "rows_read": read}
            for size, seconds, wal, read in zip(self.sizes, self.seconds, self.wal, self.read, strict=True)
        ]
        return self.trace.to_json() | {"growth": self.growth or None, "runs": runs}


@dataclass
class Report:
    """What was measured of one migration.

    Attributes:
        migration: which.
        statements: in order.
        not_grown: tables that could not be made larger, each with the reason.
        refused: why it does not take the rows that it was given, and was traced without; empty if it does.
    """

    migration: Migration
    statements: list[Measured] = field(default_factory=list)
    not_grown: dict[TableName, str] = field(default_factory=dict)
    refused: str = ""

    @property
    def differences(self) -> list[str]:
        """Where the linter said otherwise."""
        return [f"{each.trace.place}: {text}" for each in self.statements for text in each.trace.differences]


def measure(
    settings: Settings,
    where: Throwaway,
    migrations: Sequence[Migration],
    *,
    wanted: Collection[str],
    sizes: Sequence[int] = SIZES,
) -> Iterator[Report]:
    """Trace migrations, each on the state before it.

    Args:
        settings: the project's.
        where: a server on which its user is superuser.
        migrations: the history, in order.
        wanted: ids of those to trace.
        sizes: rows of the tables that a migration touches, ascending; none for empty tables.

    Raises:
        MigrationFailed: the server stopped one.
    """
    conninfo = where.clone()
    try:
        if not sizes and len(wanted) == len(migrations):  # one walk through all of it
            yield from _together(settings, conninfo, migrations)
            return
        done = 0
        for number, migration in enumerate(migrations):
            if migration.id not in wanted:
                continue
            layouts.apply(settings, conninfo, migrations[done:number])
            done = number
            yield _one(settings, where, conninfo, migration, sizes)
    finally:
        where.drop(conninfo)


def _together(settings: Settings, conninfo: str, migrations: Sequence[Migration]) -> Iterator[Report]:
    by_id = {migration.id: Report(migration) for migration in migrations}
    for each in trace(settings, conninfo, migrations):
        by_id[each.migration].statements.append(Measured(each))
    yield from by_id.values()


def _one(settings: Settings, where: Throwaway, conninfo: str, migration: Migration, sizes: Sequence[int]) -> Report:
    report = Report(migration)
    state = str(conninfo_to_dict(conninfo)["dbname"])
    first = _run(settings, where, state, migration, (), 0, report)
    touched = _touched(first)
    report.statements = [Measured(each) for each in first]
    if not touched or not sizes:
        return report
    try:
        runs = [_run(settings, where, state, migration, touched, size, report) for size in sizes]
    except MigrationFailed as refused:  # it looks for rows that must not be, and copies of one row are such
        report.refused = str(refused).splitlines()[0]
        return report
    report.statements = [
        Measured(
            each[-1],
            tuple(sizes),
            tuple(trace.seconds for trace in each),
            tuple(trace.wal for trace in each),
            tuple(sum(trace.read.values()) for trace in each),
        )
        if _names(each[-1])
        else Measured(each[-1])
        for each in zip(*runs, strict=True)
    ]
    return report


def _run(
    settings: Settings,
    where: Throwaway,
    state: str,
    migration: Migration,
    touched: Collection[TableName],
    size: int,
    report: Report,
) -> list[Trace]:
    """Trace a migration on a clone of the state before it, with rows in some tables."""
    clone = where.clone(state)
    try:
        if touched:
            with psycopg.connect(clone, autocommit=True) as connection:
                report.not_grown.update(grow(connection, read(connection), touched, size))
        return trace(settings, clone, [migration], weighs=size > 0)
    finally:
        where.drop(clone)


def _names(trace: Trace) -> set[str]:
    return {*trace.locks, *trace.rewritten, *trace.scanned, *trace.read}


def _touched(traces: Sequence[Trace]) -> set[TableName]:
    """The tables that statements lock, rewrite or read."""
    found: set[TableName] = set()
    for each in traces:
        for name in _names(each):
            schema, _, table = name.partition(".")
            found.add((schema, table))
    return found


def shape(seconds: Sequence[float]) -> str:
    """Times for people, in milliseconds."""
    return " → ".join(f"{each * 1000:.0f}" if each >= 0.0095 else f"{each * 1000:.1f}" for each in seconds)


def summary(measured: Measured) -> str:
    """Locks of a statement for people, the strongest first."""
    return ", ".join(f"{name} {words(mode)}" for name, mode in sorted(measured.trace.locks.items(), key=str))
