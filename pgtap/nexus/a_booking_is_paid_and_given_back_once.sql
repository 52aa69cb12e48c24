begin;
select plan(13);

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
-- Half a credit that expires soon and one that expires later pay, too.
select nexus.add_credits('pupil', 'CREDIT_ADD', 0.5, 'Soon', now() + interval '2 days'),
       nexus.add_credits('pupil', 'CREDIT_ADD', 1, 'Later', now() + interval '30 days');
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
select set_eq(
    $$select l.granted, l.remaining, case when l."expiresAt" = t."createdAt" + interval '7 days' then 'in a week'
                                          when l."expiresAt" = (now() + interval '30 days')::timestamptz(3) then 'as before'
                                          else coalesce(l."expiresAt"::text, 'never') end
      from nexus.credit_lots as l join nexus.credit_transactions as t on t.id = l."entryId" where t.type = 'REFUND'$$,
    $$values (0.50, 0.50, 'in a week'), (1.00, 1.00, 'as before'), (1.00, 1.00, 'never')$$,
    'it expires when it would have, a week from now at the earliest, and never if it never would'
);
select throws_ok(
    $$select pg_temp.enter('REFUND', 2.5, 'other')$$,
    '23505', 'duplicate key value violates unique constraint "credit_transactions_session_refund_key"',
    'INV-CRE-2: a booking is given back once'
);
select test.nexus_booking('free', 'pupil', 'coach', '20:00', '21:00', status => 'CANCELLED');
select throws_ok(
    format('select nexus.refund_credits(%L, ''d'')', id), 'NXC03', format('no booking %L that was paid', id), why
)
from (values
    ('free', 'what cost nothing gives nothing back, whatever others cost'), ('nothing', 'nor does what is not there')
) as tried (id, why);
select lives_ok(
    $$select pg_temp.enter('PURCHASE', 1, 'booking'), pg_temp.enter('PURCHASE', 1, 'booking')$$,
    'other entries may name a booking more than once'
);
select lives_ok(
    $$select pg_temp.enter('USAGE', -1, null), pg_temp.enter('USAGE', -1, null)$$,
    'entries that name no booking may be alike'
);

-- Paid before it was kept from which credits.
select test.nexus_booking('of old', 'pupil', 'coach', '18:00', '19:00', status => 'CANCELLED');
select pg_temp.enter('USAGE', -1, 'of old');
set local session_replication_role = replica;
delete from nexus.credit_draws as d using nexus.credit_transactions as t where t.id = d."entryId" and t."sessionId" = 'of old';
set local session_replication_role = origin;
select pg_temp.enter('REFUND', 1, 'of old');
select results_eq(
    $$select l.granted, l.remaining, l."expiresAt" from nexus.credit_lots as l
      join nexus.credit_transactions as t on t.id = l."entryId" where t."sessionId" = 'of old'$$,
    $$values (1.00, 1.00, null::timestamptz)$$, 'what was paid from nobody knows which credits comes back as such that do not expire'
);

select * from finish();
rollback;
