begin;
select plan(21);

select test.nexus_school();
select test.nexus_user('admin', 'ADMIN');

create function pg_temp.cancelled(actor text, before interval, type text default 'INDIVIDUAL')
returns numeric
language plpgsql
as $$
declare
    id constant text := test.nexus_soon('tried', before, type);
    refunded numeric;
begin
    perform test.nexus_act(actor);
    refunded := (select c.refunded from nexus.cancel_session(id, 'Ill') as c);
    set constraints all immediate;
    set constraints all deferred;
    set local session_replication_role = replica;
    update nexus."SessionBooking" set id = gen_random_uuid()::text where "SessionBooking".id = 'tried';
    update nexus.credit_transactions set "sessionId" = null;
    delete from nexus."SessionNotification";
    set local session_replication_role = origin;
    return refunded;
end
$$;

select is(pg_temp.cancelled(actor, before, type), refunded, why)
from (values
    ('parent', interval '24 hours 2 minutes', 'INDIVIDUAL', 1.00, 'with 24 hours'' notice the parent gets it back'),
    ('pupil', '24 hours 2 minutes', 'INDIVIDUAL', 1.00, 'so does the pupil'),
    ('coach', '24 hours 2 minutes', 'INDIVIDUAL', 1.00, 'so it is when the coach cancels'),
    ('parent', '23 hours 58 minutes', 'INDIVIDUAL', 0, 'with less than 24 hours'' notice nobody does'),
    ('parent', '48 hours 2 minutes', 'GROUP', 1.00, 'a group needs 48 hours'),
    ('parent', '47 hours 58 minutes', 'GROUP', 0, 'no less'),
    ('parent', '47 hours 58 minutes', 'MASTERCLASS', 0, 'and so does a masterclass'),
    ('assistant', '1 hour', 'INDIVIDUAL', 1.00, 'an assistant gives it back an hour before'),
    ('admin', '1 hour', 'GROUP', 1.00, 'and so does an admin'),
    ('assistant', '-10 minutes', 'INDIVIDUAL', 1.00, 'even when it should have begun')
) as tried (actor, before, type, refunded, why);

delete from nexus."SessionBooking";
select test.nexus_student('sibling', 'parent');
select test.nexus_act('parent');
select test.nexus_soon('late', '1 hour');
select results_eq(
    $$select c.refunded, c.balance = s.credits from nexus.cancel_session('late', 'Ill') as c, nexus.students as s where s.id = 'pupil'$$,
    $$values (0::numeric, true)$$, 'who gets nothing back is told what is left, and not what a sibling has'
);
select set_eq(
    $$select "userId" from nexus."SessionNotification" where "sessionId" = 'late' and type = 'SESSION_CANCELLED'$$,
    array['parent', 'pupil', 'coach', 'assistant'], 'all are told of the cancellation'
);
delete from nexus."SessionBooking";
create temporary table booked as select test.nexus_book() as id;
select test.nexus_book(starts => '16:00', ends => '17:00');

select throws_ok(
    format('select nexus.cancel_session(%L, %s)', id, reason),
    'NXB08', format('booking %L was to be cancelled with a reason of %s characters', id, length), why
)
from booked, (values
    ('null', 0, 'a cancellation has a reason'), ('''''', 0, 'which is not empty'), ('''  ''', 2, 'nor blank'),
    ('repeat(''x'', 501)', 501, 'nor longer than 500 characters')
) as tried (reason, length, why);
select throws_ok(
    $$update nexus."SessionBooking" set status = 'CANCELLED' where id = (select id from booked)$$,
    'NXB08', (select format('booking %s was to be cancelled without a reason', id) from booked),
    'whoever writes'
);

update nexus."SessionReminder" set sent = true, "sentAt" = now()
where "sessionId" = (select id from booked) and "reminderType" = 'ONE_DAY_BEFORE';
select lives_ok('select nexus.cancel_session(id, repeat(''x'', 500)) from booked', 'with one, it is cancelled');
select set_eq(
    $$
        select case when r."sessionId" = b.id then 'cancelled' else 'other' end, r."reminderType"::text, r.sent
        from nexus."SessionReminder" as r
        cross join booked as b
    $$,
    $$values ('cancelled', 'ONE_DAY_BEFORE', true), ('other', 'ONE_DAY_BEFORE', false), ('other', 'TWO_HOURS_BEFORE', false),
             ('other', 'THIRTY_MINUTES_BEFORE', false)$$,
    'nobody is reminded of it any more, and of another one they are'
);
select results_eq(
    $$select "newStatus"::text, length(reason) from nexus.session_history where "sessionId" = (select id from booked) order by id$$,
    $$values ('SCHEDULED', null), ('CANCELLED', 500)$$, 'the history has the reason'
);
select throws_ok(
    'select nexus.cancel_session(id, ''Ill'') from booked',
    'NXB06', (select format('booking %s is CANCELLED and cannot become CANCELLED', id) from booked),
    'it is cancelled, and given back, once'
);

select * from finish();
rollback;
