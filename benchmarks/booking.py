"""Eight clients book lessons: with one coach, with two hundred, and beside plain inserts that know no rule.

Plain inserts are what an application would send to the same tables if they had no rules. The rows are those that a
booking leaves: itself, its history, the entry of the journal and what it draws from, three notifications, three
reminders; not the row of the audit log, and none of the rows that a booking reads, locks or updates. They go to twins
of the tables (``measure.without_rules``), with one INSERT for each table, all rows of a table in one, in one
transaction: six statements, prepared, each a round trip, and two for the transaction. A booking is one statement.

Beside it stand the same rows sent as a single statement, which is what no application does.

Clients are processes, each with a connection, on the machine of the server. The first turn is not counted; after each
one the tables are vacuumed and analysed, as they are in a database that lives. A machine is not equally fast from one
minute to the next, so that the two are compared turn by turn: the figure is the median of these ratios.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from multiprocessing.synchronize import Barrier
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

from benchmarks.measure import Promise, Timing, at_once, database, without_rules

CLIENTS = 8
TURNS = 11
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
PLAIN = (
    'nexus."SessionBooking"',
    'nexus."SessionNotification"',
    'nexus."SessionReminder"',
    "nexus.session_history",
    "nexus.credit_transactions",
    "nexus.credit_draws",
)
BOOK_AS = (
    "select nexus.book_session(%(pupil)s, %(coach)s, 'NSI', 'Lesson', %(day)s, %(starts)s, %(ends)s) "
    "from set_config('app.current_user_id', %(parent)s, true)"
)
# What an application without rules would send: a statement for each table, and it reads nothing.
BOOKING = """
insert into plain."SessionBooking" (
    "studentId", "coachId", "parentId", subject, title, "scheduledDate", "startTime", "endTime", duration
)
values (%(pupil)s, %(coach)s, %(parent)s, 'NSI', 'Lesson', %(day)s, %(starts)s, %(ends)s, 30)
returning id
"""
ENTRY = """
insert into plain.credit_transactions (
    "studentId", type, amount, description, "sessionId", number, "balanceBefore", "balanceAfter"
)
values (%(pupil)s, 'USAGE', -1, 'Lesson', %(booking)s, 1, 1, 0)
returning id
"""
INSERTS = (
    """
    insert into plain.session_history ("sessionId", "newStatus", "actorId")
    values (%(booking)s, 'SCHEDULED', %(parent)s)
    """,
    'insert into plain.credit_draws ("entryId", "lotId", amount) values (%(entry)s, 1, 1)',
    """
    insert into plain."SessionNotification" ("sessionId", "userId", type, title, message, method)
    values
        (%(booking)s, %(coach)s, 'SESSION_BOOKED', 'Nouvelle séance', 'Lesson', 'EMAIL'),
        (%(booking)s, 'assistant', 'SESSION_BOOKED', 'Nouvelle séance', 'Lesson', 'IN_APP'),
        (%(booking)s, %(parent)s, 'SESSION_BOOKED', 'Nouvelle séance', 'Lesson', 'EMAIL')
    """,
    """
    insert into plain."SessionReminder" ("sessionId", "reminderType", "scheduledFor")
    values
        (%(booking)s, 'ONE_DAY_BEFORE', %(day)s),
        (%(booking)s, 'TWO_HOURS_BEFORE', %(day)s),
        (%(booking)s, 'THIRTY_MINUTES_BEFORE', %(day)s)
    """,
)
# The same rows by one statement, which no application sends: the least that the server could do.
AT_ONCE = """
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
    """Measure the ways in turn, on one database that holds bookings already."""
    turns: dict[str, list[float]] = {"plain": [], "statement": [], "many": [], "one": []}
    with database() as conninfo:
        _prepare(conninfo)
        for turn in range(TURNS + 1):
            for way, seconds in turns.items():
                slots = _on_one(turn, ON_ONE) if way == "one" else _spread(turn, LESSONS)
                seconds.append(at_once(_work, [(conninfo, slots[n::CLIENTS], way) for n in range(CLIENTS)]))
            with psycopg.connect(conninfo, autocommit=True) as connection:
                _check(connection, (turn + 1) * (LESSONS + ON_ONE))
                connection.execute("vacuum analyze")
    rates = {
        way: (ON_ONE if way == "one" else LESSONS) / Timing(way, tuple(taken[1:])).median
        for way, taken in turns.items()
    }
    longer = median(many / plain for many, plain in zip(turns["many"][1:], turns["plain"][1:], strict=True))
    yield Promise(
        f"plain inserts : bookings, {CLIENTS} clients, {COACHES} coaches",
        longer,
        1 / RATIO,
        "",
        f"{rates['plain']:,.0f} : {rates['many']:,.0f} a second; {1 / longer:.2f} are left "
        f"({rates['many'] / rates['statement']:.2f} of {rates['statement']:,.0f} by one statement)",
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
        for statement in PEOPLE:
            connection.execute(statement.encode())
        without_rules(connection, *PLAIN)
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


def _work(conninfo: str, slots: Sequence[Slot], way: str, barrier: Barrier) -> None:
    """Each booking is a transaction of its own, each statement a round trip, prepared."""
    with psycopg.connect(conninfo, autocommit=True, prepare_threshold=0) as connection:
        barrier.wait()
        for parent, pupil, coach, day, starts, ends in slots:
            values = {"parent": parent, "pupil": pupil, "coach": coach, "day": day, "starts": starts, "ends": ends}
            if way == "plain":
                _insert(connection, values)
            else:
                connection.execute(AT_ONCE if way == "statement" else BOOK_AS, values)


def _insert(connection: psycopg.Connection[Any], values: dict[str, object]) -> None:
    with connection.transaction():
        for name, statement in (("booking", BOOKING), ("entry", ENTRY)):
            row = connection.execute(statement, values).fetchone()
            values[name] = row and row[0]
        for statement in INSERTS:
            connection.execute(statement.encode(), values)


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
