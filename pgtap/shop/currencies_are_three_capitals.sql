begin;
select plan(14);

create temporary table given as select test.shop_user() as user_id;

create temporary table tried (relation text, statement text);
insert into tried values
    ('products', 'insert into shop.products (name, price, stock, currency) values (''Lamp'', 1, 1, %L)'),
    ('orders', 'insert into shop.orders (user_id, total_amount, currency) select user_id, 1, %L from given');

select lives_ok(
    format(statement, currency),
    format('%s accepts %s', relation, currency)
)
from tried
cross join (values ('EUR'), ('ZAR')) as accepted (currency);

select throws_ok(
    format(statement, currency),
    '23514', format('new row for relation "%s" violates check constraint "%1$s_currency_is_iso_code"', relation),
    format('%s refuses "%s"', relation, currency)
)
from tried
cross join (values ('eur'), ('EU'), ('EU€'), (''), (E'EU\n')) as refused (currency);

select * from finish();
rollback;
