begin;
select plan(3);

create temporary table given as select test.shop_user() as ada, test.shop_product(stock => 100) as lamp;
select test.act(ada) from given;

create function pg_temp.orders(fails boolean) returns void
language plpgsql
as $$
begin
    perform test.shop_fill_cart((select ada from given), (select lamp from given));
    perform shop.checkout('key-' || gen_random_uuid(), 'pickup_local');
    if fails then
        raise exception 'the customer went away';
    end if;
exception when raise_exception then
    null;
end
$$;

select pg_temp.orders(fails => n % 2 = 0) from generate_series(1, 7) as n;

select results_eq(
    'select order_number from shop.orders order by order_number',
    $$select to_char(now() at time zone 'UTC', 'YYYY') || '-' || lpad(n::text, 6, '0') from generate_series(1, 4) as n$$,
    'what was rolled back took no number away'
);

insert into shop.orders (user_id, total_amount, created_at)
    select ada, 0, moment::timestamptz from given, unnest(array['2023-12-31 23:59:59+00', '2024-01-01 00:00:00+00']) as moment;

select set_eq(
    $$select order_number from shop.orders where order_number < '2025'$$,
    array['2023-000001', '2024-000001'],
    'each year begins with 1'
);

insert into shop.order_counters values (2022, 999999);
insert into shop.orders (user_id, total_amount, created_at) select ada, 0, '2022-06-01' from given;

select is(
    (select order_number from shop.orders where order_number < '2023'), '2022-1000000',
    'and ends where it ends'
);

select * from finish();
rollback;
