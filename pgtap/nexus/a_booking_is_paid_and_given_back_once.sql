begin;
select plan(9);

select test.nexus_world();
select test.nexus_booking('other', 'pupil', 'coach', '16:00', '17:00', status => 'CANCELLED');

create function pg_temp.enter(type text, amount numeric, booking text)
returns void
language sql
as $$
    insert into nexus.credit_transactions ("studentId", type, amount, description, "sessionId")
    values ('pupil', type, amount, 'd', booking)
$$;

select throws_ok(
    $$select pg_temp.enter('USAGE', -1, 'booking')$$,
    '23505', 'duplicate key value violates unique constraint "credit_transactions_session_usage_key"',
    'INV-CRE-1: a booking is paid once'
);
select lives_ok($$select pg_temp.enter('USAGE', -2.5, 'other')$$, 'another booking is paid by itself');
select throws_ok(
    $$select pg_temp.enter('REFUND', 1.25, 'booking')$$,
    'NXC06', 'a refund of 1.25 session credits for booking booking, which is SCHEDULED and cost 1.25',
    'what is not cancelled gives nothing back'
);
select throws_ok(
    $$select pg_temp.enter('REFUND', 2, 'other')$$,
    'NXC06', 'a refund of 2.00 session credits for booking other, which is CANCELLED and cost 2.50',
    'what is cancelled gives back all that it cost'
);
select throws_ok(
    $$select pg_temp.enter('REFUND', 1, null)$$,
    'NXC06', 'a refund of 1.00 session credits for booking NULL, which is not there and cost 0',
    'a refund names a booking'
);
select lives_ok($$select pg_temp.enter('REFUND', 2.5, 'other')$$, 'what was paid can be given back');
select throws_ok(
    $$select pg_temp.enter('REFUND', 2.5, 'other')$$,
    '23505', 'duplicate key value violates unique constraint "credit_transactions_session_refund_key"',
    'INV-CRE-2: a booking is given back once'
);
select lives_ok(
    $$select pg_temp.enter('PURCHASE', 1, 'booking'), pg_temp.enter('PURCHASE', 1, 'booking')$$,
    'other entries may name a booking more than once'
);
select lives_ok(
    $$select pg_temp.enter('USAGE', -1, null), pg_temp.enter('USAGE', -1, null)$$,
    'entries that name no booking may be alike'
);

select * from finish();
rollback;
