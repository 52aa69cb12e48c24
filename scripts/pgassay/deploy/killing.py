"""Kill a migrator, or its server, after each statement of a migration, and see that the next run finishes."""

from __future__ import annotations

import contextlib
import gc
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from pgassay.catalogue import Catalogue, diff, read
from pgassay.catalogue.tables import tables
from pgassay.deploy.child import Child, adopt_orphans, reap
from pgassay.deploy.wire import Wire
from pgassay.errors import MigrationFailed, PgassayError
from pgassay.migrations import layouts, rows, runner
from pgassay.migrations.history import History, Migration
from pgassay.migrations.ledger import Direction
from pgassay.planting.rows import plant
from pgassay.server.cluster import Cluster
from pgassay.settings import Settings

Victim = Literal["migrator", "server"]
VICTIMS: tuple[Victim, ...] = ("migrator", "server")

_BASE, _START, _TARGET = "pgassay_faults_base", "pgassay_faults_start", "pgassay_faults_target"
_READS = re.compile(r"\s*(?:select|show|set)\b", re.IGNORECASE)
_LEDGER = "select migration_id, checksum, rollback_checksum, direction, statements_done from _pgassay_ledger order by 1"
_APPLIED = "select migration_id from _yoyo_migration order by 1"
_NEXT = "select pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
_BUSY = "select from pg_stat_activity where datname = %s and backend_type = 'client backend' limit 1"
_COMMITTED = """
select count(*)
from generate_series(%(mark)s::bigint, pg_snapshot_xmax(pg_current_snapshot())::text::bigint - 1) number
where pg_xact_status(number::text::xid8) is distinct from 'aborted'
"""
_SMALL = {"shared_buffers": "16MB", "autovacuum": "off", "max_logical_replication_workers": "0"}
_IO_METHODS = 18
_PATIENCE = 60.0
_SHORT = 60


@dataclass(frozen=True)
class Fault:
    """One kill after which not all was as it should be.

    Attributes:
        victim: who was killed.
        after: the statement after which, in a few words.
        problem: what was wrong.
    """

    victim: Victim
    after: str
    problem: str


@dataclass
class Ordeal:
    """What a migration went through.

    Attributes:
        id: the migration's.
        direction: ``apply`` or ``rollback``.
        boundaries: between how many of the migrator's statements it was killed, and at the ends.
        kills: how many there were.
        faults: those that were not survived.
        with_rows: whether there were rows in the tables.
        seconds: how long it took.
    """

    id: str
    direction: Direction
    boundaries: int = 0
    kills: int = 0
    faults: list[Fault] = field(default_factory=list)
    with_rows: bool = True
    seconds: float = 0.0


@dataclass(frozen=True)
class _State:
    """What a run leaves: the catalogue, the rows, the records."""

    catalogue: Catalogue
    rows: rows.Rows
    records: tuple[Sequence[Any], ...]


@dataclass(frozen=True)
class _Trial:
    """What is to be survived: a run, its statements, what it leaves when nobody disturbs it."""

    act: Callable[[str], object]
    place: int
    direction: Direction
    statements: Sequence[str]
    expected: _State
    volatile: Collection[tuple[str, ...]]


class Killer:
    """Walks the history on a server of its own, and kills.

    Args:
        settings: the project's.
        cluster: the server; running, and nobody else's.
        project: the whole history.
    """

    def __init__(self, settings: Settings, cluster: Cluster, project: History) -> None:
        self._settings, self._cluster = settings, cluster
        self._project, self._migrations = project, project.migrations
        self._parent = os.getppid()
        self._server: subprocess.Popen[bytes]
        self._administrator: psycopg.Connection[Any] | None = None

    def run(
        self, wanted: Collection[str], victims: Sequence[Victim], directions: Sequence[Direction]
    ) -> Iterator[Ordeal]:
        """Put the wanted migrations through it, in order; the others are only applied.

        Args:
            wanted: their ids.
            victims: whom to kill.
            directions: while what is done.
        """
        adopt_orphans()
        self._cluster.stop()  # from here on it is a child of ours
        self._server = self._serve()
        gc.freeze()  # what is here now stays; children that look for garbage in it would copy it
        try:
            yield from self._run(wanted, victims, directions)
        finally:
            self._server.send_signal(signal.SIGINT)
            self._server.wait()

    def _run(
        self, wanted: Collection[str], victims: Sequence[Victim], directions: Sequence[Direction]
    ) -> Iterator[Ordeal]:
        self._begin(0, with_rows=True)
        last = max(place for place, migration in enumerate(self._migrations) if migration.id in wanted)
        for place, migration in enumerate(self._migrations[: last + 1]):
            if migration.id in wanted:
                self._plant()
                for direction in directions:
                    yield self._ordeal(place, direction, victims)
            self._pass_by(place)

    def _ordeal(self, place: int, direction: Direction, victims: Sequence[Victim]) -> Ordeal:
        migration = self._migrations[place]
        found, started = Ordeal(migration.id, direction), time.monotonic()
        self._copy(_BASE, _START)
        if direction == "rollback":
            try:
                runner.migrate(self._settings, self._at(_START), to=migration.id)
            except MigrationFailed:
                self._begin(place, with_rows=False)
                self._copy(_BASE, _START)
                found.with_rows = False
                runner.migrate(self._settings, self._at(_START), to=migration.id)
        act = self._act(migration, direction)
        try:
            statements, expected = self._undisturbed(act)
        except PgassayError as trouble:
            if not found.with_rows or not isinstance(trouble, MigrationFailed):
                raise
            # Its rule does not hold for the rows, or its rollback refuses while there are any.
            found.with_rows = False
            self._fresh(_START, place + (direction == "rollback"))
            try:
                statements, expected = self._undisturbed(act)
            except MigrationFailed as words:
                found.faults.append(Fault("migrator", "nothing", f"it cannot be run at all: {words}"))
                return found
        volatile = self._volatile(act, expected)
        # What only reads at the beginning is passed over: it can be killed before it, too.
        first = next(number for number, text in enumerate(statements) if number and not _READS.match(text))
        found.boundaries = len(statements) - first + 1
        trial = _Trial(act, place, direction, statements, expected, volatile)
        for victim in victims:
            found.kills += found.boundaries
            found.faults += self._kill_in_turn(trial, victim, range(first, len(statements) + 1))
        found.seconds = time.monotonic() - started
        return found

    def _act(self, migration: Migration, direction: Direction) -> Callable[[str], object]:
        if direction == "apply":
            return lambda conninfo: runner.migrate(self._settings, conninfo, to=migration.id, project=self._project)
        return lambda conninfo: runner.roll_back(self._settings, conninfo, count=1, project=self._project)

    def _finish(self, act: Callable[[str], object], migration: Migration, direction: Direction) -> None:
        """The next run; of rollbacks only while there is something to roll back, for the one before is not meant."""
        if direction == "rollback":
            with psycopg.connect(self._at(_TARGET)) as connection:
                if (migration.id,) not in connection.execute(_APPLIED).fetchall():
                    return
        act(self._at(_TARGET))

    def _undisturbed(self, act: Callable[[str], object]) -> tuple[list[str], _State]:
        """What the migrator sends when nobody kills it, and what that leaves."""
        self._copy(_START, _TARGET)
        with self._wire() as (wire, conninfo):
            child = Child(lambda: act(conninfo))
            wire.carry(stop_after=None, alive=child.runs)
            if child.status:
                raise MigrationFailed(child.said())
        return wire.statements, self._state()

    def _volatile(self, act: Callable[[str], object], expected: _State) -> set[tuple[str, ...]]:
        """Columns that two undisturbed runs fill differently, as from a clock or at random."""
        self._copy(_START, _TARGET)
        act(self._at(_TARGET))
        return set(rows.lost(expected.rows, self._state().rows))

    def _kill(self, act: Callable[[str], object], victim: Victim, number: int) -> str:
        """Kill after so many statements; what is wrong with that, or nothing."""
        if os.getppid() != self._parent:
            raise SystemExit("nobody is left who waits for this")
        with self._wire() as (wire, conninfo):
            child = Child(lambda: act(conninfo))
            stopped = wire.carry(stop_after=number, alive=child.runs)
            if not stopped:
                return f"it ended by itself before: {child.said() or child.status}"
            if victim == "server":
                self._kill_server()
            else:
                child.kill()
            wire.cut()
            status = child.wait()
            reap()
            if victim == "server" and status not in (0, 3, 4):
                return f"the migrator did not understand that its server is gone: {status}: {child.said()}"
        return ""

    def _kill_in_turn(self, trial: _Trial, victim: Victim, numbers: Sequence[int]) -> list[Fault]:
        """Kill after each of so many statements; what was not survived.

        What a kill leaves is decided by how many of the run's transactions were committed. Where none was, the next
        run is the one that is killed one statement later, on the same database, and only the last one is left to
        finish. If anything is wrong at the end of such a row, each of its kills is tried alone, on a new database.
        """
        faults: list[Fault] = []
        row: list[int] = []
        known: set[tuple[int | None, int | None]] = set()
        for number in numbers:
            if not row:
                self._copy(_START, _TARGET)
            row.append(number)
            mark = self._next_transaction()
            problem = self._kill(trial.act, victim, number)
            committed = None if problem else self._committed(mark)
            if committed == 0 and number != numbers[-1]:
                continue
            problem = problem or self._next_run(trial, committed, known)
            if problem and len(row) > 1:
                alone = [fault for each in row for fault in self._kill_in_turn(trial, victim, (each,))]
                words = f"only after {len(row)} kills in a row: {problem}"
                faults += alone or [Fault(victim, _words(trial.statements, number), words)]
            elif problem:
                faults.append(Fault(victim, _words(trial.statements, number), problem))
            row = []
        return faults

    def _next_run(self, trial: _Trial, committed: int | None, known: set[tuple[int | None, int | None]]) -> str:
        """Run again and compare; what is wrong, or nothing.

        Args:
            trial: what is tried.
            committed: how many transactions of the run that was killed.
            known: of runs that were killed and their next ones, those whose result was compared already: with the
                same transactions committed it is the same, and need not be read again.
        """
        mark = self._next_transaction()
        try:
            self._finish(trial.act, self._migrations[trial.place], trial.direction)
        except PgassayError as trouble:
            return f"the next run fails: {trouble}"
        both = (committed, self._committed(mark))
        if None not in both and both in known:
            return ""
        known.add(both)
        return _different(trial.expected, self._state(), trial.volatile)

    def _next_transaction(self) -> int:
        """The number of the next transaction that changes anything."""
        return int(self._administration().execute(_NEXT).fetchone()[0])  # type: ignore[index]

    def _committed(self, mark: int) -> int | None:
        """How many transactions since then were committed, once nobody is left who could; None if somebody stays."""
        connection = self._administration()
        deadline = time.monotonic() + _PATIENCE
        while connection.execute(_BUSY, (_TARGET,)).fetchone():
            if time.monotonic() > deadline:
                return None
            time.sleep(0.002)
        return int(connection.execute(_COMMITTED, {"mark": mark}).fetchone()[0])  # type: ignore[index]

    @contextlib.contextmanager
    def _wire(self) -> Iterator[tuple[Wire, str]]:
        wire = Wire(self._cluster.socket_folder / ".s.PGSQL.5432")
        try:
            yield wire, make_conninfo(self._at(_TARGET), host=wire.host)
        finally:
            wire.cut()

    def _kill_server(self) -> None:
        """kill -9 of the postmaster; its children notice and end. Then it is started again, and recovers."""
        self._administration().close()
        self._server.kill()
        self._server.wait()
        deadline = time.monotonic() + _PATIENCE
        while self._cluster.running and time.monotonic() < deadline:
            time.sleep(0.002)
        self._server = self._serve()

    def _serve(self) -> subprocess.Popen[bytes]:
        """A server that starts quickly, and has no other business than ours."""
        modern = {"io_method": "sync"} if self._cluster.installation.major >= _IO_METHODS else {}
        return self._cluster.serve(**_SMALL, **modern)

    def _state(self) -> _State:
        with psycopg.connect(self._at(_TARGET), autocommit=True) as connection:
            catalogue = read(connection)
            records = tuple(connection.execute(query).fetchall() for query in (_APPLIED, _LEDGER))
            return _State(catalogue, rows.hold(connection, tables(catalogue)), records)

    def _begin(self, place: int, *, with_rows: bool) -> None:
        """Make the base anew, in the state before a migration."""
        self._fresh(_BASE, place)
        if with_rows:
            self._plant()

    def _fresh(self, name: str, place: int) -> None:
        """An empty database with so many migrations applied."""
        self._copy("template0", name)
        layouts.apply(self._settings, self._at(name), self._migrations[:place])

    def _pass_by(self, place: int) -> None:
        try:
            layouts.apply(self._settings, self._at(_BASE), [self._migrations[place]])
        except MigrationFailed:  # with rows in the way
            self._begin(place + 1, with_rows=True)

    def _plant(self) -> None:
        with psycopg.connect(self._at(_BASE), autocommit=True) as connection:
            plant(connection, read(connection))

    def _copy(self, template: str, name: str) -> None:
        """Make a database from another. A copy of files ends with a checkpoint: little is left to recover."""
        connection = self._administration()
        target, source = sql.Identifier(name), sql.Identifier(template)
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(target))
        connection.execute(sql.SQL("create database {} template {} strategy file_copy").format(target, source))

    def _administration(self) -> psycopg.Connection[Any]:
        """A connection that outlives many kills of migrators."""
        if self._administrator is None or self._administrator.closed:
            self._administrator = psycopg.connect(self._at("postgres"), autocommit=True)
        return self._administrator

    def _at(self, name: str) -> str:
        return self._cluster.conninfo(name)


def _different(expected: _State, found: _State, volatile: Collection[tuple[str, ...]]) -> str:
    """What differs from an undisturbed run."""
    if difference := diff(expected.catalogue, found.catalogue):
        return "the catalogue is another: " + ", ".join(difference.labels)
    if expected.records != found.records:
        return f"the records are others: {_first_difference(expected.records, found.records)}"
    lost: Mapping[tuple[str, ...], str] = rows.lost(expected.rows, found.rows)
    wrong = {name: how for name, how in lost.items() if name not in volatile and name[:2] not in volatile}
    return "the rows are others: " + ", ".join(f"{'.'.join(n)}: {how}" for n, how in wrong.items()) if wrong else ""


def _first_difference(expected: Sequence[Sequence[Any]], found: Sequence[Sequence[Any]]) -> str:
    for one, other in zip(expected, found, strict=True):
        only = [*(set(one) - set(other)), *(set(other) - set(one))]
        if only:
            return str(only[0])
    return "their order"


def _words(statements: Sequence[str], number: int) -> str:
    """The statement after which it happened, shortened."""
    text = " ".join(statements[number - 1].split()) if number else "the connection was made"
    return f"{number}: " + (text if len(text) <= _SHORT else text[: _SHORT - 1] + "…")
