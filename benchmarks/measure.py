"""Time commands in turn, and compare their medians with what is promised."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from pgassay import server, settings
from pgassay.tap import template

RUNS = 5


@dataclass(frozen=True)
class Timing:
    """Seconds of every run of one thing."""

    name: str
    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.seconds)


@dataclass(frozen=True)
class Promise:
    """A figure that was taken, and the most it may be.

    Attributes:
        what: is measured.
        figure: seconds, or a ratio of medians taken in the same run.
        limit: the most it may be.
        unit: ``s``, or empty for a ratio.
        basis: the figures behind it, for people.
    """

    what: str
    figure: float
    limit: float
    unit: str
    basis: str

    @property
    def kept(self) -> bool:
        """Whether the figure is within its limit."""
        return self.figure <= self.limit


@dataclass(frozen=True)
class Subject:
    """One thing to time.

    Attributes:
        name: for the table.
        run: does it once.
        prepare: makes ready for one run, not timed.
    """

    name: str
    run: Callable[[], object]
    prepare: Callable[[], object] = lambda: None


def in_turn(subjects: Sequence[Subject], *, runs: int = RUNS) -> dict[str, Timing]:
    """Time several things alternately (A B A B …), so that the machine's moods meet all of them.

    One round before the first is not counted.
    """
    seconds: dict[str, list[float]] = {subject.name: [] for subject in subjects}
    for number in range(runs + 1):
        for subject in subjects:
            subject.prepare()
            started = time.perf_counter()
            subject.run()
            if number:
                seconds[subject.name].append(time.perf_counter() - started)
    return {name: Timing(name, tuple(values)) for name, values in seconds.items()}


@contextmanager
def database() -> Iterator[str]:
    """Where a database with all migrations is reached; it is dropped at the end.

    It is a clone on the throwaway server: what is measured is the database's own work, not the disk's.
    """
    project = settings.load()
    throwaway = server.throwaway(project)
    conninfo = throwaway.clone(template.ensure(project, throwaway))
    try:
        yield conninfo
    finally:
        throwaway.drop(conninfo)


_TWIN = """
select format('create table plain.%%1$I (like %%2$s including defaults including identity)', c.relname, c.oid::regclass)
from pg_class as c
where c.oid = any (%(tables)s::regclass[])
union all
select format(
    'alter table plain.%%I add primary key (%%s)', c.relname, string_agg(quote_ident(a.attname), ', ' order by k)
)
from pg_class as c
join pg_index as i on i.indrelid = c.oid and i.indisprimary
join unnest(i.indkey) with ordinality as key (number, k) on true
join pg_attribute as a on a.attrelid = c.oid and a.attnum = key.number
where c.oid = any (%(tables)s::regclass[])
group by c.relname
union all
select format('create index on plain.%%I ', c.relname)
    || substring(pg_get_indexdef(i.indexrelid), '^CREATE INDEX .* (USING .*)$')
from pg_class as c
join pg_index as i on i.indrelid = c.oid and not i.indisunique and not i.indisexclusion
where c.oid = any (%(tables)s::regclass[])
"""


def without_rules(connection: psycopg.Connection[Any], *tables: str) -> None:
    """Make twins of tables, in a schema ``plain``, that hold rows and know no rule.

    A twin has the columns, their defaults, the primary key, and the indexes that are there for reading. It has no other
    unique index, no check, foreign key or exclusion constraint, no trigger, no row security, and nobody audits it.
    """
    connection.execute("create schema plain")
    for (statement,) in connection.execute(_TWIN, {"tables": list(tables)}).fetchall():
        connection.execute(sql.SQL(statement))


def at_once(work: Callable[..., None], parts: Sequence[tuple[Any, ...]]) -> float:
    """Seconds that processes take which begin together, one for each part, until the last of them has ended.

    Args:
        work: a function of a module. It is called with its part's values and a barrier, makes ready (connects),
            waits at the barrier, and works.
        parts: what each is called with.

    Raises:
        RuntimeError: one of them failed; its traceback is on standard error.
    """
    # Forked from a process that has imported all this once, and has no connection.
    context = get_context("forkserver")
    context.set_forkserver_preload([work.__module__])
    barrier = context.Barrier(len(parts) + 1)
    processes = [context.Process(target=_worker, args=(work, part, barrier)) for part in parts]
    for process in processes:
        process.start()
    barrier.wait()
    started = time.perf_counter()
    for process in processes:
        process.join()
    seconds = time.perf_counter() - started
    if failed := sum(bool(process.exitcode) for process in processes):
        raise RuntimeError(f"{failed} of {len(parts)} clients failed")
    return seconds


def _worker(work: Callable[..., None], part: tuple[Any, ...], barrier: Barrier) -> None:
    try:
        work(*part, barrier)
    except BaseException:
        barrier.abort()  # Nobody waits for one that cannot begin.
        raise


def ratio(what: str, ours: Timing, theirs: Timing, *, limit: float) -> Promise:
    """Our median over theirs."""
    basis = f"{ours.name} {ours.median:.2f} s, {theirs.name} {theirs.median:.2f} s"
    return Promise(what, ours.median / theirs.median, limit, "", basis)


def seconds(what: str, timing: Timing, *, limit: float) -> Promise:
    """A median in seconds."""
    spread = f"{min(timing.seconds):.3f} to {max(timing.seconds):.3f} s"
    return Promise(what, timing.median, limit, " s", spread)


def command(*words: str | Path, cwd: Path, environment: Mapping[str, str] | None = None) -> Callable[[], object]:
    """A function that runs a command and raises with its output when it fails."""

    def run() -> None:
        result = subprocess.run(
            [str(word) for word in words],
            cwd=cwd,
            env={**os.environ, **(environment or {})},
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode:
            raise RuntimeError(f"{words[0]} failed ({result.returncode}):\n{result.stdout}{result.stderr}")

    return run
