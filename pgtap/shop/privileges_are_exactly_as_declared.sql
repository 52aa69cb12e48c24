begin;
select plan(1);

-- Role × object × command. shop_owner, and migrator through it, may do everything and are listed where they may not.
select set_eq(
    $$select * from test.privileges('shop') where object !~ '_\d{4}_\d\d'$$,
    $$values
        ('platform_owner', 'schema shop', 'USAGE'),
        ('platform_owner', 'shop.is_actor(text,text)', 'EXECUTE'),
        ('shop_app', 'schema shop', 'USAGE'),
        ('shop_app', 'shop.actor_id()', 'EXECUTE'),
        ('shop_app', 'shop.adjust_stock(text,uuid,text,integer,integer,uuid,text,text)', 'EXECUTE'),
        ('shop_app', 'shop.autocomplete(text,integer)', 'EXECUTE'),
        ('shop_app', 'shop.cancel_order(uuid,text)', 'EXECUTE'),
        ('shop_app', 'shop.cart_lines()', 'EXECUTE'),
        ('shop_app', 'shop.checkout(text,text,jsonb,text,numeric,interval)', 'EXECUTE'),
        ('shop_app', 'shop.errors', 'SELECT'),
        ('shop_app', 'shop.expire_carts(integer)', 'EXECUTE'),
        ('shop_app', 'shop.fail_refund(uuid)', 'EXECUTE'),
        ('shop_app', 'shop.hand_over(uuid)', 'EXECUTE'),
        ('shop_app', 'shop.hold_cart(interval)', 'EXECUTE'),
        ('shop_app', 'shop.make_ready(uuid)', 'EXECUTE'),
        ('shop_app', 'shop.merge_cart(uuid)', 'EXECUTE'),
        ('shop_app', 'shop.my_cart()', 'EXECUTE'),
        ('shop_app', 'shop.open_payment(uuid,text,text)', 'EXECUTE'),
        ('shop_app', 'shop.put_in_cart(uuid,integer,uuid)', 'EXECUTE'),
        ('shop_app', 'shop.receive_stock(uuid,integer,uuid)', 'EXECUTE'),
        ('shop_app', 'shop.receive_webhook(text,text,text,text,numeric,text,text,jsonb)', 'EXECUTE'),
        ('shop_app', 'shop.record_communication(uuid,text)', 'EXECUTE'),
        ('shop_app', 'shop.refund_order(uuid,numeric,text,text)', 'EXECUTE'),
        ('shop_app', 'shop.return_items(uuid,text,jsonb)', 'EXECUTE'),
        ('shop_app', 'shop.search_products(text,integer,integer)', 'EXECUTE'),
        ('shop_app', 'shop.set_quantity(uuid,integer,uuid)', 'EXECUTE'),
        ('shop_app', 'shop.ship_order(uuid,text,text)', 'EXECUTE'),
        ('shop_app', 'shop.start_guest()', 'EXECUTE'),
        ('shop_app', 'shop.stock_at(uuid,timestamp with time zone,uuid)', 'EXECUTE'),
        ('shop_app', 'shop.time_out(integer)', 'EXECUTE'),
        ('shop_readonly', 'schema shop', 'USAGE'),
        ('shop_readonly', 'shop.actor_id()', 'EXECUTE'),
        ('shop_readonly', 'shop.autocomplete(text,integer)', 'EXECUTE'),
        ('shop_readonly', 'shop.errors', 'SELECT'),
        ('shop_readonly', 'shop.search_products(text,integer,integer)', 'EXECUTE'),
        ('shop_user', 'schema shop', 'USAGE'),
        ('shop_user', 'shop.actor_id()', 'EXECUTE'),
        ('shop_user', 'shop.autocomplete(text,integer)', 'EXECUTE'),
        ('shop_user', 'shop.cancel_order(uuid,text)', 'EXECUTE'),
        ('shop_user', 'shop.cart_lines()', 'EXECUTE'),
        ('shop_user', 'shop.checkout(text,text,jsonb,text,numeric,interval)', 'EXECUTE'),
        ('shop_user', 'shop.errors', 'SELECT'),
        ('shop_user', 'shop.hold_cart(interval)', 'EXECUTE'),
        ('shop_user', 'shop.my_cart()', 'EXECUTE'),
        ('shop_user', 'shop.open_payment(uuid,text,text)', 'EXECUTE'),
        ('shop_user', 'shop.put_in_cart(uuid,integer,uuid)', 'EXECUTE'),
        ('shop_user', 'shop.search_products(text,integer,integer)', 'EXECUTE'),
        ('shop_user', 'shop.set_quantity(uuid,integer,uuid)', 'EXECUTE')
    $$,
    'in shop these roles may do this, and nobody anything else'
);

select * from finish();
rollback;
