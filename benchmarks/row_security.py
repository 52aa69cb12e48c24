"""What row security costs the ten queries that learn runs most.

Each runs as an application runs it: prepared, with parameters, in a transaction that has named its actor once. In
turn, on the same rows, by a role that row security holds and by one with the same privileges that it does not hold.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from benchmarks import queries
from benchmarks.measure import RUNS, Promise, database
from benchmarks.queries import Query

DATA = Path(__file__).with_suffix(".sql")
LIMIT = 1.3
ROUNDS, CALLS = 12 * RUNS + 1, 50
HOTTEST = (
    "the catalogue",
    "a course by its address",
    "the lessons of a module",
    "a lesson",
    "the courses one takes",
    "the progress in a course",
    "the journal of points",
    "the messages of a session",
    "the operations since a version",
    "the latest posts about a course",
)
_FREE = "benchmark_without_row_security"
_MADE = f"""
do $$ begin
    create role {_FREE} bypassrls in role learn_user;
exception when duplicate_object then null;
end $$
"""


def run(cache: Path) -> Iterator[Promise]:
    """Measure over a socket, with prepared statements as drivers send them."""
    with database() as conninfo:
        with psycopg.connect(conninfo, autocommit=True) as connection:
            for statement in DATA.read_text().split(";\n"):
                if statement.strip():
                    connection.execute(statement)  # type: ignore[arg-type]
            connection.execute(_MADE.encode())
        try:
            with _acting(conninfo, "learn_user") as held, _acting(conninfo, _FREE) as free:
                for query in queries.read("learn", *HOTTEST):
                    yield _compare(query, held, free)
        finally:
            with psycopg.connect(conninfo, autocommit=True) as connection:
                connection.execute(f"drop role {_FREE}".encode())


def _acting(conninfo: str, role: str) -> psycopg.Connection[Any]:
    """A connection in a transaction that has named its actor."""
    connection = psycopg.connect(conninfo, prepare_threshold=0, cursor_factory=psycopg.RawCursor)
    connection.execute("call platform.act_as(md5('user7')::uuid::text, 'STUDENT')")
    connection.execute(f"set local role {role}".encode())
    return connection


def _compare(query: Query, held: psycopg.Connection[Any], free: psycopg.Connection[Any]) -> Promise:
    """The median of pairs, one after the other; the first pair is not counted."""
    arguments = query.arguments(free)
    seen, there = (connection.execute(query.text.encode(), arguments).fetchall() for connection in (held, free))
    if not seen or seen != there:
        raise RuntimeError(f"{query.what}: {len(seen)} rows with row security, {len(there)} without")
    pairs = [(_seconds(query, arguments, held), _seconds(query, arguments, free)) for _ in range(ROUNDS)][1:]
    ratio = statistics.median(one / other for one, other in pairs)
    one, other = (statistics.median(column) / CALLS * 1e6 for column in zip(*pairs, strict=True))
    return Promise(
        f"{query.what}: row security on : off", ratio, LIMIT, "", f"{one:.0f} µs, {other:.0f} µs, {len(seen)} rows"
    )


def _seconds(query: Query, arguments: tuple[Any, ...], connection: psycopg.Connection[Any]) -> float:
    text = query.text.encode()
    started = time.perf_counter()
    for _ in range(CALLS):
        connection.execute(text, arguments).fetchall()
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit("run it with: python -m benchmarks row_security")
