begin;
select plan(6);

create function pg_temp.name_of(ahead integer) returns text
language sql
return 'audit.' || to_char(date_trunc('month', now() at time zone 'UTC') + ahead * interval '1 month', '"log_"YYYY_MM');

select is_empty(
    'select audit.create_partitions(0)',
    'the partition of this month is made by the migration'
);

select results_eq(
    $$select audit.create_partitions(20) offset 14$$,
    $$select pg_temp.name_of(n) from generate_series(18, 20) as n$$,
    'partitions are made as far ahead as one asks, those that are missing'
);

create temporary table written as
    select test.committed_log_row('now', 3, now()) as today,
           test.committed_log_row('then', 3, now() + interval '20 months' - interval '2 days') as later,
           test.committed_log_row('beyond', 3, date_trunc('month', now() at time zone 'UTC') at time zone 'UTC'
                                               + interval '30 months') as beyond;

select is(
    (select tableoid::regclass::text from audit.log where id = (select today from written)), pg_temp.name_of(0),
    'a row of this month lies in its partition'
);

select ok(
    (select tableoid::regclass::text ~ '^audit\.log_\d{4}_\d\d$' from audit.log where id = (select later from written)),
    'so does one of a month for which a partition was made'
);

select is(
    (select tableoid::regclass::text from audit.log where id = (select beyond from written)), 'audit.log_default',
    'what has none goes to the default partition'
);

select ok(
    not exists (select from audit.create_partitions(30) as made where made = pg_temp.name_of(30)),
    'and its month stays there'
);

select * from finish();
rollback;
