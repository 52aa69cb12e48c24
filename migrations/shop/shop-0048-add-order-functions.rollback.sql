drop function shop.record_communication(uuid, text);

drop function shop.return_items(uuid, text, jsonb);

drop function shop.hand_over(uuid);

drop function shop.make_ready(uuid);

drop function shop.ship_order(uuid, text, text);

drop function shop.fail_refund(uuid);

drop function shop.refund_order(uuid, numeric, text, text);

drop function shop.receive_webhook(text, text, text, text, numeric, text, text, jsonb);

drop function shop.settle_refund(shop.orders, uuid, text);

drop function shop.open_payment(uuid, text, text);

drop function shop.time_out(integer);

drop function shop.cancel_order(uuid, text);

drop function shop.take_back(uuid);

drop function shop.end_reservations(uuid, text);

drop function shop.change_order(uuid, shop.order_status, text, text, jsonb);

drop function shop.lock_order(uuid, boolean);

delete from shop.errors where sqlstate in ('SHO03', 'SHO04', 'SHO05', 'SHP01', 'SHP02', 'SHP03');
