"""The tutor under concurrency: no more questions than may be put, one answer to each, recommendations once."""

from __future__ import annotations

from functools import partial
from typing import Any

import psycopg

from academy import Academy
from racing import at_once, states


def test_no_more_questions_pass_than_may_and_each_has_one_answer(academy: Academy, db: psycopg.Connection[Any]) -> None:
    db.execute("update learn.tutor_allowances set questions_a_day = 3 where role = 'STUDENT'")
    outcomes = at_once(
        [partial(academy.act, "ada", "select question_id from learn.ask_tutor('Why?')") for _ in range(8)]
    )
    assert states(outcomes) == ["LNI02"] * 5
    questions = [outcome[0] for outcome in outcomes if isinstance(outcome, tuple)]
    answer = "select learn.answer_question_of_tutor(%s, 'Because.', 'model')"
    answers = at_once([partial(academy.connect().execute, answer, (question,)) for question in questions * 2])
    assert states(answers) == []
    assert len({cursor.fetchone() for cursor in answers}) == 3
    assert db.execute("select count(*) from learn.ai_tutor_messages").fetchone() == (6,)
    assert db.execute("select count(*) from platform.jobs").fetchone() == (3,)


def test_recommendations_are_made_once(academy: Academy, db: psycopg.Connection[Any]) -> None:
    academy.act("ada", "select learn.enroll(test.learn_id('basics'))")
    mine = "select id, reason from learn.my_recommendations()"
    outcomes = at_once([partial(academy.act, "ada", mine) for _ in range(6)])
    assert states(outcomes) == []
    assert len(set(outcomes)) == 1
    assert outcomes[0][1] == "NEXT_LESSON"
