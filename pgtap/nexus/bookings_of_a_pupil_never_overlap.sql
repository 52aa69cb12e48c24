begin;
select plan(12);

-- The exclusion constraints alone: who writes past the rules meets them still.
select test.nexus_rules_aside();

-- INV-SES-2. Pupil a learns with c at 14:00; what is tried is with another coach.
select test.nexus_user('c', 'COACH'), test.nexus_user('d', 'COACH'), test.nexus_user('a', 'ELEVE'),
    test.nexus_user('b', 'ELEVE');
select test.nexus_booking('first', 'a', 'c', '14:00', '15:00');

select throws_ok(
    format('select test.nexus_booking(''second'', ''a'', ''d'', %L, %L)', starts, ends),
    '23P01', 'conflicting key value violates exclusion constraint "SessionBooking_student_no_overlap_excl"',
    format('a slot %s is refused', what)
)
from (values
    ('14:00', '15:00', 'at the same time'),
    ('13:30', '14:30', 'that runs into it'),
    ('14:30', '15:30', 'that begins before its end'),
    ('13:00', '16:00', 'that contains it'),
    ('14:15', '14:45', 'that it contains'),
    ('14:59', '16:00', 'from its last minute on')
) as tried (starts, ends, what);

select throws_ok(
    $$select test.nexus_booking('second', 'a', 'd', '14:30', '15:30', '2026-03-02 08:00+00')$$,
    '23P01', 'conflicting key value violates exclusion constraint "SessionBooking_student_no_overlap_excl"',
    'another instant of the same day is the same day'
);

select lives_ok(
    format('select test.nexus_booking(%L, ''a'', ''d'', %L, %L, %L)', what, starts, ends, day),
    format('a slot %s is accepted', what)
)
from (values
    ('13:00', '14:00', '2026-03-02', 'that ends when it begins'),
    ('15:00', '16:00', '2026-03-02', 'that begins when it ends'),
    ('14:00', '15:00', '2026-03-03', 'on the next day')
) as tried (starts, ends, day, what);

select lives_ok(
    $$select test.nexus_booking('other', 'b', 'd', '14:00', '15:00')$$,
    'another pupil learns at the same time'
);

select throws_ok(
    $$update nexus."SessionBooking" set "studentId" = 'a' where id = 'other'$$,
    '23P01', 'conflicting key value violates exclusion constraint "SessionBooking_student_no_overlap_excl"',
    'a lesson is not handed to a pupil who learns at that time'
);

select * from finish();
rollback;
