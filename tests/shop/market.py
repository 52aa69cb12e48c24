"""A shop to buy from: products, customers, and what a client of the shop does over a connection of its own."""

from __future__ import annotations

import os
import uuid
from typing import Any

import psycopg

from databases import Connect

Connection = psycopg.Connection[Any]

LONGER = int(os.environ.get("SHOP_LONGER", "1"))
"""How many times longer than usual the races are tried: SHOP_LONGER=50 pytest tests/shop."""

ADDRESS = '{"name": "Ada", "line1": "1 Rue Haute", "city": "Lyon", "postalCode": "69001", "country": "FR"}'


class Market:
    """The shop as its owner sees it, and where clients come from."""

    def __init__(self, connect: Connect) -> None:
        self.connect = connect
        self.db = connect()
        self.admin = self.account("admin")

    def account(self, role: str = "customer") -> uuid.UUID:
        """A new account."""
        return self.value(
            "insert into shop.users (email, password_hash, role) values (%s, 'hash', %s) returning id",
            f"{uuid.uuid4()}@example.com",
            role,
        )

    def product(self, stock: int, *, price: int = 10, name: str = "Lamp") -> uuid.UUID:
        """A product on sale."""
        return self.value(
            "insert into shop.products (name, price, stock, status) values (%s, %s, %s, 'active') returning id",
            name,
            price,
            stock,
        )

    def client(self, actor: uuid.UUID | None = None) -> Client:
        """Somebody with a connection; a new customer unless it is said who."""
        return Client(self.connect(), actor or self.account())

    def value(self, query: str, *arguments: object) -> Any:
        """The one value of a query."""
        row = self.db.execute(query.encode(), arguments).fetchone()
        return row[0] if row else None

    def broken(self) -> list[tuple[str, str, str]]:
        """What the integrity checks of the shop find; nothing when all is well."""
        return self.db.execute(
            "select c.name, f.record, f.problem from platform.integrity_checks c "
            "cross join lateral platform.run_check(c.context, c.name) f where c.context = 'shop'"
        ).fetchall()

    def deadlocks(self) -> int:
        """How many there were in this database."""
        self.db.execute("select pg_stat_force_next_flush()")
        return int(self.value("select deadlocks from pg_stat_database where datname = current_database()"))


class Client:
    """One person's session on the application's server, with the application's privileges."""

    def __init__(self, connection: Connection, actor: uuid.UUID) -> None:
        self.connection = connection
        self.actor = actor
        connection.execute("set role shop_app")
        connection.execute("select set_config('app.current_user_id', %s, false)", (str(actor),))

    def call(self, query: str, *arguments: object) -> Any:
        """The first row of a query, or its only value."""
        row = self.connection.execute(query.encode(), arguments).fetchone()
        return row[0] if row and len(row) == 1 else row

    def put(self, product: uuid.UUID, quantity: int = 1) -> None:
        """Into the cart."""
        self.call("select shop.put_in_cart(%s, %s)", product, quantity)

    def empty(self) -> None:
        """Everything out of the cart."""
        self.call("select count(shop.set_quantity(product_id, 0, variant_id)) from shop.cart_lines()")

    def checkout(self, key: str | None = None, *, expected: int | None = None) -> tuple[uuid.UUID, bool]:
        """The order, and whether it was there before."""
        row = self.call(
            "select order_id, replayed from shop.checkout(%s, 'pickup_local', expected_total => %s)",
            key or f"key-{uuid.uuid4()}",
            expected,
        )
        return row[0], row[1]

    def pay(self, order: uuid.UUID) -> tuple[str, str | None]:
        """Open a payment and receive what its provider tells; the same again is the same event."""
        amount = self.call("select (shop.open_payment(%s, 'stripe', %s)).amount", order, f"pi_{order}")
        return self.tell(order, amount)

    def tell(self, order: uuid.UUID, amount: object) -> tuple[str, str | None]:
        """The provider's event that the order is paid."""
        row = self.call(
            "select outcome, reason from shop.receive_webhook('stripe', %s, 'payment.succeeded', %s, %s, 'EUR')",
            f"evt_{order}",
            f"pi_{order}",
            amount,
        )
        return row[0], row[1]
