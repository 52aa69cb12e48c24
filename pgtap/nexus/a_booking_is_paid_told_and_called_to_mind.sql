begin;
select plan(13);

select test.nexus_school();
select test.nexus_user('assistant 2', 'ASSISTANTE');
select test.nexus_act('parent');

select results_eq(
    $$
        select credits, balance, replayed
        from nexus.book_session('pupil', 'coach', 'NSI', 'Graphs', test.nexus_day(), '14:00', '15:00')
    $$,
    $$values (1.00, 9.00, false)$$, 'a lesson online costs one credit'
);
select set_eq(
    'select "userId", type::text, method::text, status::text, title from nexus."SessionNotification"',
    $$values ('coach', 'SESSION_BOOKED', 'EMAIL', 'PENDING', 'Nouvelle séance'),
             ('parent', 'SESSION_BOOKED', 'EMAIL', 'PENDING', 'Nouvelle séance'),
             ('assistant', 'SESSION_BOOKED', 'IN_APP', 'PENDING', 'Nouvelle séance'),
             ('assistant 2', 'SESSION_BOOKED', 'IN_APP', 'PENDING', 'Nouvelle séance')$$,
    'the coach and the parent are told by mail, the assistants in the application'
);
select set_eq(
    $$
        select r."reminderType"::text, lower(nexus.slot(b."scheduledDate", b."startTime", b."endTime")) - r."scheduledFor"
        from nexus."SessionReminder" as r join nexus."SessionBooking" as b on b.id = r."sessionId"
    $$,
    $$values ('ONE_DAY_BEFORE', interval '24 hours'), ('TWO_HOURS_BEFORE', '2 hours'), ('THIRTY_MINUTES_BEFORE', '30 minutes')$$,
    'everybody is reminded a day, two hours and half an hour before'
);
select set_eq(
    'select "oldStatus"::text, "newStatus"::text, "actorId" from nexus.session_history',
    $$values (null, 'SCHEDULED', 'parent')$$, 'the history says who booked'
);
select lives_ok('set constraints all immediate', 'it is paid');
set constraints all deferred;

select is(
    (select array_agg(nexus.service_of(t.type, m.modality)::text order by t.type, m.modality)
     from unnest(enum_range(null::nexus."SessionType")) as t (type),
          unnest(enum_range(null::nexus."SessionModality")) as m (modality)),
    array['COURS_ONLINE', 'COURS_PRESENTIEL', 'COURS_ONLINE', 'ATELIER_GROUPE', 'ATELIER_GROUPE', 'ATELIER_GROUPE',
          'ATELIER_GROUPE', 'ATELIER_GROUPE', 'ATELIER_GROUPE'],
    'a group is a workshop wherever it meets, a lesson is online unless it is in person'
);
select set_eq(
    'select service::text, credits from nexus.session_costs',
    $$values ('COURS_ONLINE', 1), ('COURS_PRESENTIEL', 1.25), ('ATELIER_GROUPE', 1.5)$$, 'and these are the prices'
);
select lives_ok($$select test.nexus_book(starts => '09:00', ends => '10:00', modality => 'IN_PERSON')$$, 'in person');
select lives_ok($$select test.nexus_book(starts => '10:00', ends => '11:00', type => 'GROUP')$$, 'in a group');
select is((select credits from nexus.students), 6.25, 'ten credits less 1, 1.25 and 1.5');

select test.nexus_soon('soon', '1 hour');
select nexus.remind_of_session(b) from nexus."SessionBooking" as b where b.id = 'soon';
select results_eq(
    $$select "reminderType"::text from nexus."SessionReminder" where "sessionId" = 'soon'$$,
    array['THIRTY_MINUTES_BEFORE'], 'nobody is reminded in the past'
);

update nexus.session_costs set credits = 6;
select throws_ok(
    $$select test.nexus_book(starts => '16:00', ends => '17:00')$$,
    'NXC01', 'INSUFFICIENT_CREDITS: 6.00 session credits are needed, and pupil pupil can spend 5.25 of 5.25',
    'who has too little does not book'
);
select is_empty(
    $$select from nexus."SessionBooking" where "startTime" = '16:00'$$, 'and leaves nothing behind'
);

select * from finish();
rollback;
