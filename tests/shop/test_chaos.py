"""Customers who change their minds, administrators who count, a job that cleans up, and connections that die."""

from __future__ import annotations

import random
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import psycopg

from market import LONGER, Client, Market

_CUSTOMERS, _ADMINS, _OPERATIONS = 12, 2, 30 * LONGER
_KILLS = 12 * LONGER
_EXPECTED = {"SHC04", "SHC02", "SHO04"}
"""Not enough, nothing in the cart, another state by now: what happens to people in a busy shop."""


class _Person:
    """Somebody who acts by chance, and comes back when the connection is lost."""

    def __init__(self, market: Market, seed: int, products: list[uuid.UUID], actor: uuid.UUID) -> None:
        self.market, self.products, self.actor = market, products, actor
        self.chance = random.Random(seed)  # noqa: S311  (no secrets)
        self.client = market.client(actor)
        self.orders: list[uuid.UUID] = []
        self.lost = 0

    def act(self, times: int) -> None:
        """Do something so many times; what was under way when the connection died is simply not known."""
        for _ in range(times):
            try:
                self.one()
            except psycopg.OperationalError:
                # Only a connection that is gone: a deadlock or a timeout is none.
                if not self.client.connection.closed:
                    raise
                self.lost += 1
                self.client = Client(self.market.connect(), self.actor)
            except psycopg.Error as error:
                if error.sqlstate not in _EXPECTED:
                    raise
                self.client.empty()

    def one(self) -> None:
        """One operation."""
        raise NotImplementedError


class _Customer(_Person):
    def one(self) -> None:
        what = self.chance.choices(["buy", "hold", "pay", "cancel", "expire"], [5, 2, 5, 2, 2])[0]
        if what == "buy":
            for product in self.chance.sample(self.products, 2):
                self.client.put(product, self.chance.randint(1, 4))
            # A key that is known before, as an application keeps it: the answer may be lost, the order is not.
            key = f"key-{uuid.UUID(int=self.chance.getrandbits(128))}"
            self.orders.append(self.client.checkout(key)[0])
        elif what == "hold":
            self.client.put(self.chance.choice(self.products))
            self.client.call("select shop.hold_cart()")
        elif what == "pay" and self.orders:
            self.client.pay(self.chance.choice(self.orders))
        elif what == "cancel" and self.orders:
            self.client.call("select shop.cancel_order(%s)", self.chance.choice(self.orders))
        elif what == "expire":
            self.client.connection.execute("reset role")
            self.client.connection.execute(
                "update shop.stock_reservations set reserved_until = now() where id = "
                "(select id from shop.stock_reservations order by id limit 1 for update skip locked)"
            )
            self.client.connection.execute("set role shop_app")


class _Administrator(_Person):
    def one(self) -> None:
        product = self.chance.choice(self.products)
        if self.chance.random() < 0.5:
            self.client.call("select shop.time_out(5)")
            return
        stock = self.client.call("select stock from shop.products where id = %s", product)
        key = f"recount-{uuid.UUID(int=self.chance.getrandbits(128))}"
        self.client.call(
            "select shop.adjust_stock(%s, %s, 'RECOUNT_CORRECTION', %s, %s)",
            key, product, self.chance.choice([-3, -1, 2, 5]), stock,
        )  # fmt: skip


def test_everything_at_once_leaves_the_figures_right(market: Market) -> None:
    products = [market.product(120, name=f"Product {n}") for n in range(4)]
    people: list[_Person] = [_Customer(market, n, products, market.account()) for n in range(_CUSTOMERS)]
    people += [_Administrator(market, 100 + n, products, market.admin) for n in range(_ADMINS)]
    over = threading.Event()

    def kill() -> int:
        chance, killed = random.Random(7), 0  # noqa: S311
        with psycopg.connect(market.db.info.dsn, autocommit=True) as killer:
            while killed < _KILLS and not over.is_set():
                victim = chance.choice(people).client.connection
                if victim.closed:
                    continue
                # In the middle of something, not between two things.
                busy = "select pg_terminate_backend(pid) from pg_stat_activity where pid = %s and state = 'active'"
                killed += len(killer.execute(busy, (victim.info.backend_pid,)).fetchall())
        return killed

    with ThreadPoolExecutor(len(people) + 1) as pool:
        killer = pool.submit(kill)
        acts = [pool.submit(person.act, _OPERATIONS) for person in people]
        try:
            for act in acts:
                act.result()
        finally:
            over.set()
        assert killer.result() > 0, "no connection was killed"
    # Who pays while the order times out has paid for nothing: it is for the operator to see, and the check says so.
    assert [found for found in market.broken() if not found[2].endswith("was ignored: order_state_incompatible")] == []
    assert market.deadlocks() == 0
    wrong = market.db.execute(
        """
        select p.id, p.stock, 120 + a.adjusted - s.sold
        from shop.products as p
        cross join lateral (
            select coalesce(sum(requested_quantity_delta), 0) as adjusted from shop.stock_adjustments
            where target_product_id = p.id and outcome_class = 'APPLIED'
        ) as a
        cross join lateral (
            select coalesce(sum(i.quantity), 0) as sold
            from shop.order_items as i join shop.orders as o on o.id = i.order_id
            where i.product_id = p.id and o.status = 'paid'
        ) as s
        where p.stock <> 120 + a.adjusted - s.sold or p.stock < 0
        """
    ).fetchall()
    assert wrong == [], "stock is what there was, and what was adjusted, less what was paid"
    market.db.execute("update shop.stock_reservations set reserved_until = now()")
    sweeper = market.client(market.admin)
    while sum(sweeper.call("select orders, carts from shop.time_out(100)")):
        pass
    assert market.value("select sum(reserved) from shop.products") == 0, "in the end nothing stays reserved"
