"""Progress under concurrency: sums are exact, and what happens once happens once."""

from __future__ import annotations

import random
from functools import partial
from typing import Any

import psycopg

from academy import BROKEN, Academy
from racing import at_once, states
from waiting import until_blocked

ENROLL = "select learn.enroll(test.learn_id(%s))"
RECORD = "select learn.record_progress(test.learn_id(%s), %s, %s)"
SUMS = "select lessons_completed, completion_percentage, time_spent_seconds, status from learn.course_enrollments"


def test_the_last_two_lessons_complete_the_course_together(academy: Academy, db: psycopg.Connection[Any]) -> None:
    """Every lesson of the course is completed at the same moment, from a device of its own."""
    academy.act("ada", ENROLL, "many")
    calls = [partial(academy.act, "ada", RECORD, f"many l{n}", 100, n) for n in range(1, academy.lessons + 1)]
    assert states(at_once(calls)) == []
    assert db.execute(SUMS).fetchone() == (8, 100, 36, "COMPLETED")
    assert db.execute(BROKEN).fetchall() == []


def test_sums_are_exact_after_any_interleaving(academy: Academy, db: psycopg.Connection[Any]) -> None:
    """Eight writers send what they have, older and newer, in an order of their own."""
    for student in ("ada", "bob"):
        academy.act(student, ENROLL, "many")
    chance = random.Random(7)  # noqa: S311  (chooses an order, no secrets)

    def device(student: str, seed: int) -> None:
        connection = academy.connect()
        order = random.Random(seed)  # noqa: S311
        for _ in range(12):
            lesson, percentage = f"many l{order.randint(1, academy.lessons)}", order.randint(0, 100)
            with connection.transaction():
                connection.execute("select test.learn_act(%s)", (student,))
                connection.execute(RECORD, (lesson, percentage, 1))

    seeds = chance.sample(range(1000), 8)
    assert states(at_once([partial(device, ("ada", "bob")[n % 2], seed) for n, seed in enumerate(seeds)])) == []
    assert db.execute("select sum(time_spent_seconds) from learn.course_enrollments").fetchone() == (96,)
    assert db.execute(BROKEN).fetchall() == []


def test_whoever_enrolls_twice_is_enrolled_once(academy: Academy, db: psycopg.Connection[Any]) -> None:
    outcomes = at_once([partial(academy.act, "ada", ENROLL, "basics") for _ in range(8)])
    assert states(outcomes) == []
    assert len(set(outcomes)) == 1
    assert db.execute("select count(*) from learn.course_enrollments").fetchone() == (1,)


def test_nobody_enrolls_in_a_course_that_is_archived_meanwhile(academy: Academy, db: psycopg.Connection[Any]) -> None:
    closing, student = academy.connect(), academy.connect()
    closing.execute("begin")
    closing.execute("select test.learn_act('ivy')")
    closing.execute("select learn.archive_course(test.learn_id('basics'))")

    def enroll() -> None:
        with student.transaction():
            student.execute("select test.learn_act('ada')")
            student.execute(ENROLL, ("basics",))

    def close() -> None:
        until_blocked(db, student, "the enrolment to wait")
        closing.execute("commit")

    assert states(at_once([enroll, close])) == ["LNP01"]
    assert db.execute("select count(*) from learn.course_enrollments").fetchone() == (0,)


def test_an_attempt_is_begun_and_graded_once(academy: Academy, db: psycopg.Connection[Any]) -> None:
    academy.act("ada", ENROLL, "basics")
    academy.act("ada", RECORD, "basics intro", 100, 0)
    begun = at_once(
        [partial(academy.act, "ada", "select (learn.begin_quiz(test.learn_id('basics quiz quiz'))).id")] * 6
    )
    assert states(begun) == []
    assert len(set(begun)) == 1
    submit = "select (learn.submit_quiz(%s)).score"
    assert states(at_once([partial(academy.act, "ada", submit, begun[0][0]) for _ in range(6)])) == ["LNQ03"] * 5
    assert db.execute("select attempts from learn.user_progress where attempts > 0").fetchall() == [(1,)]
    assert db.execute(BROKEN).fetchall() == []


def test_each_submission_goes_to_one_worker(academy: Academy, db: psycopg.Connection[Any]) -> None:
    academy.act("ada", ENROLL, "basics")
    for _ in range(6):
        academy.act("ada", "select learn.submit_code(test.learn_id('basics code exercise'), 'contract A {}')")
    claim = partial(lambda: academy.connect().execute("select (learn.claim_submission()).id").fetchone())
    claimed = at_once([claim] * 8)
    assert states(claimed) == []
    ids = [row[0] for row in claimed if row[0] is not None]
    assert len(ids) == len(set(ids)) == 6
    judge = "select learn.record_test_results(%s, test.learn_results('basics code', '{true,true}'))"
    outcomes = at_once([partial(academy.connect().execute, judge, (each,)) for each in ids * 2])
    assert states(outcomes) == ["LNX02"] * 6
    assert db.execute(BROKEN).fetchall() == []


def test_a_worker_does_not_wait_for_one_that_claims(academy: Academy) -> None:
    academy.act("ada", ENROLL, "basics")
    for _ in range(2):
        academy.act("ada", "select learn.submit_code(test.learn_id('basics code exercise'), 'contract A {}')")
    first, second = academy.connect(), academy.connect()
    second.execute("set lock_timeout = '1ms'")
    with first.transaction():
        claimed = [each.execute("select (learn.claim_submission()).id").fetchone() for each in (first, second)]
    assert len(set(claimed) - {(None,)}) == 2


def test_a_hint_is_paid_for_once(academy: Academy, db: psycopg.Connection[Any]) -> None:
    academy.act("ada", ENROLL, "basics")
    take = "select learn.take_hint(test.learn_id('basics code h1'))"
    assert states(at_once([partial(academy.act, "ada", take) for _ in range(8)])) == []
    assert db.execute("select count(*) from learn.hint_usages").fetchone() == (1,)
    assert db.execute("select hints_used from learn.user_progress where hints_used > 0").fetchall() == [(1,)]


def test_a_certificate_is_issued_once(academy: Academy, db: psycopg.Connection[Any]) -> None:
    academy.act("ada", ENROLL, "many")
    for n in range(1, academy.lessons + 1):
        academy.act("ada", RECORD, f"many l{n}", 100, 0)
    codes = at_once([partial(academy.act, "ada", "select learn.issue_certificate(test.learn_id('many'))")] * 8)
    assert states(codes) == []
    assert len(set(codes)) == 1
    assert db.execute("select count(*) from learn.certificates").fetchone() == (1,)
