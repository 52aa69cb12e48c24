"""What row security costs: here ten look-ups of learn by a key, where it weighs most.

Each runs as an application runs it: prepared, with parameters, in a transaction that has named its actor once. In
turn, on the same rows, by a role that row security holds and by one with the same privileges that it does not hold, in
one process of the server: two of them may sit on processors that are busy in different ways.

These ten were chosen for how often an application sends them; a row or a page each, they cost the server next to
nothing without row security, so that they are the worst case. The ten that cost the server most are found, and
compared in the same way, by ``python -m benchmarks.load`` (docs/decisions/0106).
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import psycopg

from benchmarks import queries
from benchmarks.measure import RUNS, Promise, database
from benchmarks.queries import Query

DATA = Path(__file__).with_suffix(".sql")
LIMIT = 1.3
TEN = 10
ROUNDS, CALLS = 12 * RUNS + 1, 50
_AT_LEAST = 0.02  # seconds of a round, in which a slow query is called less often
LOOK_UPS = (
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
                    connection.execute(statement.encode())
        yield from compare(conninfo, queries.read("learn", *LOOK_UPS))


def compare(conninfo: str, asked: Iterable[Query], *, person: int = 7) -> Iterator[Promise]:
    """Each query by a role that row security holds and by one that it does not.

    Args:
        conninfo: of a database with that person's rows, as a superuser.
        asked: queries that find something.
        person: who asks.

    Raises:
        RuntimeError: a query finds nothing, or not the same to both.
    """
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(_MADE.encode())
    try:
        with psycopg.connect(conninfo, prepare_threshold=0, cursor_factory=psycopg.RawCursor) as connection:
            connection.execute(f"call platform.act_as(md5('user{person}')::uuid::text, 'STUDENT')".encode())
            for query in asked:
                yield _compare(query, connection, query.arguments(connection, person=person))
    finally:
        with psycopg.connect(conninfo, autocommit=True) as connection:
            connection.execute(f"drop role {_FREE}".encode())


def _compare(query: Query, connection: psycopg.Connection[Any], arguments: tuple[Any, ...]) -> Promise:
    """The median of pairs, one after the other; the first pair is not counted."""

    def take(role: str, calls: int) -> tuple[float, list[Any]]:
        # A statement of its own for each role: a plan is kept for the role that it was made for.
        text = f"{query.text}\n/* as {role} */".encode()
        connection.execute(f"set local role {role}".encode())
        rows: list[Any] = []
        started = time.perf_counter()
        for _ in range(calls):
            rows = connection.execute(text, arguments).fetchall()
        return (time.perf_counter() - started) / calls, rows

    (_, seen), (_, there) = take("learn_user", 10), take(_FREE, 10)
    if not seen or seen != there:
        raise RuntimeError(f"{query.what}: {len(seen)} rows with row security, {len(there)} without")
    calls = max(1, min(CALLS, int(_AT_LEAST / take(_FREE, 10)[0])))
    pairs = [(take("learn_user", calls)[0], take(_FREE, calls)[0]) for _ in range(ROUNDS)][1:]
    ratio = statistics.median(one / other for one, other in pairs)
    one, other = (statistics.median(column) * 1e6 for column in zip(*pairs, strict=True))
    return Promise(
        f"{query.what}: row security on : off", ratio, LIMIT, "", f"{one:.0f} µs, {other:.0f} µs, {len(seen)} rows"
    )


if __name__ == "__main__":
    sys.exit("run it with: python -m benchmarks row_security")
