begin;
select plan(13);

create temporary table given as
    select test.shop_user() as ada, test.shop_user('grace@example.com') as grace, test.shop_admin() as admin,
           test.shop_product(stock => 9) as lamp;
create temporary table made as
    select test.shop_placed(ada, lamp, 2) as cancelled, test.shop_placed(ada, lamp, 3) as forgotten,
           test.shop_placed(ada, lamp, 1) as fresh, test.shop_paid(ada, lamp, 1) as paid
    from given;

select test.act(grace) from given;

select throws_ok(
    'select shop.cancel_order(cancelled) from made',
    'SHO03', (select format('the actor has no order %s', cancelled) from made),
    'nobody cancels somebody else''s order'
);

select test.act(ada) from given;

select lives_ok(
    $$select shop.cancel_order(cancelled, 'found it cheaper') from made$$,
    'a customer cancels an order that is not paid'
);

select results_eq(
    'select stock, reserved from shop.products',
    'values (8, 4)',
    'what was reserved for it may be sold again'
);

select throws_ok(
    'select shop.cancel_order(cancelled) from made',
    'SHO04', (select format('order %s is cancelled, and only a pending one can be cancelled', order_number)
              from shop.orders, made where id = cancelled),
    'once'
);

select throws_ok(
    'select shop.cancel_order(paid) from made',
    'SHO04', (select format('order %s is paid, and only a pending one can be cancelled', order_number)
              from shop.orders, made where id = paid),
    'and not after it was paid'
);

select results_eq(
    'select * from shop.time_out()',
    'values (0, 0)',
    'nothing times out before its time'
);

update shop.stock_reservations set reserved_until = now() - interval '1 second'
where order_id = (select forgotten from made);
select test.act(null);

select results_eq(
    'select * from shop.time_out()',
    'values (1, 0)',
    'what nobody paid in time is cancelled'
);

select results_eq(
    'select stock, reserved from shop.products',
    'values (8, 1)',
    'and its stock is given back'
);

select set_eq(
    $$select to_status::text, source::text, details ->> 'reason' from shop.order_events where to_status = 'cancelled'$$,
    $$values ('cancelled', 'customer', 'found it cheaper'), ('cancelled', 'timeout', 'nobody paid in time')$$,
    'the history says why'
);

-- What was held for a cart ends as well, and the cart keeps its lines.
select test.shop_fill_cart(grace, lamp, 2) from given;
insert into shop.stock_reservations (product_id, quantity, cart_id, reserved_until)
    select lamp, 2, c.id, now() - interval '1 second' from given, shop.carts as c where c.user_id = grace;

select results_eq(
    'select * from shop.time_out()',
    'values (0, 1)',
    'what was held for a cart ends as well'
);

select results_eq(
    'select (select reserved from shop.products), (select quantity from shop.cart_items)',
    'values (1, 2)',
    'and the cart keeps its lines'
);

insert into shop.stock_reservations (product_id, quantity, order_id, reserved_until)
    select lamp, 1, paid, now() - interval '1 second' from given, made;

select results_eq(
    'select orders, carts, (select status from shop.orders where id = paid)::text from made, shop.time_out()',
    $$values (0, 0, 'paid')$$,
    'an order that is paid is not cancelled, whatever is reserved for it'
);

select is_empty(
    'select * from test.shop_stock_disagrees()',
    'figures, journal and reservations agree'
);

select * from finish();
rollback;
