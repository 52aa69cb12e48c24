begin;
select plan(48);

-- Who locks a row, or writes it, leaves a mark in its xmax, even when what was done is undone. So one session sees what
-- another would wait for. All rows are written anew first, and locked for references: what a test locked itself then leaves
-- no mark, nor does a row to which a reference is checked.
create temporary table looked_at (relation regclass primary key, name text, called text);
insert into looked_at values
    ('nexus.students', 'pupil', 'id'), ('nexus.subscriptions', 'subscription', 'id'),
    ('nexus.credit_wallets', 'wallet', 'id'), ('nexus."SessionBooking"', 'booking', 'id'),
    ('nexus.credit_requests', 'credit request', 'id'), ('nexus.subscription_requests', 'request', 'id'),
    ('nexus.payments', 'payment', 'id'), ('nexus.payment_records', 'record', 'id'),
    ('nexus.provider_events', 'event', 'event_id'), ('nexus.bilans', 'assessment', 'id'),
    ('nexus.ingest_works', 'work on', 'ingest_id'), ('nexus."LegalPage"', 'page', 'slug'),
    ('nexus.aria_conversations', 'conversation', 'id');
create function pg_temp.marks() returns table (what text, mark text) language plpgsql as $$
declare
    query text;
begin
    select string_agg(format('select %L || %I, xmax::text from %s', name || ' ', called, relation), ' union all ') into query
    from looked_at;
    return query execute query;
end
$$;
create function pg_temp.locked_by(call text) returns text language plpgsql as $$
declare
    relation regclass;
    columns text;
    before jsonb;
    refused text;
begin
    perform set_config('session_replication_role', 'replica', true);
    for relation, columns in
        select l.relation, string_agg(quote_ident(a.attname), ', ')
        from looked_at as l
        join pg_attribute as a on a.attrelid = l.relation and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        group by l.relation
    loop
        execute format('with gone as (delete from %1$s returning %2$s)'
                       'insert into %1$s (%2$s) overriding system value select * from gone', relation, columns);
        execute format('select from %s for key share', relation);
    end loop;
    perform set_config('session_replication_role', 'origin', true);
    select jsonb_object_agg(what, mark) into before from pg_temp.marks();
    begin
        execute call;
        raise exception 'done' using errcode = 'PT000';
    exception
        when others then refused := nullif(sqlstate, 'PT000');
    end;
    return concat_ws(
        ': ', refused, (select string_agg(what, ', ' order by what) from pg_temp.marks() where mark <> before ->> what)
    );
end
$$;
-- Advisory locks that a call takes and that were not there; it is undone, and they with it.
create function pg_temp.names() returns table (what text, key bigint) language sql as $$
    select 'offers of ' || who, hashtextextended('nexus.offers ' || who, 0) from unnest(array['coach', 'deputy']) as who
    union all
    select 'reference ' || ref, hashtextextended(format('nexus.payments %L %L', 'konnect', ref), 0)
    from unnest(array['ref-1', 'ref-2']) as ref
$$;
create function pg_temp.held() returns text[] language sql as $$
    select array_agg(n.what order by n.what)
    from pg_temp.names() as n
    where exists (
        select from pg_locks as l
        where l.locktype = 'advisory' and l.pid = pg_backend_pid() and l.objsubid = 1 and l.mode = 'ExclusiveLock'
          and (l.classid::bigint << 32 | l.objid::bigint) = n.key
    )
$$;
create function pg_temp.held_by(call text) returns text language plpgsql as $$
declare
    before constant text[] := coalesce(pg_temp.held(), '{}');
begin
    execute call;
    raise exception '%', (select string_agg(what, ', ') from unnest(pg_temp.held()) as what where what <> all (before))
        using errcode = 'PT000';
exception
    when sqlstate 'PT000' then return sqlerrm;
end
$$;

-- Before anything is offered: who offered something holds it to the end of the transaction.
select test.nexus_coach('coach'), test.nexus_coach('deputy'), test.nexus_user('assistant', 'ASSISTANTE');
set local session_replication_role = replica;
insert into nexus."CoachAvailability" (id, "coachId", "dayOfWeek", "startTime", "endTime", "validFrom")
    select 'open ' || day, 'coach', day, '08:00', '20:00', '2020-01-01' from generate_series(1, 5) as day;
set local session_replication_role = origin;
select is(pg_temp.held(), null, 'nobody holds what a coach offers');
select is(
    pg_temp.held_by($$
        insert into nexus."CoachAvailability" ("coachId", "dayOfWeek", "startTime", "endTime", "validFrom")
        values ('deputy', 1, '08:00', '20:00', '2020-01-01')
    $$), 'offers of deputy', 'who offers something holds what the coach offers'
);
select is(
    pg_temp.held_by($$update nexus."CoachAvailability" set "endTime" = '19:00' where id = 'open 1'$$),
    'offers of coach', 'so does who changes an offer'
);
select is(
    pg_temp.held_by($$update nexus."CoachAvailability" set "coachId" = 'deputy' where id = 'open 1'$$),
    'offers of coach, offers of deputy', 'who hands it to another coach holds what both offer'
);
select is(
    pg_temp.held_by($$delete from nexus."CoachAvailability" where id = 'open 1'$$),
    'offers of coach', 'and who takes it back what is left'
);
delete from nexus."CoachAvailability" where id = 'open 5';
select is((select count(*) from nexus."CoachAvailability"), 4::bigint, 'what is taken back is gone');

-- What is offered here is held from now on; the school is that of the other tests.
delete from nexus."CoachAvailability";
delete from nexus.users;
select test.nexus_world(), test.nexus_coach('deputy'), test.nexus_user('admin', 'ADMIN'), test.nexus_parent('stranger');
select test.nexus_student('sibling', 'parent');
insert into nexus.subscriptions (id, "studentId", "planName", "monthlyPrice", "creditsPerMonth", status, "startDate")
    values ('ended', 'pupil', 'HYBRIDE', 450, 4, 'CANCELLED', '2025-01-01'),
           ('of sibling', 'sibling', 'HYBRIDE', 450, 4, 'CANCELLED', '2025-01-01');
insert into nexus.payments (id, type, amount, description, "userId", status, method, "externalId")
    values ('failed', 'CREDIT_PACK', 99.9, 'Ten credits', 'parent', 'FAILED', null, null),
           ('open', 'CREDIT_PACK', 99.9, 'Ten credits', 'parent', 'PENDING', 'wise', 'ref-4'),
           ('unnamed', 'CREDIT_PACK', 99.9, 'Ten credits', 'parent', 'PENDING', null, null);
set local app.current_user_id = 'admin';

select is(pg_temp.locked_by('select'), '', 'who does nothing locks nothing');

-- Session credits.
select is(pg_temp.locked_by($$select nexus.lock_credits('pupil')$$), 'pupil pupil', 'a pupil is locked, and no other');
select nexus.add_credits('pupil', 'PURCHASE', 5, 'Five', reference => 'known');
select is(
    pg_temp.locked_by($$select nexus.add_credits('pupil', 'PURCHASE', 6, 'Six', reference => 'known')$$),
    'NXC04: pupil pupil', 'credits whose reference is taken have locked the pupil whose references were read'
);
select is(
    pg_temp.locked_by($$
        insert into nexus.credit_transactions ("studentId", type, amount, description) values ('pupil', 'PURCHASE', -1, 'x')
    $$), 'NXC02: pupil pupil', 'so has an entry of the journal that is refused'
);
set local session_replication_role = replica;
update nexus."SessionBooking" set status = 'CANCELLED', "cancellationReason" = 'Ill';
set local session_replication_role = origin;
select nexus.refund_credits('booking', 'Ill');
select is(
    pg_temp.locked_by($$select nexus.refund_credits('booking', 'Ill')$$), 'NXC05: pupil pupil',
    'credits that were given back have locked the pupil before that was seen'
);
select nexus.add_credits('pupil', 'PURCHASE', 1, 'Spent', now() + interval '3 days');
select nexus.spend_credits('pupil', 1, 'All of it');
select nexus.add_credits('pupil', 'PURCHASE', 1, 'Gone', now() - interval '1 day'),
       nexus.add_credits('pupil', 'PURCHASE', 1, 'Kept', now() + interval '8 days'),
       nexus.add_credits('sibling', 'PURCHASE', 1, 'One', now() + interval '3 days');
select is(
    pg_temp.locked_by('select nexus.remind_of_expiring_credits()'), 'pupil sibling',
    'a pupil who is reminded of credits is locked, and no other'
);
select nexus.add_credits('sibling', 'PURCHASE', 1, 'Gone', now() - interval '1 second');
select test.nexus_student('cousin', 'stranger');
select nexus.add_credits('cousin', 'PURCHASE', 1, 'Kept', now() + interval '8 days');
set local session_replication_role = replica;
insert into nexus.credit_lots ("entryId", "studentId", granted, remaining, "expiresAt")
    values ('bought', 'cousin', 1, 0, now() - interval '1 second');
set local session_replication_role = origin;
select is(
    pg_temp.locked_by('select nexus.expire_credits()'), 'pupil pupil, pupil sibling',
    'so are those of whom credits expire, and no others'
);
select is(
    pg_temp.locked_by($$select nexus.take_credit_request('asked')$$), 'credit request asked', 'a request for credits is locked'
);

-- Bookings.
select is(
    pg_temp.locked_by($$select nexus.take_session('booking', 'CONFIRMED')$$), 'NXB06: booking booking, pupil pupil',
    'a booking that cannot be changed was locked, after its pupil'
);
select test.nexus_booking(
    'taken', 'pupil', 'coach', '10:00', '11:00', (test.nexus_day()::timestamp at time zone nexus.time_zone())::text
);
set local session_replication_role = replica;
delete from nexus."CoachAvailability";
insert into nexus."CoachAvailability" ("coachId", "dayOfWeek", "startTime", "endTime", "validFrom")
    select who, extract(dow from test.nexus_day()), '08:00', '20:00', '2020-01-01' from unnest(array['coach', 'deputy']) as who;
set local session_replication_role = origin;
create function pg_temp.book(pupil text, coach text) returns void language sql as $$
    insert into nexus."SessionBooking"
        ("studentId", "coachId", subject, title, "scheduledDate", "startTime", "endTime", duration)
    values (pupil, coach, 'NSI', 'Lesson', test.nexus_day()::timestamp at time zone nexus.time_zone(), '10:30', '11:30', 60)
$$;
select is(
    pg_temp.locked_by($$select pg_temp.book('sibling', 'coach')$$), '23P01: booking taken, pupil sibling',
    'a booking in the way of the coach was locked by the one that is refused'
);
select is(
    pg_temp.locked_by($$select pg_temp.book('pupil', 'deputy')$$), '23P01: booking taken, pupil pupil',
    'so was one in the way of the pupil'
);

-- Subscriptions.
select is(
    pg_temp.locked_by($$select nexus.lock_subscriptions('pupil')$$),
    'pupil pupil, subscription ended, subscription subscription', 'all subscriptions of a pupil are locked, and no other''s'
);
select is(
    pg_temp.locked_by($$select nexus.begin_subscription('ended')$$),
    'NXS04: pupil pupil, subscription ended, subscription subscription',
    'a subscription that cannot begin has locked those of the pupil'
);
select is(
    pg_temp.locked_by($$select nexus.cancel_subscription('ended')$$),
    'NXS04: pupil pupil, subscription ended, subscription subscription', 'one that cannot end, too'
);
select is(
    pg_temp.locked_by(format('select nexus.%s_subscription(''of sibling'')', what)),
    'NXS04: pupil sibling, subscription of sibling', format('who would %s that of another pupil locks his', what)
)
from unnest(array['begin', 'cancel']) as what;
select is(
    pg_temp.locked_by($$select nexus.decide_subscription_request('request', false)$$), 'NXS05: request request',
    'a request that is not decided well was locked'
);
select is(
    pg_temp.locked_by($$select nexus.decide_subscription_request('request', true)$$),
    'pupil pupil, request request, subscription ended, subscription subscription',
    'one that is approved locks the subscriptions, too'
);
update nexus.subscription_requests set "requestType" = 'ARIA_ADDON', "planName" = 'NSI';
update nexus.subscriptions set "ariaSubjects" = '["NSI"]' where id = 'subscription';
select is(
    pg_temp.locked_by($$select nexus.decide_subscription_request('request', true)$$),
    'NXS04: pupil pupil, request request, subscription ended, subscription subscription',
    'so does one for a subject, which is there already'
);
update nexus.subscriptions set "endDate" = '2026-02-01' where id in ('subscription', 'of sibling');
select is(
    pg_temp.locked_by('select nexus.expire_subscriptions()'), 'pupil pupil, subscription ended, subscription subscription',
    'subscriptions of a pupil of whom one expires are locked, and no other''s'
);

-- The wallet.
select is(pg_temp.locked_by('select nexus.lock_wallet(7001)'), 'wallet 7001', 'a wallet is locked');
select nexus.credit_wallet('stranger', 5, 'Gift');
select is(
    pg_temp.locked_by($$select nexus.credit_wallet('parent', 11, 'Again', 'konnect', 'ref-1')$$), 'NXW04: wallet 7001',
    'and before its references are read, and no other'
);
select is(
    pg_temp.locked_by($$insert into nexus.credit_tx ("walletId", delta, reason) values (7001, -99, 'Too much')$$),
    'NXW01: wallet 7001', 'and by an entry of its journal that is refused'
);
select nexus.correct_wallet_entry(7001, 'Wrong');
select is(
    pg_temp.locked_by($$select nexus.correct_wallet_entry(7001, 'Wrong')$$), 'NXW05: wallet 7001',
    'and by a correction that was made before'
);

-- Payments.
select is(
    pg_temp.locked_by($$select nexus.refund_payment('failed')$$), 'NXP05: payment failed',
    'a payment that cannot be given back was locked, and no other'
);
insert into nexus.payments (id, type, amount, description, "userId", status)
    values ('month', 'SUBSCRIPTION', 450, 'A month', 'parent', 'COMPLETED');
insert into nexus.payment_orders (payment_id, student_id, subscription_id, fulfilled_at, fulfilled_by)
    values ('month', 'pupil', 'subscription', now(), 'admin');
select is(
    pg_temp.locked_by($$select nexus.refund_payment('month')$$),
    'payment month, pupil pupil, subscription ended, subscription subscription',
    'one of a subscription that is given back locks the subscriptions of the pupil'
);
insert into nexus.payment_records (id, provider, "externalId", "userId", "packId", "amountTnd", status)
    values (7002, 'cash', 'ref-1', 'parent', 7001, 99.9, 'pending'), (7003, 'konnect', 'ref-3', 'parent', 7001, 99.9, 'failed');
select is(
    pg_temp.locked_by('select nexus.confirm_reservation(7003)'), 'NXP05: record 7003',
    'a reservation that cannot be confirmed was locked'
);
select is(
    pg_temp.locked_by('select nexus.cancel_reservation(7003)'), 'NXP05: record 7003', 'so was one that cannot be cancelled'
);
insert into nexus.provider_events
    (id, provider, event_id, external_id, word, amount, currency, payload, signature_valid, outcome)
    overriding system value
    values (7001, 'konnect', 'e 1', 'ref-3', 'failed', 99.9, 'TND', '{1}', true, 'waiting'),
           (7002, 'konnect', 'e 2', 'ref-3', 'failed', 99.9, 'TND', '{2}', true, 'ignored'),
           (7003, 'wise', 'e 3', 'ref-4', 'pending', 99.9, 'TND', '{3}', true, 'waiting');
select is(
    pg_temp.locked_by('select nexus.settle_event(7002)'), 'event e 2', 'an event that was settled is locked'
);
select is(
    pg_temp.locked_by('select nexus.settle_event(7001)'), 'event e 1, record 7003',
    'one that means nothing new has locked the record that it is about'
);
select is(
    pg_temp.locked_by('select nexus.settle_event(7003)'), 'event e 3, payment open', 'or the payment'
);
select is(
    pg_temp.held_by($$select nexus.lock_reference('konnect', 'ref-1')$$), 'reference ref-1', 'a reference is held'
);
select is(
    pg_temp.held_by($$select nexus.reserve_pack('konnect', 7001, 'ref-2')$$), 'reference ref-2',
    'by who reserves a pack under it'
);
select is(
    pg_temp.held_by($$select nexus.name_payment('unnamed', 'konnect', 'ref-2')$$), 'reference ref-2',
    'and by who gives it to a payment'
);

-- Assessments, ingestion, legal pages, the assistant.
select is(
    pg_temp.locked_by($$select nexus.require_bilan('bilan', 'DRAFT')$$), 'NXR01: assessment bilan',
    'an assessment is locked before it is looked at'
);
select is(
    pg_temp.locked_by($$
        insert into nexus.mail_logs (id, "bilanId", "userId", variant, recipients, subject, status)
        values ('mail 2', 'bilan', 'assistant', 'parent', 'parent@example.com', 'Bilan', 'SENT')
    $$), 'assessment bilan', 'and by a mail about its report'
);
set local app.current_user_id = 'coach';
create temporary table uploaded as
    select * from nexus.upload_document('graphs', 'application/pdf', 1000, 'k', repeat('a', 64), 'NSI', 'Terminale');
select is(
    replace(
        pg_temp.locked_by(format('select nexus.require_ingestion(%s, %L)', w.job_id, 'chunk')), w.ingest_id, '<id>'
    ), 'NXI02: work on <id>', 'a step of an ingestion that is another''s was locked'
) from nexus.ingest_works as w join uploaded using (ingest_id);
select is(
    replace(pg_temp.locked_by(format('select nexus.retry_ingestion(%L)', ingest_id)), ingest_id, '<id>'),
    'NXI04: work on <id>', 'so was one that is at work'
) from uploaded;
set local app.current_user_id = 'admin';
select is(
    pg_temp.locked_by($$select nexus.save_legal_page('cgu', 9, 'CGU', 'x')$$), 'NXL01: page cgu',
    'a page that changed meanwhile was locked'
);
select is(
    pg_temp.locked_by($$select nexus.restore_legal_page('cgu', 9)$$), 'NXL02: page cgu',
    'so was one that has no such version'
);
insert into nexus.aria_conversations (id, "studentId", subject) values ('another', 'sibling', 'NSI');
select is(
    pg_temp.locked_by($$select nexus.aria_answer('conversation', 'An answer')$$), 'NXA03: conversation conversation',
    'a conversation is locked before it is seen that nothing waits, and no other'
);
set local app.current_user_id = 'assistant';
select is(
    pg_temp.locked_by($$select nexus.validate_payment('failed', true)$$), 'NXP05: payment failed',
    'a payment that cannot be approved was locked'
);

select * from finish();
rollback;
