begin;
select plan(23);

-- What each of them did, done again. The races among them (6, 7 and 10) are run with real connections, too.
select test.nexus_world();

-- 1 and 2: a day compared with its time of day; pupils not looked at, and one slot within another overlooked.
select test.nexus_parent('p'), test.nexus_coach('c 2'), test.nexus_student('s 1', 'p'), test.nexus_student('s 2', 'p');
select test.nexus_booking('first', 's 1', 'coach', '14:00', '15:00', '2026-03-09 00:00');
select throws_ok(
    $$select test.nexus_booking('second', 's 2', 'coach', '14:30', '15:30', '2026-03-09 08:00')$$,
    '23P01', 'conflicting key value violates exclusion constraint "SessionBooking_no_overlap_excl"',
    'defect 1: two bookings of a day overlap, whatever time of day their dates carry'
);
select throws_ok(
    $$select test.nexus_booking('second', 's 1', 'c 2', '14:15', '14:45', '2026-03-09')$$,
    '23P01', 'conflicting key value violates exclusion constraint "SessionBooking_student_no_overlap_excl"',
    'defect 2: a pupil is not in two lessons, one within the other'
);

-- 3: what expired was set to nothing and taken off as well.
select nexus.add_credits('s 1', 'PURCHASE', 4, 'd', now() + interval '1 second');
set local session_replication_role = replica;
update nexus.credit_lots set "expiresAt" = now() - interval '1 day' where "studentId" = 's 1';
set local session_replication_role = origin;
select results_eq(
    'select turn, pupils, credits from nexus.expire_credits()', $$values ('run', 1, 4.00)$$, 'four credits expire'
);
select is((select credits from nexus.students where id = 's 1'), 0.00, 'defect 3: four less four are none, and not four less than none');
select is(
    (select array_agg(amount order by number) from nexus.credit_transactions where "studentId" = 's 1'), '{4.00,-4.00}',
    'the entry that brought them stays as it was'
);

-- 4: a request was an entry, summed like the others; an approval made a second one of it.
select test.nexus_act('p');
create temporary table asked as select nexus.request_credits('s 2', 4) as id;
select is((select credits from nexus.students where id = 's 2'), 0.00, 'defect 4: what was asked for cannot be spent');
select test.nexus_act('assistant');
select is((select a.balance from asked, nexus.approve_credit_request(id) as a), 4.00, 'the approval brings it once');

-- 5: three balances that disagreed.
select throws_ok(
    $$update nexus.students set credits = 99 where id = 's 2'$$,
    'NX011', 'pupil s 2 was to have 99.00 session credits, and the journal says 4.00', 'defect 5: credits are what the journal says'
);
select throws_ok(
    $$update nexus.credit_wallets set balance = 99$$,
    'NX011', 'wallet 7001 was to hold 99 credits, and the journal says 10', 'and so is a wallet'
);

-- 6: every confirmation of cash had one reference, so that the second failed for ever, its record paid without credits.
insert into nexus.credit_packs (id, credits, "priceTnd") values (7009, 10, 100);
select test.nexus_act('p');
create temporary table cash as select 1 as n, r.* from nexus.reserve_pack('cash', 7009) as r;
insert into cash select 2, r.* from nexus.reserve_pack('cash', 7009, 'the second') as r;
select test.nexus_act('assistant');
select results_eq(
    'select n, c.balance from cash, nexus.confirm_reservation(cash.id) as c order by n', 'values (1, 10), (2, 20)',
    'defect 6: a second confirmation of cash brings its credits'
);
select throws_ok(
    $$update nexus.payment_records set "externalId" = 'cash-confirm' where id = 7001$$,
    'NXP02', 'the terms of payment record 7001 do not change: 99.900 TND of parent for pack 7001, 10 credits',
    'and keeps its own reference'
);

-- 7: an approval asked for no state.
set local session_replication_role = replica;
update nexus.payments set status = 'FAILED';
set local session_replication_role = origin;
select test.nexus_act('assistant');
select matches(
    test.sqlstate($$select nexus.validate_payment('payment', true)$$), '^NXP\d\d: ', 'defect 7: what failed is not approved'
);
set local session_replication_role = replica;
update nexus.payments set status = 'COMPLETED';
set local session_replication_role = origin;
create temporary table again as
    select count(*) as entries, test.sqlstate($$select nexus.validate_payment('payment', true)$$) as answer from nexus.credit_tx;
select results_eq(
    'select entries from again', 'select count(*) from nexus.credit_tx', 'what was approved brings nothing more'
);

-- 8: a replay moved what was paid back, with another amount.
set local session_replication_role = replica;
update nexus.payment_records set status = 'paid' where id = 7001;
set local session_replication_role = origin;
select throws_ok(
    $$insert into nexus.payment_records (provider, "externalId", "userId", "packId", "amountTnd")
      values ('konnect', 'ref-1', 'parent', 7001, 99.9)
      on conflict (provider, "externalId") do update set status = excluded.status, "amountTnd" = 1$$,
    'NXP02', 'the terms of payment record 7001 do not change: 99.900 TND of parent for pack 7001, 10 credits',
    'defect 8: a replay overwrites nothing'
);

-- 9: an hour of the week without a date was offered any number of times.
select throws_ok(
    $$insert into nexus."CoachAvailability" ("coachId", "dayOfWeek", "startTime", "endTime", "validFrom")
      values ('coach', 1, '08:00', '18:00', '2026-01-01')$$,
    '23505', 'duplicate key value violates unique constraint "CoachAvailability_times_key"',
    'defect 9: an hour of the week is offered once'
);

-- 10: the count of questions was read, changed and written.
update nexus.students set "freemiumUsage" = '{"count": 0}' where id = 's 1';
select test.nexus_act('s 1');
select is((select count(*) from generate_series(1, 5) as n, nexus.aria_ask('s 1', 'SVT', 'q' || n)), 5::bigint, 'five questions are free');
select throws_like(
    $$select nexus.aria_ask('s 1', 'SVT', 'q')$$, 'pupil s 1 has asked 5 of 5 questions on %',
    'defect 10: the sixth is not, whatever a client wrote into the old count'
);

-- 11: an order that no index of cosines can answer; a document named by where it lies.
select is_empty(
    $$select p.proname from pg_catalog.pg_proc as p
      where p.pronamespace = 'nexus'::regnamespace and p.prosrc ~ 'extensions\.(<#>|<->)'$$,
    'defect 11: everything compares by cosine'
);
select throws_ok(
    $$insert into nexus.knowledge_assets ("docId", subject, level, chunk, tokens, embedding, meta)
      select 'key-1', subject, level, chunk, tokens, embedding, meta from nexus.knowledge_assets$$,
    '23503', 'insert or update on table "knowledge_assets" violates foreign key constraint "knowledge_assets_docId_fkey"',
    'and a chunk names its document'
);

-- 12: eight references that referred to nothing.
select is(
    (select count(*) from pg_catalog.pg_constraint
     where contype = 'f' and convalidated and conname in (
         'payment_records_userId_fkey', 'payment_records_packId_fkey', 'credit_wallets_userId_fkey', 'credit_tx_packId_fkey',
         'ingest_jobs_docId_fkey', 'notifications_userId_fkey', 'user_documents_ownerId_fkey',
         'credit_transactions_sessionId_fkey')),
    8::bigint, 'defect 12: what refers to something refers to something there is'
);

-- 13: an erasure was refused for a payment, or lost the payer.
select lives_ok($$select * from privacy.erase('nexus.user:parent', dry_run => false)$$, 'defect 13: a person who paid is erased');
select results_eq(
    $$select p."userId", u.email ~ '^erased-' from nexus.payments as p join nexus.users as u on u.id = p."userId"$$,
    $$values ('parent', true)$$, 'and the payment keeps its payer, of whom nothing is known'
);

-- 14: filters were glued into the query.
select test.nexus_act('assistant');
select is_empty(
    $$select * from nexus.search_knowledge('graph', of_subject => 'NSI'' or true or ''''=''', of_level => ''' or true --')$$,
    'defect 14: a filter is a value, whatever it spells'
);

select * from finish();
rollback;
