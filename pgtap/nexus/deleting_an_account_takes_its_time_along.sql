begin;
select plan(9);

select test.nexus_parent('parent'), test.nexus_user('guardian'), test.nexus_coach('coach');
select test.nexus_coach('other'), test.nexus_student('pupil', 'parent'), test.nexus_student('second', 'parent');
insert into nexus."CoachAvailability" (id, "coachId", "dayOfWeek", "startTime", "endTime")
    values ('coach', 'coach', 1, '08:00', '12:00'), ('other', 'other', 1, '08:00', '12:00');
select test.nexus_booking('1', 'pupil', 'coach', '08:00', '09:00'),
    test.nexus_booking('2', 'pupil', 'other', '09:00', '10:00'),
    test.nexus_booking('3', 'second', 'other', '10:00', '11:00');
update nexus."SessionBooking" set "parentId" = 'guardian';
insert into nexus."SessionNotification" ("sessionId", "userId", type, title, message)
    values ('3', 'coach', 'SESSION_BOOKED', 't', 'm'), ('3', 'other', 'SESSION_BOOKED', 't', 'm');
insert into nexus.notifications (id, "userId", "userRole", type, title, message, data)
    values ('coach', 'coach', 'COACH', 'CREDIT_REQUEST', 't', 'm', '{}'),
           ('other', 'other', 'COACH', 'CREDIT_REQUEST', 't', 'm', '{}');
insert into nexus.user_documents (id, "ownerId", "originalName", mime, "storageKey")
    values ('d', 'coach', 'a', 'b', 'k');

select lives_ok($$delete from nexus.users where id = 'coach'$$, 'a coach''s account can be deleted');
select results_eq('select id from nexus."CoachAvailability"', $$values ('other')$$,
    'the availabilities of the coach go');
select set_eq('select id from nexus."SessionBooking"', $$values ('2'), ('3')$$, 'the bookings with the coach go');
select results_eq(
    'select "userId" from nexus."SessionNotification"', $$values ('other')$$,
    'what the coach was told about bookings goes'
);
select results_eq('select id from nexus.notifications', $$values ('other')$$, 'the notices for the coach go');
select results_eq(
    'select id, "ownerId" from nexus.user_documents', $$values ('d', null::text)$$,
    'the documents of the coach stay, without an owner'
);

delete from nexus.users where id = 'guardian';

select set_eq(
    'select id, "parentId" from nexus."SessionBooking"', $$values ('2', null::text), ('3', null)$$,
    'a booking stays when the parent who made it goes'
);

select lives_ok($$delete from nexus.users where id = 'pupil'$$, 'a pupil''s account can be deleted');
select results_eq('select id from nexus."SessionBooking"', $$values ('3')$$, 'the bookings of the pupil go');

select * from finish();
rollback;
