begin;
select plan(7);

select test.nexus_user('c', 'COACH'), test.nexus_user('a', 'ELEVE'), test.nexus_user('b', 'ELEVE');
select test.nexus_booking('late', 'a', 'c', '23:00', '00:30');

select throws_ok(
    format('select test.nexus_booking(''second'', ''b'', ''c'', %L, %L, %L)', starts, ends, day),
    '23P01', 'conflicting key value violates exclusion constraint "SessionBooking_no_overlap_excl"',
    format('from %s to %s on %s is refused', starts, ends, day)
)
from (values
    ('00:00', '01:00', '2026-03-03'), ('00:29', '01:00', '2026-03-03'),
    ('23:30', '24:00', '2026-03-02'), ('22:00', '23:01', '2026-03-02')
) as tried (starts, ends, day);

select lives_ok(
    format('select test.nexus_booking(%1$L || %3$L, ''b'', ''c'', %1$L, %2$L, %3$L)', starts, ends, day),
    format('from %s to %s on %s is accepted', starts, ends, day)
)
from (values
    ('00:30', '01:00', '2026-03-03'), ('22:00', '23:00', '2026-03-02'), ('00:00', '01:00', '2026-03-02')
) as tried (starts, ends, day);

select * from finish();
rollback;
