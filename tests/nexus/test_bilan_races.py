"""Assessments under concurrency: one report of two servers, sent or taken back, and a mail that is logged twice."""

from __future__ import annotations

from functools import partial
from typing import Any

import psycopg
import pytest

from racing import at_once, states
from school import School, act
from waiting import until_blocked

ANSWERS = """select nexus.submit_bilan('pupil-1', '{"q": 1}', '{"w": 1}')"""
SCORE = """
select nexus.score_bilan(%s, '{"total": 14, "totalMax": 20, "byDomain": {}}', '{}', '{}', '{}')
"""
GENERATE = "select nexus.generate_bilan(%s, 'https://example.com/' || pg_backend_pid())"
WITHDRAW = "select nexus.withdraw_bilan(%s)"
MAIL = "select mail_id, replayed from nexus.log_bilan_mail(%s, 'parent', '{parent-1@example.com}', 'Bilan', %s)"
STATE = 'select status, "sentAt" is not null from nexus.bilans'


@pytest.fixture
def scored(school: School, db: psycopg.Connection[Any]) -> str:
    """The id of an assessment that waits for its report."""
    (bilan,) = act(db, "pupil-1", ANSWERS)
    db.execute(SCORE, (bilan,))
    return str(bilan)


def test_of_many_servers_one_makes_the_report(school: School, db: psycopg.Connection[Any], scored: str) -> None:
    outcomes = at_once(partial(school.connect().execute, GENERATE, (scored,)) for _ in range(8))
    assert states(outcomes) == ["NXR01"] * 7
    assert db.execute(STATE).fetchone() == ("GENERATED", False)


def test_scores_and_report_do_not_pass_each_other(school: School, db: psycopg.Connection[Any], scored: str) -> None:
    generating, scoring = school.connect(), school.connect()
    generating.execute("begin")
    generating.execute(GENERATE, (scored,))
    waiting = at_once([partial(scoring.execute, SCORE, (scored,)), partial(_commit_when_met, generating, scoring, db)])
    assert states(waiting) == ["NXR01"]
    assert db.execute(STATE).fetchone() == ("GENERATED", False)


def test_a_report_is_sent_or_taken_back(school: School, db: psycopg.Connection[Any], scored: str) -> None:
    for number in range(6):
        db.execute(GENERATE, (scored,))
        sending = partial(act, school.connect(), "assistant-1", MAIL, (scored, f"<{number}@mail>"))
        taking_back = partial(act, school.connect(), "assistant-2", WITHDRAW, (scored,))
        outcomes = at_once([sending, taking_back] if number % 2 else [taking_back, sending])
        assert states(outcomes) == ["NXR01"]
        sent = db.execute("select count(*) from nexus.mail_logs where status = 'SENT'").fetchone()
        assert db.execute(STATE).fetchone() == (("SENT", True) if sent == (1,) else ("SCORED", False))
        if sent == (1,):
            return


def test_a_mail_that_is_logged_many_times_at_once_is_one(
    school: School, db: psycopg.Connection[Any], scored: str
) -> None:
    db.execute(GENERATE, (scored,))
    outcomes = at_once(partial(act, school.connect(), "assistant-1", MAIL, (scored, "<1@mail>")) for _ in range(8))
    assert states(outcomes) == []
    assert len({each[0] for each in outcomes if isinstance(each, tuple)}) == 1
    assert sum(each[1] is False for each in outcomes if isinstance(each, tuple)) == 1
    assert db.execute("select count(*) from nexus.mail_logs").fetchone() == (1,)
    assert db.execute(STATE).fetchone() == ("SENT", True)


def _commit_when_met(
    holder: psycopg.Connection[Any], other: psycopg.Connection[Any], watcher: psycopg.Connection[Any]
) -> None:
    """Commit as soon as another one waits for what the holder has locked."""
    until_blocked(watcher, other, "the other waits")
    holder.execute("commit")
