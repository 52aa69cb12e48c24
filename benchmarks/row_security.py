"""What row security costs the ten queries that learn runs most.

Each runs as a person, held to what the person may see, and as somebody whom no policy holds: in turn, on the same rows.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.measure import RUNS, Promise, database

DATA = Path(__file__).with_suffix(".sql")
LIMIT = 1.3
ROUNDS, CALLS = 6 * RUNS + 1, 150
ACTOR = "select set_config('app.current_user_id', md5('user7')::uuid::text, false)"


@dataclass(frozen=True)
class Query:
    """A query of the application.

    Attributes:
        what: it is for.
        text: with the conditions that the application states itself.
    """

    what: str
    text: str


QUERIES = (
    Query(
        "the catalogue",
        "select id, slug, title, difficulty from learn.courses where status = 'PUBLISHED' "
        "order by published_at desc, id limit 20",
    ),
    Query("a course by its address", "select id, title, description from learn.courses where slug = 'course-7'"),
    Query(
        "the lessons of a module",
        "select id, slug, title, type from learn.lessons where module_id = md5('module7-1')::uuid order by position",
    ),
    Query("a lesson", "select id, title, content from learn.lessons where id = md5('lesson7-3')::uuid"),
    Query(
        "the courses one takes",
        "select e.course_id, c.title, e.completion_percentage from learn.course_enrollments as e "
        "join learn.courses as c on c.id = e.course_id where e.user_id = md5('user7')::uuid order by e.enrolled_at",
    ),
    Query(
        "the progress in a course",
        "select lesson_id, status, completion_percentage from learn.user_progress "
        "where user_id = md5('user7')::uuid and course_id = md5('course7')::uuid",
    ),
    Query(
        "the journal of points",
        "select source_type, amount, created_at from learn.xp_events where user_id = md5('user7')::uuid "
        "order by created_at desc limit 20",
    ),
    Query(
        "the messages of a session",
        "select id, author_id, content, created_at from learn.chat_messages "
        "where session_id = md5('session7')::uuid order by created_at desc limit 50",
    ),
    Query(
        "the operations since a version",
        "select version, kind, position, content, length from learn.session_operations "
        "where session_id = md5('session7')::uuid and version > 150 order by version",
    ),
    Query(
        "the latest posts about a course",
        "select id, title, author_id, created_at from learn.community_posts "
        "where course_id = md5('course7')::uuid and status = 'VISIBLE' order by created_at desc limit 20",
    ),
)


def run(cache: Path) -> Iterator[Promise]:
    """Measure over a socket, with prepared statements as drivers send them."""
    with database() as conninfo:
        with psycopg.connect(conninfo, autocommit=True) as connection:
            for statement in DATA.read_text().split(";\n"):
                if statement.strip():
                    connection.execute(statement)  # type: ignore[arg-type]
        with (
            psycopg.connect(conninfo, autocommit=True, prepare_threshold=0) as person,
            psycopg.connect(conninfo, autocommit=True, prepare_threshold=0) as anybody,
        ):
            for connection in (person, anybody):
                connection.execute(ACTOR)
            person.execute("set role learn_user")
            for query in QUERIES:
                yield _compare(query, person, anybody)


def _compare(query: Query, person: psycopg.Connection[Any], anybody: psycopg.Connection[Any]) -> Promise:
    """The median of pairs, one after the other; the first pair is not counted."""
    seen, there = (connection.execute(query.text).fetchall() for connection in (person, anybody))  # type: ignore[arg-type]
    if not seen or seen != there:
        raise RuntimeError(f"{query.what}: {len(seen)} rows with row security, {len(there)} without")
    pairs = [(_seconds(query, person), _seconds(query, anybody)) for _ in range(ROUNDS)][1:]
    ratio = statistics.median(one / other for one, other in pairs)
    one, other = (statistics.median(column) / CALLS * 1e6 for column in zip(*pairs, strict=True))
    return Promise(
        f"{query.what}: row security on : off", ratio, LIMIT, "", f"{one:.0f} µs, {other:.0f} µs, {len(seen)} rows"
    )


def _seconds(query: Query, connection: psycopg.Connection[Any]) -> float:
    started = time.perf_counter()
    for _ in range(CALLS):
        connection.execute(query.text).fetchall()  # type: ignore[arg-type]
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit("run it with: python -m benchmarks row_security")
