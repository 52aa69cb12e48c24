-- pgassay: live
begin;
select plan(2);

select is_empty(
    $$select * from test.lint_float_money()$$,
    'no amount is a float'
);

create schema planted;
create table planted.things (unit_price double precision, "totalAmount" real, price money, score real, cost numeric);

select set_eq(
    $$select * from test.lint_float_money() where object like 'planted.%'$$,
    $$values
        ('planted.things.unit_price', 'double precision does not hold an amount exactly: use numeric'),
        ('planted.things."totalAmount"', 'real does not hold an amount exactly: use numeric'),
        ('planted.things.price', 'money does not hold an amount exactly: use numeric')
    $$,
    'floats that are called like amounts, and the type money, are found'
);

select * from finish();
rollback;
