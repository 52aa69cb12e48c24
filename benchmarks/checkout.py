"""Eight clients check carts out: by the function, as applications do it, and by plain inserts that know no rule.

Applications do it by separate statements in a SERIALIZABLE transaction, with retries, on the same tables: there the
products are five, of which every cart holds three, so that clients are in each other's way.

Plain inserts are what an application would send to the same tables if they had no rules. It reads the cart, with the
prices, and writes the rows that a checkout leaves: the order, its first event, and for each line the item, what is
reserved and the movement of stock; none of the rows that a checkout locks, updates or deletes. They go to twins of the
tables (``measure.without_rules``), with one INSERT for each table, all rows of a table in one, in one transaction: six
statements, prepared, each a round trip, and two for the transaction. A checkout is one. There every cart holds two
products that nobody else wants. Beside it stand the same rows, read and written by a single statement, which is what no
application does.

Carts are filled before the clock starts, and products have been sold before: clients are processes, each with a
connection, on the machine of the server. The first turn is not counted; after each one the tables are vacuumed and
analysed, as they are in a database that lives.
"""

from __future__ import annotations

import sys
import uuid
from collections.abc import Callable, Iterator
from decimal import Decimal
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.measure import RUNS, Promise, Timing, at_once, database, without_rules

CLIENTS = 8
FASTER = 2.0
"""Times as many checkouts a second as an application gets with SERIALIZABLE and retries, on five products."""
SLOWER = 0.4
"""Times as many as plain inserts get, on products that nobody else wants; the least."""
CONTENDED, ALONE = 60, 200
"""Checkouts of each client in a turn."""

Connection = psycopg.Connection[Any]

_PRODUCTS = """
insert into shop.products (id, name, price, stock, status)
select md5('product' || n)::uuid, 'Product ' || n, 10, 1000000, 'active' from generate_series(0, %s - 1) as n
"""
_CARTS = """
insert into shop.users (id, email, password_hash)
select md5('user' || n)::uuid, 'user' || n || '@example.com', 'hash' from generate_series(%(first)s, %(last)s) as n;
insert into shop.carts (id, user_id)
select md5('cart' || n)::uuid, md5('user' || n)::uuid from generate_series(%(first)s, %(last)s) as n;
insert into shop.cart_items (cart_id, product_id, quantity)
select md5('cart' || n)::uuid, md5('product' || (n * %(lines)s + line) %% %(products)s)::uuid, 1
from generate_series(%(first)s, %(last)s) as n, generate_series(1, %(lines)s) as line
"""
_TWINS = ("shop.orders", "shop.order_items", "shop.order_events", "shop.stock_reservations", "shop.stock_movements")
_STATEMENT = """
with line as materialized (
    select i.product_id, i.quantity, p.price, p.name, p.slug, p.tax_rate, p.stock
    from shop.cart_items as i
    join shop.products as p on p.id = i.product_id
    where i.cart_id = md5(%(cart)s)::uuid
),
placed as (
    insert into plain.orders (user_id, total_amount, idempotency_key, order_number, fulfillment_mode)
    select md5(%(user)s)::uuid, (select sum(quantity * price) from line), %(key)s::text, %(key)s::text, 'pickup_local'
    returning id
),
items as (
    insert into plain.order_items (
        order_id, product_id, quantity, unit_price, product_name, sku, tax_rate, line_total
    )
    select o.id, l.product_id, l.quantity, l.price, l.name, l.slug, l.tax_rate, l.quantity * l.price
    from placed as o, line as l
),
event as (
    insert into plain.order_events (order_id, type, to_status, source, source_event_id, idempotency_key)
    select o.id, 'status_changed', 'pending', 'checkout', %(key)s::text, %(key)s::text from placed as o
),
reserved as (
    insert into plain.stock_reservations (product_id, quantity, order_id, reserved_until)
    select l.product_id, l.quantity, o.id, now() + interval '30 minutes' from placed as o, line as l
)
insert into plain.stock_movements (product_id, kind, stock_change, reserved_change, stock, reserved, order_id)
select l.product_id, 'reservation', 0, l.quantity, l.stock, l.quantity, o.id from placed as o, line as l
"""


def run(_cache: Path) -> Iterator[Promise]:
    """Measure the ways in turn, on a database for the contended products and another for the others."""
    rates = _rates("function", "serializable", checkouts=CONTENDED, products=5, lines=3)
    yield Promise(
        "checkouts in SERIALIZABLE with retries : by the function, 5 products",
        rates["serializable"] / rates["function"],
        1 / FASTER,
        "",
        f"{rates['serializable']:,.0f} : {rates['function']:,.0f} a second",
    )
    rates = _rates("function", "plain", "statement", checkouts=ALONE, products=2 * CLIENTS * ALONE, lines=2)
    yield Promise(
        "plain inserts : checkouts, products that nobody else wants",
        rates["plain"] / rates["function"],
        1 / SLOWER,
        "",
        f"{rates['plain']:,.0f} : {rates['function']:,.0f} a second; {rates['function'] / rates['plain']:.2f} are left "
        f"({rates['function'] / rates['statement']:.2f} of {rates['statement']:,.0f} by one statement)",
    )


def _rates(*ways: str, checkouts: int, products: int, lines: int) -> dict[str, float]:
    """Checkouts a second of each way, all clients together; the medians of the turns."""
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    user = 0
    with database() as conninfo, psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(_PRODUCTS.encode(), (products,))
        without_rules(connection, *_TWINS)
        for _ in range(RUNS + 1):
            for way, taken in seconds.items():
                first, user = user, user + CLIENTS * checkouts
                values = {"first": first, "last": user - 1, "lines": lines, "products": products}
                psycopg.ClientCursor(connection).execute(_CARTS.encode(), values)
                connection.execute("vacuum analyze")
                parts = [(conninfo, way, first + n * checkouts, checkouts) for n in range(CLIENTS)]
                taken.append(at_once(_client, parts))
        made = connection.execute(
            "select (select count(*) from shop.orders) + (select count(*) from plain.orders), "
            "(select count(*) from shop.order_items) + (select count(*) from plain.order_items)"
        ).fetchone()
    if made != (user, lines * user):
        raise RuntimeError(f"{made} orders and items were made, not {user} and {lines * user}")
    return {way: CLIENTS * checkouts / Timing(way, tuple(taken[1:])).median for way, taken in seconds.items()}


def _client(conninfo: str, way: str, first: int, checkouts: int, barrier: Barrier) -> None:
    with psycopg.connect(conninfo, autocommit=True, prepare_threshold=0) as connection:
        barrier.wait()
        for user in range(first, first + checkouts):
            _WAYS[way](connection, user)


def _read(connection: Connection, user: int) -> tuple[uuid.UUID, Decimal, list[Any]]:
    lines = connection.execute(
        "select i.product_id, i.quantity, p.price, p.name, p.slug, p.tax_rate, p.stock, p.active "
        "from shop.cart_items i join shop.products p on p.id = i.product_id "
        "where i.cart_id = md5(%s)::uuid order by p.id",
        (f"cart{user}",),
    ).fetchall()
    return uuid.uuid4(), sum((line[1] * line[2] for line in lines), Decimal()), lines


def _function(connection: Connection, user: int) -> None:
    connection.execute(
        "select shop.checkout(%s, 'pickup_local') from set_config('app.current_user_id', md5(%s)::uuid::text, false)",
        (f"checkout-{user:08}", f"user{user}"),
    )


def _serializable(connection: Connection, user: int) -> None:
    while True:
        try:
            _attempt(connection, user)
        except (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected):
            connection.execute("rollback")
        else:
            return


def _attempt(connection: Connection, user: int) -> None:
    connection.execute("begin isolation level serializable")
    order, total, lines = _read(connection, user)
    # A number of its own: the row from which the shop takes numbers would make every two of these collide.
    connection.execute(
        "insert into shop.orders (id, user_id, total_amount, idempotency_key, order_number) "
        "values (%s, md5(%s)::uuid, %s, %s, %s)",
        (order, f"user{user}", total, f"checkout-{user:08}", f"2026-{user:08}"),
    )
    for product, quantity, price, name, slug, tax, stock, active in lines:
        if not active or stock < quantity:
            raise RuntimeError("it is not sold")
        connection.execute(
            "insert into shop.order_items (order_id, product_id, quantity, unit_price, product_name, sku, tax_rate, "
            "line_total) values (%s, %s, %s, %s, %s, %s, %s, %s)",
            (order, product, quantity, price, name, slug, tax, quantity * price),
        )
        connection.execute(
            "update shop.products set stock = stock - %s where id = %s and stock >= %s", (quantity, product, quantity)
        )
    connection.execute("delete from shop.cart_items where cart_id = md5(%s)::uuid", (f"cart{user}",))
    connection.execute("commit")


def _bare(connection: Connection, user: int) -> None:
    order, total, lines = _read(connection, user)
    connection.execute("begin")
    connection.execute(
        "insert into plain.orders (id, user_id, total_amount, idempotency_key, order_number, fulfillment_mode) "
        "values (%s, md5(%s)::uuid, %s, %s, %s, 'pickup_local')",
        (order, f"user{user}", total, f"checkout-{user:08}", f"2026-{user:08}"),
    )
    connection.execute(
        "insert into plain.order_items (order_id, product_id, quantity, unit_price, product_name, sku, tax_rate, "
        "line_total) values (%s, %s, %s, %s, %s, %s, %s, %s), (%s, %s, %s, %s, %s, %s, %s, %s)",
        [value for line in lines for value in (order, *line[:6], line[1] * line[2])],
    )
    connection.execute(
        "insert into plain.order_events (order_id, type, to_status, source, source_event_id, idempotency_key) "
        "values (%s, 'status_changed', 'pending', 'checkout', %s, %s)",
        (order, f"checkout-{user:08}", f"checkout-{user:08}"),
    )
    connection.execute(
        "insert into plain.stock_reservations (product_id, quantity, order_id, reserved_until) "
        "values (%s, %s, %s, now() + interval '30 minutes'), (%s, %s, %s, now() + interval '30 minutes')",
        [value for line in lines for value in (line[0], line[1], order)],
    )
    connection.execute(
        "insert into plain.stock_movements (product_id, kind, stock_change, reserved_change, stock, reserved, "
        "order_id) values (%s, 'reservation', 0, %s, 1000000, %s, %s), (%s, 'reservation', 0, %s, 1000000, %s, %s)",
        [value for line in lines for value in (line[0], line[1], line[1], order)],
    )
    connection.execute("commit")


def _statement(connection: Connection, user: int) -> None:
    connection.execute(_STATEMENT, {"user": f"user{user}", "cart": f"cart{user}", "key": f"checkout-{user:08}"})


_WAYS: dict[str, Callable[[Connection, int], None]] = {
    "function": _function,
    "serializable": _serializable,
    "plain": _bare,
    "statement": _statement,
}


if __name__ == "__main__":
    sys.exit("run it with: python -m benchmarks checkout")
