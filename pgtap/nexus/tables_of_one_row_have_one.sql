begin;
select plan(6);

select lives_ok(format('insert into nexus.%I default values', relation), format('%s can be filled', relation))
from (values ('payment_settings'), ('billing_policy')) as listed (relation);

select throws_ok(
    format('insert into nexus.%I default values', relation),
    '23505', format('duplicate key value violates unique constraint "%s_pkey"', relation),
    format('%s is filled once', relation)
)
from (values ('payment_settings'), ('billing_policy')) as listed (relation);

select throws_ok(
    format('insert into nexus.%I (id) values (2)', relation),
    '23514', format('new row for relation "%s" violates check constraint "%1$s_is_one_row"', relation),
    format('%s has no second row', relation)
)
from (values ('payment_settings'), ('billing_policy')) as listed (relation);

select * from finish();
rollback;
