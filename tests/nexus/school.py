"""A school to book lessons in: who is there, and how they act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, LiteralString
from zoneinfo import ZoneInfo

import psycopg
import psycopg.errors

from databases import Connect

Row = tuple[Any, ...]

PEOPLE = """
insert into nexus.users (id, email, role)
select id, id || '@example.com', role::nexus."UserRole"
from (
    select 'parent-' || n as id, 'PARENT' as role from generate_series(1, %(pupils)s) as n
    union all select 'pupil-' || n, 'ELEVE' from generate_series(1, %(pupils)s) as n
    union all select 'coach-' || n, 'COACH' from generate_series(1, %(coaches)s) as n
    union all select 'assistant-' || n, 'ASSISTANTE' from generate_series(1, 2) as n
) as person;
insert into nexus.parent_profiles (id, "userId")
select 'parent-' || n, 'parent-' || n from generate_series(1, %(pupils)s) as n;
insert into nexus.students (id, "userId", "parentId")
select 'pupil-' || n, 'pupil-' || n, 'parent-' || n from generate_series(1, %(pupils)s) as n;
insert into nexus.coach_profiles (id, "userId", pseudonym, subjects)
select 'coach-' || n, 'coach-' || n, 'Coach ' || n, '["NSI"]' from generate_series(1, %(coaches)s) as n;
insert into nexus."CoachAvailability" ("coachId", "dayOfWeek", "startTime", "endTime", "validFrom")
select 'coach-' || n, day, '08:00', '20:00', '2020-01-01'
from generate_series(1, %(coaches)s) as n, generate_series(1, 5) as day;
"""
BOOK = "select session_id from nexus.book_session(%s, %s, 'NSI', 'Lesson', %s, %s, %s)"
CONSISTENT = """
select s.id, s.credits, j.total, l.remaining
from nexus.students as s
cross join lateral (
    select coalesce(sum(nexus.credit_effect(t.type, t.amount)), 0) as total
    from nexus.credit_transactions as t where t."studentId" = s.id
) as j
cross join lateral (
    select coalesce(sum(l.remaining), 0) as remaining from nexus.credit_lots as l where l."studentId" = s.id
) as l
where s.credits <> j.total or s.credits <> l.remaining
"""
WALLETS_CONSISTENT = """
select w.id, w.balance, coalesce(sum(t.delta), 0)
from nexus.credit_wallets as w
left join nexus.credit_tx as t on t."walletId" = w.id
group by w.id having w.balance <> coalesce(sum(t.delta), 0)
"""


def a_monday(*, weeks: int = 2) -> date:
    """The Monday of a week to come, two weeks ahead by default: it can be booked, and cancelled without loss."""
    today = datetime.now(ZoneInfo("Africa/Tunis")).date()
    return today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)


class School:
    """People of a school in a database.

    Args:
        connect: opens a connection in autocommit mode, as a superuser.
        pupils: how many pupils, each with a parent of their own.
        coaches: how many coaches of NSI, there from Monday to Friday, 8 to 20.
    """

    def __init__(self, connect: Connect, *, pupils: int = 20, coaches: int = 3) -> None:
        self.connect = connect
        with connect() as connection, connection.cursor() as cursor, connection.transaction():
            for statement in PEOPLE.split(";\n"):
                if statement.strip():
                    cursor.execute(_literal(statement), {"pupils": pupils, "coaches": coaches})

    def give(self, pupil: int, credits: float, *, until: str | None = None) -> None:
        """Bring session credits to a pupil, good until an instant."""
        with self.connect() as connection:
            connection.execute(
                "select nexus.add_credits(%s, 'PURCHASE', %s::numeric, 'Pack', %s::timestamptz)",
                (f"pupil-{pupil}", credits, until),
            )

    def book(
        self, pupil: int, *, coach: int = 1, day: date | None = None, starts: str = "14:00", ends: str = "15:00"
    ) -> str:
        """Book as the pupil's parent; the booking's id."""
        with self.connect() as connection:
            row = act(
                connection,
                f"parent-{pupil}",
                BOOK,
                (f"pupil-{pupil}", f"coach-{coach}", day or a_monday(), starts, ends),
            )
        return str(row[0])


def act(connection: psycopg.Connection[Any], actor: str, query: LiteralString, values: Sequence[object] = ()) -> Row:
    """Run a query in a transaction of its own, in which somebody acts; its first row."""
    with connection.transaction():
        connection.execute("select set_config('app.current_user_id', %s, true)", (actor,))
        return connection.execute(query, values).fetchone() or ()


def _literal(statement: str) -> LiteralString:
    return statement
