"""Leaderboards while they are refreshed: readers go on, and of two that refresh one does."""

from __future__ import annotations

from typing import Any

import psycopg

from academy import Academy

REFRESH = "select learn.refresh_leaderboards(every => '365000 days')"
SOONER = "select learn.refresh_leaderboards(every => '1 hour')"
FORGET = "delete from platform.runs where job = 'learn.leaderboards'"
RANK = "select rank from learn.my_rank('GLOBAL_XP')"
EARN = """
insert into learn.xp_events (user_id, source_type, source_id, amount) values (test.learn_id(%s), 'CORRECTION', 'x', 9)
"""


def test_readers_do_not_wait_for_a_refresh_and_a_second_one_does_not_either(
    academy: Academy, db: psycopg.Connection[Any]
) -> None:
    """A refresh that is not committed holds all its locks; whoever would wait for them fails at once."""
    db.execute(REFRESH)
    before = academy.act("bob", RANK)
    assert before > (1,)
    db.execute(EARN, ("bob",))
    db.execute(FORGET)
    refreshing, reader, other = academy.connect(), academy.connect(), academy.connect()
    for connection in (reader, other):
        connection.execute("set lock_timeout = '1ms'")
    with refreshing.transaction():
        refreshing.execute("set local role learn_app")
        assert refreshing.execute(REFRESH).fetchone() == ("run",)
        with reader.transaction():
            reader.execute("select test.learn_act('bob')")
            assert reader.execute(RANK).fetchone() == before
        assert other.execute(REFRESH).fetchone() == ("running",)
        assert other.execute(SOONER).fetchone() == ("running",)
    assert academy.act("bob", RANK) == (1,)
    assert db.execute(REFRESH).fetchone() == ("done",)


def test_a_refresh_counts_who_is_gone_no_more(academy: Academy, db: psycopg.Connection[Any]) -> None:
    """The board still has whom it was made of; readers see only who is there."""
    db.execute(EARN, ("bob",))
    db.execute(REFRESH)
    db.execute("delete from learn.users where id = test.learn_id('bob')")
    listed = "select rank from learn.leaderboard('GLOBAL_XP', top => 2)"
    assert academy.act("ada", listed) == (2,)
    assert db.execute("select turn, places from learn.take_leaderboard_snapshots()").fetchone() == ("run", 4)
    db.execute(FORGET)
    db.execute(REFRESH)
    assert academy.act("ada", listed) == (1,)
