"""A hundred thousand operations of every kind at once, on few coaches and pupils: none may end in a deadlock."""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, wait
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from benchmarks.booking import PEOPLE
from benchmarks.measure import Promise, database

OPERATIONS = 100_000
"""All clients together; ``python -m benchmarks mixed --operations N`` asks for another number."""
CLIENTS = 8
COACHES, PUPILS, DAYS = 3, 24, 5
"""So few that most operations meet one of another client, in its slot or on its booking."""
VACUUM = 5
"""Seconds between two rounds of vacuum, which a server has whose rows change so often; the throwaway one has none."""
DEAD = 'vacuum nexus."SessionBooking", nexus.students, nexus.credit_wallets, nexus."CoachAvailability"'
CONSISTENT = """
select count(*) from nexus.students as s
where s.credits <> (
    select coalesce(sum(nexus.credit_effect(t.type, t.amount)), 0)
    from nexus.credit_transactions as t where t."studentId" = s.id
) or s.credits <> (
    select coalesce(sum(l.remaining), 0) from nexus.credit_lots as l where l."studentId" = s.id
)
"""
ANY = """
select "studentId", id from nexus."SessionBooking"
where status in ('SCHEDULED', 'CONFIRMED') and "scheduledDate" >= %s order by random() limit 1
"""
BOOK = "select nexus.book_session(%s, %s, 'NSI', 'Lesson', %s, %s, %s)"
EXPECTED = {"NXB01", "NXB04", "NXB05", "NXB06", "NXC01", "NXW01", "NXC08", "NXB07"}
"""What an operation may meet here; anything else is an error of ours."""


def run(cache: Path) -> Iterator[Promise]:
    """Run them, and ask the server how many deadlocks it broke."""
    with database() as conninfo, psycopg.connect(conninfo, autocommit=True) as connection:
        for statement in PEOPLE:
            connection.execute(statement.encode())
        connection.execute(
            "select nexus.credit_wallet('parent-' || n, 100000, 'Gift') from generate_series(0, 23) as n"
        )
        connection.execute("vacuum analyze")
        started = time.perf_counter()
        with ProcessPoolExecutor(CLIENTS, mp_context=get_context("spawn")) as pool:
            shares = [-(-OPERATIONS // CLIENTS)] * CLIENTS
            clients = [pool.submit(_client, conninfo, number, share) for number, share in enumerate(shares)]
            while wait(clients, timeout=VACUUM).not_done:
                connection.execute(DEAD)
            parts = [client.result() for client in clients]
        seconds = time.perf_counter() - started
        outcomes = sum(parts, Counter())
        connection.execute("select pg_stat_force_next_flush()")
        deadlocks = connection.execute(
            "select deadlocks from pg_stat_database where datname = current_database()"
        ).fetchone()
        wrong = connection.execute(CONSISTENT).fetchone()
    unexpected = {state: count for state, count in outcomes.items() if state not in EXPECTED | {"done"}}
    if unexpected or wrong != (0,) or deadlocks is None:
        raise RuntimeError(f"unexpected: {unexpected}; {wrong} balances do not agree with their journals")
    total = sum(outcomes.values())
    told = ", ".join(f"{state} {count:,}" for state, count in outcomes.most_common())
    yield Promise(
        f"deadlocks in {total:,} mixed operations, {CLIENTS} clients",
        float(deadlocks[0]),
        0,
        "",
        f"{total / seconds:,.0f} a second: {told}",
    )


def _client(conninfo: str, number: int, operations: int) -> Counter[str]:
    chance = random.Random(number)  # noqa: S311 (the same work each time)
    today = date.today()  # noqa: DTZ011 (the week after is far enough from any midnight)
    monday = today + timedelta(days=7 - today.weekday())
    days = [day for day in (monday + timedelta(days=n) for n in range(DAYS * 2)) if day.weekday() < 5][:DAYS]
    outcomes: Counter[str] = Counter()

    def slot() -> tuple[date, str, str]:
        begins = 480 + 30 * chance.randrange(20)
        return chance.choice(days), _clock(begins), _clock(begins + 60)

    def book(connection: psycopg.Connection[Any]) -> None:
        pupil, coach = f"pupil-{chance.randrange(PUPILS)}", f"coach-{chance.randrange(COACHES)}"
        _act(connection, pupil, BOOK, (pupil, coach, *slot()))

    def booked(connection: psycopg.Connection[Any]) -> tuple[str, str] | None:
        """A booking to come, whoever made it, and its pupil."""
        return connection.execute(ANY, (today,)).fetchone()

    def change(query: str, actor: str | None = None) -> Callable[[psycopg.Connection[Any]], None]:
        def act(connection: psycopg.Connection[Any]) -> None:
            if found := booked(connection):
                _act(connection, actor or found[0], query, found[1:])

        return act

    def move(connection: psycopg.Connection[Any]) -> None:
        if found := booked(connection):
            _act(connection, "assistant", "select nexus.reschedule_session(%s, %s, %s, %s)", (found[1], *slot()))

    def ask(connection: psycopg.Connection[Any]) -> None:
        pupil = f"pupil-{chance.randrange(PUPILS)}"
        (request,) = _act(connection, pupil, "select nexus.request_credits(%s, 1)", (pupil,))
        _act(connection, "assistant", "select nexus.approve_credit_request(%s)", (request,))

    def spend(connection: psycopg.Connection[Any]) -> None:
        parent = f"parent-{chance.randrange(PUPILS)}"
        _act(connection, parent, "select nexus.spend_wallet(%s, amount => 1)", (f"key-{number}-{chance.random()}",))

    def give(connection: psycopg.Connection[Any]) -> None:
        pupil = f"pupil-{chance.randrange(PUPILS)}"
        query = "select nexus.add_credits(%s, 'PURCHASE', 1, 'd', now() + interval '100 milliseconds')"
        _act(connection, pupil, query, (pupil,))

    def expire(connection: psycopg.Connection[Any]) -> None:
        # As the job does it, but more than once a day.
        with connection.transaction():
            pupils = connection.execute(
                'select distinct "studentId" from nexus.credit_lots '
                'where remaining > 0 and "expiresAt" <= now() order by 1'
            ).fetchall()
            for (pupil,) in pupils:
                connection.execute("select nexus.lock_credits(%s)", (pupil,))
                connection.execute(
                    'insert into nexus.credit_transactions ("studentId", type, amount, description) '
                    "select %(pupil)s, 'EXPIRATION', -sum(remaining), 'd' from nexus.credit_lots "
                    'where "studentId" = %(pupil)s and remaining > 0 and "expiresAt" <= now() '
                    "having sum(remaining) > 0",
                    {"pupil": pupil},
                )

    def offer(connection: psycopg.Connection[Any]) -> None:
        coach = f"coach-{chance.randrange(COACHES)}"
        connection.execute('update nexus."CoachAvailability" set "isRecurring" = true where "coachId" = %s', (coach,))

    work: list[Callable[[psycopg.Connection[Any]], None]] = [
        *([book] * 8),
        *([change("select nexus.cancel_session(%s, 'Ill')")] * 4),
        *([move] * 2),
        *([change("select nexus.confirm_session(%s)", "assistant")] * 4),
        ask,
        *([spend] * 2),
        *([give] * 2),
        expire,
        offer,
    ]
    with psycopg.connect(conninfo, autocommit=True) as connection:
        for _ in range(operations):
            try:
                chance.choice(work)(connection)
                outcomes["done"] += 1
            except psycopg.Error as error:
                outcomes[str(error.sqlstate)] += 1
    return outcomes


def _act(connection: psycopg.Connection[Any], actor: str, query: str, values: tuple[object, ...]) -> Any:
    with connection.transaction():
        connection.execute("select set_config('app.current_user_id', %s, true)", (actor,))
        return connection.execute(sql.SQL(query), values).fetchone()  # type: ignore[arg-type]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


if __name__ == "__main__":
    sys.exit("run it with: python -m benchmarks mixed")
