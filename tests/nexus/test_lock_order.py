"""Who changes what another one reads or wants waits for that one, or the other way round, never both.

Each test stops one of two transactions where the other must wait for it, and lets it go on to what it would wait for.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any, LiteralString

import psycopg
import pytest

from school import BOOK, School, a_monday, act
from waiting import until_blocked

CONFIRM = "select nexus.confirm_session(%s)"
CONFIRM_DIRECTLY = "update nexus.\"SessionBooking\" set status = 'CONFIRMED' where id = %s"
GO_ON = "update nexus.\"SessionBooking\" set status = 'IN_PROGRESS' where id = %s"
CANCEL_DIRECTLY = """
update nexus."SessionBooking" set status = 'CANCELLED', "cancellationReason" = 'Ill' where id = %s
"""
DEADLOCKS = "select deadlocks from pg_stat_database where datname = current_database()"
OVERLAPS = (a_monday(), "14:30", "15:30")


def _begin(school: School, actor: str) -> psycopg.Connection[Any]:
    connection = school.connect()
    connection.execute("begin")
    connection.execute("select set_config('app.current_user_id', %s, true)", (actor,))
    return connection


def _deadlocks(*connections: psycopg.Connection[Any]) -> int:
    """How many were broken, asked of the last connection; each of them tells first what it has counted itself."""
    for connection in connections:
        connection.execute("rollback")
        connection.execute("select pg_stat_force_next_flush()")
    row = connections[-1].execute(DEADLOCKS).fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize("confirm", [CONFIRM, CONFIRM_DIRECTLY], ids=["by its function", "past it"])
@pytest.mark.parametrize(
    ("pupil", "coach"), [(2, 1), (1, 2)], ids=["another pupil wants the coach", "the pupil wants another coach"]
)
@pytest.mark.parametrize("kept", [True, False], ids=["the booking stays", "the booking is cancelled"])
def test_a_booking_that_changes_and_one_that_overlaps_it(
    school: School, db: psycopg.Connection[Any], *, confirm: LiteralString, pupil: int, coach: int, kept: bool
) -> None:
    """A change of state is a new entry in the exclusion constraints: it would wait for a booking that waits for it."""
    school.give(1, 3)
    school.give(2, 3)
    booking = school.book(1)
    first, second = _begin(school, "assistant-1"), school.connect()
    first.execute(confirm, (booking,))
    with ThreadPoolExecutor() as pool:
        values = (f"pupil-{pupil}", f"coach-{coach}", *OVERLAPS)
        wanted = pool.submit(act, second, f"parent-{pupil}", BOOK, values)
        until_blocked(db, second, "the second transaction waits", unless=wanted)
        first.execute(GO_ON if kept else CANCEL_DIRECTLY, (booking,))
        first.execute("commit")
        if kept:
            with pytest.raises(psycopg.Error, match=f"slot taken.*{'pupil' if pupil == 1 else 'coach'}-1 is") as caught:
                wanted.result()
            assert caught.value.sqlstate == "NXB01"
        else:
            assert wanted.result()
    assert _deadlocks(first, second, db) == 0


def test_a_booking_that_changes_and_one_of_an_old_snapshot(school: School, db: psycopg.Connection[Any]) -> None:
    """It does not see what is in its way, so it cannot wait for it: it waits for the coach's day."""
    school.give(1, 3)
    school.give(2, 3)
    second = school.connect()
    second.execute("begin isolation level repeatable read")
    second.execute("select set_config('app.current_user_id', 'parent-2', true)")
    booking = school.book(1)
    first = _begin(school, "assistant-1")
    first.execute(CONFIRM, (booking,))
    with ThreadPoolExecutor() as pool:
        wanted = pool.submit(second.execute, BOOK, ("pupil-2", "coach-1", *OVERLAPS))
        until_blocked(db, second, "the second transaction waits", unless=wanted)
        first.execute(GO_ON, (booking,))
        first.execute("commit")
        with pytest.raises(psycopg.Error, match="slot taken") as caught:
            wanted.result()
    assert caught.value.sqlstate == "NXB01"
    assert _deadlocks(first, second, db) == 0


def test_offers_of_a_coach_that_two_write_in_opposite_order(school: School, db: psycopg.Connection[Any]) -> None:
    update = (
        'update nexus."CoachAvailability" set "isRecurring" = true where "coachId" = \'coach-1\' and "dayOfWeek" = %s'
    )
    first, second = _begin(school, "coach-1"), school.connect()
    first.execute(update, (1,))
    with ThreadPoolExecutor() as pool:
        wanted = pool.submit(act, second, "assistant-1", update + " returning id", (2,))
        until_blocked(db, second, "the second transaction waits", unless=wanted)
        first.execute(update, (2,))
        first.execute("commit")
        assert wanted.result()
    assert _deadlocks(first, second, db) == 0


def test_offers_of_two_coaches_that_two_write_in_opposite_order(school: School, db: psycopg.Connection[Any]) -> None:
    update = 'update nexus."CoachAvailability" set "isRecurring" = true where "coachId" = %s and "dayOfWeek" = 1'
    first, second = _begin(school, "assistant-1"), _begin(school, "assistant-2")
    first.execute(update, ("coach-1",))
    with ThreadPoolExecutor() as pool:

        def other_way_round() -> None:
            second.execute(update, ("coach-2",))
            second.execute(update, ("coach-1",))
            second.execute("commit")

        wanted = pool.submit(other_way_round)
        until_blocked(db, second, "the second transaction waits", unless=wanted)
        first.execute(update, ("coach-2",))
        first.execute("commit")
        wanted.result()
    assert _deadlocks(first, second, db) == 0
