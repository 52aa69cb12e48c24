begin;
select plan(7);

select test.nexus_school();
select test.nexus_student('sister', 'parent'), test.nexus_coach('second');
insert into nexus."CoachAvailability" ("coachId", "dayOfWeek", "startTime", "endTime", "validFrom")
    select 'second', day, '08:00', '20:00', '2020-01-01' from generate_series(1, 5) as day;
-- Moved, as far as its state says, and nothing stands in its place.
select test.nexus_booking('moved', 'pupil', 'coach', '14:00', '15:00', '2026-03-02', 'RESCHEDULED'),
       test.nexus_booking('kept', 'pupil', 'coach', '16:00', '17:00', '2026-03-02', 'SCHEDULED');

create function pg_temp.place(
    moved text, student text default 'pupil', coach text default 'coach', cost numeric default 1, hour integer default 10
)
returns void
language sql
as $$
    insert into nexus."SessionBooking" (
        "studentId", "coachId", "parentId", subject, title, "scheduledDate", "startTime", "endTime", duration, "creditsUsed",
        "rescheduledFromId"
    ) values (
        student, coach, 'parent', 'NSI', 'Lesson', test.nexus_day()::timestamp at time zone nexus.time_zone(),
        hour || ':00', hour || ':30', 30, cost, moved
    )
$$;

select throws_ok(
    format('select pg_temp.place(%s)', what),
    'NXB09', format('a booking was to take the place of %s, which was not moved or is another''s', moved), why
)
from (values
    ($$'kept'$$, 'kept', 'a booking does not take the place of one that stays'),
    ($$'nothing'$$, 'nothing', 'nor of one that is not there'),
    ($$'moved', student => 'sister'$$, 'moved', 'nor of another pupil''s'),
    ($$'moved', coach => 'second'$$, 'moved', 'nor of one with another coach'),
    ($$'moved', cost => 1.25$$, 'moved', 'nor of one at another price')
) as tried (what, moved, why);

select lives_ok($$select pg_temp.place('moved')$$, 'it takes that of one that was moved');
select throws_ok(
    $$select pg_temp.place('moved', hour => 12)$$,
    '23505', 'duplicate key value violates unique constraint "SessionBooking_rescheduledFromId_key"',
    'one does'
);

select * from finish();
rollback;
