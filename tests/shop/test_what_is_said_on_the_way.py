"""Connections are pooled: what a function says on its way must be gone when the next transaction begins."""

from __future__ import annotations

from market import Client, Market

_LEFT = """
select name from unnest(array['shop.movement', 'shop.movement_order', 'shop.cause']) as name
where coalesce(current_setting(name, true), '') <> ''
"""


def test_what_is_said_on_the_way_ends_with_the_transaction(market: Market) -> None:
    """It would be taken for the cause of what the next customer does on that connection."""
    lamp, chair = market.product(9), market.product(9, name="Chair")
    client = market.client()

    def left() -> list[str]:
        return [name for (name,) in client.connection.execute(_LEFT).fetchall()]

    client.put(lamp, 2)
    client.put(chair, 1)
    paid, _ = client.checkout()
    assert left() == [], "an order takes what it needs"
    assert client.pay(paid) == ("applied", None)
    assert left() == [], "and is paid"
    client.put(lamp, 1)
    cancelled, _ = client.checkout()
    client.call("select shop.cancel_order(%s, 'changed my mind')", cancelled)
    assert left() == [], "another is cancelled"
    client.put(lamp, 1)
    waiting, _ = client.checkout()
    client.connection.execute("reset role")
    order = market.value("select order_id from shop.order_items limit 1")
    client.connection.execute(
        "insert into shop.stock_reservations (order_id, product_id, quantity, reserved_until) "
        "values (%s, %s, 1, now() + interval '1 hour')",
        (order, lamp),
    )
    assert left() == [], "what is reserved by hand"
    client.connection.execute("delete from shop.stock_reservations where order_id = %s", (order,))
    assert left() == [], "and given back"
    admin = Client(client.connection, market.admin)
    admin.call("select shop.adjust_stock('recount-01', %s, 'RECOUNT_CORRECTION', 1, 8)", chair)
    assert left() == [], "a recount"
    admin.call("select shop.make_ready(%s)", paid)
    admin.call("select shop.hand_over(%s)", paid)
    assert left() == [], "an order leaves"
    item = market.value("select id from shop.order_items where order_id = %s and quantity = 1", paid)
    lines = f'[{{"item": "{item}", "quantity": 1}}]'
    admin.call("select shop.return_items(%s, 'too dark', %s)", paid, lines)
    assert left() == [], "and a part of it comes back"
    admin.call("select shop.reserve_order(%s)", waiting)
    assert left() == [], "an order is reserved again"


def test_who_was_never_told_anything_on_the_way_may_write(market: Market) -> None:
    """The settings are not there at all on a connection that begins with a plain statement."""
    client = market.client()
    client.put(market.product(9), 1)
    order, _ = client.checkout()
    owner = market.connect()
    owner.execute("update shop.orders set status = 'cancelled' where id = %s", (order,))
    told = "select source, details from shop.order_events where order_id = %s and to_status = 'cancelled'"
    assert owner.execute(told, (order,)).fetchone() == ("direct", {})
