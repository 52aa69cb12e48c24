"""A learning platform of any size: what is small comes from ``row_security.sql``, the rest is streamed by COPY.

Whoever loads a platform at once may pass by what is there for one row at a time, and has to show that nothing is
missing:

* triggers, foreign keys and the audit are passed by (``session_replication_role = replica``). What they derive is
  derived from all rows in one statement, and ``proven`` looks at every integrity check, every foreign key and
  everybody's points;
* people come in the order of their ids, so that the key's index grows at its end, as it does with ids in the order of
  time;
* a month of events is a table of its own until it is full: created, copied (frozen, unlogged where ``wal_level`` is
  minimal), indexed and counted in one transaction, then attached, which checks its bounds and its reference to
  people.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import md5
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID

import psycopg
from psycopg import sql

from pgassay.operations import integrity

MONTHS = 10
WORKERS = 2
VISIT = 5
"""Events of a visit: one person, one session, a minute apart."""
SMALL = Path(__file__).with_name("row_security.sql")
SET_WISE = Path(__file__).with_name("load_people.sql")
PROOFS = Path(__file__).with_name("load_proofs.sql")
_THERE = 20_000  # people in row_security.sql
_BLOCK = 400
_TYPES = ("lesson_start", "exercise_attempt", "hint_used", "error_encountered", "lesson_complete")
_INDEXES = """
    alter table learn.{name} add constraint {name}_pkey primary key (id, "timestamp");
    create index on learn.{name} (user_id, "timestamp" desc);
    create index on learn.{name} (event_type, "timestamp");
    create index on learn.{name} (course_id, "timestamp") where course_id is not null;
    insert into learn.daily_user_stats
        (user_id, day, events, lessons_completed, exercises_attempted, duration_ms, time_spent_seconds)
    select user_id, ("timestamp" at time zone 'UTC')::date, count(*),
           count(*) filter (where event_type = 'lesson_complete'),
           count(*) filter (where event_type = 'exercise_attempt'), sum(duration_ms), sum(duration_ms) / 1000
    from learn.{name}
    group by 1, 2
    order by 1, 2;
    insert into learn.daily_event_stats (day, event_type, course_id, events, duration_ms)
    select ("timestamp" at time zone 'UTC')::date, event_type, course_id, count(*), sum(duration_ms)
    from learn.{name}
    group by 1, 2, 3
    order by 1, 2, 3;
"""


@contextmanager
def _step(what: str) -> Iterator[None]:
    """Say how long it took."""
    started = time.monotonic()
    yield
    print(f"  {time.monotonic() - started:6.1f} s  {what}", flush=True)


def people(conninfo: str, *, users: int) -> None:
    """Fill an empty platform with everything but events.

    Args:
        conninfo: of the database, as a superuser.
        users: people, at least as many as ``row_security.sql`` has.
    """
    with psycopg.connect(conninfo, autocommit=True) as connection:
        with _step(f"{SMALL.name}: {_THERE:,} people, courses, lessons, posts, sessions"):
            _run(connection, SMALL)
        connection.execute("set session_replication_role = replica")
        connection.execute("set synchronous_commit = off")
        connection.execute("set work_mem = '256MB'")
        with _step(f"{users - _THERE:,} people more, by COPY"):
            columns = "(id, email, name, xp, level)"
            level = connection.execute("select learn.level_of(200)").fetchone()
            ending = f"200\t{level[0] if level else 0}\n"
            rows = sorted((_id("user", n), n) for n in range(_THERE + 1, users + 1))
            with connection.cursor().copy(f"copy learn.users {columns} from stdin".encode()) as copy:
                for at in range(0, len(rows), 1000):
                    copy.write(
                        "".join(f"{one}\tuser{n}@example.com\tUser {n}\t{ending}" for one, n in rows[at : at + 1000])
                    )
        for statement in SET_WISE.read_text().split(";\n"):
            if lines := [line for line in statement.splitlines() if line.strip()]:
                with _step(lines[0].removeprefix("-- ")):
                    connection.execute(
                        statement.replace("{there}", str(_THERE)).replace("{users}", str(users)).encode()
                    )
        with _step("materialised views"):
            views = connection.execute(
                "select format('%I.%I', schemaname, matviewname) from pg_matviews where schemaname = 'learn'"
            ).fetchall()
            for (view,) in views:
                connection.execute(f"refresh materialized view {view}".encode())
            connection.execute("update learn.leaderboards set refreshed_at = now()")
        with _step("vacuum analyze"):
            connection.execute("vacuum analyze")


def events(conninfo: str, *, users: int, rows: int) -> None:
    """Fill the last months with events, and their days; what was there of them before is replaced.

    Args:
        conninfo: of the database, as a superuser.
        users: people there are. A few of them do most: the first 500 of a million do one event in twelve.
        rows: as many in each month.
    """
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("truncate learn.daily_user_stats, learn.daily_event_stats")
        months = [_month(connection, back) for back in range(MONTHS)]
    share = rows // MONTHS
    with (
        _step(f"{share * MONTHS:,} events in {MONTHS} months, by COPY; their indexes, days and references"),
        ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool,
    ):
        list(pool.map(_fill_month, [conninfo] * MONTHS, months, [share] * MONTHS, [users] * MONTHS))
    with _step("vacuum analyze of these"), psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("vacuum analyze learn.learning_analytics, learn.daily_user_stats, learn.daily_event_stats")


def proven(conninfo: str) -> tuple[int, list[str]]:
    """Whether what was loaded is as if every trigger had fired; how many rules were asked, and what does not hold."""
    results = integrity.check(conninfo, chosen=["learn"])
    wrong = [f"{each.name}: {each.error or each.findings[0]}" for each in results if not each.good]
    asked = len(results)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("set work_mem = '256MB'")
        for statement in PROOFS.read_text().split(";\n"):
            if not statement.strip():
                continue
            rows = connection.execute(statement.encode()).fetchall()
            if rows and str(rows[0][0]).startswith("select"):  # one query for each foreign key
                rows = [row for (query,) in rows for row in connection.execute(str(query).encode()).fetchall()]
            asked += len(rows)
            wrong += [f"{what}: {count} rows" for what, count in rows if count]
    return asked, wrong


def _run(connection: psycopg.Connection[tuple[object, ...]], path: Path) -> None:
    for statement in path.read_text().split(";\n"):
        if statement.strip():
            connection.execute(statement.encode())


def _month(connection: psycopg.Connection[tuple[object, ...]], back: int) -> tuple[str, str, str]:
    """The partition of a month before this one, where it begins and ends; there is none by that name any more."""
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
    connection.execute(sql.SQL("drop table if exists learn.{}").format(sql.Identifier(name)))
    return name, begins, ends


def _fill_month(conninfo: str, month: Sequence[str], rows: int, users: int) -> None:
    """Stream a month's events, build its indexes, count its days, and attach it."""
    name, begins, ends = month
    columns = '(id, user_id, session_id, event_type, course_id, duration_ms, "timestamp")'
    with psycopg.connect(conninfo, autocommit=True) as connection:
        for setting in ("session_replication_role = replica", "maintenance_work_mem = '512MB'", "work_mem = '256MB'"):
            connection.execute(f"set {setting}".encode())
        span = connection.execute(
            "select %s::timestamptz, extract(epoch from least(now(), %s) - %s)", (begins, ends, begins)
        ).fetchone()
        assert span is not None
        with connection.transaction():
            connection.execute(
                f"create table learn.{name} "
                "(like learn.learning_analytics including defaults including constraints)".encode()
            )
            connection.execute(f"alter table learn.{name} owner to learn_owner".encode())
            with connection.cursor().copy(f"copy learn.{name} {columns} from stdin (freeze)".encode()) as copy:
                for block in _lines(name, span[0], float(span[1]) - 60 * VISIT, rows, users):
                    copy.write(block)
            connection.execute(_INDEXES.format(name=name).encode())
        connection.execute(
            f"alter table learn.learning_analytics attach partition learn.{name} "
            f"for values from ('{begins}') to ('{ends}')".encode()
        )


def _lines(name: str, first: datetime, seconds: float, rows: int, users: int) -> Iterator[str]:
    """A month's events as COPY wants them, some thousand at a time, in the order of their time."""
    chance = random.Random(name).random  # noqa: S311  (events, no secrets)
    everybody = [_id("user", n) for n in range(1, users + 1)]
    courses = [_id("course", n) for n in range(1, 501)]
    number = int(md5(name.encode(), usedforsecurity=False).hexdigest()[:16], 16) << 64
    visits = rows // VISIT
    minutes = [timedelta(minutes=n) for n in range(VISIT)]
    for begin in range(0, visits, _BLOCK):
        lines = []
        for visit in range(begin, min(begin + _BLOCK, visits)):
            who, course = everybody[int(chance() ** 3 * users)], courses[visit % 500]
            at = (first + timedelta(seconds=int(visit * seconds / visits))).astimezone(UTC)
            for n, kind in enumerate(_TYPES):
                event = number + visit * VISIT + n
                took = (visit * 7919 + n * 104729) % 60000
                when = (at + minutes[n]).isoformat()
                lines.append(f"{event:032x}\t{who}\t{number + visit:032x}\t{kind}\t{course}\t{took}\t{when}\n")
        yield "".join(lines)


def _id(kind: str, number: int) -> str:
    return str(UUID(md5(f"{kind}{number}".encode(), usedforsecurity=False).hexdigest()))
