begin;
select plan(16);

select test.nexus_school();
select test.nexus_parent('stranger'), test.nexus_user('admin', 'ADMIN'), test.nexus_coach('other');
update nexus.coach_profiles set subjects = '["MATHEMATIQUES"]' where id = 'other';

select throws_ok(
    'select test.nexus_book()', 'NX001', 'nobody acts in this transaction', 'somebody books'
);

select test.nexus_act('parent');
select lives_ok('select test.nexus_book()', 'a parent books for a child');
select is("parentId", 'parent', 'and the booking says so') from nexus."SessionBooking";

select test.nexus_act('pupil');
select lives_ok($$select test.nexus_book(starts => '15:00', ends => '16:00')$$, 'a pupil books for himself');
select is("parentId", null, 'and the booking names no parent')
from nexus."SessionBooking" where "startTime" = '15:00';

select test.nexus_act('stranger');
select throws_ok(
    'select test.nexus_book()', 'NX003', 'the actor may not book for pupil ''pupil''', 'a parent does not book for another''s child'
);
select throws_ok(
    $$select test.nexus_book(student => 'nobody')$$, 'NX003', 'the actor may not book for pupil ''nobody''',
    'nor learns whether there is such a child'
);

select test.nexus_act(actor) from (values ('coach')) as a (actor);
select throws_ok(
    'select test.nexus_book()', 'NX002', 'only PARENT or ELEVE may do this, and the actor is COACH', 'a coach does not book'
);
select test.nexus_act('assistant');
select throws_ok(
    'select test.nexus_book()', 'NX002', 'only PARENT or ELEVE may do this, and the actor is ASSISTANTE',
    'an assistant does not book'
);
select test.nexus_act('admin');
select throws_ok(
    'select test.nexus_book()', 'NX002', 'only PARENT or ELEVE may do this, and the actor is ADMIN', 'nor does an admin'
);

select test.nexus_act('parent');
select throws_ok(
    $$select test.nexus_book(coach => 'other')$$,
    'NXB02', 'this cannot be booked: other does not teach NSI', 'the coach teaches the subject'
);
select throws_ok(
    $$select test.nexus_book(coach => 'assistant')$$,
    'NXB02', 'this cannot be booked: assistant is not a coach', 'the coach is one'
);
select throws_ok(
    $$select test.nexus_book(coach => 'nobody')$$,
    'NXB02', 'this cannot be booked: nobody is not a coach', 'and is there'
);

-- Whoever writes without the function.
create function pg_temp.write(student text, parent text default null, status text default 'SCHEDULED')
returns void
language sql
as $$
    insert into nexus."SessionBooking"
        ("studentId", "coachId", "parentId", subject, title, "scheduledDate", "startTime", "endTime", duration, status)
    values (student, 'coach', parent, 'NSI', 'Lesson', test.nexus_day(1)::timestamp at time zone nexus.time_zone(),
            '09:00', '10:00', 60, status::nexus."SessionStatus")
$$;
select throws_ok(
    $$select pg_temp.write('parent')$$,
    'NXB02', 'this cannot be booked: parent is not a pupil who is enrolled', 'a lesson is for a pupil, whoever writes it'
);
select throws_ok(
    $$select pg_temp.write('pupil', 'stranger')$$,
    'NXB02', 'this cannot be booked: stranger is not the parent of pupil', 'and names no other parent'
);
select throws_ok(
    $$select pg_temp.write('pupil', status => 'CONFIRMED')$$,
    'NXB06', 'a booking was to begin as CONFIRMED', 'and begins as SCHEDULED'
);

select * from finish();
rollback;
