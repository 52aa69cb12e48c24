"""The assistant under concurrency: the fifth question and the sixth, the first one and its badge."""

from __future__ import annotations

from functools import partial
from typing import Any

import psycopg

from racing import at_once, states
from school import School, act

ASK = "select left_today, badges from nexus.aria_ask('pupil-1', 'NSI', 'What is a tree?')"


def test_of_many_questions_at_once_five_are_free(school: School, db: psycopg.Connection[Any]) -> None:
    outcomes = at_once(partial(act, school.connect(), "pupil-1", ASK) for _ in range(8))
    assert states(outcomes) == ["NXA01"] * 3
    assert sorted(each[0] for each in outcomes if isinstance(each, tuple)) == [0, 1, 2, 3, 4]
    assert db.execute("select questions from nexus.aria_usage").fetchall() == [(5,)]
    assert db.execute("select count(*) from nexus.aria_messages").fetchone() == (5,)


def test_of_the_fifth_and_the_sixth_question_one_is_asked(school: School, db: psycopg.Connection[Any]) -> None:
    for _ in range(4):
        act(db, "pupil-1", ASK)
    outcomes = at_once(partial(act, school.connect(), "pupil-1", ASK) for _ in range(2))
    assert states(outcomes) == ["NXA01"]


def test_a_question_whose_transaction_fails_is_not_counted(school: School, db: psycopg.Connection[Any]) -> None:
    one, other = school.connect(), school.connect()
    for _ in range(4):
        act(db, "pupil-1", ASK)
    one.execute("begin")
    one.execute("select set_config('app.current_user_id', 'pupil-1', true)")
    one.execute(ASK)
    one.execute("rollback")
    assert act(other, "pupil-1", ASK)[0] == 0


def test_a_badge_is_earned_once_by_questions_at_once(school: School, db: psycopg.Connection[Any]) -> None:
    outcomes = at_once(partial(act, school.connect(), "pupil-1", ASK) for _ in range(5))
    assert states(outcomes) == []
    assert db.execute("select count(*) from nexus.student_badges").fetchone() == (1,)
    assert sum(each[1] == ["Curieux"] for each in outcomes if isinstance(each, tuple)) == 1


def test_of_many_requests_of_an_address_at_once_thirty_are_admitted(
    school: School, db: psycopg.Connection[Any]
) -> None:
    for _ in range(26):
        db.execute("select nexus.aria_admit('192.0.2.1')")
    outcomes = at_once(partial(school.connect().execute, "select nexus.aria_admit('192.0.2.1')") for _ in range(8))
    assert states(outcomes) == ["NXA06"] * 4
    assert db.execute("select cardinality(recent) from nexus.aria_requests").fetchone() == (30,)


def test_an_answer_is_given_by_one_of_two_workers(school: School, db: psycopg.Connection[Any]) -> None:
    ask = "select conversation_id from nexus.aria_ask('pupil-1', 'NSI', 'What is a tree?')"
    (conversation,) = act(db, "pupil-1", ask)
    answer = "select nexus.aria_answer(%s, 'A graph.')"
    outcomes = at_once(partial(school.connect().execute, answer, (conversation,)) for _ in range(4))
    assert states(outcomes) == ["NXA03"] * 3
