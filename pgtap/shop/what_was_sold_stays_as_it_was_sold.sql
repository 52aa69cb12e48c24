begin;
select plan(3);

create temporary table given as select test.shop_user() as ada, test.shop_product(price => 10) as lamp;
create temporary table made as select test.shop_variant(lamp, 'LAMP-RED') as red from given;
select test.shop_fill_cart(ada, lamp, 2, red) from given, made;
select test.act(ada) from given;
select * from shop.checkout('key-0123456', 'parcel', test.shop_address());
create temporary table sold as select * from shop.order_items;

update shop.products set name = 'Candle', slug = 'candle', price = 99, tax_rate = 0.05, deleted_at = now(), active = false;
update shop.product_variants set label = 'Blue', sku = 'CANDLE-BLUE', price_delta = 5, active = false;

select set_eq(
    'select * from shop.order_items', 'select * from sold',
    'a product that is renamed, repriced, taxed otherwise and deleted changes no order'
);

select results_eq(
    'select product_name::text, variant_label::text, sku::text, tax_rate, unit_price, currency::text from shop.order_items',
    $$values ('Lamp', 'Red', 'LAMP-RED', 0.2, 10::numeric, 'EUR')$$,
    'which says what was sold, to whatever rate of tax, at which price, in which currency'
);

insert into shop.order_items (order_id, product_id, quantity, unit_price)
    select test.shop_order(ada), test.shop_product('Stool'), 1, 10 from given;

select is(
    (select product_name || ' ' || line_total from shop.order_items where unit_price = 10 and quantity = 1), 'Stool 10.00',
    'a line that is written by hand says it, too'
);

select * from finish();
rollback;
