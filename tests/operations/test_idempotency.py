"""Idempotency keys under concurrency: real connections that race for the first call."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import psycopg.types.json
import pytest

from databases import Connect
from waiting import until_blocked

BEGIN = "select replayed, answer from platform.begin_once('checkout', 'key-0001', %s)"
ANSWER = "select platform.answer_once('checkout', 'key-0001', %s)"
REQUEST = '{"cart": 7}'


def _buy(connection: psycopg.Connection[Any]) -> tuple[bool, dict[str, Any]]:
    """A whole operation as a caller writes it: one order is its effect."""
    with connection.transaction():
        replayed, answer = connection.execute(BEGIN, (REQUEST,)).fetchone() or (None, None)
        if not replayed:
            order = connection.execute("insert into orders default values returning id").fetchone()
            answer = {"order": order[0]} if order else {}
            connection.execute(ANSWER, (psycopg.types.json.Jsonb(answer),))
        return bool(replayed), answer


@pytest.fixture
def shop(connect: Connect) -> psycopg.Connection[Any]:
    """A connection to a database where orders can be placed."""
    connection = connect()
    connection.execute("create table orders (id integer generated always as identity)")
    return connection


def test_of_many_concurrent_first_calls_one_works(shop: psycopg.Connection[Any], connect: Connect) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(_buy, [connect() for _ in range(8)]))
    assert [replayed for replayed, _ in answers].count(False) == 1
    assert {answer["order"] for _, answer in answers} == {1}
    assert shop.execute("select count(*) from orders").fetchone() == (1,)


@pytest.mark.parametrize("committed", [True, False], ids=["the first succeeds", "the first fails"])
def test_the_second_call_waits_for_the_first(
    shop: psycopg.Connection[Any], connect: Connect, *, committed: bool
) -> None:
    first, second = connect(), connect()
    first.execute("begin")
    assert first.execute(BEGIN, (REQUEST,)).fetchone() == (False, None)
    with ThreadPoolExecutor() as pool:
        answer = pool.submit(_buy, second)
        until_blocked(shop, second, "the second call waits")
        first.execute(ANSWER, ('{"order": 99}',))
        first.execute("commit" if committed else "rollback")
        assert answer.result() == ((True, {"order": 99}) if committed else (False, {"order": 1}))


def test_the_second_call_can_ask_not_to_wait(shop: psycopg.Connection[Any], connect: Connect) -> None:
    first, second = connect(), connect()
    second.execute("set lock_timeout = '10ms'")
    ask = "select * from platform.begin_once('checkout', 'key-0001', %s, wait => false)"
    with first.transaction():
        assert first.execute(ask, (REQUEST,)).fetchone() == (False, None)
        with pytest.raises(psycopg.Error, match="key 'key-0001' is being worked on") as caught:
            second.execute(ask, (REQUEST,))
        assert caught.value.sqlstate == "PFI02"
        first.execute(ANSWER, ('{"order": 1}',))
    assert second.execute(ask, (REQUEST,)).fetchone() == (True, {"order": 1})


def test_waiting_ends_with_the_callers_lock_timeout(shop: psycopg.Connection[Any], connect: Connect) -> None:
    first, second = connect(), connect()
    second.execute("set lock_timeout = '10ms'")
    with first.transaction():
        first.execute(BEGIN, (REQUEST,))
        with pytest.raises(psycopg.errors.LockNotAvailable):
            second.execute(BEGIN, (REQUEST,))
        first.execute(ANSWER, ("null",))


def test_another_request_that_waited_is_refused(shop: psycopg.Connection[Any], connect: Connect) -> None:
    first, second = connect(), connect()
    first.execute("begin")
    first.execute(BEGIN, (REQUEST,))
    with ThreadPoolExecutor() as pool:
        answer = pool.submit(second.execute, BEGIN, ('{"cart": 8}',))
        until_blocked(shop, second, "the second call waits")
        first.execute(ANSWER, ("{}",))
        first.execute("commit")
        with pytest.raises(psycopg.Error, match="was used for another request") as caught:
            answer.result()
    assert caught.value.sqlstate == "PFI01"


def test_a_first_call_outside_a_transaction_is_refused(connect: Connect) -> None:
    connection = connect()
    with pytest.raises(psycopg.Error, match="was begun and not answered in its transaction") as caught:
        connection.execute(BEGIN, (REQUEST,))
    assert caught.value.sqlstate == "PFI03"
    assert connection.execute("select count(*) from platform.idempotency_keys").fetchone() == (0,)


def test_repeatable_read_never_works_twice(shop: psycopg.Connection[Any], connect: Connect) -> None:
    """An old snapshot does not see the first call; the primary key does."""
    connection = connect()
    connection.execute("begin isolation level repeatable read")
    connection.execute("select count(*) from orders")
    assert _buy(shop) == (False, {"order": 1})
    with pytest.raises((psycopg.errors.UniqueViolation, psycopg.errors.SerializationFailure)):
        connection.execute(BEGIN, (REQUEST,))
    connection.execute("rollback")
    assert _buy(connection) == (True, {"order": 1})
