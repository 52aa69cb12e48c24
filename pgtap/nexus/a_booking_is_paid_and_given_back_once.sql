begin;
select plan(8);

select test.nexus_world();
select test.nexus_booking('other', 'pupil', 'coach', '16:00', '17:00');

create function pg_temp.enter(type text, booking text)
returns void
language sql
as $$
    insert into nexus.credit_transactions ("studentId", type, amount, description, "sessionId")
    values ('pupil', type, 1, 'd', booking)
$$;

select throws_ok(
    $$select pg_temp.enter('USAGE', 'booking')$$,
    '23505', 'duplicate key value violates unique constraint "credit_transactions_session_usage_key"',
    'INV-CRE-1: a booking is paid once'
);
select lives_ok($$select pg_temp.enter('REFUND', 'booking')$$, 'what was paid can be given back');
select throws_ok(
    $$select pg_temp.enter('REFUND', 'booking')$$,
    '23505', 'duplicate key value violates unique constraint "credit_transactions_session_refund_key"',
    'INV-CRE-2: a booking is given back once'
);
select lives_ok($$select pg_temp.enter('USAGE', 'other')$$, 'another booking is paid by itself');
select lives_ok($$select pg_temp.enter('REFUND', 'other')$$, 'and given back by itself');
select lives_ok(
    $$select pg_temp.enter('PURCHASE', 'booking'), pg_temp.enter('PURCHASE', 'booking')$$,
    'other entries may name a booking more than once'
);
select lives_ok(
    $$
        select pg_temp.enter('USAGE', null), pg_temp.enter('USAGE', null), pg_temp.enter('REFUND', null),
            pg_temp.enter('REFUND', null)
    $$,
    'entries that name no booking may be alike'
);
select throws_ok(
    $$update nexus.credit_transactions set "sessionId" = 'booking' where type = 'USAGE' and "sessionId" = 'other'$$,
    '23505', 'duplicate key value violates unique constraint "credit_transactions_session_usage_key"',
    'an entry does not move to a booking that is paid'
);

select * from finish();
rollback;
