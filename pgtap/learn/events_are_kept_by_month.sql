begin;
select plan(16);

-- What there is ahead was made by the migration; two months of it are missing then.
select results_eq(
    $$select c.relname::text collate "C" from pg_inherits as i join pg_class as c on c.oid = i.inhrelid
      where i.inhparent = 'learn.learning_analytics'::regclass and c.relname ~ '_y\d{4}m\d\d$' order by 1$$,
    $$select to_char(date_trunc('month', now() at time zone 'UTC') + n * interval '1 month', '"learning_analytics_y"YYYY"m"MM') collate "C"
      from generate_series(0, 4) as n$$,
    'there is a partition for this month and each of the four to come'
);
create function pg_temp.month(n integer) returns text language sql as $$
    select to_char(date_trunc('month', now() at time zone 'UTC') + n * interval '1 month', '"learning_analytics_y"YYYY"m"MM')
$$;
do $$ begin execute format('drop table learn.%I, learn.%I', pg_temp.month(0), pg_temp.month(2)); end $$;

set local role learn_app;
select is(
    learn.keep_analytics('2026-01-05') - 'in_inbox',
    jsonb_build_object('run', 'run', 'made', jsonb_build_array('learn.' || pg_temp.month(0), 'learn.' || pg_temp.month(2)), 'in_default', 0),
    'the day''s work makes the partitions that are missing'
);
select is(learn.keep_analytics('2026-01-05'), '{"run": "done"}', 'it is done once a day, whoever asks');
select is(learn.keep_analytics('2026-01-06') ->> 'made', '[]', 'and finds nothing to do on the next');
reset role;
select is((select result ->> 'run' from platform.runs where job = 'learn.keep_analytics' and key = '2026-01-05'), 'run', 'what it did is remembered');

insert into learn.learning_analytics (session_id, event_type, "timestamp") values
    (gen_random_uuid(), 'lesson_start', now()), (gen_random_uuid(), 'lesson_start', '1999-12-31 23:59+00');
select results_eq(
    'select tableoid::regclass::text collate "C" from learn.learning_analytics order by "timestamp"',
    $$values ('learn.learning_analytics_default' collate "C"), ('learn.' || pg_temp.month(0))$$,
    'an event lies in its month, and in the default partition when there is none'
);
select is((learn.keep_analytics('2026-01-07') -> 'in_default')::integer, 1, 'what lies in the default partition is told');
insert into learn.analytics_inbox (session_id, event_type) values (gen_random_uuid(), 'lesson_start');
select is((learn.keep_analytics('2026-01-08') -> 'in_inbox')::integer, 1, 'and what waits in the inbox');

-- A month of which the default partition holds events stays there.
do $$ begin execute format('drop table learn.%I, learn.%I', pg_temp.month(3), pg_temp.month(4)); end $$;
insert into learn.learning_analytics (session_id, event_type, "timestamp")
values (gen_random_uuid(), 'lesson_start', (date_trunc('month', now() at time zone 'UTC') + interval '3 months') at time zone 'UTC'),
       (gen_random_uuid(), 'lesson_start', (date_trunc('month', now() at time zone 'UTC') + interval '4 months 3 days') at time zone 'UTC');
select is_empty('select learn.create_analytics_partitions()', 'no partition is made for a month that the default one holds');
insert into learn.learning_analytics (session_id, event_type, "timestamp")
select gen_random_uuid(), 'lesson_start', (date_trunc('month', now() at time zone 'UTC') + n * interval '1 month') at time zone 'UTC'
from unnest('{6,7}'::integer[]) as n;
select is(array(select learn.create_analytics_partitions(5)), array['learn.' || pg_temp.month(5)], 'as many months ahead as are asked for');
select ok(
    obj_description(format('learn.%I', pg_temp.month(5))::regclass) ~ '^Events of \d{4}-\d\d\.$'
        and (select relowner = 'learn_owner'::regrole from pg_class where oid = format('learn.%I', pg_temp.month(5))::regclass),
    'a partition says what it holds, and belongs to the owner'
);
select is_empty(
    $$select * from test.privileges('learn') where object ~ 'learning_analytics_' and role <> 'learn_owner'$$,
    'a partition is granted to nobody: it is read through its table'
);

-- Plans: which partitions a query reads.
create function pg_temp.read(query text) returns text[] language plpgsql as $$
declare
    plan json;
begin
    execute 'explain (format json, costs off) ' || query into plan;
    return array(
        select distinct x from regexp_matches(plan::text, '"Relation Name": "([^"]+)"', 'g') as m, unnest(m) as x order by 1
    );
end
$$;
-- Without rows and figures the planner would rather read the little there is.
set local enable_seqscan = off;
select is(
    pg_temp.read(format($$select from learn.learning_analytics where user_id = gen_random_uuid() and "timestamp" >= %L and "timestamp" < %L$$,
        date_trunc('month', now() at time zone 'UTC') at time zone 'UTC', date_trunc('month', now() at time zone 'UTC') at time zone 'UTC' + interval '1 day')),
    array[pg_temp.month(0)],
    'a query of a day reads its month alone'
);
select is(
    pg_temp.read(format($$select count(*) from learn.learning_analytics where event_type = 'lesson_start' and "timestamp" >= %L and "timestamp" < %L$$,
        (date_trunc('month', now() at time zone 'UTC') + interval '1 month') at time zone 'UTC', (date_trunc('month', now() at time zone 'UTC') + interval '3 months') at time zone 'UTC')),
    array[pg_temp.month(1), pg_temp.month(2)],
    'a query of two months reads both'
);
-- A parameter, or now(), is known when the query begins: the partitions are left out then.
create function pg_temp.executed(query text) returns text[] language plpgsql as $$
declare
    line text;
    found text[] := '{}';
begin
    for line in execute 'explain (analyze, costs off, timing off, summary off) ' || query loop
        found := found || substring(line from ' on (learning_analytics\S*)');
    end loop;
    return array(select distinct x from unnest(found) as x where x is not null order by 1);
end
$$;
select test.learn_user('ada');
prepare of_a_day (timestamptz) as
    select from learn.learning_analytics where user_id = test.learn_id('ada') and "timestamp" >= $1 and "timestamp" < $1 + interval '1 hour';
set local plan_cache_mode = force_generic_plan;
select is(
    pg_temp.executed(format('execute of_a_day(%L)', date_trunc('month', now() at time zone 'UTC') at time zone 'UTC')),
    array[pg_temp.month(0)],
    'a prepared query leaves the other partitions out when it is run'
);
select test.learn_act('ada');
set local role learn_user;
select is(
    pg_temp.executed(format('execute of_a_day(%L)', date_trunc('month', now() at time zone 'UTC') at time zone 'UTC')),
    array[pg_temp.month(0)],
    'and so it does under row security'
);
reset role;

select * from finish();
rollback;
