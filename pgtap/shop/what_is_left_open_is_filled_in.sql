begin;
select plan(8);

create temporary table given as
    select test.shop_user() as ada, test.shop_product('Lamp') as lamp, test.shop_product('Chair', price => 40) as chair,
           test.shop_product('Stool') as stool;
create temporary table made as
    select test.shop_variant(chair, 'CHAIR-RED') as red, test.shop_variant(chair, 'CHAIR-BLUE') as blue from given;
update shop.product_variants set label = 'Blue', price_delta = 1.5 where sku = 'CHAIR-BLUE';
update shop.products set tax_rate = 0.1 where name = 'Chair';
create temporary table ordered as select test.shop_order(ada) as id from given;

insert into shop.order_items (order_id, product_id, variant_id, quantity, unit_price)
select ordered.id, product, variant, quantity, price
from ordered, given, made, lateral (values
    (lamp, null::uuid, 2, 10::numeric), (chair, blue, 3, 41.5)
) as sold (product, variant, quantity, price);
insert into shop.order_items
    (order_id, product_id, variant_id, quantity, unit_price, product_name, variant_label, sku, tax_rate, line_total)
select ordered.id, chair, red, 1, 40, 'Seat', 'Rouge', 'SEAT-R', 0.05, 40 from ordered, given, made;

select set_eq(
    'select product_name::text, variant_label::text, sku::text, tax_rate, line_total from shop.order_items',
    $$
        values ('Lamp', null::text, (select slug::text from shop.products where name = 'Lamp'), 0.2, 20),
               ('Chair', 'Blue', 'CHAIR-BLUE', 0.1, 124.5), ('Seat', 'Rouge', 'SEAT-R', 0.05, 40)
    $$,
    'a line of an order says what the product and the variant say, where it says nothing itself'
);

select results_eq(
    'select idempotency_key::text, order_number from shop.orders',
    $$select 'order-' || id, to_char(now() at time zone 'UTC', 'YYYY') || '-000001' from ordered$$,
    'an order has a key and a number'
);

update shop.orders set status = status;
select test.shop_fill_cart(ada, lamp, 1), test.shop_fill_cart(ada, chair, 1, blue) from given, made;

select set_eq(
    'select product_id, price_when_added, currency_when_added::text from shop.cart_items',
    $$select lamp, 10::numeric as price, 'EUR' as currency from given union all select chair, 41.5, 'EUR' from given$$,
    'a line of a cart remembers its price'
);

update shop.carts set expires_at = now() + interval '29 days';
select test.shop_fill_cart(ada, stool, 1) from given;

select is(
    (select expires_at from shop.carts), now() + interval '29 days',
    'a cart that has time is left alone'
);

update shop.carts set expires_at = now() + interval '31 days';
update shop.cart_items set quantity = 2 where product_id = (select stool from given);

select is(
    (select expires_at from shop.carts), now() + interval '31 days',
    'one that has more as well'
);

update shop.carts set expires_at = now() + interval '29 days' - interval '1 microsecond';
update shop.cart_items set quantity = 3 where product_id = (select stool from given);

select is(
    (select expires_at from shop.carts), now() + interval '30 days',
    'one that has less gets a month'
);

insert into shop.products (name, price, stock) values (repeat('a', 255), 1, 1), (repeat('ß', 200), 1, 1);

select is(
    (select slug::text from shop.products where name like 'aa%'),
    (select shop.slug_of(repeat('a', 200), id) from shop.products where name like 'aa%'),
    'a slug is made of two hundred letters of the name'
);

select is(
    (select length(slug) from shop.products where name like 'ß%'), 255,
    'and is cut where letters become two'
);

select * from finish();
rollback;
