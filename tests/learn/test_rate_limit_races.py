"""Rate limits under concurrency: exactly as many as are allowed go on."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

import psycopg
import pytest

from academy import Academy
from databases import Connect
from racing import at_once, states

TURN = "select allowed, remaining from learn.take_turn(%s, 'knock')"
LIMIT = "insert into learn.rate_limits (action, most, span) values ('knock', 25, '1 hour')"


def test_of_all_who_ask_at_once_exactly_as_many_as_are_allowed_go_on(
    academy: Academy, db: psycopg.Connection[Any]
) -> None:
    """Sixteen clients ask five times each where 25 are allowed; the row of the counter is not there yet."""
    db.execute(LIMIT)

    def client(connect: Connect) -> list[Any]:
        connection = connect()
        return [connection.execute(TURN, ("192.0.2.7",)).fetchone() for _ in range(5)]

    outcomes = at_once([partial(client, academy.connect) for _ in range(16)])
    assert states(outcomes) == []
    answers = [answer for answers in outcomes for answer in answers]
    assert Counter(allowed for allowed, _ in answers) == {True: 25, False: 55}
    assert sorted(remaining for allowed, remaining in answers if allowed) == list(range(25))
    row = db.execute("select hits from learn.rate_limit_counters where action = 'knock'").fetchone()
    assert row is not None
    assert len(row[0]) == 25
    assert row[0] == sorted(row[0])


def test_a_turn_whose_transaction_fails_is_given_back(academy: Academy, db: psycopg.Connection[Any]) -> None:
    db.execute(LIMIT)
    client = academy.connect()
    with pytest.raises(ZeroDivisionError), client.transaction():
        assert client.execute(TURN, ("ada",)).fetchone() == (True, 24)
        raise ZeroDivisionError
    assert db.execute(TURN, ("ada",)).fetchone() == (True, 24)


def test_a_counter_that_is_cleared_away_meanwhile_begins_anew(academy: Academy, db: psycopg.Connection[Any]) -> None:
    """Counters are asked while another session deletes them, as retention does."""
    db.execute("insert into learn.rate_limits (action, most, span) values ('knock', 1000, '1 hour')")

    def ask() -> None:
        connection = academy.connect()
        for _ in range(30):
            assert connection.execute(TURN, ("ada",)).fetchone() is not None

    def clear() -> None:
        connection = academy.connect()
        for _ in range(60):
            connection.execute("delete from learn.rate_limit_counters")

    assert states(at_once([ask, ask, clear])) == []
