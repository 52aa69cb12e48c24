begin;
select plan(22);

select test.nexus_user('c', 'COACH'), test.nexus_user('d', 'COACH');

create function pg_temp.offer(
    id text, starts text, ends text, dated text default null, weekday integer default 1, coach text default 'c',
    available boolean default true, since text default '2026-01-01', until text default null
)
returns void
language sql
set timezone = 'UTC'
as $$
    insert into nexus."CoachAvailability"
        (id, "coachId", "dayOfWeek", "startTime", "endTime", "specificDate", "isAvailable", "validFrom", "validUntil")
    values (id, coach, weekday, starts, ends, dated::timestamptz, available, since::timestamptz, until::timestamptz)
$$;

select pg_temp.offer('week', '09:00', '12:00', until => '2026-07-01'),
    pg_temp.offer('date', '09:00', '12:00', '2026-03-02');

select throws_ok(
    format('select pg_temp.offer(''second'', %L, %L)', starts, ends),
    '23P01', 'conflicting key value violates exclusion constraint "CoachAvailability_weekly_no_overlap_excl"',
    format('a weekly availability %s is refused', what)
)
from (values
    ('09:00', '11:00', 'from the same time on'), ('08:00', '09:01', 'that runs into it'),
    ('11:59', '13:00', 'that begins before its end'), ('08:00', '13:00', 'that contains it'),
    ('10:00', '11:00', 'that it contains')
) as tried (starts, ends, what);

select throws_ok(
    $$select pg_temp.offer('second', '10:00', '11:00', since => '2026-06-30 23:59:59')$$,
    '23P01', 'conflicting key value violates exclusion constraint "CoachAvailability_weekly_no_overlap_excl"',
    'on the last day of its validity, too'
);

select throws_ok(
    format('select pg_temp.offer(''second'', %L, %L, %L)', starts, ends, dated),
    '23P01', 'conflicting key value violates exclusion constraint "CoachAvailability_date_no_overlap_excl"',
    format('an availability for %s from %s to %s is refused', dated, starts, ends)
)
from (values
    ('09:00', '11:00', '2026-03-02'), ('08:00', '09:01', '2026-03-02'), ('11:59', '13:00', '2026-03-02'),
    ('10:00', '11:00', '2026-03-02 08:00+00'), ('08:00', '13:00', '2026-03-01 23:00+00')
) as tried (starts, ends, dated);

select throws_ok(
    format('select pg_temp.offer(''second'', ''09:00'', ''12:00'', %L)', dated),
    '23505', 'duplicate key value violates unique constraint "CoachAvailability_times_key"',
    format('the same times twice are a duplicate, %s', what)
)
from (values (null, 'weekly'), ('2026-03-02', 'for one date')) as tried (dated, what);

select lives_ok(
    statement, what
)
from (values
    ($$select pg_temp.offer('1', '12:00', '13:00')$$, 'one may begin when another ends'),
    ($$select pg_temp.offer('2', '08:00', '09:00')$$, 'one may end when another begins'),
    ($$select pg_temp.offer('3', '10:00', '11:00', weekday => 2)$$, 'another weekday is free'),
    ($$select pg_temp.offer('4', '10:00', '11:00', coach => 'd')$$, 'another coach is free'),
    ($$select pg_temp.offer('5', '10:00', '11:00', available => false)$$, 'what blocks lies inside what it blocks'),
    ($$select pg_temp.offer('6', '09:30', '12:00', since => '2026-07-01')$$,
     'a new pattern follows when the old one ends'),
    ($$select pg_temp.offer('7', '10:00', '11:00', '2026-03-09')$$, 'a date overrides the week'),
    ($$select pg_temp.offer('8', '12:00', '13:00', '2026-03-02')$$, 'on a date, too, one may begin when another ends'),
    ($$select pg_temp.offer('9', '10:00', '11:00', '2026-03-02', available => false)$$, 'a date is blocked in part')
) as accepted (statement, what);

select * from finish();
rollback;
