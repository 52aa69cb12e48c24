begin;
select plan(4);

create temporary table given as select test.shop_admin() as admin, test.shop_product(price => 10) as lamp;
create temporary table made as select test.shop_variant(lamp) as red from given;

select test.act(admin) from given;
update shop.products set price = 12;
update shop.products set name = 'Lamp, new', price = 12, stock = 3;
update shop.product_variants set price_delta = 3;
update shop.product_variants set price_delta = null, absolute_price = 14;
update shop.product_variants set absolute_price = null;

select results_eq(
    'select variant_id is not null, old_price, new_price from shop.product_price_history order by id',
    $$values
        (false, null::numeric, 10::numeric), (false, 10, 12),
        (true, null, 15), (true, 15, 14), (true, 14, null)
    $$,
    'every change of a price is remembered, old and new, and nothing else'
);

select results_eq(
    'select changed_by from shop.product_price_history where new_price = 12',
    'select admin::text from given',
    'with who changed it'
);

select throws_ok(
    'update shop.product_price_history set new_price = 1',
    'SH003', 'shop.product_price_history is append-only: update refused',
    'and is not changed afterwards'
);

select throws_ok(
    'update shop.product_variants set price_delta = 1, absolute_price = 2',
    '23514',
    'new row for relation "product_variants" violates check constraint "product_variants_price_is_absolute_or_a_difference"',
    'a variant has a price of its own or a difference, not both'
);

select * from finish();
rollback;
