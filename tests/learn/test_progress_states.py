"""Progress against a model: whatever students do, in whatever order, the database says what the rules say.

Few examples run by default. ``pytest tests/learn/test_progress_states.py --hypothesis-profile=thorough`` runs more.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from academy import BROKEN, Academy
from databases import Connect
from models import examples

STUDENTS = st.sampled_from(["ada", "bob"])
PLAIN = ("many l1", "many l2", "many l3", "basics intro")
LESSONS = st.sampled_from([*PLAIN, "basics quiz", "basics code"])
PERCENTAGES = st.one_of(st.integers(0, 100), st.just(100))
COUNTS = {"many": 3, "basics": 3}


@dataclass
class Lesson:
    """What a student's row of a lesson says."""

    percentage: int = 0
    seconds: int = 0
    attempts: int = 0
    hints: int = 0
    score: int | None = None
    passed: bool = False


@dataclass
class Enrollment:
    """A course that a student takes, or has dropped."""

    dropped: bool = False
    lessons: dict[str, Lesson] = field(default_factory=dict)

    def completed(self, course: str) -> bool:
        """Whether every lesson is at 100 per cent."""
        return sum(lesson.percentage == 100 for lesson in self.lessons.values()) == COUNTS[course]


class Progress(RuleBasedStateMachine):
    """Two students, two courses; one transaction an example, rolled back at its end."""

    connection: psycopg.Connection[Any]

    def __init__(self) -> None:
        super().__init__()
        self.taken: dict[tuple[str, str], Enrollment] = {}
        self.connection.execute("begin")

    def teardown(self) -> None:
        assert self.connection.execute(BROKEN).fetchall() == []
        self.connection.execute("rollback")

    # --- what students do ---

    @rule(student=STUDENTS, course=st.sampled_from(["many", "basics"]))
    def enroll(self, student: str, course: str) -> None:
        self._call(student, "select learn.enroll(test.learn_id(%s))", course)
        self.taken.setdefault((student, course), Enrollment()).dropped = False

    @precondition(lambda self: self.taken)
    @rule(student=STUDENTS, course=st.sampled_from(["many", "basics"]))
    def drop(self, student: str, course: str) -> None:
        enrollment = self.taken.get((student, course))
        open_one = enrollment is not None and not enrollment.dropped and not enrollment.completed(course)
        with self._expect(None if open_one else "LNP03"):
            self._call(student, "select learn.drop_course(test.learn_id(%s))", course)
        if enrollment and open_one:
            enrollment.dropped = True

    @rule(student=STUDENTS, lesson=LESSONS, percentage=PERCENTAGES, seconds=st.integers(-5, 600))
    def record(self, student: str, lesson: str, percentage: int, seconds: int) -> None:
        refusal = self._refusal(student, lesson)
        known = self._known(student, lesson)
        if not refusal and percentage == 100 and lesson not in PLAIN and known.percentage < 100 and not known.passed:
            refusal = "LNP06"
        with self._expect(refusal):
            query = "select learn.record_progress(test.learn_id(%s), %s, %s)"
            self._call(student, query, lesson, percentage, seconds)
        if not refusal:
            row = self._begin(student, lesson)
            row.percentage = max(row.percentage, percentage)
            row.seconds += max(seconds, 0)

    @rule(student=STUDENTS, right=st.booleans())
    def take_the_quiz(self, student: str, right: bool) -> None:
        refusal = self._refusal(student, "basics quiz")
        with self._expect(refusal):
            self._quiz(student, right=right)
        if not refusal:
            self._judge(student, "basics quiz", 100 if right else 0, passed=right)

    @rule(student=STUDENTS, open_passes=st.booleans(), hidden_passes=st.booleans())
    def submit_code(self, student: str, open_passes: bool, hidden_passes: bool) -> None:
        refusal = self._refusal(student, "basics code")
        with self._expect(refusal):
            self._call(
                student,
                "select learn.submit_code(test.learn_id('basics code exercise'), 'contract A {}')",
            )
            self.connection.execute(
                "select learn.record_test_results((learn.claim_submission()).id, "
                "test.learn_results('basics code', %s))",
                ([open_passes, hidden_passes],),
            )
        if not refusal:
            score = 25 * open_passes + 75 * hidden_passes
            self._judge(student, "basics code", score, passed=score >= 70)

    @rule(student=STUDENTS, hint=st.sampled_from(["h1", "h2"]))
    def take_a_hint(self, student: str, hint: str) -> None:
        refusal = self._refusal(student, "basics code")
        used = self.connection.execute(
            "select count(*) from learn.hint_usages where (user_id, hint_id) = (test.learn_id(%s), test.learn_id(%s))",
            (student, f"basics code {hint}"),
        ).fetchone()
        with self._expect(refusal):
            self._call(student, "select learn.take_hint(test.learn_id(%s))", f"basics code {hint}")
        if not refusal:
            self._begin(student, "basics code").hints += used == (0,)

    @rule(student=STUDENTS, lesson=LESSONS)
    def write_something_older(self, student: str, lesson: str) -> None:
        """Past the functions: the triggers refuse it all the same."""
        known = self._known(student, lesson)
        with self._expect("LNP05" if known.percentage else None):
            self.connection.execute(
                "update learn.user_progress set completion_percentage = completion_percentage - 1 "
                "where (user_id, lesson_id) = (test.learn_id(%s), test.learn_id(%s)) and completion_percentage > 0",
                (student, lesson),
            )

    # --- what must hold after each step ---

    @invariant()
    def lessons_are_as_the_rules_say(self) -> None:
        rows = self.connection.execute(
            "select u.name, c.slug || ' ' || l.slug, p.completion_percentage, p.time_spent_seconds, p.attempts, "
            "p.hints_used, p.score, p.status = 'COMPLETED' from learn.user_progress as p "
            "join learn.users as u on u.id = p.user_id join learn.courses as c on c.id = p.course_id "
            "join learn.lessons as l on l.id = p.lesson_id"
        ).fetchall()
        expected = [
            (student, name, row.percentage, row.seconds, row.attempts, row.hints, row.score, row.percentage == 100)
            for (student, _), enrollment in self.taken.items()
            for name, row in enrollment.lessons.items()
        ]
        assert sorted(rows, key=str) == sorted(expected, key=str)

    @invariant()
    def courses_are_the_sum_of_their_lessons(self) -> None:
        rows = self.connection.execute(
            "select u.name, c.slug, e.status, e.lessons_completed, e.completion_percentage, e.time_spent_seconds "
            "from learn.course_enrollments as e "
            "join learn.users as u on u.id = e.user_id join learn.courses as c on c.id = e.course_id"
        ).fetchall()
        expected = []
        for (student, course), enrollment in self.taken.items():
            lessons = enrollment.lessons.values()
            status = "COMPLETED" if enrollment.completed(course) else "DROPPED" if enrollment.dropped else "ACTIVE"
            completed = sum(lesson.percentage == 100 for lesson in lessons)
            whole = sum(lesson.percentage for lesson in lessons) // COUNTS[course]
            expected.append((student, course, status, completed, whole, sum(lesson.seconds for lesson in lessons)))
        assert sorted(rows) == sorted(expected)

    # --- the model ---

    def _known(self, student: str, lesson: str) -> Lesson:
        enrollment = self.taken.get((student, lesson.split()[0]))
        return enrollment.lessons.get(lesson, Lesson()) if enrollment else Lesson()

    def _refusal(self, student: str, lesson: str) -> str | None:
        enrollment = self.taken.get((student, lesson.split()[0]))
        if enrollment is None or enrollment.dropped:
            return "LNP03"
        if lesson == "basics quiz" and lesson not in enrollment.lessons:
            return None if self._known(student, "basics intro").percentage == 100 else "LNP04"
        return None

    def _begin(self, student: str, lesson: str) -> Lesson:
        return self.taken[student, lesson.split()[0]].lessons.setdefault(lesson, Lesson())

    def _judge(self, student: str, lesson: str, score: int, *, passed: bool) -> None:
        row = self._begin(student, lesson)
        row.attempts += 1
        row.score = max(row.score or 0, score)
        row.passed = row.passed or passed
        if passed:
            row.percentage = 100

    # --- the database ---

    def _call(self, student: str, query: Any, *values: object) -> Any:
        self.connection.execute("select test.learn_act(%s)", (student,))
        return self.connection.execute(query, values).fetchone()

    def _quiz(self, student: str, *, right: bool) -> None:
        attempt = self._call(student, "select (learn.begin_quiz(test.learn_id('basics quiz quiz'))).id")[0]
        if right:
            answer = "select learn.answer_question(%s, test.learn_id(%s), %s, %s)"
            chosen = "array(select test.learn_id('basics quiz ' || o) from unnest(%s::text[]) as o)"
            for question, options in (("q1", ["q11"]), ("q2", ["q21", "q22"])):
                ids = self.connection.execute(f"select {chosen}", (options,)).fetchone()
                self._call(student, answer, attempt, f"basics quiz {question}", ids[0] if ids else [], None)
            self._call(student, answer, attempt, "basics quiz q3", [], "wei")
        self._call(student, "select learn.submit_quiz(%s)", attempt)

    @contextmanager
    def _expect(self, sqlstate: str | None) -> Iterator[None]:
        """What is done here succeeds, or fails with this SQLSTATE and leaves no trace."""
        try:
            with self.connection.transaction():
                yield
        except psycopg.Error as error:
            assert error.sqlstate == sqlstate, str(error)
        else:
            assert sqlstate is None, f"{sqlstate} was not raised"


@pytest.mark.timeout(3600)
def test_progress_is_what_the_rules_say(connect: Connect, request: pytest.FixtureRequest) -> None:
    with Academy(connect, lessons=3).connect() as connection:
        Progress.connection = connection
        run_state_machine_as_test(Progress, settings=examples(request, few=6))
