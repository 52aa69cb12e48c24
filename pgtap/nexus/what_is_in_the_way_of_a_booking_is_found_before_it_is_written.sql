begin;
select plan(14);

select test.nexus_school(), test.nexus_student('sibling', 'parent'), test.nexus_coach('deputy'), test.nexus_act('parent');
insert into nexus."CoachAvailability" ("coachId", "dayOfWeek", "startTime", "endTime", "validFrom")
    values ('deputy', 1, '08:00', '20:00', '2020-01-01');
create temporary table booked as select test.nexus_book() as id;

-- The constraints say it with the keys of both rows; this is who looked before.
create function pg_temp.found(pupil text, coach text, starts text, ends text)
returns text
language plpgsql
as $$
declare
    told text;
    broken text;
    said text;
    at text;
begin
    insert into nexus."SessionBooking"
        ("studentId", "coachId", subject, title, "scheduledDate", "startTime", "endTime", duration)
    values (pupil, coach, 'NSI', 'Lesson', test.nexus_day()::timestamp at time zone nexus.time_zone(), starts, ends,
            nexus.minute_of_day(ends) - nexus.minute_of_day(starts));
    raise exception 'nothing';
exception
    when exclusion_violation then
        get stacked diagnostics
            told = pg_exception_detail, broken = constraint_name, said = message_text, at = table_name;
        return concat_ws(
            ' | ', replace(told, (select b.id from booked as b), '<id>'), at, broken,
            nullif(said, format('conflicting key value violates exclusion constraint "%s"', broken))
        );
    when raise_exception then
        return sqlerrm;
end
$$;

create function pg_temp.in_the_way(broken text, starts text default '14:00', ends text default '15:00')
returns text
language sql
as $$
    select format(
        'From %s to %s there is booking <id>. | SessionBooking | %s',
        (test.nexus_day() + starts::time) at time zone nexus.time_zone(),
        (test.nexus_day() + ends::time) at time zone nexus.time_zone(), broken
    )
$$;

select is(
    pg_temp.found('sibling', 'coach', '14:30', '15:30'),
    pg_temp.in_the_way('SessionBooking_no_overlap_excl', '14:30', '15:30'),
    'the coach has a lesson in this time'
);
select is(
    pg_temp.found('pupil', 'deputy', '13:30', '14:30'),
    pg_temp.in_the_way('SessionBooking_student_no_overlap_excl', '13:30', '14:30'),
    'the pupil has one, with another coach'
);
select is(pg_temp.found('sibling', 'coach', '15:00', '16:00'), 'nothing', 'a lesson begins when another one ends');
select is(pg_temp.found('sibling', 'deputy', '14:00', '15:00'), 'nothing', 'others learn and teach at the same time');

update nexus."SessionBooking" set status = 'CONFIRMED';
select is(
    pg_temp.found('sibling', 'coach', '14:00', '15:00'), pg_temp.in_the_way('SessionBooking_no_overlap_excl'),
    'a lesson that is confirmed is in the way'
);
select is(
    pg_temp.found('pupil', 'deputy', '14:00', '15:00'), pg_temp.in_the_way('SessionBooking_student_no_overlap_excl'),
    'for the pupil, too'
);
update nexus."SessionBooking" set status = 'IN_PROGRESS';
select is(
    pg_temp.found('sibling', 'coach', '14:00', '15:00'), pg_temp.in_the_way('SessionBooking_no_overlap_excl'),
    'so is one that has begun'
);
select is(
    pg_temp.found('pupil', 'deputy', '14:00', '15:00'), pg_temp.in_the_way('SessionBooking_student_no_overlap_excl'),
    'of the coach and of the pupil'
);
update nexus."SessionBooking" set status = 'NO_SHOW';
select is(pg_temp.found('sibling', 'coach', '14:00', '15:00'), 'nothing', 'one that nobody came to is not');
select is(pg_temp.found('pupil', 'deputy', '14:00', '15:00'), 'nothing', 'nor for the pupil');

-- Nothing can be booked past midnight; what was there before that rule is in the way nevertheless.
set local session_replication_role = replica;
update nexus."SessionBooking"
    set status = 'SCHEDULED', "scheduledDate" = (test.nexus_day() - 1)::timestamp at time zone nexus.time_zone(),
        "startTime" = '20:00', "endTime" = '09:00', duration = 780;
set local session_replication_role = origin;
select is(
    pg_temp.found('sibling', 'coach', '08:30', '09:30'),
    pg_temp.in_the_way('SessionBooking_no_overlap_excl', '08:30', '09:30'),
    'a lesson of the day before that goes on past midnight is in the way'
);
select is(
    pg_temp.found('pupil', 'deputy', '08:30', '09:30'),
    pg_temp.in_the_way('SessionBooking_student_no_overlap_excl', '08:30', '09:30'),
    'of the pupil, too'
);
select is(pg_temp.found('sibling', 'coach', '09:00', '10:00'), 'nothing', 'until it ends');
select is(pg_temp.found('pupil', 'deputy', '09:00', '10:00'), 'nothing', 'for both');

select * from finish();
rollback;
