"""Wallets under concurrency: the last credits are spent once, a reference is booked once, a correction made once."""

from __future__ import annotations

from functools import partial
from typing import Any

import psycopg

from racing import at_once, states
from school import WALLETS_CONSISTENT, School, act

SPEND = "select balance_before, balance_after, replayed from nexus.spend_wallet(%s, amount => %s)"
BALANCE = "select balance from nexus.credit_wallets"


def _fill(db: psycopg.Connection[Any], credits: int) -> None:
    db.execute("select nexus.credit_wallet('parent-1', %s, 'Pack', 'konnect', 'ref-0')", (credits,))


def test_of_fifty_spendings_the_last_credits_pay_what_they_can(school: School, db: psycopg.Connection[Any]) -> None:
    _fill(db, 7)

    def five(connection: psycopg.Connection[Any], worker: int) -> list[object]:
        outcomes: list[object] = []
        for n in range(5):
            try:
                outcomes.append(act(connection, "parent-1", SPEND, (f"spend-{worker}-{n}", 1)))
            except psycopg.Error as error:
                outcomes.append(error)
        return outcomes

    many = at_once(partial(five, school.connect(), worker) for worker in range(10))
    outcomes = [each for batch in many for each in batch]  # type: ignore[attr-defined]
    assert states(outcomes) == ["NXW01"] * 43
    assert sorted(each[1] for each in outcomes if isinstance(each, tuple)) == list(range(7))
    assert db.execute(BALANCE).fetchone() == (0,)
    assert db.execute(WALLETS_CONSISTENT).fetchall() == []


def test_the_first_credits_of_a_user_make_one_wallet(school: School, db: psycopg.Connection[Any]) -> None:
    outcomes = at_once(
        partial(
            school.connect().execute, "select nexus.credit_wallet('parent-1', 1, 'Gift', 'manual', %s)", (f"gift-{n}",)
        )
        for n in range(8)
    )
    assert states(outcomes) == []
    assert db.execute(BALANCE).fetchall() == [(8,)]


def test_a_reference_is_booked_once(school: School, db: psycopg.Connection[Any]) -> None:
    query = "select replayed from nexus.credit_wallet('parent-1', 10, 'Pack', 'konnect', 'ref-1')"
    outcomes = at_once(lambda: school.connect().execute(query).fetchone() for _ in range(8))
    assert sorted(outcome[0] for outcome in outcomes if isinstance(outcome, tuple)) == [False] + [True] * 7
    assert db.execute(BALANCE).fetchall() == [(10,)]


def test_one_reference_in_two_wallets_is_refused_to_one(school: School, db: psycopg.Connection[Any]) -> None:
    outcomes = at_once(
        partial(
            school.connect().execute, "select nexus.credit_wallet(%s, 10, 'Pack', 'konnect', 'ref-1')", (f"parent-{n}",)
        )
        for n in (1, 2)
    )
    assert states(outcomes) == ["NXW04"]
    assert db.execute("select sum(balance) from nexus.credit_wallets").fetchone() == (10,)


def test_one_key_spends_once(school: School, db: psycopg.Connection[Any]) -> None:
    _fill(db, 10)
    outcomes = at_once(partial(act, school.connect(), "parent-1", SPEND, ("one-key", 3)) for _ in range(6))
    answers = sorted(outcome for outcome in outcomes if isinstance(outcome, tuple))
    assert answers == [(10, 7, False)] + [(10, 7, True)] * 5
    assert db.execute(BALANCE).fetchone() == (7,)


def test_an_entry_is_taken_back_once(school: School, db: psycopg.Connection[Any]) -> None:
    _fill(db, 10)
    entry = db.execute("select id from nexus.credit_tx").fetchone() or ()
    query = "select balance from nexus.correct_wallet_entry(%s, 'Booked by mistake')"
    outcomes = at_once(partial(act, school.connect(), "assistant-1", query, entry) for _ in range(4))
    assert states(outcomes) == ["NXW05"] * 3
    assert db.execute(BALANCE).fetchone() == (0,)
    assert db.execute(WALLETS_CONSISTENT).fetchall() == []
