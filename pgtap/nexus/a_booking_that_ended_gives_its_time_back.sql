begin;
select plan(20);

-- The exclusion constraints alone: who writes past the rules meets them still.
select test.nexus_rules_aside();

select test.nexus_user('c', 'COACH'), test.nexus_user('d', 'COACH'), test.nexus_user('a', 'ELEVE'),
    test.nexus_user('b', 'ELEVE');
select test.nexus_booking('first', 'a', 'c', '14:00', '15:00');

create temporary table statuses (status text, occupies boolean);
insert into statuses values
    ('SCHEDULED', true), ('CONFIRMED', true), ('IN_PROGRESS', true),
    ('COMPLETED', false), ('CANCELLED', false), ('NO_SHOW', false), ('RESCHEDULED', false);

select throws_ok(
    format('select test.nexus_booking(''second'', ''b'', ''c'', ''14:00'', ''15:00'', status => %L)', status),
    '23P01', 'conflicting key value violates exclusion constraint "SessionBooking_no_overlap_excl"',
    format('a coach has no second booking that is %s', status)
)
from statuses where occupies;

select throws_ok(
    format('select test.nexus_booking(''second'', ''a'', ''d'', ''14:00'', ''15:00'', status => %L)', status),
    '23P01', 'conflicting key value violates exclusion constraint "SessionBooking_student_no_overlap_excl"',
    format('a pupil has no second booking that is %s', status)
)
from statuses where occupies;

select lives_ok(
    format('select test.nexus_booking(%L, ''a'', ''c'', ''14:00'', ''15:00'', status => %1$L)', status),
    format('a booking that is %s is in nobody''s way', status)
)
from statuses where not occupies;

select throws_ok(
    format('update nexus."SessionBooking" set status = ''SCHEDULED'', "studentId" = ''b'' where id = %L', status),
    '23P01', 'conflicting key value violates exclusion constraint "SessionBooking_no_overlap_excl"',
    format('a booking that was %s does not come back over another one', status)
)
from statuses where not occupies;

update nexus."SessionBooking" set status = 'CANCELLED' where id = 'first';

select lives_ok(
    $$select test.nexus_booking('third', 'b', 'c', '14:30', '15:30')$$,
    'a cancelled booking gives its time back to the coach'
);
select lives_ok(
    $$select test.nexus_booking('fourth', 'a', 'd', '14:30', '15:30')$$,
    'and to the pupil'
);

select throws_ok(
    $$update nexus."SessionBooking" set status = 'SCHEDULED' where id = 'first'$$,
    '23P01', 'conflicting key value violates exclusion constraint "SessionBooking_no_overlap_excl"',
    'once the time is taken, the cancellation cannot be undone'
);

select lives_ok(
    $$update nexus."SessionBooking" set status = 'COMPLETED' where id = 'third'$$,
    'a booking may end'
);
select lives_ok(
    $$update nexus."SessionBooking" set status = 'CONFIRMED', "studentId" = 'b' where id = 'first'$$,
    'then its time is free'
);
select is(
    (select count(*) from nexus."SessionBooking" where status in ('SCHEDULED', 'CONFIRMED', 'IN_PROGRESS')), 2::bigint,
    'two bookings occupy their time'
);

select * from finish();
rollback;
