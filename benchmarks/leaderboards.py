"""A person's own place and neighbours on the leaderboards of a million people, and what readers wait for a refresh."""

from __future__ import annotations

import statistics
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.measure import Promise
from pgassay import server, settings
from pgassay.tap import template

DATA = Path(__file__).with_suffix(".sql")
PEOPLE = 1_000_000
CALLS = 300
LIMIT = 20
"""Milliseconds that a place and its neighbours may take."""
ACT = "select set_config('app.current_user_id', md5('user' || %s)::uuid::text, false)"
NEIGHBOURS = (
    ("GLOBAL_XP", "select * from learn.neighbours('GLOBAL_XP')"),
    ("WEEKLY_XP", "select * from learn.neighbours('WEEKLY_XP')"),
    ("COURSE_COMPLETION", "select * from learn.neighbours('COURSE_COMPLETION')"),
    ("STREAK", "select * from learn.neighbours('STREAK')"),
    ("COURSE", "select * from learn.neighbours('COURSE', md5('course5')::uuid)"),
)
MOVE = """
with lucky as (select md5('user' || n * 97)::uuid as id from generate_series(1, 10000) as n)
update learn.users as u set xp = u.xp + 500, level = learn.level_of(u.xp + 500) from lucky as l where u.id = l.id
"""
"""One in a hundred earns points, past the journal: what is measured is the board."""


def run(cache: Path) -> Iterator[Promise]:
    """Measure on the throwaway server, over a socket, as a person whom row security holds."""
    project = settings.load()
    throwaway = server.throwaway(project)
    conninfo = throwaway.clone(template.ensure(project, throwaway))
    try:
        with psycopg.connect(conninfo, autocommit=True) as connection:
            for statement in DATA.read_text().split(";\n"):
                if statement.strip():
                    connection.execute(statement)  # type: ignore[arg-type]
        with psycopg.connect(conninfo, autocommit=True) as person:
            person.execute("set role learn_user")
            for board, query in NEIGHBOURS:
                times = _times(person, query, CALLS)
                yield _promise(f"own place and ten neighbours, {board}, {PEOPLE:,} people", times)
            quiet = _times(person, NEIGHBOURS[0][1], CALLS)
            seconds, while_refreshing = _refresh(conninfo, person)
        yield Promise(
            "the slowest of them while all boards are refreshed : when they are not",
            max(while_refreshing) / max(quiet),
            20,
            "",
            f"{max(while_refreshing):.1f} ms of {len(while_refreshing)}, {max(quiet):.1f} ms of {len(quiet)}",
        )
        yield Promise("a refresh of all boards, 10,000 people moved", seconds, 120, " s", "concurrently")
    finally:
        throwaway.drop(conninfo)


def _times(person: psycopg.Connection[Any], query: str, calls: int) -> list[float]:
    """Milliseconds of each call, each by another person who has a place; the first ones are not counted."""
    times = []
    for number in range(calls + 20):
        person.execute(ACT, (15 * (1 + number * 211 % 60_000),))
        started = time.perf_counter()
        rows = person.execute(query).fetchall()  # type: ignore[arg-type]
        elapsed = (time.perf_counter() - started) * 1000
        if rows and number >= 20:
            times.append(elapsed)
    if len(times) < calls // 4:
        raise RuntimeError(f"only {len(times)} of {calls} people have a place: {query}")
    return times


def _promise(what: str, times: list[float]) -> Promise:
    p99 = statistics.quantiles(times, n=100)[98]
    return Promise(
        f"{what}, 99 of 100", p99, LIMIT, " ms", f"median {statistics.median(times):.1f} ms, {len(times)} calls"
    )


def _refresh(conninfo: str, person: psycopg.Connection[Any]) -> tuple[float, list[float]]:
    """Seconds of a refresh after many moved, and what readers took meanwhile."""
    done = threading.Event()
    seconds = 0.0

    def refresh() -> None:
        nonlocal seconds
        try:
            with psycopg.connect(conninfo, autocommit=True) as connection:
                connection.execute("set session_replication_role = replica")
                connection.execute(MOVE)
                connection.execute("reset session_replication_role")
                started = time.perf_counter()
                connection.execute("select learn.refresh_leaderboards()")
                seconds = time.perf_counter() - started
        finally:
            done.set()

    thread = threading.Thread(target=refresh)
    thread.start()
    times: list[float] = []
    while not done.is_set():
        times += _times(person, NEIGHBOURS[0][1], 20)
    thread.join()
    return seconds, times


if __name__ == "__main__":
    sys.exit("run it with: python -m benchmarks leaderboards")
