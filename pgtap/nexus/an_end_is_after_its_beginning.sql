begin;
select plan(6);

select test.nexus_world();

create temporary table tried (relation text, first text, last text);
insert into tried values ('subscriptions', 'startDate', 'endDate'), ('CoachAvailability', 'validFrom', 'validUntil');

select lives_ok(
    format('update nexus.%I set %I = %I + interval ''1 millisecond''', relation, last, first),
    format('%s.%s may be a moment after %s', relation, last, first)
)
from tried;

select throws_ok(
    format('update nexus.%I set %I = %I - %L::interval', relation, last, first, before),
    '23514',
    format('new row for relation "%s" violates check constraint "%1$s_%s_is_after_%s"', relation, last, first),
    format('%s.%s cannot be %s before %s', relation, last, before, first)
)
from tried
cross join (values ('0'), ('1 day')) as refused (before);

select * from finish();
rollback;
