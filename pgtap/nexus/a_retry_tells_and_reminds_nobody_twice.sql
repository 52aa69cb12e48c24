begin;
select plan(6);

select test.nexus_world();
select test.nexus_booking('other', 'pupil', 'coach', '16:00', '17:00');

select throws_ok(
    $$
        insert into nexus."SessionNotification" ("sessionId", "userId", type, title, message)
        values ('booking', 'coach', 'SESSION_BOOKED', 'Again', 'Again')
    $$,
    '23505',
    'duplicate key value violates unique constraint "SessionNotification_sessionId_userId_type_method_key"',
    'a person is told once about a booking by one way'
);
select lives_ok(
    $$
        insert into nexus."SessionNotification" ("sessionId", "userId", type, method, title, message)
        values ('booking', 'coach', 'SESSION_BOOKED', 'SMS', 't', 'm'),
               ('booking', 'coach', 'SESSION_CANCELLED', 'EMAIL', 't', 'm'),
               ('booking', 'parent', 'SESSION_BOOKED', 'EMAIL', 't', 'm'),
               ('other', 'coach', 'SESSION_BOOKED', 'EMAIL', 't', 'm')
    $$,
    'another way, another matter, another person, another booking are told'
);
select is_empty(
    $$
        insert into nexus."SessionNotification" ("sessionId", "userId", type, title, message)
        values ('booking', 'coach', 'SESSION_BOOKED', 'Again', 'Again')
        on conflict ("sessionId", "userId", type, method) do nothing
        returning id
    $$,
    'a retry can be told to do nothing'
);

select throws_ok(
    $$
        insert into nexus."SessionReminder" ("sessionId", "reminderType", "scheduledFor")
        values ('booking', 'ONE_DAY_BEFORE', '2026-02-01 00:00+00')
    $$,
    '23505', 'duplicate key value violates unique constraint "SessionReminder_sessionId_reminderType_key"',
    'a booking has one reminder of a kind, whenever it is due'
);
select lives_ok(
    $$
        insert into nexus."SessionReminder" ("sessionId", "reminderType", "scheduledFor")
        values ('booking', 'TWO_HOURS_BEFORE', now()), ('other', 'ONE_DAY_BEFORE', now())
    $$,
    'another kind, or another booking, has its own'
);
select is_empty(
    $$
        insert into nexus."SessionReminder" ("sessionId", "reminderType", "scheduledFor")
        values ('booking', 'ONE_DAY_BEFORE', now())
        on conflict ("sessionId", "reminderType") do nothing
        returning id
    $$,
    'a retry can be told to do nothing'
);

select * from finish();
rollback;
