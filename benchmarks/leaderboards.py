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

from benchmarks.measure import Promise, database

DATA = Path(__file__).with_suffix(".sql")
PEOPLE = 1_000_000
CALLS = 300
LIMIT = 20
"""Milliseconds that a place and its neighbours may take."""
ACT = "select set_config('app.current_user_id', %s, false)"
HOLDERS = """
select user_id::text from learn.standings
where board = %s and (board <> 'COURSE' or course_id = md5('course5')::uuid) order by md5(user_id::text) limit %s
"""
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
    """Measure over a socket, as a person whom row security holds."""
    with database() as conninfo:
        with psycopg.connect(conninfo, autocommit=True) as connection:
            for statement in DATA.read_text().split(";\n"):
                if statement.strip():
                    connection.execute(statement)  # type: ignore[arg-type]
        with psycopg.connect(conninfo, autocommit=True) as person:
            holders = {board: _holders(person, board) for board, _ in NEIGHBOURS}
            person.execute("set role learn_user")
            for board, query in NEIGHBOURS:
                yield _promise(f"own place and ten neighbours, {board}", _times(person, query, holders[board]))
            quiet = _times(person, NEIGHBOURS[0][1], holders["GLOBAL_XP"])
            seconds, while_refreshing = _refresh(conninfo, person, holders["GLOBAL_XP"])
    yield Promise(
        "the slowest of them while all boards are refreshed : when they are not",
        max(while_refreshing) / max(quiet),
        20,
        "",
        f"{max(while_refreshing):.1f} ms of {len(while_refreshing)}, {max(quiet):.1f} ms of {len(quiet)}",
    )
    yield Promise("a refresh of all boards, 10,000 people moved", seconds, 120, " s", "concurrently")


def _holders(connection: psycopg.Connection[Any], board: str) -> list[str]:
    """People who have a place on a board, drawn from all of it."""
    return [user for (user,) in connection.execute(HOLDERS, (board, CALLS))]


def _times(person: psycopg.Connection[Any], query: str, holders: list[str]) -> list[float]:
    """Milliseconds of a call by each of them; the first ones are made twice, and not counted the first time."""
    times = []
    for number, holder in enumerate(holders[:20] + holders):
        person.execute(ACT, (holder,))
        started = time.perf_counter()
        rows = person.execute(query).fetchall()  # type: ignore[arg-type]
        elapsed = (time.perf_counter() - started) * 1000
        if not rows:
            raise RuntimeError(f"{holder} has no place: {query}")
        if number >= 20:
            times.append(elapsed)
    return times


def _promise(what: str, times: list[float]) -> Promise:
    p95 = statistics.quantiles(times, n=20)[18]
    return Promise(
        f"{what}, 95 of 100", p95, LIMIT, " ms", f"median {statistics.median(times):.1f} ms, {len(times)} calls"
    )


def _refresh(conninfo: str, person: psycopg.Connection[Any], holders: list[str]) -> tuple[float, list[float]]:
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
        times += _times(person, NEIGHBOURS[0][1], holders[20:40])
    thread.join()
    return seconds, times


if __name__ == "__main__":
    sys.exit("run it with: python -m benchmarks leaderboards")
