"""Eight clients book lessons: with one coach, with two hundred, and beside plain inserts that know no rule."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.measure import RUNS, Promise, Timing, at_once, database

CLIENTS = 8
COACHES = 200
LESSONS = 2_400
"""Bookings of a round on two hundred coaches, all clients together."""
ON_ONE = 480
"""Bookings of a round on one coach: a quarter of the slots of half an hour that three months have."""
RATIO = 0.35
"""What must be left of the rate of plain inserts."""

PEOPLE = (
    """
    insert into nexus.users (id, email, role)
    select id, id || '@example.com', role::nexus."UserRole"
    from (
        select 'parent-' || n as id, 'PARENT' as role from generate_series(0, 399) as n
        union all select 'pupil-' || n, 'ELEVE' from generate_series(0, 399) as n
        union all select 'coach-' || n, 'COACH' from generate_series(0, 199) as n
        union all select 'assistant', 'ASSISTANTE'
    ) as person
    """,
    """
    insert into nexus.parent_profiles (id, "userId")
    select 'parent-' || n, 'parent-' || n from generate_series(0, 399) as n
    """,
    """
    insert into nexus.students (id, "userId", "parentId")
    select 'pupil-' || n, 'pupil-' || n, 'parent-' || n from generate_series(0, 399) as n
    """,
    """
    insert into nexus.coach_profiles (id, "userId", pseudonym, subjects)
    select 'coach-' || n, 'coach-' || n, 'Coach ' || n, '["NSI"]' from generate_series(0, 199) as n
    """,
    """
    insert into nexus."CoachAvailability" ("coachId", "dayOfWeek", "startTime", "endTime", "validFrom")
    select 'coach-' || n, day, '08:00', '20:00', '2020-01-01'
    from generate_series(0, 199) as n, generate_series(1, 5) as day
    """,
    "select nexus.add_credits('pupil-' || n, 'PURCHASE', 10000, 'Pack') from generate_series(0, 399) as n",
)
# The rows that a booking writes, in tables that hold columns, their defaults and a primary key, and no rule.
PLAIN = (
    "create schema plain",
    *(
        f'create table plain."{name}" (like nexus."{name}" including defaults including identity, primary key ({key}))'
        for name, key in (
            ("SessionBooking", "id"),
            ("SessionNotification", "id"),
            ("SessionReminder", "id"),
            ("session_history", "id"),
            ("credit_transactions", "id"),
            ("credit_draws", '"entryId", "lotId"'),
        )
    ),
)
BOOK = "select nexus.book_session(%s, %s, 'NSI', 'Lesson', %s, %s, %s)"
ACT = "select set_config('app.current_user_id', %s, true)"
INSERT = """
with booking as (
    insert into plain."SessionBooking" (
        "studentId", "coachId", "parentId", subject, title, "scheduledDate", "startTime", "endTime", duration
    )
    values (%(pupil)s, %(coach)s, %(parent)s, 'NSI', 'Lesson', %(day)s, %(starts)s, %(ends)s, 30)
    returning id
),
told as (
    insert into plain."SessionNotification" ("sessionId", "userId", type, title, message, method)
    select b.id, t.id, 'SESSION_BOOKED', 'Nouvelle séance', 'Lesson', t.method::nexus."NotificationMethod"
    from booking as b, (values (%(coach)s, 'EMAIL'), ('assistant', 'IN_APP'), (%(parent)s, 'EMAIL')) as t (id, method)
),
reminded as (
    insert into plain."SessionReminder" ("sessionId", "reminderType", "scheduledFor")
    select b.id, r.kind::nexus."ReminderType", %(day)s::timestamptz
    from booking as b, (values ('ONE_DAY_BEFORE'), ('TWO_HOURS_BEFORE'), ('THIRTY_MINUTES_BEFORE')) as r (kind)
),
history as (
    insert into plain.session_history ("sessionId", "newStatus", "actorId")
    select b.id, 'SCHEDULED', %(parent)s from booking as b
),
entry as (
    insert into plain.credit_transactions (
        "studentId", type, amount, description, "sessionId", number, "balanceBefore", "balanceAfter"
    )
    select %(pupil)s, 'USAGE', -1, 'Lesson', b.id, 1, 1, 0 from booking as b
    returning id
)
insert into plain.credit_draws ("entryId", "lotId", amount) select e.id, 1, 1 from entry as e
"""

Slot = tuple[str, str, str, date, str, str]


def run(cache: Path) -> Iterator[Promise]:
    """Measure the three in turn, on one database."""
    turns: dict[str, list[float]] = {"one": [], "many": [], "plain": []}
    with database() as conninfo:
        _prepare(conninfo)
        for turn in range(RUNS + 1):
            turns["plain"].append(_round(conninfo, _spread(turn, LESSONS), plain=True))
            turns["many"].append(_round(conninfo, _spread(turn, LESSONS), plain=False))
            turns["one"].append(_round(conninfo, _on_one(turn, ON_ONE), plain=False))
            with psycopg.connect(conninfo, autocommit=True) as connection:
                _check(connection, LESSONS + ON_ONE)
    one, many, plain = (Timing(name, tuple(seconds[1:])) for name, seconds in turns.items())
    rates = {"one": ON_ONE / one.median, "many": LESSONS / many.median, "plain": LESSONS / plain.median}
    yield Promise(
        f"plain inserts : bookings, {CLIENTS} clients, {COACHES} coaches",
        rates["plain"] / rates["many"],
        1 / RATIO,
        "",
        f"{rates['plain']:,.0f} : {rates['many']:,.0f} a second; {rates['many'] / rates['plain']:.2f} are left",
    )
    yield Promise(
        f"bookings with {COACHES} coaches : with one, {CLIENTS} clients",
        rates["many"] / rates["one"],
        CLIENTS,
        "",
        f"{rates['many']:,.0f} : {rates['one']:,.0f} a second",
    )


def _prepare(conninfo: str) -> None:
    with psycopg.connect(conninfo, autocommit=True) as connection:
        for statement in (*PEOPLE, *PLAIN):
            connection.execute(statement.encode())
        connection.execute("vacuum analyze")


def _working_days() -> list[date]:
    """The working days that can be booked, from the Monday of next week on."""
    today = date.today()  # noqa: DTZ011 (the week after is far enough from any midnight)
    monday = today + timedelta(days=7 - today.weekday())
    return [day for day in (monday + timedelta(days=n) for n in range(80)) if day.weekday() < 5]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _spread(turn: int, how_many: int) -> list[Slot]:
    """Slots of half an hour over all coaches: no two of them meet. Each turn has days of its own."""
    days = _working_days()
    slots: list[Slot] = []
    for n in range(how_many):
        coach, place = n % COACHES, n // COACHES + turn * -(-how_many // COACHES)
        pupil = 2 * coach + place % 2
        begins = 480 + 30 * (place % 24)
        slots.append(
            (
                f"parent-{pupil}",
                f"pupil-{pupil}",
                f"coach-{coach}",
                days[place // 24],
                _clock(begins),
                _clock(begins + 30),
            )
        )
    return slots


def _on_one(turn: int, how_many: int) -> list[Slot]:
    """Slots of half an hour of one coach, on days that the others do not use."""
    days = _working_days()[10:]
    slots: list[Slot] = []
    for n in range(how_many):
        place = n + turn * how_many
        day, pupil, begins = days[place // 24 % len(days)], n % 400, 480 + 30 * (place % 24)
        coach = place // (24 * len(days))
        slots.append((f"parent-{pupil}", f"pupil-{pupil}", f"coach-{coach}", day, _clock(begins), _clock(begins + 30)))
    return slots


def _round(conninfo: str, slots: Sequence[Slot], *, plain: bool) -> float:
    """Seconds from the first booking to the last, each a transaction of its own."""
    return at_once(_work, [(conninfo, slots[n::CLIENTS], plain) for n in range(CLIENTS)])


def _work(conninfo: str, slots: Sequence[Slot], plain: bool, barrier: Barrier) -> None:
    with psycopg.connect(conninfo, autocommit=True) as connection:
        barrier.wait()
        for parent, pupil, coach, day, starts, ends in slots:
            with connection.pipeline(), connection.transaction():
                connection.execute(ACT, (parent,), prepare=True)
                if plain:
                    values = {
                        "parent": parent,
                        "pupil": pupil,
                        "coach": coach,
                        "day": day,
                        "starts": starts,
                        "ends": ends,
                    }
                    connection.execute(INSERT, values, prepare=True)
                else:
                    connection.execute(BOOK, (pupil, coach, day, starts, ends), prepare=True)


def _check(connection: psycopg.Connection[Any], at_least: int) -> None:
    """Nobody was left out, and every journal agrees."""
    wrong = connection.execute(
        "select count(*) from nexus.students as s where s.credits <> 10000 - ("
        'select count(*) from nexus."SessionBooking" as b where b."studentId" = s."userId")'
    ).fetchone()
    booked = connection.execute('select count(*) from nexus."SessionBooking"').fetchone()
    if wrong != (0,) or booked is None or booked[0] < at_least:
        raise RuntimeError(f"{booked} bookings; {wrong} balances do not agree with them")


if __name__ == "__main__":
    sys.exit("run it with: python -m benchmarks booking")
