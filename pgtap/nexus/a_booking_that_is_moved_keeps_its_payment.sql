begin;
select plan(23);

select test.nexus_school(), test.nexus_coach('second');
insert into nexus."CoachAvailability" ("coachId", "dayOfWeek", "startTime", "endTime", "validFrom")
    select 'second', day, '08:00', '20:00', '2020-01-01' from generate_series(1, 5) as day;
select test.nexus_act('parent');
create temporary table booked as select test.nexus_book() as id;
create temporary table apart as select test.nexus_book(test.nexus_day(4), coach => 'second') as id;
update nexus."SessionReminder" set sent = true
where "sessionId" = (select id from booked) and "reminderType" = 'ONE_DAY_BEFORE';
create temporary table moved as
    select m.* from booked, nexus.reschedule_session(id, test.nexus_day(1), '09:00', '10:30') as m;

select results_eq(
    $$
        select b.status::text, b."startTime", b.duration, b."creditsUsed", b."rescheduledFromId" = (select id from booked)
        from nexus."SessionBooking" as b where b."coachId" = 'coach' order by b."scheduledDate"
    $$,
    $$values ('RESCHEDULED', '14:00', 60, 1.00, null::boolean), ('SCHEDULED', '09:00', 90, 1.00, true)$$,
    'the old one stays as RESCHEDULED, the new one names it'
);
select is((select replayed from moved), false, 'it was moved now, and not before');
select lives_ok('set constraints all immediate', 'and is paid by what paid the old one');
set constraints all deferred;
select is((select credits from nexus.students), 8.00, 'nothing is paid twice');
select results_eq(
    $$select "reminderType"::text, sent from nexus."SessionReminder" where "sessionId" = (select id from booked)$$,
    $$values ('ONE_DAY_BEFORE', true)$$, 'of the old reminders those that were sent are left'
);
select is(
    (select count(*) from nexus."SessionReminder" where "sessionId" = (select id from apart)), 3::bigint,
    'those of another lesson stay'
);
select set_eq(
    $$select "userId", title from nexus."SessionNotification" where "sessionId" = (select session_id from moved)$$,
    $$values ('coach', 'Séance déplacée'), ('parent', 'Séance déplacée'), ('assistant', 'Séance déplacée'), ('pupil', 'Séance déplacée')$$,
    'everybody is told'
);
select is(
    (select count(*) from nexus."SessionReminder" where "sessionId" = (select session_id from moved)), 3::bigint,
    'the new ones planned'
);
select lives_ok($$select test.nexus_book()$$, 'the old slot is free again');
select throws_ok(
    format($$select nexus.reschedule_session(%L, test.nexus_day(), '14:30', '15:30')$$, session_id),
    'NXB01', format('slot taken, choose another: the coach is booked on %s from 14:30 to 15:30', test.nexus_day()),
    'a booking does not move over another one'
)
from moved;
select throws_ok(
    format($$select nexus.reschedule_session(%L, test.nexus_day(4), '14:30', '15:30')$$, session_id),
    'NXB01', format('slot taken, choose another: the pupil is booked on %s from 14:30 to 15:30', test.nexus_day(4)),
    'nor over one of the pupil with another coach'
)
from moved;
select is(
    (select status::text from nexus."SessionBooking" where id = (select session_id from moved)), 'SCHEDULED',
    'and stays where it is when it cannot'
);
select lives_ok(
    $$select nexus.reschedule_session((select session_id from moved), test.nexus_day(1), '09:30', '10:30')$$,
    'a booking is not in its own way'
);
select throws_ok(
    format($$select nexus.reschedule_session(%L, test.nexus_day(2), '14:00', '15:00')$$, id),
    'NXB06', format('booking %s is RESCHEDULED and cannot become RESCHEDULED', id), 'what was moved is not moved again'
)
from booked;
select is(
    (select refunded from nexus.cancel_session(
        (select id from nexus."SessionBooking" where status = 'SCHEDULED' and "startTime" = '09:30'), 'Ill')),
    1.00, 'what was moved twice gives back what was paid first'
);

select test.nexus_soon('soon', '23 hours');
select matches(
    test.sqlstate($$select nexus.reschedule_session('soon', test.nexus_day(3), '14:00', '15:00')$$),
    '^NXB07: booking soon begins in .*, and 24:00:00 are needed to move it$',
    'who could not cancel without loss cannot move either'
);
select test.nexus_act('pupil');
select matches(
    test.sqlstate($$select nexus.reschedule_session('soon', test.nexus_day(3), '14:00', '15:00')$$),
    '^NXB07: booking soon begins in .*, and 24:00:00 are needed to move it$', 'nor can the pupil'
);
select test.nexus_act('assistant');
select lives_ok(
    $$select nexus.reschedule_session('soon', test.nexus_day(3), '14:00', '15:00')$$, 'an assistant can'
);

select lives_ok(
    $$update nexus."SessionBooking" set id = 'old' where id = (select id from booked)$$, 'one that was moved may get another id'
);
select is(
    (select "rescheduledFromId" from nexus."SessionBooking" where id = (select session_id from moved)), 'old',
    'and the one in its place goes on naming it'
);

-- Who does not know whether it was moved says it again, under the same key.
select test.nexus_act('parent');
create temporary table answers as
    select 1 as n, r.* from apart, nexus.reschedule_session(id, test.nexus_day(3), '16:00', '17:00', 'a key of the parent') as r;
insert into answers
    select 2, r.* from apart, nexus.reschedule_session(id, test.nexus_day(3), '16:00', '17:00', 'a key of the parent') as r;
select results_eq(
    'select n, replayed from answers order by n', $$values (1, false), (2, true)$$, 'what is said twice under one key is done once'
);
select results_eq(
    'select session_id from answers order by n',
    $$select id from nexus."SessionBooking", generate_series(1, 2) where "rescheduledFromId" = (select id from apart)$$,
    'and answered alike, with the booking that was made'
);
select matches(
    test.sqlstate(format($$select nexus.reschedule_session(%L, test.nexus_day(3), '15:30', '17:00', 'a key of the parent')$$, id)),
    '^PFI01: key ''a key of the parent'' was used for another request of nexus.reschedule_session, at ', 'nothing else is done under that key'
) from apart;

select * from finish();
rollback;
