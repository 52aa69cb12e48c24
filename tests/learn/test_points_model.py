"""Points against a model: whatever is earned, taken away and counted, level, points and streak are what the rules say.

Few examples run by default. ``pytest tests/learn/test_points_model.py --hypothesis-profile=thorough`` runs more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from math import floor
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from academy import Academy
from databases import Connect
from models import examples

PEOPLE = st.sampled_from(["ada", "bob"])
ZONES = st.sampled_from(["Pacific/Auckland", "America/Los_Angeles", "UTC"])
LEVELS = (0, 1000, 2500, 4500, 7000, 10000, 14000, 19000, 25000, 32000, 40000)
DIFFICULTIES = {"BEGINNER": 10, "INTERMEDIATE": 12, "ADVANCED": 15, "EXPERT": 20}
ACHIEVEMENTS = {
    "xp_collector": ("xp", 1000, 100, None),
    "level_up_legend": ("xp", 10000, 500, "xp_collector"),
    "daily_learner": ("streak", 3, 200, None),
    "dedication_master": ("streak", 5, 1000, "daily_learner"),
}
"""What is counted, how much of it, the reward, and what comes first; the others are switched off."""
PREPARE = """
update learn.achievements set is_active = key = any (%s);
update learn.achievements set requirement_target = 3 where key = 'daily_learner';
update learn.achievements set requirement_target = 5 where key = 'dedication_master'
"""
STANDS = """
select u.xp, u.level, u.streak,
       array(select a.key from learn.user_achievements as m join learn.achievements as a on a.id = m.achievement_id
             where m.user_id = u.id and m.unlocked_at is not null order by a.key)
from learn.users as u where u.id = test.learn_id(%s)
"""


@dataclass
class Person:
    """What the journal of a person says."""

    events: dict[tuple[str, str], int] = field(default_factory=dict)
    days: set[date] = field(default_factory=set)
    zone: str = "UTC"
    counted: dict[str, int] = field(default_factory=dict)
    unlocked: set[str] = field(default_factory=set)

    @property
    def points(self) -> int:
        """The sum of all events."""
        return sum(self.events.values())

    @property
    def streak(self) -> int:
        """Days in a row up to the last."""
        if not self.days:
            return 0
        day = max(self.days)
        while day in self.days:
            day -= timedelta(days=1)
        return (max(self.days) - day).days

    def judge(self) -> None:
        """Award what is reached, and what its points reach."""
        while True:
            for key, (what, *_) in ACHIEVEMENTS.items():
                now = self.points if what == "xp" else self.streak
                if key not in self.unlocked:
                    self.counted[key] = max(self.counted.get(key, 0), now)
            reached = {
                key
                for key, (_, target, _, first) in ACHIEVEMENTS.items()
                if key not in self.unlocked
                and self.counted[key] >= target
                and (first is None or first in self.unlocked)
            }
            if not reached:
                return
            self.unlocked |= reached
            for key in reached:
                self.events["ACHIEVEMENT", key] = ACHIEVEMENTS[key][2]


class Points(RuleBasedStateMachine):
    """Two people; one transaction an example, rolled back at its end."""

    connection: psycopg.Connection[Any]

    def __init__(self) -> None:
        super().__init__()
        self.people = {"ada": Person(), "bob": Person()}
        self.levels = list(LEVELS)
        self.number = 0
        self.connection.execute("begin")

    def teardown(self) -> None:
        self.connection.execute("rollback")

    # --- what happens ---

    @rule(person=PEOPLE, amount=st.integers(-800, 1500).filter(bool))
    def correct(self, person: str, amount: int) -> None:
        self.number += 1
        model = self.people[person]
        refused = model.points + amount < 0
        done = self._try(
            "insert into learn.xp_events (user_id, source_type, source_id, amount) "
            "values (test.learn_id(%s), 'CORRECTION', %s, %s)",
            (person, str(self.number), amount),
        )
        assert done == ("23514" if refused else None)
        if not refused:
            model.events["CORRECTION", str(self.number)] = amount
            model.judge()

    @rule(
        person=PEOPLE,
        source=st.sampled_from("abcde"),
        base=st.sampled_from([1, 50, 100, 150, 300]),
        performance=st.integers(0, 100),
        difficulty=st.sampled_from(sorted(DIFFICULTIES)),
        penalty=st.sampled_from([0, 0, 5, 25, 400]),
    )
    def award(self, person: str, source: str, base: int, performance: int, difficulty: str, penalty: int) -> None:
        model = self.people[person]
        streak = min(Fraction(3), 1 + Fraction(1, 10) * max(0, model.streak - 1))
        share = next(by for least, by in ((95, 15), (90, 13), (80, 11), (70, 10), (0, 8)) if performance >= least)
        product = base * streak * Fraction(DIFFICULTIES[difficulty], 10) * Fraction(share, 10)
        amount = 0 if ("LESSON", source) in model.events else max(1, floor(product) - penalty)
        row = self.connection.execute(
            "select learn.award_points(test.learn_id(%s), 'LESSON', %s, %s, %s, %s, %s)",
            (person, source, base, performance, difficulty, penalty),
        ).fetchone()
        assert row == (amount,)
        if amount:
            model.events["LESSON", source] = amount
            model.judge()

    @rule(person=PEOPLE, hour=st.integers(0, 24 * 8))
    def be_active(self, person: str, hour: int) -> None:
        model = self.people[person]
        moment = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=hour)
        day = moment.astimezone(ZoneInfo(model.zone)).date()
        row = self.connection.execute(
            "select learn.record_active_day(test.learn_id(%s), %s)", (person, moment)
        ).fetchone()
        assert row == (day not in model.days,)
        new = day not in model.days
        model.days.add(day)
        if new and day - timedelta(days=1) in model.days and ("STREAK", str(day)) not in model.events:
            model.events["STREAK", str(day)] = 50
            model.judge()

    @precondition(lambda self: self.people["ada"].days)
    @rule(last=st.booleans())
    def take_a_day_back(self, last: bool) -> None:
        days = self.people["ada"].days
        day = max(days) if last else min(days)
        self.connection.execute(
            "delete from learn.user_streak_days where (user_id, day) = (test.learn_id('ada'), %s)", (day,)
        )
        days.remove(day)

    @rule(person=PEOPLE, zone=ZONES)
    def move(self, person: str, zone: str) -> None:
        self.connection.execute("update learn.users set time_zone = %s where id = test.learn_id(%s)", (zone, person))
        self.people[person].zone = zone

    @rule(needed=st.sampled_from([100, 600, 1000, 2499]))
    def move_a_threshold(self, needed: int) -> None:
        self.connection.execute("update learn.level_thresholds set xp_required = %s where level = 2", (needed,))
        self.levels[1] = needed

    @rule(person=PEOPLE, column=st.sampled_from(["xp", "level", "streak"]))
    def write_beside_the_journal(self, person: str, column: str) -> None:
        update = f"update learn.users set {column} = {column} + 1 where id = test.learn_id('{person}')"
        assert self._try(f"{update}; set constraints all immediate", ()) == "LNG02"

    @precondition(lambda self: any(person.events for person in self.people.values()))
    @rule(change=st.sampled_from(["update learn.xp_events set amount = 1", "delete from learn.xp_events"]))
    def rewrite_the_journal(self, change: str) -> None:
        assert self._try(f"{change}; set constraints all immediate", ()) == "LNG01"

    # --- what must hold after each step ---

    @invariant()
    def everybody_stands_where_the_journal_says(self) -> None:
        self.connection.execute("set constraints all immediate")
        self.connection.execute("set constraints all deferred")
        for name, person in self.people.items():
            level = sum(needed <= person.points for needed in self.levels)
            row = self.connection.execute(STANDS, (name,)).fetchone()
            assert row == (person.points, level, person.streak, sorted(person.unlocked))

    def _try(self, statement: str, values: tuple[object, ...]) -> str | None:
        """The SQLSTATE with which it is refused, without a trace; None: it was done."""
        try:
            with self.connection.transaction():
                self.connection.execute(statement.encode(), values or None)
        except psycopg.Error as error:
            return error.sqlstate
        return None


@pytest.mark.timeout(3600)
def test_points_are_what_the_rules_say(connect: Connect, request: pytest.FixtureRequest) -> None:
    with Academy(connect, lessons=1).connect() as connection:
        for statement in PREPARE.split(";"):
            connection.execute(statement.encode(), (sorted(ACHIEVEMENTS),) if "%s" in statement else None)
        Points.connection = connection
        run_state_machine_as_test(Points, settings=examples(request, few=8))  # type: ignore[no-untyped-call]
