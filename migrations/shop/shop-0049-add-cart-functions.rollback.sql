drop function shop.expire_carts(integer);

drop function shop.merge_cart(uuid);

drop function shop.hold_cart(interval);

drop function shop.cart_lines();

drop function shop.set_quantity(uuid, integer, uuid);

drop function shop.put_in_cart(uuid, integer, uuid);

drop function shop.my_cart();

drop function shop.start_guest();

drop trigger keep_cart on shop.cart_items;

drop function shop.keep_cart();

delete from shop.errors where sqlstate in ('SHC09', 'SHC10');
