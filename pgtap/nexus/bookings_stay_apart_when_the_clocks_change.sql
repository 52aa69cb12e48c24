begin;
select plan(5);

-- The night of 30 March 2008, when Tunis went from 02:00 to 03:00: 01:30 to 03:30 lasted one hour.
select test.nexus_user('c', 'COACH'), test.nexus_user('a', 'ELEVE'), test.nexus_user('b', 'ELEVE');
select test.nexus_booking('night', 'a', 'c', '01:30', '03:30', '2008-03-30');

select throws_ok(
    $$select test.nexus_booking('second', 'b', 'c', '03:00', '04:00', '2008-03-30')$$,
    '23P01', 'conflicting key value violates exclusion constraint "SessionBooking_no_overlap_excl"',
    'half an hour before its end is refused'
);
select throws_ok(
    $$select test.nexus_booking('second', 'b', 'c', '02:15', '03:00', '2008-03-30')$$,
    '23P01', 'conflicting key value violates exclusion constraint "SessionBooking_no_overlap_excl"',
    'a slot in the hour that was skipped is an hour later and refused, too'
);
select lives_ok(
    $$select test.nexus_booking('before', 'b', 'c', '00:30', '01:30', '2008-03-30')$$,
    'what ends when it begins is accepted'
);
select lives_ok(
    $$select test.nexus_booking('after', 'b', 'c', '03:30', '04:30', '2008-03-30')$$,
    'what begins when it ends is accepted'
);

-- In October 02:00 came twice: 01:30 to 02:30 lasted two hours.
select test.nexus_booking('autumn', 'a', 'c', '01:30', '02:30', '2008-10-26');
select lives_ok(
    $$select test.nexus_booking('later', 'b', 'c', '02:30', '03:30', '2008-10-26')$$,
    'neighbours stay neighbours in the night that is longer'
);

select * from finish();
rollback;
