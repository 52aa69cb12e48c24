begin;
select plan(6);

-- The exclusion constraints alone: who writes past the rules meets them still.
select test.nexus_rules_aside();

select test.nexus_user('c', 'COACH'), test.nexus_user('a', 'ELEVE'), test.nexus_user('b', 'ELEVE');
select test.nexus_booking('first', 'a', 'c', '14:00', '15:00'),
    test.nexus_booking('second', 'b', 'c', '16:00', '17:00');

select throws_ok(
    $$update nexus."SessionBooking" set "startTime" = '14:30', "endTime" = '15:30' where id = 'second'$$,
    '23P01', 'conflicting key value violates exclusion constraint "SessionBooking_no_overlap_excl"',
    'a booking is not moved over another one'
);
select throws_ok(
    $$update nexus."SessionBooking" set "startTime" = '14:59' where id = 'second'$$,
    '23P01', 'conflicting key value violates exclusion constraint "SessionBooking_no_overlap_excl"',
    'a booking does not begin earlier than the one before ends'
);
select lives_ok(
    $$update nexus."SessionBooking" set "startTime" = '15:00' where id = 'second'$$,
    'it begins when that ends'
);
select lives_ok(
    $$update nexus."SessionBooking" set "startTime" = '14:15', "endTime" = '14:45' where id = 'first'$$,
    'a booking is not in its own way'
);
select lives_ok(
    $$update nexus."SessionBooking" set "scheduledDate" = '2026-03-03 00:00+00' where id = 'second'$$,
    'a booking moves to another day'
);
select throws_ok(
    $$update nexus."SessionBooking" set "scheduledDate" = '2026-03-03 00:00+00', "endTime" = '16:00'
    where id = 'first'$$,
    '23P01', 'conflicting key value violates exclusion constraint "SessionBooking_no_overlap_excl"',
    'but not over one that is there'
);

select * from finish();
rollback;
