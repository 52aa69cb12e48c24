"""Kill a migrator, or its server, after each statement of a migration, and see that the next run finishes."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from pgassay.catalogue import Catalogue, diff, read
from pgassay.catalogue.tables import tables
from pgassay.deploy.wire import Wire, end_of
from pgassay.errors import MigrationFailed, PgassayError
from pgassay.migrations import layouts, rows, runner
from pgassay.migrations.history import Migration
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
_PATIENCE = 60.0
_SHORT = 60
_PIPE = 60_000
_PR_SET_CHILD_SUBREAPER = 36  # of Linux's prctl(2)


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


class Killer:
    """Walks the history on a server of its own, and kills.

    Args:
        settings: the project's.
        cluster: the server; running, and nobody else's.
        migrations: the whole history, in order.
    """

    def __init__(self, settings: Settings, cluster: Cluster, migrations: Sequence[Migration]) -> None:
        self._settings, self._cluster, self._migrations = settings, cluster, migrations
        self._parent = os.getppid()

    def run(
        self, wanted: Collection[str], victims: Sequence[Victim], directions: Sequence[Direction]
    ) -> Iterator[Ordeal]:
        """Put the wanted migrations through it, in order; the others are only applied.

        Args:
            wanted: their ids.
            victims: whom to kill.
            directions: while what is done.
        """
        _adopt_orphans()
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
        for number in range(first, len(statements) + 1):
            for victim in victims:
                found.kills += 1
                if problem := self._kill(act, victim, number) or self._next_run(
                    act, place, direction, expected, volatile
                ):
                    found.faults.append(Fault(victim, _words(statements, number), problem))
        found.seconds = time.monotonic() - started
        return found

    def _act(self, migration: Migration, direction: Direction) -> Callable[[str], object]:
        if direction == "apply":
            return lambda conninfo: runner.migrate(self._settings, conninfo, to=migration.id)
        return lambda conninfo: runner.roll_back(self._settings, conninfo, count=1)

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
            child = _Child(lambda: act(conninfo))
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
        self._copy(_START, _TARGET)
        with self._wire() as (wire, conninfo):
            child = _Child(lambda: act(conninfo))
            stopped = wire.carry(stop_after=number, alive=child.runs)
            if not stopped:
                return f"it ended by itself before: {child.said() or child.status}"
            if victim == "server":
                self._kill_server()
            else:
                child.kill()
            wire.cut()
            status = child.wait()
            _reap()
            if victim == "server" and status not in (0, 3, 4):
                return f"the migrator did not understand that its server is gone: {status}: {child.said()}"
        return ""

    def _next_run(
        self,
        act: Callable[[str], object],
        place: int,
        direction: Direction,
        expected: _State,
        volatile: Collection[tuple[str, ...]],
    ) -> str:
        """Run again and compare; what is wrong, or nothing."""
        try:
            self._finish(act, self._migrations[place], direction)
        except PgassayError as trouble:
            return f"the next run fails: {trouble}"
        return _different(expected, self._state(), volatile)

    @contextlib.contextmanager
    def _wire(self) -> Iterator[tuple[Wire, str]]:
        wire = Wire(self._cluster.socket_folder / ".s.PGSQL.5432")
        try:
            yield wire, make_conninfo(self._at(_TARGET), host=wire.host)
        finally:
            wire.cut()

    def _kill_server(self) -> None:
        """kill -9 of the postmaster; its children notice and end. Then it is started again, and recovers."""
        pid = int((self._cluster.data / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)  # as a zombie it would keep the next server from starting
        deadline = time.monotonic() + _PATIENCE
        while self._cluster.running and time.monotonic() < deadline:
            time.sleep(0.002)
        self._cluster.start()

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
        with psycopg.connect(self._at("postgres"), autocommit=True) as connection:
            target, source = sql.Identifier(name), sql.Identifier(template)
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(target))
            connection.execute(sql.SQL("create database {} template {} strategy file_copy").format(target, source))

    def _at(self, name: str) -> str:
        return self._cluster.conninfo(name)


class _Child:
    """A process that does something and ends; forked, so that it need not import everything first."""

    def __init__(self, act: Callable[[], object]) -> None:
        self._read, write = os.pipe()
        self.status: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            _become(act, write)
        os.close(write)

    def runs(self) -> bool:
        """Whether it has not ended yet."""
        if self.status is None:
            self.status = end_of(self.pid)
        return self.status is None

    def kill(self) -> None:
        """kill -9."""
        if self.runs():
            os.kill(self.pid, signal.SIGKILL)
            self.wait()

    def wait(self) -> int:
        """Wait for its end; its exit status."""
        if self.status is None:
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.status

    def said(self) -> str:
        """What it said of its failure."""
        self.kill()
        with os.fdopen(self._read, "rb") as pipe:
            return pipe.read().decode(errors="replace")


def _adopt_orphans() -> None:
    """Become the parent of servers whose starter has ended, where the system can do that: init may reap late."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _reap() -> None:
    """Let go of what has ended: a killed server leaves a dozen processes."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _become(act: Callable[[], object], write: int) -> None:
    """Be the child: do it, say what went wrong, end without what belongs to the parent."""
    status, said = 0, ""
    try:
        act()
    except PgassayError as error:
        status, said = error.exit_code, str(error)
    except BaseException as error:
        status, said = 70, f"{type(error).__name__}: {error}"
    finally:
        with contextlib.suppress(OSError):
            os.write(write, said.encode()[:_PIPE])
        os._exit(status)


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
