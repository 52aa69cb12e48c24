"""Payments under concurrency: told, confirmed or approved by many at once, each brings what it buys once."""

from __future__ import annotations

import hashlib
import hmac
import json
import random
from collections import Counter
from functools import partial
from typing import Any

import psycopg
import pytest

from databases import Connect
from racing import at_once, states
from school import CONSISTENT, WALLETS_CONSISTENT, School, act

SECRET = b"the secret of konnect"
RECEIVE = "select outcome, replayed from nexus.receive_provider_event('konnect', %s, %s)"
RESERVE = "select id from nexus.reserve_pack('konnect', 1, %s)"


@pytest.fixture
def market(school: School, db: psycopg.Connection[Any]) -> School:
    """The school, with a pack on sale, a plan, and a secret shared with a provider."""
    db.execute(
        'insert into nexus.credit_packs (id, credits, "priceTnd", bonus) values (1, 10, 100, 2);'
        'insert into nexus.product_pricing ("itemType", "itemKey", amount, description)'
        " values ('SUBSCRIPTION', 'HYBRIDE', 450, 'd'), ('SUBSCRIPTION', 'IMMERSION', 750, 'd')"
    )
    db.execute("select nexus.add_provider_secret('konnect', %s)", (SECRET,))
    return school


def _event(number: int, reference: str, word: str) -> tuple[bytes, str]:
    body = json.dumps(
        {"transactionId": f"e-{number}", "paymentRef": reference, "status": word, "amount": "100", "currency": "TND"}
    ).encode()
    return body, hmac.new(SECRET, body, hashlib.sha256).hexdigest()


def _tell(connect: Connect, event: tuple[bytes, str]) -> Any:
    with connect() as connection:
        return connection.execute(RECEIVE, event).fetchone()


def _sound(db: psycopg.Connection[Any]) -> None:
    assert db.execute(CONSISTENT).fetchall() == []
    assert db.execute(WALLETS_CONSISTENT).fetchall() == []
    paid = "select count(*) filter (where status = 'paid') from nexus.payment_records"
    entries = "select count(*) from nexus.credit_tx where delta > 0 and provider is not null"
    assert db.execute(paid).fetchone() == db.execute(entries).fetchone()


def test_an_event_delivered_ten_times_at_once_is_applied_once(market: School, db: psycopg.Connection[Any]) -> None:
    act(db, "parent-1", RESERVE, ("r-1",))
    outcomes = at_once(partial(_tell, market.connect, _event(1, "r-1", "completed")) for _ in range(10))
    assert Counter(outcomes) == {("applied", False): 1, ("applied", True): 9}
    assert db.execute("select count(*), sum(deliveries) from nexus.provider_events").fetchone() == (1, 10)
    assert db.execute("select balance from nexus.credit_wallets").fetchall() == [(12,)]
    _sound(db)


@pytest.mark.parametrize("seed", range(3))
def test_events_in_any_order_and_again_end_the_same(market: School, db: psycopg.Connection[Any], seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  (an order, no secret)
    events = [_event(n, "r-1", word) for n, word in enumerate(["pending", "completed", "pending", "completed"])] * 2
    chance.shuffle(events)
    reserve = partial(act, db, "parent-1", RESERVE, ("r-1",))
    outcomes = at_once([reserve, *(partial(_tell, market.connect, event) for event in events)])
    assert states(outcomes) == []
    assert db.execute("select status from nexus.payment_records").fetchall() == [("paid",)]
    assert db.execute("select balance from nexus.credit_wallets").fetchall() == [(12,)]
    assert db.execute("select count(*) from nexus.provider_events where outcome = 'waiting'").fetchone() == (0,)
    _sound(db)


def test_an_event_and_its_payment_never_miss_each_other(market: School, db: psycopg.Connection[Any]) -> None:
    for n in range(8):
        both = [
            partial(_tell, market.connect, _event(n, f"r-{n}", "completed")),
            partial(act, market.connect(), "parent-1", RESERVE, (f"r-{n}",)),
        ]
        assert states(at_once(both)) == []
    assert db.execute("select distinct status from nexus.payment_records").fetchall() == [("paid",)]
    assert db.execute("select balance from nexus.credit_wallets").fetchall() == [(96,)]
    _sound(db)


def test_cash_confirmed_by_many_at_once_is_credited_once(market: School, db: psycopg.Connection[Any]) -> None:
    (record,) = act(db, "parent-1", "select id from nexus.reserve_pack('cash', 1)")
    confirm = "select balance, replayed from nexus.confirm_reservation(%s)"
    outcomes = at_once(partial(act, market.connect(), f"assistant-{1 + n % 2}", confirm, (record,)) for n in range(8))
    assert Counter(outcomes) == {(12, False): 1, (12, True): 7}
    _sound(db)


def test_cash_is_either_confirmed_or_cancelled(market: School, db: psycopg.Connection[Any]) -> None:
    for _ in range(6):
        (record,) = act(db, "parent-1", "select id from nexus.reserve_pack('cash', 1)")
        outcomes = at_once(
            [
                partial(act, market.connect(), "assistant-1", "select nexus.confirm_reservation(%s)", (record,)),
                partial(act, market.connect(), "parent-1", "select nexus.cancel_reservation(%s)", (record,)),
            ]
        )
        assert states(outcomes) == ["NXP05"]
    _sound(db)


def test_a_payment_approved_by_many_at_once_allocates_once(market: School, db: psycopg.Connection[Any]) -> None:
    (payment,) = act(db, "parent-1", "select id from nexus.pay_pack('pupil-1', 1)")
    approve = "select status from nexus.validate_payment(%s, true)"
    outcomes = at_once(partial(act, market.connect(), f"assistant-{1 + n % 2}", approve, (payment,)) for n in range(8))
    assert states(outcomes) == ["NXP05"] * 7
    assert db.execute("select credits from nexus.students where id = 'pupil-1'").fetchone() == (12,)
    _sound(db)


def test_two_subscriptions_that_begin_at_once_leave_one(market: School, db: psycopg.Connection[Any]) -> None:
    db.execute(
        'insert into nexus.subscriptions (id, "studentId", "planName", "monthlyPrice", "creditsPerMonth", status,'
        ' "startDate")'
        " select 's-' || n, 'pupil-1', 'HYBRIDE', 450, 4, 'INACTIVE', now() from generate_series(1, 6) as n"
    )
    payments = [act(db, "parent-1", "select id from nexus.pay_subscription(%s)", (f"s-{n}",))[0] for n in range(1, 7)]
    approve = "select status from nexus.validate_payment(%s, true)"
    outcomes = at_once(partial(act, market.connect(), "assistant-1", approve, (each,)) for each in payments)
    assert states(outcomes) == []
    rows = db.execute("select status::text, count(*) from nexus.subscriptions group by 1 order by 1").fetchall()
    assert rows == [("ACTIVE", 1), ("CANCELLED", 5)]
    assert db.execute("select credits from nexus.students where id = 'pupil-1'").fetchone() == (24,)
    _sound(db)


def test_a_request_is_decided_by_one_of_two(market: School, db: psycopg.Connection[Any]) -> None:
    ask = "select id from nexus.request_subscription('pupil-1', 'PLAN_CHANGE', 'IMMERSION')"
    (request,) = act(db, "parent-1", ask)
    decide = "select nexus.decide_subscription_request(%s, %s, 'Why')"
    outcomes = at_once(
        partial(act, market.connect(), f"assistant-{1 + n % 2}", decide, (request, n % 2 == 0)) for n in range(6)
    )
    assert states(outcomes) == ["NXS03"] * 5
    assert db.execute("select count(*) <= 1 from nexus.subscriptions").fetchone() == (True,)


def test_a_subscription_is_prolonged_or_expires(market: School, db: psycopg.Connection[Any]) -> None:
    db.execute(
        'insert into nexus.subscriptions (id, "studentId", "planName", "monthlyPrice", "creditsPerMonth", status,'
        ' "startDate", "endDate")'
        " select 's-' || n, 'pupil-' || n, 'HYBRIDE', 450, 4, 'ACTIVE', '2026-01-01', '2026-02-01'"
        " from generate_series(1, 6) as n"
    )
    payments = [
        act(db, f"parent-{n}", "select id from nexus.pay_subscription(%s)", (f"s-{n}",))[0] for n in range(1, 7)
    ]
    approve = "select status from nexus.validate_payment(%s, true)"
    outcomes = at_once(
        [
            *(partial(act, market.connect(), "assistant-1", approve, (each,)) for each in payments),
            partial(market.connect().execute, "select nexus.expire_subscriptions()"),
        ]
    )
    assert states(outcomes) == []
    late = """select count(*) from nexus.subscriptions where status <> 'ACTIVE' or "endDate" < now()"""
    assert db.execute(late).fetchone() == (0,)
    _sound(db)
