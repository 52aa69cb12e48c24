begin;
select plan(17);

-- The exclusion constraints alone: who writes past the rules meets them still.
select test.nexus_rules_aside();

-- INV-SES-1. Coach c teaches a at 14:00; what is tried is another pupil's.
select test.nexus_user('c', 'COACH'), test.nexus_user('d', 'COACH'), test.nexus_user('a', 'ELEVE'),
    test.nexus_user('b', 'ELEVE');
select test.nexus_booking('first', 'a', 'c', '14:00', '15:00');

select throws_ok(
    format('select test.nexus_booking(''second'', ''b'', ''c'', %L, %L)', starts, ends),
    '23P01', 'conflicting key value violates exclusion constraint "SessionBooking_no_overlap_excl"',
    format('a slot %s is refused', what)
)
from (values
    ('14:00', '15:00', 'at the same time'),
    ('13:30', '14:30', 'that runs into it'),
    ('14:30', '15:30', 'that begins before its end'),
    ('13:00', '16:00', 'that contains it'),
    ('14:15', '14:45', 'that it contains'),
    ('14:00', '14:01', 'of its first minute'),
    ('14:59', '16:00', 'from its last minute on')
) as tried (starts, ends, what);

-- The day is what counts, not the instant that names it: midnight in Tunis is 23:00 UTC of the day before.
select throws_ok(
    format('select test.nexus_booking(''second'', ''b'', ''c'', ''14:30'', ''15:30'', %L)', day),
    '23P01', 'conflicting key value violates exclusion constraint "SessionBooking_no_overlap_excl"',
    format('%s is the same day', day)
)
from (values ('2026-03-02 08:00+00'), ('2026-03-01 23:00+00'), ('2026-03-02 22:59:59.999+00')) as named (day);

select lives_ok(
    format('select test.nexus_booking(%L, ''b'', ''c'', %L, %L, %L)', what, starts, ends, day),
    format('a slot %s is accepted', what)
)
from (values
    ('13:00', '14:00', '2026-03-02', 'that ends when it begins'),
    ('15:00', '16:00', '2026-03-02', 'that begins when it ends'),
    ('14:00', '15:00', '2026-03-02 23:00+00', 'on the next day'),
    ('14:00', '15:00', '2026-03-01 22:59+00', 'on the day before')
) as tried (starts, ends, day, what);

select lives_ok(
    $$select test.nexus_booking('other', 'b', 'd', '14:00', '15:00')$$,
    'another coach teaches at the same time'
);

select throws_ok(
    $$update nexus."SessionBooking" set "coachId" = 'c' where id = 'other'$$,
    '23P01', 'conflicting key value violates exclusion constraint "SessionBooking_no_overlap_excl"',
    'a lesson is not handed to a coach who teaches at that time'
);

select is(
    (select count(*) from nexus."SessionBooking"), 6::bigint,
    'what was refused left nothing'
);

select * from finish();
rollback;
