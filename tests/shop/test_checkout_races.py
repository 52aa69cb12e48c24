"""Many buy at the same time: nothing is sold twice, nothing is lost, nobody waits for ever."""

from __future__ import annotations

import random
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from market import LONGER, Client, Market
from waiting import until_blocked

_CLIENTS = 64
_PRODUCTS, _UNITS = 5, 1000 * LONGER
_SOLD_OUT = "SHC04"


def _buy_all_there_is(client: Client, products: list[uuid.UUID], seed: int, start: threading.Barrier) -> int:
    """Buy some of everything until there is nothing left; how many units were paid."""
    chance = random.Random(seed)  # noqa: S311  (what somebody buys is no secret)
    paid = 0
    start.wait()
    while left := client.connection.execute(
        "select id, stock - reserved from shop.products where id = any (%s) and stock > reserved", (products,)
    ).fetchall():
        # In any order: it is the checkout that sorts.
        wanted = {
            product: min(there, chance.randint(1, 5)) for product, there in chance.sample(left, min(len(left), 3))
        }
        for product, quantity in wanted.items():
            client.put(product, quantity)
        try:
            order, _ = client.checkout()
        except psycopg.Error as error:
            if error.sqlstate != _SOLD_OUT:
                raise
            client.empty()
            continue
        assert client.pay(order) == ("applied", None)
        paid += sum(wanted.values())
    return paid


def test_64_clients_buy_exactly_what_there_is(market: Market) -> None:
    products = [market.product(_UNITS // _PRODUCTS, name=f"Product {n}") for n in range(_PRODUCTS)]
    clients = [market.client() for _ in range(_CLIENTS)]
    assert clients[0].call("show transaction_isolation") == "read committed"
    start = threading.Barrier(_CLIENTS)
    with ThreadPoolExecutor(_CLIENTS) as pool:
        bought = list(pool.map(lambda n: _buy_all_there_is(clients[n], products, n, start), range(_CLIENTS)))
    assert sum(bought) == _UNITS, "what clients paid for is what there was"
    assert market.value("select sum(quantity) from shop.order_items") == _UNITS
    assert market.db.execute("select distinct stock, reserved from shop.products").fetchall() == [(0, 0)]
    assert market.value("select sum(stock_change) from shop.stock_movements where kind = 'sale'") == -_UNITS
    assert market.value("select min(stock) from shop.stock_movements") == 0
    assert market.broken() == []
    assert market.deadlocks() == 0
    numbers = market.db.execute("select right(order_number, 6)::int from shop.orders order by 1").fetchall()
    assert [number for (number,) in numbers] == list(range(1, len(numbers) + 1)), "numbers have no gaps"


def test_a_price_that_changes_during_the_checkout_is_the_price_that_is_paid(market: Market) -> None:
    product = market.product(5, price=10)
    one, other, owner = market.client(), market.client(), market.connect()
    for client in (one, other):
        client.put(product, 2)
    owner.execute("begin")
    owner.execute("update shop.products set price = 12")
    with ThreadPoolExecutor() as pool:
        sale = pool.submit(one.checkout)
        refused = pool.submit(other.checkout, expected=20)
        for client in (one, other):
            until_blocked(market.db, client.connection, "the checkout waits for the price")
        owner.execute("commit")
        order, _ = sale.result()
        with pytest.raises(psycopg.Error, match=r"the order costs 24.00 EUR, and 20 was expected") as caught:
            refused.result()
    assert caught.value.sqlstate == "SHC06"
    assert market.value("select total_amount from shop.orders where id = %s", order) == 24


def test_of_many_checkouts_under_one_key_one_makes_the_order(market: Market) -> None:
    actor, product = market.account(), market.product(50)
    clients = [market.client(actor) for _ in range(8)]
    clients[0].put(product, 3)
    start = threading.Barrier(len(clients))

    def send(client: Client) -> tuple[uuid.UUID, bool]:
        start.wait()
        return client.checkout("the-same-key")

    with ThreadPoolExecutor(len(clients)) as pool:
        answers = list(pool.map(send, clients))
    assert len({order for order, _ in answers}) == 1
    assert [replayed for _, replayed in answers].count(False) == 1
    assert market.value("select count(*) from shop.orders") == 1
    assert market.value("select reserved from shop.products") == 3


def test_an_event_that_arrives_many_times_at_once_counts_once(market: Market) -> None:
    product = market.product(50)
    clients = [market.client() for _ in range(8)]
    clients[0].put(product, 3)
    order, _ = clients[0].checkout()
    clients[0].call("select shop.open_payment(%s, 'stripe', %s)", order, f"pi_{order}")
    start = threading.Barrier(len(clients))

    def tell(client: Client) -> tuple[str, str | None]:
        start.wait()
        return client.tell(order, 30)

    with ThreadPoolExecutor(len(clients)) as pool:
        answers = list(pool.map(tell, clients))
    assert answers.count(("applied", None)) == 1
    assert answers.count(("ignored", "replay_detected")) == len(clients) - 1
    assert market.value("select stock from shop.products") == 47


def test_of_many_who_finalize_an_upload_at_once_one_stores_its_asset(market: Market) -> None:
    market.db.execute(
        "insert into shop.media_upload_sessions (id, filename, mime_type, size_bytes, upload_url, expires_at) "
        "values ('up-1', 'lamp.png', 'image/png', 10, 'https://upload.example/up-1', now() + interval '1 day')"
    )
    clients = [market.client(market.admin) for _ in range(8)]
    start = threading.Barrier(len(clients))

    def finalize(number: int) -> uuid.UUID | None:
        start.wait()
        try:
            asset = clients[number].call(
                "select id from shop.finalize_upload('up-1', %s, 'one', 'https://pictures.example/1', 'image/png', 10, "
                "1, 1, repeat('a', 64), now())",
                f"upload-key-{number % 2}",
            )
        except psycopg.Error as error:
            assert error.sqlstate == "SHM02"
            return None
        assert isinstance(asset, uuid.UUID)
        return asset

    with ThreadPoolExecutor(len(clients)) as pool:
        assets = list(pool.map(finalize, range(len(clients))))
    stored = market.value("select id from shop.media_uploaded_assets")
    assert {tuple(assets[0::2]), tuple(assets[1::2])} == {(stored,) * 4, (None,) * 4}, (
        "one key has it, the other nothing"
    )
    assert market.value("select count(*) from shop.media_upload_finalize_idempotency") == 1


def test_an_order_whose_reservation_is_gone_is_not_paid(market: Market) -> None:
    customer, product = market.client(), market.product(5)
    customer.put(product, 3)
    order, _ = customer.checkout()
    market.db.execute("delete from shop.stock_reservations")
    assert customer.pay(order) == ("ignored", "order_state_incompatible")
    assert [name for name, _, _ in market.broken()] == ["paid_payments_have_an_order"], "somebody has to look"
    market.db.execute(
        "insert into shop.stock_reservations (product_id, quantity, order_id, reserved_until) "
        "values (%s, 3, %s, now())",
        (product, order),
    )
    assert customer.tell(order, 30) == ("applied", None)
    assert market.value("select stock from shop.products") == 2
    assert market.broken() == []


def test_refunds_at_the_same_time_are_at_most_what_was_paid(market: Market) -> None:
    customer, product = market.client(), market.product(50)
    customer.put(product, 3)
    order, _ = customer.checkout()
    customer.pay(order)
    clients = [market.client(market.admin) for _ in range(8)]
    start = threading.Barrier(len(clients))

    def refund(number: int) -> bool:
        start.wait()
        try:
            clients[number].call("select shop.refund_order(%s, 20, 'late', %s)", order, f"refund-{number:04}")
        except psycopg.Error as error:
            assert error.sqlstate == "SHP02"
            return False
        return True

    with ThreadPoolExecutor(len(clients)) as pool:
        done = list(pool.map(refund, range(len(clients))))
    assert done.count(True) == 1, "20 of 30 can be refunded once"
    assert market.value("select refunded_amount from shop.payments") == 20


def test_timing_out_waits_for_nobody(market: Market) -> None:
    product, quiet = market.product(50), market.product(50)
    late, lucky, buyer, job = market.client(), market.client(), market.client(), market.client(market.admin)
    late.put(product)
    order, _ = late.checkout()
    lucky.put(quiet)
    other, _ = lucky.checkout()
    market.db.execute("update shop.stock_reservations set reserved_until = now()")
    buyer.put(product)
    job.connection.execute("set lock_timeout = '1ms'")
    with buyer.connection.transaction():
        buyer.checkout()
        assert job.call("select orders from shop.time_out()") == 1, "what nobody touches is timed out"
        status = "select status::text from shop.orders where id = %s"
        assert (market.value(status, order), market.value(status, other)) == ("pending", "cancelled")
    assert job.call("select orders from shop.time_out()") == 1, "the other one when its product is free again"
    assert market.broken() == []


def test_what_another_holds_is_timed_out_another_time(market: Market) -> None:
    """An order, a cart, and a cart that nobody touches any more."""
    late, job = market.client(), market.client(market.admin)
    late.put(market.product(9))
    late.checkout()
    late.put(market.product(9))
    late.call("select shop.hold_cart()")
    market.db.execute("update shop.stock_reservations set reserved_until = now()")
    job.connection.execute("set lock_timeout = '1ms'")
    with market.db.transaction():
        market.db.execute("select from shop.orders for update")
        market.db.execute("select from shop.carts for update")
        assert job.call("select orders, carts from shop.time_out()") == (0, 0)
    assert job.call("select orders, carts from shop.time_out()") == (1, 1)
    market.db.execute("update shop.carts set expires_at = now()")
    with market.db.transaction():
        market.db.execute("select from shop.carts for update")
        assert job.call("select shop.expire_carts()") == 0
    assert job.call("select shop.expire_carts()") == 1


def test_a_line_that_is_added_during_the_checkout_is_not_lost(market: Market) -> None:
    actor, product, other = market.account(), market.product(50), market.product(50)
    buyer, tab = market.client(actor), market.client(actor)
    buyer.put(product)
    with ThreadPoolExecutor() as pool:
        with buyer.connection.transaction():
            order, _ = buyer.checkout()
            added = pool.submit(tab.put, other)
            until_blocked(market.db, tab.connection, "the line waits for the checkout")
        added.result()
    assert market.db.execute("select product_id from shop.cart_items").fetchall() == [(other,)]
    assert market.value("select count(*) from shop.order_items where order_id = %s", order) == 1
