"""Bookings under concurrency: where two callers meet, one of them wins and the other is told so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import psycopg
import pytest

from racing import at_once, states
from school import BOOK, CONSISTENT, School, a_monday, act
from waiting import until_blocked

CANCEL = "select refunded from nexus.cancel_session(%s, 'Ill')"
MOVE = "select session_id from nexus.reschedule_session(%s, %s, %s, %s)"
LIVE = "select count(*) from nexus.\"SessionBooking\" where status in ('SCHEDULED', 'CONFIRMED', 'IN_PROGRESS')"


def test_of_twenty_clients_one_gets_the_slot(school: School, db: psycopg.Connection[Any]) -> None:
    for pupil in range(1, 21):
        school.give(pupil, 2)
    outcomes = at_once([partial(school.book, pupil) for pupil in range(1, 21)])
    assert states(outcomes) == ["NXB01"] * 19
    assert db.execute(LIVE).fetchone() == (1,)
    spent = "select count(*), sum(amount) from nexus.credit_transactions where type = 'USAGE'"
    assert db.execute(spent).fetchone() == (1, -1)
    assert db.execute(CONSISTENT).fetchall() == []


def test_overlapping_slots_are_one_slot(school: School, db: psycopg.Connection[Any]) -> None:
    """They begin a quarter of an hour apart: no two of them can both be held."""
    clocks = [("14:00", "15:00"), ("14:15", "15:15"), ("14:30", "15:30"), ("14:45", "15:45")]
    for pupil in range(1, 9):
        school.give(pupil, 2)
    outcomes = at_once(
        partial(school.book, pupil, starts=clocks[pupil % 4][0], ends=clocks[pupil % 4][1]) for pupil in range(1, 9)
    )
    assert states(outcomes) == ["NXB01"] * 7
    assert db.execute(LIVE).fetchone() == (1,)


def test_a_pupil_is_in_one_place(school: School, db: psycopg.Connection[Any]) -> None:
    school.give(1, 10)
    outcomes = at_once(partial(school.book, 1, coach=coach) for coach in (1, 2, 3))
    assert states(outcomes) == ["NXB01", "NXB01"]
    assert db.execute(LIVE).fetchone() == (1,)


def test_the_last_credits_pay_one_lesson(school: School, db: psycopg.Connection[Any]) -> None:
    school.give(1, 1)
    days = [a_monday() + timedelta(days=n) for n in range(5)]
    outcomes = at_once(partial(school.book, 1, day=day) for day in days)
    assert states(outcomes) == ["NXC01"] * 4
    assert db.execute("select credits from nexus.students where id = 'pupil-1'").fetchone() == (0,)
    assert db.execute(CONSISTENT).fetchall() == []


def test_a_repeated_request_books_once(school: School, db: psycopg.Connection[Any]) -> None:
    school.give(1, 10)
    query = """
        select session_id, replayed
        from nexus.book_session(%s, %s, 'NSI', 'Lesson', %s, %s, %s, idempotency_key => %s)
    """
    values = ("pupil-1", "coach-1", a_monday(), "14:00", "15:00", "request-1")
    outcomes = at_once([lambda: act(school.connect(), "parent-1", query, values) for _ in range(6)])
    answers = [outcome for outcome in outcomes if isinstance(outcome, tuple)]
    assert len(answers) == 6
    assert len({answer[0] for answer in answers}) == 1
    assert sorted(answer[1] for answer in answers) == [False] + [True] * 5
    # The same key never answers another request, and a new one books the slot again once it is free.
    with pytest.raises(psycopg.Error, match="used for another request") as caught:
        act(db, "parent-1", query, (*values[:3], "16:00", "17:00", "request-1"))
    assert caught.value.sqlstate == "PFI01"
    act(db, "parent-1", CANCEL, (answers[0][0],))
    again = act(db, "parent-1", query, (*values[:5], "request-2"))
    assert again[0] != answers[0][0]


def test_a_booking_is_cancelled_and_given_back_once(school: School, db: psycopg.Connection[Any]) -> None:
    school.give(1, 3)
    booking = school.book(1)
    actors = ["parent-1", "pupil-1", "coach-1", "assistant-1", "assistant-2", "parent-1"]
    outcomes = at_once([partial(act, school.connect(), actor, CANCEL, (booking,)) for actor in actors])
    assert states(outcomes) == ["NXB06"] * 5
    assert db.execute("select credits from nexus.students where id = 'pupil-1'").fetchone() == (3,)
    assert db.execute(CONSISTENT).fetchall() == []


@pytest.mark.parametrize("committed", [True, False], ids=["the cancellation holds", "the cancellation fails"])
def test_a_slot_is_free_when_its_cancellation_is(school: School, *, committed: bool) -> None:
    """Who wants the slot waits for who gives it up, and gets it only if that one does."""
    school.give(1, 3)
    school.give(2, 3)
    booking = school.book(1)
    first, second = school.connect(), school.connect()
    first.execute("begin")
    first.execute("select set_config('app.current_user_id', 'parent-1', true)")
    first.execute(CANCEL, (booking,))
    values = ("pupil-2", "coach-1", a_monday(), "14:00", "15:00")
    with ThreadPoolExecutor() as pool:
        wanted = pool.submit(act, second, "parent-2", BOOK, values)
        until_blocked(first, second, "the booking waits")
        first.execute("commit" if committed else "rollback")
        if committed:
            assert wanted.result()
        else:
            with pytest.raises(psycopg.Error, match="slot taken, choose another") as caught:
                wanted.result()
            assert caught.value.sqlstate == "NXB01"


def test_a_booking_that_is_deleted_meanwhile_is_not_changed(school: School, db: psycopg.Connection[Any]) -> None:
    """Who cancels it has found it, and waits for who deletes it."""
    school.give(1, 3)
    booking = school.book(1)
    first, second = school.connect(), school.connect()
    with ThreadPoolExecutor(1) as pool:
        with first.transaction():
            first.execute('delete from nexus."SessionBooking" where id = %s', (booking,))
            cancelled = pool.submit(act, second, "parent-1", CANCEL, (booking,))
            until_blocked(db, second, "the cancellation waits for the booking")
        with pytest.raises(psycopg.Error, match=f"there is no booking '{booking}' of the actor's") as caught:
            cancelled.result()
    assert (caught.value.sqlstate, caught.value.diag.message_hint) == ("NXB05", "It was deleted in this moment.")


def test_book_against_cancel_against_expire(school: School, db: psycopg.Connection[Any]) -> None:
    """Whatever comes first, every credit is spent, given back or expired, and none twice."""
    school.give(1, 2, until="2999-01-01")
    booking = school.book(1)
    # What is left expires now; the journal is not touched.
    db.execute("update nexus.credit_lots set \"expiresAt\" = now() - interval '1 second'")
    outcomes = at_once(
        [
            partial(school.book, 1, day=a_monday() + timedelta(days=1)),
            partial(act, school.connect(), "parent-1", CANCEL, (booking,)),
            lambda: school.connect().execute("select turn, credits from nexus.expire_credits()").fetchone(),
            lambda: school.connect().execute("select turn, credits from nexus.expire_credits()").fetchone(),
        ]
    )
    # The refund is good for a week, so the new booking is paid if it came after it, and refused if before.
    assert states(outcomes) in ([], ["NXC01"])
    turns = sorted(outcome[0] for outcome in outcomes[2:] if isinstance(outcome, tuple))
    assert turns.count("run") == 1
    kinds = dict(db.execute("select type, sum(amount) from nexus.credit_transactions group by type").fetchall())
    assert kinds["PURCHASE"] == 2
    assert kinds["REFUND"] == 1
    assert kinds["EXPIRATION"] == -1
    assert kinds["USAGE"] == (-1 if states(outcomes) else -2)
    assert db.execute(CONSISTENT).fetchall() == []


def test_two_pupils_swap_their_slots_without_a_deadlock(school: School, db: psycopg.Connection[Any]) -> None:
    """Each wants what the other gives up: neither can have it, and both are told at once."""
    monday, tuesday = a_monday(), a_monday() + timedelta(days=1)
    school.give(1, 2)
    school.give(2, 2)
    first, second = school.book(1, day=monday), school.book(2, day=tuesday)
    outcomes = at_once(
        [
            partial(act, school.connect(), "parent-1", MOVE, (first, tuesday, "14:00", "15:00")),
            partial(act, school.connect(), "parent-2", MOVE, (second, monday, "14:00", "15:00")),
        ]
    )
    # The first of them finds the slot taken; then the second may find it free or taken, as the first came to its end.
    assert states(outcomes) in (["NXB01"], ["NXB01", "NXB01"])
    deadlocks = "select deadlocks from pg_stat_database where datname = current_database()"
    db.execute("select pg_stat_force_next_flush()")
    assert db.execute(deadlocks).fetchone() == (0,)


def test_an_offer_that_is_withdrawn_is_not_booked(school: School) -> None:
    """Who books waits for who withdraws."""
    school.give(1, 2)
    first, second = school.connect(), school.connect()
    first.execute("begin")
    first.execute('delete from nexus."CoachAvailability" where "coachId" = \'coach-1\'')
    values = ("pupil-1", "coach-1", a_monday(), "14:00", "15:00")
    with ThreadPoolExecutor() as pool:
        wanted = pool.submit(act, second, "parent-1", BOOK, values)
        until_blocked(first, second, "the booking waits")
        first.execute("commit")
        with pytest.raises(psycopg.Error, match="offers no time") as caught:
            wanted.result()
    assert caught.value.sqlstate == "NXB04"


def test_who_writes_past_the_functions_meets_the_same_rules(school: School, db: psycopg.Connection[Any]) -> None:
    school.give(1, 2)
    insert = """
        insert into nexus."SessionBooking"
            (id, "studentId", "coachId", subject, title, "scheduledDate", "startTime", "endTime", duration)
        values ('direct', 'pupil-1', 'coach-1', 'NSI', 'Lesson', %s::timestamp at time zone 'Africa/Tunis',
                '14:00', '15:00', 60)
    """
    with pytest.raises(psycopg.Error, match=r"costs 1\.00 session credits, and 0 were paid") as caught:
        db.execute(insert, (a_monday(),))
    assert caught.value.sqlstate == "NXB09"
    with db.transaction():
        db.execute(insert, (a_monday(),))
        db.execute(
            'insert into nexus.credit_transactions ("studentId", type, amount, description, "sessionId") '
            "values ('pupil-1', 'USAGE', -1, 'Lesson', 'direct')"
        )
    with pytest.raises(psycopg.Error, match="is SCHEDULED and cannot become COMPLETED"):
        db.execute("update nexus.\"SessionBooking\" set status = 'COMPLETED' where id = 'direct'")


@pytest.mark.parametrize("level", ["repeatable read", "serializable"])
def test_an_old_snapshot_books_nothing_twice(school: School, db: psycopg.Connection[Any], level: str) -> None:
    school.give(1, 2)
    school.give(2, 2)
    late = school.connect()
    late.execute(f"begin isolation level {level}")  # type: ignore[arg-type]
    late.execute("select count(*) from nexus.students")
    school.book(1)
    late.execute("select set_config('app.current_user_id', 'parent-2', true)")
    with pytest.raises(psycopg.Error, match="slot taken, choose another") as caught:
        late.execute(BOOK, ("pupil-2", "coach-1", a_monday(), "14:00", "15:00"))
    assert caught.value.sqlstate == "NXB01"
    late.execute("rollback")
    assert db.execute(LIVE).fetchone() == (1,)
