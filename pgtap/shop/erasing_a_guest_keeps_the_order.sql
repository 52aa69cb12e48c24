begin;
select plan(5);

create temporary table given as select shop.start_guest() as guest, test.shop_product(stock => 9) as lamp;
select test.act(guest) from given;
select shop.put_in_cart(lamp) from given;
select * from shop.checkout('key-0123456', 'parcel', test.shop_address(), 'marie.curie@example.com');
select shop.put_in_cart(lamp), shop.hold_cart() from given;
set constraints all immediate;
select test.act(null);

select lives_ok(
    format($$select * from privacy.erase('shop.user:%s', dry_run => false)$$, guest),
    'a guest who ordered is erased'
) from given;

select results_eq(
    'select contact_email::text, total_amount, (select count(*) from shop.order_items) from shop.orders',
    'values (null::text, 10::numeric, 1::bigint)',
    'the order stays, and says no longer to whom'
);

select is_empty(
    'select * from shop.order_addresses',
    'nor where to'
);

select is_empty(
    'select * from shop.carts',
    'the cart is gone'
);

select results_eq(
    'select (select reserved from shop.products), (select count(*) from test.shop_stock_disagrees())',
    'values (1, 0::bigint)',
    'and what was held for it may be sold again; what is ordered stays reserved'
);

select * from finish();
rollback;
