"""A learning platform of any size: what is small comes from ``row_security.sql``, the rest is streamed by COPY.

A month of events is written into a table of its own, indexed, and attached: the indexes of a partition are then built
once, and not row by row.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from hashlib import md5
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID

import psycopg

MONTHS = 10
WORKERS = 2
SMALL = Path(__file__).with_name("row_security.sql")
_THERE = 20_000  # people in row_security.sql
_BLOCK = 2_000
_TYPES = ("lesson_start", "lesson_complete", "exercise_attempt", "hint_used", "error_encountered")
_INDEXES = """
    alter table learn.{name} add constraint {name}_pkey primary key (id, "timestamp");
    create index on learn.{name} (user_id, "timestamp" desc);
    create index on learn.{name} (event_type, "timestamp");
    create index on learn.{name} (course_id, "timestamp") where course_id is not null;
"""


def fill(conninfo: str, *, users: int, events: int) -> None:
    """Fill an empty platform.

    Args:
        conninfo: of the database, as a superuser.
        users: people, at least as many as ``row_security.sql`` has.
        events: over the last months, as many in each.
    """
    with psycopg.connect(conninfo, autocommit=True) as connection:
        for statement in SMALL.read_text().split(";\n"):
            if statement.strip():
                connection.execute(statement.encode())
        connection.execute("set session_replication_role = replica")
        columns = "(id, email, name, level, xp)"
        with connection.cursor().copy(f"copy learn.users {columns} from stdin".encode()) as copy:
            for n in range(_THERE + 1, users + 1):
                copy.write(f"{_id('user', n)}\tuser{n}@example.com\tUser {n}\t1\t0\n")
        connection.execute(
            "insert into learn.user_profiles (user_id, analytics_consent) select id, true from learn.users"
        )
        names = [_month(connection, back) for back in range(MONTHS)]
    share = events // MONTHS
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        list(pool.map(_fill_month, [conninfo] * MONTHS, names, [share] * MONTHS, [users] * MONTHS))
    with psycopg.connect(conninfo, autocommit=True) as connection:
        for name, begins, ends in names:
            connection.execute(
                f"alter table learn.learning_analytics attach partition learn.{name} "
                f"for values from ('{begins}') to ('{ends}')".encode()
            )
        connection.execute(
            """
            insert into learn.daily_user_stats (user_id, day, events, duration_ms, time_spent_seconds)
            select user_id, ("timestamp" at time zone 'UTC')::date, count(*), sum(duration_ms), sum(duration_ms) / 1000
            from learn.learning_analytics
            where user_id in (select md5('user' || n)::uuid from generate_series(1, 20000) as n)
            group by 1, 2
            """
        )
        connection.execute("refresh materialized view learn.mv_user_leaderboard")
        connection.execute("vacuum analyze")


def _month(connection: psycopg.Connection[tuple[object, ...]], back: int) -> tuple[str, str, str]:
    """The table of a month before this one, made, and where it begins and ends."""
    row = connection.execute(
        """
        select to_char(m, '"learning_analytics_y"YYYY"m"MM'), (m at time zone 'UTC')::text,
               ((m + interval '1 month') at time zone 'UTC')::text
        from (select date_trunc('month', now() at time zone 'UTC') - %s * interval '1 month' as m) as begins
        """,
        (back,),
    ).fetchone()
    assert row is not None
    name, begins, ends = (str(value) for value in row)
    connection.execute(f"drop table if exists learn.{name}".encode())
    connection.execute(
        f"create table learn.{name} (like learn.learning_analytics including defaults including constraints)".encode()
    )
    return name, begins, ends


def _fill_month(conninfo: str, month: Sequence[str], rows: int, users: int) -> None:
    """Stream a month's events and build its indexes."""
    name, begins, _ = month
    chance = random.Random(name)  # noqa: S311  (events, no secrets)
    columns = '(id, user_id, session_id, event_type, course_id, duration_ms, "timestamp")'
    with psycopg.connect(conninfo, autocommit=True) as connection:
        row = connection.execute("select extract(epoch from %s::timestamptz)::bigint", (begins,)).fetchone()
        assert row is not None
        first, seconds = int(row[0]), 28 * 86400
        people = [_id("user", n) for n in range(1, users + 1)]
        courses = [_id("course", n) for n in range(1, 501)]
        number = int(md5(name.encode(), usedforsecurity=False).hexdigest()[:16], 16) << 64
        connection.execute("set synchronous_commit = off")
        connection.execute("set maintenance_work_mem = '512MB'")
        with connection.cursor().copy(f"copy learn.{name} {columns} from stdin".encode()) as copy:
            for start in range(0, rows, _BLOCK):
                lines = []
                for n in range(start, min(start + _BLOCK, rows)):
                    at = datetime.fromtimestamp(first + n * seconds // rows, tz=UTC).isoformat()
                    lines.append(
                        f"{(number + n):032x}\t{people[int(chance.random() * users)]}\t{number + n // 20:032x}\t"
                        f"{_TYPES[n % 5]}\t{courses[n % 500]}\t{n % 60000}\t{at}\n"
                    )
                copy.write("".join(lines))
        connection.execute(_INDEXES.format(name=name).encode())


def _id(kind: str, number: int) -> str:
    return str(UUID(md5(f"{kind}{number}".encode(), usedforsecurity=False).hexdigest()))
