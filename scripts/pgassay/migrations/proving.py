"""Many migrations proved at the same time, in as many processes."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from pgassay import console
from pgassay.catalogue.tables import TableName
from pgassay.errors import PgassayError
from pgassay.migrations import catalogues, layouts
from pgassay.migrations.history import Migration
from pgassay.migrations.roundtrip import Proof, Walk
from pgassay.server import Throwaway
from pgassay.settings import Settings

_STRETCHES_PER_WORKER = 8
_SHORTEST_STRETCH = 6


@dataclass
class Verdict:
    """What was found out.

    Attributes:
        proofs: by migration, in the order of the history.
        planted: each table that was to hold rows; why it holds none, where that is so.
        past_triggers: tables whose triggers had to be switched off for it.
        seconds: how long it took.
    """

    proofs: list[Proof] = field(default_factory=list)
    planted: dict[TableName, str | None] = field(default_factory=dict)
    past_triggers: set[TableName] = field(default_factory=set)
    seconds: float = 0.0

    @property
    def failed(self) -> list[Proof]:
        """The migrations that are not what they should be."""
        return [proof for proof in self.proofs if proof.outcome == "failed"]

    def to_json(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            "seconds": round(self.seconds, 3),
            "migrations": [
                {
                    "id": proof.migration.id,
                    "outcome": proof.outcome,
                    "problems": list(proof.problems),
                    "notes": list(proof.notes),
                    "lost": list(proof.lost),
                    "difference": proof.difference.to_json() if proof.difference else None,
                    "tables_with_rows": proof.rows,
                    "seconds": round(proof.seconds, 3),
                }
                for proof in self.proofs
            ],
            "tables_without_rows": {".".join(name): why for name, why in sorted(self.planted.items()) if why},
            "tables_planted_past_their_triggers": [".".join(name) for name in sorted(self.past_triggers)],
        }


@dataclass(frozen=True)
class _Stretch:
    """A piece of the history.

    Attributes:
        begin: number of its first migration.
        end: number of the one after its last.
        start: name of the database in the state before it.
    """

    begin: int
    end: int
    start: str = ""


@dataclass(frozen=True)
class _Found:
    """What came of a stretch."""

    number: int
    proofs: Sequence[Proof]
    planted: dict[TableName, str | None]
    past_triggers: set[TableName]


@dataclass(frozen=True)
class _Task:
    """What every process has to know."""

    settings: Settings
    where: Throwaway
    wanted: frozenset[str]
    stretches: Sequence[_Stretch]
    final: str


def prove(
    settings: Settings,
    where: Throwaway,
    migrations: Sequence[Migration],
    wanted: set[str],
    *,
    jobs: int,
    verdict: Verdict,
) -> None:
    """Prove migrations: the history is applied once, and clones on the way are where stretches of it begin.

    Args:
        settings: the project's.
        where: the server.
        migrations: the whole history, in order.
        wanted: ids of those to prove; at least one.
        jobs: how many processes.
        verdict: what is found is added to it.

    Raises:
        MigrationFailed: one cannot be applied to an empty database.
    """
    last = max(number for number, migration in enumerate(migrations) if migration.id in wanted)
    stretches = list(_stretches(migrations[: last + 1], wanted, jobs))
    final = where.clone()
    made = [final]
    results: dict[int, _Found] = {}
    try:
        started = []
        applied = 0
        for stretch in stretches:
            layouts.apply(settings, final, migrations[applied : stretch.begin])
            applied = stretch.begin
            made.append(where.clone(_name_of(final)))
            started.append(_Stretch(stretch.begin, stretch.end, _name_of(made[-1])))
        layouts.apply(settings, final, migrations[applied:])
        task = _Task(settings, where, frozenset(wanted), started, final)
        count = min(jobs, len(stretches))
        with console.bar(len(wanted), unit="migration", label="verifying") as advance:
            for found in _by_processes(task, count) if count > 1 else _alone(task):
                results[found.number] = found
                for _ in found.proofs:
                    advance()
    finally:
        for conninfo in made:
            where.drop(conninfo)
    for _, found in sorted(results.items()):
        verdict.proofs += found.proofs
        verdict.planted.update(found.planted)
        verdict.past_triggers |= found.past_triggers


def _alone(task: _Task) -> Iterator[_Found]:
    with closing(_Worker(task)) as worker:
        for number in range(len(task.stretches)):
            yield worker.prove(number)


def _by_processes(task: _Task, count: int) -> Iterator[_Found]:
    """What the processes find; each goes on with the stretch after its last one, where it is still to be had."""
    context = multiprocessing.get_context("spawn")  # threads of one process would wait for each other
    free = set(range(len(task.stretches)))
    processes, pipes = [], []
    for _ in range(count):
        ours, theirs = context.Pipe()
        processes.append(context.Process(target=_work, args=(task, theirs)))
        processes[-1].start()
        theirs.close()
        pipes.append(ours)
    try:
        for place, pipe in enumerate(pipes):
            first = place * len(task.stretches) // count
            free.remove(first)
            pipe.send(first)
        while pipes:
            for pipe in [each for each in wait(pipes) if isinstance(each, Connection)]:
                try:
                    found = pipe.recv()
                except EOFError:
                    raise PgassayError("a process that verified migrations was ended") from None
                if isinstance(found, BaseException):
                    raise found
                following = _next(free, found.number)
                pipe.send(following)
                if following is None:
                    pipes.remove(pipe)
                yield found
    except BaseException:
        for process in processes:
            process.terminate()
        raise
    finally:
        for process in processes:
            process.join()


def _next(free: set[int], done: int) -> int | None:
    """The stretch after that, else the middle of the longest row of those that nobody has begun."""
    if not free:
        return None
    number = done + 1
    if number not in free:
        rows: list[list[int]] = []
        for each in sorted(free):
            if rows and rows[-1][-1] == each - 1:
                rows[-1].append(each)
            else:
                rows.append([each])
        longest = max(rows, key=len)
        number = longest[len(longest) // 2]
    free.remove(number)
    return number


def _work(task: _Task, pipe: Connection) -> None:
    """What one process does."""

    def end(*_: object) -> None:
        raise SystemExit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of a terminal: who started us tells us
    signal.signal(signal.SIGTERM, end)
    try:
        with closing(_Worker(task)) as worker:
            while (number := pipe.recv()) is not None:
                pipe.send(worker.prove(number))
    except EOFError:  # who started us is gone
        pass
    except Exception as error:
        failure = error if isinstance(error, PgassayError) else PgassayError(f"{type(error).__name__}: {error}")
        with contextlib.suppress(OSError):
            pipe.send(failure)


class _Worker:
    """Proves stretches, one after the other."""

    def __init__(self, task: _Task) -> None:
        self._task = task
        self._migrations = layouts.read(task.settings).migrations
        self._walk = Walk(task.settings, task.where, catalogues.of_database(task.final))
        self._last: int | None = None

    def prove(self, number: int) -> _Found:
        """Prove a stretch."""
        stretch = self._task.stretches[number]
        follows = (
            self._last is not None
            and self._last + 1 == number
            and self._task.stretches[self._last].end == stretch.begin
        )
        piece = self._migrations[stretch.begin : stretch.end]
        proofs = self._walk.prove(stretch.start, piece, self._task.wanted, follows=follows)
        self._last = number
        return _Found(number, proofs, self._walk.stage.planted, self._walk.stage.past_triggers)

    def close(self) -> None:
        """Leave the database and drop it."""
        self._walk.stage.close()


def _stretches(migrations: Sequence[Migration], wanted: set[str], jobs: int) -> Iterator[_Stretch]:
    """The history in pieces; those without a wanted one are left out."""
    size = max(_SHORTEST_STRETCH, -(-len(wanted) // (jobs * _STRETCHES_PER_WORKER)))
    for begin in range(0, len(migrations), size):
        piece = migrations[begin : begin + size]
        if any(migration.id in wanted for migration in piece):
            yield _Stretch(begin, begin + len(piece))


def _name_of(conninfo: str) -> str:
    return str(conninfo_to_dict(conninfo)["dbname"])
