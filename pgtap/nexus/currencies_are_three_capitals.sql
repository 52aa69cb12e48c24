begin;
select plan(28);

select test.nexus_world();
select test.nexus_rules_aside();

create temporary table tried (relation text, what text);
insert into tried values
    ('payments', 'currency'), ('payment_records', 'currency'), ('product_pricing', 'currency'), ('pricing', 'devise');

select lives_ok(
    format('update nexus.%I set %I = %L', relation, what, currency),
    format('%s.%s accepts %s', relation, what, currency)
)
from tried
cross join (values ('TND'), ('ZAR')) as accepted (currency);

select throws_ok(
    format('update nexus.%I set %I = %L', relation, what, currency),
    '23514',
    format('new row for relation "%s" violates check constraint "%1$s_%s_is_iso_code"', relation, what),
    format('%s.%s refuses "%s"', relation, what, currency)
)
from tried
cross join (values ('tnd'), ('TN'), ('TNDX'), (''), (E'TN\n')) as refused (currency);

select * from finish();
rollback;
