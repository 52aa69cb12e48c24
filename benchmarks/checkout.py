"""Eight clients check carts out: by the function, as applications do it, and by bare inserts without a rule.

The carts are filled before the clock starts: three lines where products are contended, two where they are not.
"""

from __future__ import annotations

import sys
import uuid
from collections.abc import Callable, Iterator
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.measure import RUNS, Promise, Timing, at_once, database, ratio

CLIENTS, CHECKOUTS = 8, 40
FASTER = 2.0
"""Times as many checkouts a second as an application gets with SERIALIZABLE and retries, on five products."""
SLOWER = 0.4
"""Times as many as bare inserts get, on products that nobody else wants; the least."""

Connection = psycopg.Connection[Any]

_FILL = """
insert into shop.products (id, name, price, stock, status)
select md5('product' || n)::uuid, 'Product ' || n, 10, 1000000, 'active' from generate_series(1, %(products)s) as n;
insert into shop.users (id, email, password_hash)
select md5('user' || n)::uuid, 'user' || n || '@example.com', 'hash' from generate_series(0, %(carts)s - 1) as n;
insert into shop.carts (id, user_id)
select md5('cart' || n)::uuid, md5('user' || n)::uuid from generate_series(0, %(carts)s - 1) as n;
insert into shop.cart_items (cart_id, product_id, quantity)
select md5('cart' || n)::uuid, md5('product' || 1 + (n * %(lines)s + line) %% %(products)s)::uuid, 1
from generate_series(0, %(carts)s - 1) as n, generate_series(1, %(lines)s) as line;
create table public.bare_orders (like shop.orders including defaults);
alter table public.bare_orders add primary key (id);
create table public.bare_items (like shop.order_items including defaults);
alter table public.bare_items add primary key (id);
create index on public.bare_items (order_id);
"""


def run(_cache: Path) -> Iterator[Promise]:
    """Measure the ways in turn, each on a database of its own."""
    for what, products, lines, theirs, limit in (
        ("checkout on 5 contended products, against SERIALIZABLE with retries", 5, 3, "serializable", 1 / FASTER),
        ("checkout on 2,000 products, against bare inserts", 2000, 2, "bare", 1 / SLOWER),
    ):
        seconds: dict[str, list[float]] = {"function": [], theirs: []}
        for number in range(RUNS + 1):
            for way, taken in seconds.items():
                second = _round(way, products=products, lines=lines)
                if number:
                    taken.append(second)
        ours, others = (Timing(way, tuple(taken)) for way, taken in seconds.items())
        promise = ratio(f"{what} (time)", ours, others, limit=limit)
        rates = ", ".join(f"{t.name} {CLIENTS * CHECKOUTS / t.median:,.0f} a second" for t in (ours, others))
        yield Promise(promise.what, promise.figure, promise.limit, promise.unit, rates)


def _round(way: str, *, products: int, lines: int) -> float:
    """Seconds from the first checkout to the last."""
    carts = CLIENTS * CHECKOUTS
    with database() as conninfo, psycopg.connect(conninfo, autocommit=True) as connection:
        cursor = psycopg.ClientCursor(connection)
        cursor.execute(_FILL.encode(), {"products": products, "lines": lines, "carts": carts})
        connection.execute("vacuum analyze")
        seconds = at_once(_client, [(conninfo, way, number) for number in range(CLIENTS)])
        made = connection.execute(
            "select (select count(*) from shop.orders) + (select count(*) from public.bare_orders)"
        ).fetchone()
    if made != (carts,):
        raise RuntimeError(f"{way}: {made} orders were made, not {carts}")
    return seconds


def _client(conninfo: str, way: str, number: int, barrier: Barrier) -> None:
    with psycopg.connect(conninfo, autocommit=True, prepare_threshold=0) as connection:
        barrier.wait()
        for checkout in range(CHECKOUTS):
            _WAYS[way](connection, number * CHECKOUTS + checkout)


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
    lines = connection.execute(
        "select i.product_id, i.quantity, p.price, p.name, p.slug, p.tax_rate, p.stock, p.active "
        "from shop.cart_items i join shop.products p on p.id = i.product_id "
        "where i.cart_id = md5(%s)::uuid order by p.id",
        (f"cart{user}",),
    ).fetchall()
    order = uuid.uuid4()
    total = sum(quantity * price for _, quantity, price, *_ in lines)
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
    lines = connection.execute(
        "select i.product_id, i.quantity, p.price, p.name, p.slug, p.tax_rate from shop.cart_items i "
        "join shop.products p on p.id = i.product_id where i.cart_id = md5(%s)::uuid",
        (f"cart{user}",),
    ).fetchall()
    order = uuid.uuid4()
    total = sum(quantity * price for _, quantity, price, *_ in lines)
    connection.execute("begin")
    connection.execute(
        "insert into public.bare_orders (id, user_id, total_amount, idempotency_key, order_number) "
        "values (%s, md5(%s)::uuid, %s, %s, %s)",
        (order, f"user{user}", total, f"checkout-{user:08}", f"2026-{user:08}"),
    )
    for product, quantity, price, name, slug, tax in lines:
        connection.execute(
            "insert into public.bare_items (order_id, product_id, quantity, unit_price, product_name, sku, tax_rate, "
            "line_total) values (%s, %s, %s, %s, %s, %s, %s, %s)",
            (order, product, quantity, price, name, slug, tax, quantity * price),
        )
    connection.execute("commit")


_WAYS: dict[str, Callable[[Connection, int], None]] = {
    "function": _function,
    "serializable": _serializable,
    "bare": _bare,
}


if __name__ == "__main__":
    sys.exit("run it with: python -m benchmarks checkout")
