begin;
select plan(10);

create temporary table given as
    select test.shop_user() as ada, test.shop_product(stock => 5) as lamp, test.shop_product('Chair', stock => 0) as chair;
create temporary table made as select test.shop_cart(ada) as cart, test.shop_variant(chair, stock => 3) as red from given;

insert into shop.stock_reservations (product_id, variant_id, quantity, cart_id, reserved_until)
    select lamp, null, 4, cart, now() + interval '15 minutes' from given, made
    union all
    select chair, red, 2, cart, now() + interval '15 minutes' from given, made;

select results_eq(
    $$
        select p.stock, p.reserved, v.stock, v.reserved
        from shop.products as p, shop.product_variants as v
        where p.id = (select lamp from given)
    $$,
    'values (5, 4, 3, 2)',
    'what is reserved is still there, and promised'
);

select throws_ok(
    $$
        insert into shop.stock_reservations (product_id, quantity, cart_id, reserved_until)
        select lamp, 2, test.shop_cart(test.shop_user('grace@example.com')), now() + interval '1 hour' from given
    $$,
    '23514', 'new row for relation "products" violates check constraint "products_units_reserved_are_in_stock"',
    'more than there is cannot be reserved'
);

select throws_ok(
    'update shop.products set stock = 3 where reserved = 4',
    '23514', 'new row for relation "products" violates check constraint "products_units_reserved_are_in_stock"',
    'and what is reserved cannot disappear'
);

select throws_ok(
    'update shop.stock_reservations set quantity = 1',
    'SH003', 'what a reservation reserves is never changed: update refused',
    'a reservation keeps its quantity'
);

select lives_ok(
    $$update shop.stock_reservations set reserved_until = reserved_until + interval '5 minutes'$$,
    'but may be prolonged'
);

set constraints all immediate;

select throws_ok(
    'truncate shop.stock_reservations',
    'SH003', 'what a reservation reserves is never changed: truncate refused',
    'nobody makes reservations vanish without giving back'
);

-- Whoever deletes the customer knows nothing of stock.
delete from shop.users where id = (select ada from given);

select results_eq(
    $$
        select p.stock, p.reserved, v.stock, v.reserved
        from shop.products as p, shop.product_variants as v
        where p.id = (select lamp from given)
    $$,
    'values (5, 0, 3, 0)',
    'what was reserved for a cart that is gone may be sold again'
);

select set_eq(
    $$select kind, reserved_change from shop.stock_movements where kind <> 'receipt'$$,
    $$values ('reservation', 4), ('reservation', 2), ('release', -4), ('release', -2)$$,
    'reserving and releasing stand in the journal'
);

select throws_ok(
    $$
        insert into shop.stock_reservations (product_id, quantity, reserved_until)
        select lamp, 1, now() from given
    $$,
    '23514',
    'new row for relation "stock_reservations" violates check constraint "stock_reservations_are_for_a_cart_or_an_order"',
    'a reservation is for somebody'
);

select is_empty(
    $$
        select p.id from shop.products as p cross join lateral shop.stock_at(p.id) as j
        where (p.stock, p.reserved) <> (j.on_hand, j.reserved)
    $$,
    'and the figures are still the sums of the journal'
);

select * from finish();
rollback;
