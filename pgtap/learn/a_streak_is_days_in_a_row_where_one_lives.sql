begin;
select plan(12);

select test.learn_user('zoe'), test.learn_user('tom');
create temporary table other as select ctid::text as place, xmax::text as mark from learn.users where id = test.learn_id('tom');
update learn.users set time_zone = 'Pacific/Auckland' where id = test.learn_id('zoe');

create function pg_temp.active(moment timestamptz) returns boolean
language sql
return learn.record_active_day(test.learn_id('zoe'), moment);

create function pg_temp.streak() returns integer
language sql
return (select u.streak from learn.users as u where u.id = test.learn_id('zoe'));

select ok(pg_temp.active('2026-01-05 23:30+00'), 'a day is counted');
select is(
    (select day from learn.user_streak_days where user_id = test.learn_id('zoe')), '2026-01-06',
    'the day that it is where the person lives'
);
select ok(not pg_temp.active('2026-01-06 10:30+00'), 'once');
select is(pg_temp.streak(), 1, 'one day is a streak of one');

select ok(pg_temp.active('2026-01-06 11:30+00'), 'after midnight there it is another day');
select is(pg_temp.streak(), 2, 'and the streak goes on');
select results_eq(
    $$select source_id, amount from learn.xp_events where user_id = test.learn_id('zoe') and source_type = 'STREAK'$$,
    $$values ('2026-01-07', 50)$$,
    'which brings 50 points'
);

select pg_temp.active('2026-01-08 12:00+00');
select is(pg_temp.streak(), 1, 'a day that is missing begins a new one');

select pg_temp.active('2026-01-07 12:00+00');
select is(pg_temp.streak(), 4, 'a day that arrives late closes the gap');

delete from learn.user_streak_days where day = '2026-01-09';
select is(pg_temp.streak(), 3, 'and what is taken back counts no more');

select results_eq(
    $$select ctid::text as place, xmax::text as mark from learn.users where id = test.learn_id('tom')$$, 'select place, mark from other',
    'nobody else is written, or waited for'
);

select throws_ok(
    format('update learn.users set time_zone = %L where id = %L', 'Europe/Nowhere', test.learn_id('zoe')),
    'LNG03', 'there is no time zone Europe/Nowhere', 'a time zone is one that the server knows'
);

select * from finish();
rollback;
