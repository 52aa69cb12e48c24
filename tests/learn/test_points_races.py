"""Points under concurrency: a source rewards once, and level, points and streak are what the journal says."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any

import psycopg

from academy import Academy
from racing import at_once, states
from waiting import until_blocked

STANDS = "select xp, level, streak from learn.users where id = test.learn_id('ada')"
THRESHOLD = "update learn.level_thresholds set xp_required = 400 where level = 2"
DISAGREES = """
select u.name from learn.users as u
where u.xp <> (select coalesce(sum(e.amount), 0) from learn.xp_events as e where e.user_id = u.id)
   or u.level <> learn.level_of(u.xp) or u.streak <> learn.streak_of(u.id)
"""
EARN = """
insert into learn.xp_events (user_id, source_type, source_id, amount)
values (test.learn_id('ada'), 'CORRECTION', %s, %s)
"""


def test_a_source_rewards_once(academy: Academy, db: psycopg.Connection[Any]) -> None:
    award = "select learn.award_points(test.learn_id('ada'), 'QUIZ', 'q', 150)"
    outcomes = at_once([partial(academy.connect().execute, award) for _ in range(8)])
    assert states(outcomes) == []
    assert sorted(cursor.fetchone()[0] for cursor in outcomes) == [0] * 7 + [225]
    assert db.execute(DISAGREES).fetchall() == []


def test_everything_earned_at_once_is_in_the_sum(academy: Academy, db: psycopg.Connection[Any]) -> None:
    """Sixteen sources and the achievement that they reach together, which is awarded once."""
    calls = [partial(academy.connect().execute, EARN, (str(n), 100)) for n in range(16)]
    assert states(at_once(calls)) == []
    assert db.execute(STANDS).fetchone() == (1700, 2, 0)
    assert db.execute("select source_id from learn.xp_events where source_type = 'ACHIEVEMENT'").fetchall() == [
        ("xp_collector",)
    ]
    assert db.execute(DISAGREES).fetchall() == []


def test_a_day_counts_once_and_days_make_one_streak(academy: Academy, db: psycopg.Connection[Any]) -> None:
    day = "select learn.record_active_day(test.learn_id('ada'), %s)"
    calls = [
        partial(academy.connect().execute, day, (datetime(2026, 3, 1 + n % 4, 12, tzinfo=UTC),)) for n in range(16)
    ]
    outcomes = at_once(calls)
    assert states(outcomes) == []
    assert sum(cursor.fetchone()[0] for cursor in outcomes) == 4
    assert db.execute("select streak from learn.users where id = test.learn_id('ada')").fetchone() == (4,)
    assert db.execute(DISAGREES).fetchall() == []


def test_who_waits_to_add_a_day_counts_the_one_before(academy: Academy, db: psycopg.Connection[Any]) -> None:
    first, second = academy.connect(), academy.connect()
    day = "insert into learn.user_streak_days (user_id, day) values (test.learn_id('ada'), %s)"
    first.execute("begin")
    first.execute(day, ("2026-03-01",))

    def finish() -> None:
        until_blocked(db, second, "the second to wait")
        first.execute("commit")

    assert states(at_once([partial(second.execute, day, ("2026-03-02",)), finish])) == []
    assert db.execute(STANDS).fetchone() == (0, 1, 2)


def test_thresholds_that_change_wait_for_who_earns(academy: Academy, db: psycopg.Connection[Any]) -> None:
    earning, changing = academy.connect(), academy.connect()
    earning.execute("begin")
    earning.execute(EARN, ("x", 500))

    def finish() -> None:
        until_blocked(db, changing, "the thresholds to wait")
        earning.execute("commit")

    assert states(at_once([partial(changing.execute, THRESHOLD), finish])) == []
    assert db.execute(STANDS).fetchone() == (500, 2, 0)


def test_who_earns_waits_for_thresholds_that_change(academy: Academy, db: psycopg.Connection[Any]) -> None:
    earning, changing = academy.connect(), academy.connect()
    changing.execute("begin")
    changing.execute(THRESHOLD)

    def finish() -> None:
        until_blocked(db, earning, "who earns to wait")
        changing.execute("commit")

    assert states(at_once([partial(earning.execute, EARN, ("x", 500)), finish])) == []
    assert db.execute(STANDS).fetchone() == (500, 2, 0)
