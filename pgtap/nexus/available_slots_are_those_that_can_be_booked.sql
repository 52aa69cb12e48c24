begin;
select plan(9);

select test.nexus_coach('coach'), test.nexus_parent('parent'), test.nexus_student('pupil', 'parent');
insert into nexus."CoachAvailability" ("coachId", "dayOfWeek", "startTime", "endTime", "validFrom")
    select 'coach', day, '09:00', '12:00', '2005-01-01' from generate_series(0, 6) as day;

create function pg_temp.slots(first_day date, last_day date, minutes integer default 60, step integer default 60,
    as_of timestamptz default '2026-02-27 10:30+01')
returns setof text
language sql
as $$
    select to_char(s.day, 'DD ') || s.starts
    from nexus.available_slots('coach', first_day, last_day, minutes, step, as_of) as s
$$;

select results_eq(
    $$select pg_temp.slots('2026-02-27', '2026-03-02')$$,
    array['27 11:00', '02 09:00', '02 10:00', '02 11:00'],
    'today from now on, no weekend, Monday'
);
select results_eq(
    $$select pg_temp.slots('2026-03-02', '2026-03-02', 90, 45)$$, array['02 09:00', '02 09:45', '02 10:30'],
    'of the length and at the distance that is wanted'
);
select is_empty($$select pg_temp.slots('2026-02-01', '2026-02-26')$$, 'none in the past');
select results_eq(
    $$select pg_temp.slots('2026-05-27', '2026-06-30')$$, array['27 09:00', '27 10:00', '27 11:00'],
    'none later than three months'
);
select is_empty($$select pg_temp.slots('2026-03-02', '2026-03-02', 20)$$, 'none of 20 minutes');

select test.nexus_booking('taken', 'pupil', 'coach', '10:30', '11:30');
select test.nexus_booking('free', 'pupil', 'coach', '09:00', '10:00', status => 'CANCELLED');
insert into nexus."CoachAvailability" ("coachId", "dayOfWeek", "startTime", "endTime", "specificDate", "isAvailable")
    values ('coach', 2, '09:00', '11:00', '2026-03-03 00:00+01', false),
           ('coach', 3, '14:00', '16:00', '2026-03-04 00:00+01', true);
select results_eq(
    $$select pg_temp.slots('2026-03-02', '2026-03-04', 60, 30)$$,
    array['02 09:00', '02 09:30', '03 11:00', '04 14:00', '04 14:30', '04 15:00'],
    'none over a booking or a block; where a date overrides the week, what it offers'
);

-- In Tunisia summer time began on Sunday 30 March 2008, at 02:00.
delete from nexus."SessionBooking";
select results_eq(
    $$
        select s.starts, s.begins_at at time zone 'UTC'
        from nexus.available_slots('coach', '2008-03-28', '2008-03-31', 180, as_of => '2008-03-20 12:00+01') as s
    $$,
    $$values ('09:00', timestamp '2008-03-28 08:00'), ('09:00', '2008-03-31 07:00')$$,
    'nine o''clock is nine o''clock before and after the clocks change'
);
select is(
    (select s.ends_at - s.begins_at
     from nexus.available_slots('coach', '2008-03-31', '2008-03-31', 180, as_of => '2008-03-20 12:00+01') as s),
    interval '3 hours', 'and a slot is as long as its clock says'
);
select results_eq(
    $$
        select s.begins_at at time zone 'UTC'
        from nexus.available_slots('coach', '2027-03-26', '2027-03-29', 180, 30, '2027-03-20 12:00+01', 'Europe/Paris') as s
    $$,
    array[timestamp '2027-03-26 08:00', '2027-03-29 07:00'],
    'so it is in a zone that still changes its clocks'
);

select * from finish();
rollback;
