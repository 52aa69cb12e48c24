begin;
select plan(16);

create temporary table given as
    select test.shop_user() as ada, test.shop_product(stock => 5) as lamp, test.shop_product('Chair', stock => 5) as chair;
create temporary table made as select test.shop_variant(chair) as red from given;
update shop.products set local_delivery_enabled = name = 'Lamp';
select test.shop_fill_cart(ada, lamp, 2), test.shop_fill_cart(ada, chair, 1, red) from given, made;
select test.act(ada) from given;

create temporary table tried (n integer, spoil text, options text, code text, message text, description text);
insert into tried values
    (1, 'update shop.products set active = false where name = ''Lamp''', '', 'SHC03', 'Lamp is not sold any more',
     'what is switched off is not sold'),
    (2, 'update shop.products set deleted_at = now() where name = ''Lamp''', '', 'SHC03', 'Lamp is not sold any more',
     'nor what is deleted'),
    (3, 'update shop.products set status = ''published'' where name = ''Lamp''', '', 'SHC03', 'Lamp is not sold any more',
     'nor what is only shown'),
    (4, 'update shop.product_variants set active = false', '', 'SHC03', 'Chair, Red is not sold any more',
     'nor a variant that is switched off'),
    (5, 'update shop.cart_items set variant_id = null', '', 'SHC03',
     'Chair is sold as one of its variants, and none was chosen', 'nor a product without the variant it needs'),
    (6, 'update shop.products set stock = 1 where name = ''Lamp''', '', 'SHC04', 'there are 1 of Lamp, and 2 were asked for',
     'nor more than there is'),
    (7, 'update shop.product_variants set stock = 0', '', 'SHC04', 'there are 0 of Chair, Red, and 1 were asked for',
     'nor more of a variant than there is of it'),
    (8, 'update shop.products set currency = ''CHF'' where name = ''Lamp''', '', 'SHC05',
     (select format('the cart holds prices in %s and in %s', c[1], c[2])
      from (select array_agg(case name when 'Lamp' then 'CHF' else 'EUR' end order by id) as c from shop.products) as held),
     'nor two currencies in one order'),
    (9, 'update shop.products set price = 11 where name = ''Lamp''', ', expected_total => 30', 'SHC06',
     'the order costs 32.00 EUR, and 30 was expected', 'nor at another total than the customer saw'),
    (10, 'select 1', ', mode => ''delivery_local'', address => test.shop_address()', 'SHC07', 'Chair is not delivered locally',
     'nor delivered to where it is not'),
    (11, 'select 1', ', mode => ''parcel'', address => test.shop_address() - ''city'' - ''name''', 'SHC08',
     'the address lacks name, city', 'nor sent without an address'),
    (12, 'select 1', ', mode => ''pigeon''', 'SHC08', 'delivery by pigeon, held for 00:30:00', 'nor in an unknown way'),
    (13, 'delete from shop.cart_items', '', 'SHC02', 'there is nothing in the cart', 'and nothing is no order'),
    (14, 'update shop.users set is_guest = true, password_hash = null, email = ''guest-'' || id || ''@guest.invalid''', '',
     'SHC08', 'a guest is written to at an address of e-mail, and there is none', 'nor may a guest be out of reach');

-- Each spoils the cart, fails, and takes back what it spoiled.
create function pg_temp.attempt(attempt tried) returns text
language plpgsql
as $$
declare
    answer text;
begin
    execute attempt.spoil;
    answer := test.sqlstate(
        'select * from shop.checkout(''key-0123456'''
        || case when attempt.options ~ 'mode' then '' else ', mode => ''pickup_local''' end || attempt.options || ')'
    );
    if exists (select from shop.orders) or exists (select from shop.stock_reservations)
        or exists (select from shop.order_counters)
        or (select count(*) from shop.cart_items) <> (case attempt.n when 13 then 0 else 2 end)
    then
        answer := answer || ', and it left something';
    end if;
    raise exception using errcode = 'ZZ000', message = answer;
exception when sqlstate 'ZZ000' then
    return sqlerrm;
end
$$;

select is(
    pg_temp.attempt(t), code || ': ' || message, description
)
from tried as t order by n;

select lives_ok(
    $$select * from shop.checkout('key-0123456', 'pickup_local')$$,
    'the same cart, unspoiled, is ordered'
);

select is_empty(
    'select * from test.shop_stock_disagrees()',
    'and figures, journal and reservations agree'
);

select * from finish();
rollback;
