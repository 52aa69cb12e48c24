"""The shop against a model of it in Python: any sequence of what people do leaves both in the same state.

Few examples run by default. ``pytest tests/shop/test_properties.py --hypothesis-profile=thorough`` runs more.
"""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from databases import Connect
from market import Client, Market
from models import examples

_PRODUCTS, _CUSTOMERS = 3, 2
_STOCK = (4, 12, 150)
_numbers = st.integers(0, 30)


@dataclass
class _Order:
    """What the model knows of an order.

    Attributes:
        opened: whether a payment of it was begun.
        unheard: what its provider says of it, paid, that was ignored.
    """

    id: uuid.UUID
    customer: int
    lines: Counter[int]
    status: str = "pending"
    opened: bool = False
    unheard: set[str] = field(default_factory=set)
    refunded: Decimal = Decimal(0)
    returned: Counter[int] = field(default_factory=Counter)

    def total(self, prices: list[int]) -> Decimal:
        return Decimal(sum(prices[product] * units for product, units in self.lines.items()))


class _Shop(RuleBasedStateMachine):
    """One transaction, rolled back at the end: every example begins with the same shop."""

    connect: Connect

    def __init__(self) -> None:
        super().__init__()
        self.connection = type(self).connect()
        self.connection.execute("begin")
        self.market = Market(lambda: self.connection)
        self.prices = [7, 11, 13]
        self.products = [self.market.product(s, price=p) for s, p in zip(_STOCK, self.prices, strict=True)]
        self.stock, self.held = list(_STOCK), [0] * _PRODUCTS
        self.people = [self.market.account() for _ in range(_CUSTOMERS)]
        self.carts: list[Counter[int]] = [Counter() for _ in self.people]
        self.orders: list[_Order] = []
        self.keys = 0

    def teardown(self) -> None:
        """As if nothing had been."""
        self.connection.execute("rollback")
        self.connection.execute("reset role")

    def attempt(self, actor: uuid.UUID, query: str, *arguments: object) -> tuple[Any, str | None]:
        """What it gives, and the SQLSTATE with which it is refused."""
        try:
            with self.connection.transaction():
                return Client(self.connection, actor).call(query, *arguments), None
        except psycopg.Error as error:
            return None, error.sqlstate
        finally:
            self.connection.execute("reset role")

    def key(self) -> str:
        self.keys += 1
        return f"key-{self.keys:010}"

    def pick(self, number: int, *states: str) -> _Order | None:
        fitting = [order for order in self.orders if order.status in states]
        return fitting[number % len(fitting)] if fitting else None

    @rule(who=st.integers(0, _CUSTOMERS - 1), product=st.integers(0, _PRODUCTS - 1), units=st.integers(-1, 102))
    def put(self, who: int, product: int, units: int) -> None:
        now_there = self.carts[who][product] + units
        allowed = 1 <= units <= 100 and now_there <= 100
        given, refused = self.attempt(
            self.people[who], "select shop.put_in_cart(%s, %s)", self.products[product], units
        )
        assert (given, refused) == ((now_there, None) if allowed else (None, "SHC09"))
        if allowed:
            self.carts[who][product] = now_there

    @rule(who=st.integers(0, _CUSTOMERS - 1), product=st.integers(0, _PRODUCTS - 1), units=st.integers(0, 12))
    def set_quantity(self, who: int, product: int, units: int) -> None:
        self.attempt(self.people[who], "select shop.set_quantity(%s, %s)", self.products[product], units)
        self.carts[who][product] = units

    @rule(who=st.integers(0, _CUSTOMERS - 1), wrong=st.booleans())
    def checkout(self, who: int, wrong: bool) -> None:
        lines = +self.carts[who]
        total = sum(self.prices[product] * units for product, units in lines.items())
        enough = all(units <= self.stock[p] - self.held[p] for p, units in lines.items())
        key = self.key()
        query = "select order_id, total, replayed from shop.checkout(%s, 'pickup_local', expected_total => %s)"
        given, refused = self.attempt(self.people[who], query, key, total + wrong)
        why = "SHC02" if not lines else "SHC04" if not enough else "SHC06" if wrong else None
        assert refused == why
        if why:
            return
        assert given[1:] == (total, False)
        again, _ = self.attempt(self.people[who], query, key, total + 1)
        assert again == (given[0], total, True), "the same key is the same order"
        for product, units in lines.items():
            self.held[product] += units
        self.orders.append(_Order(given[0], who, lines))
        self.carts[who] = Counter()

    @precondition(lambda self: self.orders)
    @rule(number=_numbers, off=st.sampled_from([0, 0, 0, 1]))
    def pay(self, number: int, off: int) -> None:
        order = self.orders[number % len(self.orders)]
        amount = order.total(self.prices)
        _, refused = self.attempt(
            self.people[order.customer], "select shop.open_payment(%s, 'stripe', %s)", order.id, f"pi_{order.id}"
        )
        assert refused == (None if order.status == "pending" else "SHO04")
        order.opened = order.opened or not refused
        event = f"evt_{self.key()}"
        told, _ = self.attempt(
            self.people[order.customer],
            "select outcome, reason from shop.receive_webhook('stripe', %s, 'payment.succeeded', %s, %s, 'EUR')",
            event, f"pi_{order.id}", amount + off,
        )  # fmt: skip
        if order.status != "pending":
            assert told[0] == "ignored"
        elif off:
            assert told == ("ignored", "amount_mismatch")
        else:
            assert told == ("applied", None)
            order.status = "paid"
            for product, units in order.lines.items():
                self.held[product] -= units
                self.stock[product] -= units
        if told[0] == "ignored":
            order.unheard.add(f"event {event} of stripe says paid, and was ignored: {told[1]}")

    @precondition(lambda self: self.orders)
    @rule(number=_numbers, who=st.integers(0, _CUSTOMERS - 1))
    def cancel(self, number: int, who: int) -> None:
        order = self.orders[number % len(self.orders)]
        _, refused = self.attempt(self.people[who], "select shop.cancel_order(%s)", order.id)
        why = "SHO03" if who != order.customer else "SHO04" if order.status != "pending" else None
        assert refused == why
        if not why:
            self.give_back(order)

    @rule(number=_numbers)
    def time_out(self, number: int) -> None:
        order = self.pick(number, "pending")
        if order:
            self.connection.execute(
                "update shop.stock_reservations set reserved_until = now() - interval '1 day' where order_id = %s",
                (order.id,),
            )
        given, _ = self.attempt(self.market.admin, "select orders, carts from shop.time_out()")
        assert given == (1 if order else 0, 0)
        if order:
            self.give_back(order)

    def give_back(self, order: _Order) -> None:
        order.status = "cancelled"
        for product, units in order.lines.items():
            self.held[product] -= units

    @rule(product=st.integers(0, _PRODUCTS - 1), delta=st.integers(-6, 6), off=st.sampled_from([0, 0, 1]))
    def adjust(self, product: int, delta: int, off: int) -> None:
        given, _ = self.attempt(
            self.market.admin,
            "select outcome_class from shop.adjust_stock(%s, %s, 'RECOUNT_CORRECTION', %s, %s)",
            self.key(), self.products[product], delta, self.stock[product] + off,
        )  # fmt: skip
        allowed = delta and not off and self.stock[product] + delta >= self.held[product]
        assert given == ("APPLIED" if allowed else "REJECTED")
        if allowed:
            self.stock[product] += delta

    @rule(number=_numbers, part=st.sampled_from([Decimal("0.3"), Decimal(1), Decimal("1.1")]))
    def refund(self, number: int, part: Decimal) -> None:
        order = self.pick(number, "paid", "returned")
        if not order:
            return
        total = order.total(self.prices)
        amount = (total - order.refunded) * part
        told, _ = self.attempt(
            self.market.admin,
            "select outcome, reason from shop.receive_webhook('stripe', %s, 'payment.refunded', %s, %s, 'EUR', %s)",
            f"evt_{self.key()}", f"pi_{order.id}", round(amount, 2), f"re_{self.key()}",
        )  # fmt: skip
        allowed = 0 < round(amount, 2) <= total - order.refunded
        assert told == (("applied", None) if allowed else ("ignored", "amount_mismatch"))
        if not allowed:
            return
        order.refunded += round(amount, 2)
        if order.refunded == total:
            if order.status == "paid":
                for product, units in order.lines.items():
                    self.stock[product] += units
            order.status = "refunded"

    @rule(number=_numbers)
    def hand_over(self, number: int) -> None:
        if order := self.pick(number, "paid"):
            query = "select shop.make_ready(%s), shop.hand_over(%s)"
            _, refused = self.attempt(self.market.admin, query, order.id, order.id)
            assert refused is None
            order.status = "shipped"

    @rule(number=_numbers, product=st.integers(0, _PRODUCTS - 1), units=st.integers(0, 5), restock=st.booleans())
    def come_back(self, number: int, product: int, units: int, restock: bool) -> None:
        order = self.pick(number, "shipped")
        if not order or product not in order.lines:
            return
        _, refused = self.attempt(
            self.market.admin,
            "select shop.return_items(%s, 'no reason', (select jsonb_build_array(jsonb_build_object('item', id, "
            "'quantity', %s::int, 'restock', %s::boolean)) from shop.order_items "
            "where order_id = %s and product_id = %s))",
            order.id, units, restock, order.id, self.products[product],
        )  # fmt: skip
        allowed = 1 <= units <= order.lines[product] - order.returned[product]
        assert refused == (None if allowed else "SHO05")
        if allowed:
            order.returned[product] += units
            self.stock[product] += units if restock else 0
            if order.returned == order.lines:
                order.status = "returned"

    @invariant()
    def the_figures_are_those_of_the_model(self) -> None:
        rows = self.connection.execute("select id, stock, reserved from shop.products").fetchall()
        found = {id: (stock, reserved) for id, stock, reserved in rows}
        wanted = dict(zip(self.products, zip(self.stock, self.held, strict=True), strict=True))
        assert found == wanted

    @invariant()
    def the_orders_are_where_the_model_has_them(self) -> None:
        rows = self.connection.execute("select id, status::text from shop.orders").fetchall()
        assert dict(rows) == {order.id: order.status for order in self.orders}

    @invariant()
    def nothing_is_broken(self) -> None:
        """But somebody has to look at what a customer paid for an order that is not paid."""
        found = [(name, problem) for name, _, problem in self.market.broken()]
        unpaid = [order for order in self.orders if order.opened and order.status in {"pending", "cancelled"}]
        asked = [("paid_payments_have_an_order", problem) for order in unpaid for problem in order.unheard]
        assert sorted(found) == sorted(asked)
        self.connection.execute("set constraints all immediate")
        self.connection.execute("set constraints all deferred")


def test_any_sequence_leaves_the_shop_as_the_model_says(connect: Connect, request: pytest.FixtureRequest) -> None:
    connection = connect()
    machine = type("Shop", (_Shop,), {"connect": staticmethod(lambda: connection)})
    run_state_machine_as_test(machine, settings=examples(request, few=8, steps=30))


@pytest.mark.parametrize("isolation", ["read committed", "repeatable read", "serializable"])
def test_the_checkout_is_right_at_every_isolation(market: Market, isolation: str) -> None:
    client = market.client()
    product = market.product(3)
    client.connection.execute(f"set default_transaction_isolation = '{isolation}'".encode())
    client.put(product, 3)
    order, _ = client.checkout()
    assert client.pay(order) == ("applied", None)
    assert market.value("select stock from shop.products") == 0
    assert market.broken() == []
