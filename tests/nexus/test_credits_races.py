"""Session credits under concurrency: nothing is spent twice, decided twice or given twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import psycopg
import pytest

from racing import at_once, states
from school import CONSISTENT, School, act
from waiting import until, until_blocked

SPEND = "select balance from nexus.spend_credits(%s, 1, 'Lesson')"
CREDITS = "select credits from nexus.students where id = 'pupil-1'"
APPROVE = "select balance from nexus.approve_credit_request(%s)"
REJECT = "select nexus.reject_credit_request(%s, 'No')"


def test_of_fifty_spendings_the_last_credits_pay_what_they_can(school: School, db: psycopg.Connection[Any]) -> None:
    """Seven credits from three lots, fifty who want one each, on ten connections."""
    for credits in (3, 2, 2):
        school.give(1, credits)

    def five(connection: psycopg.Connection[Any]) -> list[object]:
        outcomes: list[object] = []
        for _ in range(5):
            try:
                outcomes.append(connection.execute(SPEND, ("pupil-1",)).fetchone())
            except psycopg.Error as error:
                outcomes.append(error)
        return outcomes

    outcomes = [each for many in at_once(partial(five, school.connect()) for _ in range(10)) for each in many]  # type: ignore[attr-defined]
    assert states(outcomes) == ["NXC01"] * 43
    assert sorted(each[0] for each in outcomes if isinstance(each, tuple)) == list(range(7))
    assert db.execute(CREDITS).fetchone() == (0,)
    assert db.execute(CONSISTENT).fetchall() == []
    numbers = db.execute("select array_agg(number order by number) from nexus.credit_transactions").fetchone()
    assert numbers == (list(range(1, 11)),)


def test_spending_in_the_old_way_is_held_to_the_same(school: School, db: psycopg.Connection[Any]) -> None:
    """A client that reads, computes and writes the balance itself is refused."""
    school.give(1, 2)
    with pytest.raises(psycopg.Error, match=r"was to have 1\.00 session credits, and the journal says 2\.00") as caught:
        db.execute("update nexus.students set credits = credits - 1 where id = 'pupil-1'")
    assert caught.value.sqlstate == "NX011"
    with pytest.raises(psycopg.Error, match=r"INSUFFICIENT_CREDITS: 3\.00 session credits are needed") as caught:
        db.execute(
            'insert into nexus.credit_transactions ("studentId", type, amount, description) '
            "values ('pupil-1', 'USAGE', -3, 'Lesson')"
        )
    assert caught.value.sqlstate == "NXC01"
    with pytest.raises(psycopg.Error, match="was to be deleted") as caught:
        db.execute("delete from nexus.credit_transactions")
    assert caught.value.sqlstate == "NX010"
    assert db.execute(CREDITS).fetchone() == (2,)


def test_a_request_is_approved_once(school: School, db: psycopg.Connection[Any]) -> None:
    asked = act(db, "parent-1", "select nexus.request_credits('pupil-1', 4)")[0]
    assert db.execute(CREDITS).fetchone() == (0,)
    outcomes = at_once(
        partial(act, school.connect(), f"assistant-{1 + n % 2}", APPROVE if n % 3 else REJECT, (asked,))
        for n in range(6)
    )
    assert states(outcomes) == ["NXC08"] * 5
    status, credits = db.execute(
        "select r.status, s.credits from nexus.credit_requests as r, nexus.students as s where s.id = 'pupil-1'"
    ).fetchone() or (None, None)
    assert (status, credits) in (("APPROVED", 4), ("REJECTED", 0))
    assert db.execute(CONSISTENT).fetchall() == []


def test_four_schedulers_give_a_month_once(school: School, db: psycopg.Connection[Any]) -> None:
    db.execute(
        'insert into nexus.subscriptions ("studentId", "planName", "monthlyPrice", "creditsPerMonth", status, '
        '"startDate") '
        "select 'pupil-' || n, 'HYBRIDE', 450, 4, 'ACTIVE', now() - interval '1 day' from generate_series(1, 10) as n"
    )
    first = db.execute('select id from nexus.subscriptions order by "studentId" limit 1').fetchone() or ()
    # One was given its credits when it began; the month does not give them again.
    db.execute("select nexus.allocate_month(%s, (now() at time zone 'Africa/Tunis')::date)", first)
    run = "select turn, subscriptions, credits from nexus.allocate_monthly_credits()"
    outcomes = at_once(lambda: school.connect().execute(run).fetchone() for _ in range(4))
    done = [outcome for outcome in outcomes if isinstance(outcome, tuple)]
    assert len(done) == 4
    assert [outcome for outcome in done if outcome[0] == "run"] == [("run", 9, 36)]
    given = "select count(*), sum(credits) from nexus.students where credits = 4"
    assert db.execute(given).fetchone() == (10, 40)
    assert db.execute(run).fetchone() == ("done", 0, 0)
    executed = """
        select status::text, "completedAt" is not null
        from nexus.cron_executions
        where "jobName" = 'monthly-allocation'
    """
    assert db.execute(executed).fetchall() == [("COMPLETED", True)]
    assert db.execute(CONSISTENT).fetchall() == []


def test_one_reference_gives_once(school: School, db: psycopg.Connection[Any]) -> None:
    query = "select replayed from nexus.add_credits('pupil-1', 'PURCHASE', 5, 'Pack', reference => 'payment:1')"
    outcomes = at_once(lambda: school.connect().execute(query).fetchone() for _ in range(8))
    assert sorted(outcome[0] for outcome in outcomes if isinstance(outcome, tuple)) == [False] + [True] * 7
    assert db.execute(CREDITS).fetchone() == (5,)


def test_credits_that_are_being_spent_do_not_expire(school: School, db: psycopg.Connection[Any]) -> None:
    """A transaction that began before the credits expire spends them; the job that finds them expired waits for it."""
    school.give(1, 4)
    spender, job = school.connect(), school.connect()
    spender.execute("begin")
    end = "select date_trunc('milliseconds', now()) + interval '2 milliseconds'"
    expiry = spender.execute(end).fetchone() or ()
    db.execute('update nexus.credit_lots set "expiresAt" = %s', expiry)
    until(lambda: db.execute("select clock_timestamp() > %s", expiry).fetchone() == (True,), "they have expired")
    spender.execute("select nexus.spend_credits('pupil-1', 4, 'Lesson')")
    with ThreadPoolExecutor() as pool:
        ran = pool.submit(lambda: job.execute("select turn, pupils, credits from nexus.expire_credits()").fetchone())
        until_blocked(db, job, "the job waits or ends", unless=ran)
        spender.execute("commit")
        assert ran.result(timeout=30) == ("run", 0, 0)
    assert db.execute(CREDITS).fetchone() == (0,)
    assert db.execute(CONSISTENT).fetchall() == []


def test_nobody_is_reminded_of_what_is_spent_meanwhile(school: School, db: psycopg.Connection[Any]) -> None:
    """The reminder has found credits that expire, and waits for who spends them."""
    school.give(1, 2, until=(datetime.now(UTC) + timedelta(days=6)).isoformat())
    spender, reminder = school.connect(), school.connect()
    run = "select turn, pupils, credits from nexus.remind_of_expiring_credits()"
    with ThreadPoolExecutor(1) as pool:
        with spender.transaction():
            spender.execute("select nexus.spend_credits('pupil-1', 2, 'Lesson')")
            told = pool.submit(lambda: reminder.execute(run).fetchone())
            until_blocked(db, reminder, "the reminder waits for the pupil")
        assert told.result() == ("run", 0, 0)
    assert db.execute("select from nexus.notifications where type = 'CREDITS_EXPIRING'").fetchall() == []
