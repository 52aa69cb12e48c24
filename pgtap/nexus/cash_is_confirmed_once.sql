begin;
select plan(35);

select test.nexus_world();
select test.nexus_parent('buyer'), test.nexus_user('admin', 'ADMIN');
insert into nexus.credit_packs (id, credits, "priceTnd", bonus, active) values (7002, 10, 100, 2, true), (7003, 5, 50, 0, false);
set constraints all immediate;
set constraints nexus.paid_is_credited deferred;
set local app.current_user_id = 'buyer';

create temporary table reserved as select * from nexus.reserve_pack('cash', 7002);
select results_eq(
    $$select provider, "userId", "amountTnd", currency, credits, status from reserved$$,
    $$values ('cash', 'buyer', 100.000, 'TND', 12, 'pending')$$,
    'cash is reserved at the price of the day, bonus included'
);
select throws_ok(
    format('select nexus.confirm_reservation(%s)', id),
    'NX002', 'only ADMIN or ASSISTANTE may do this, and the actor is PARENT', 'who pays does not confirm'
) from reserved;

set local app.current_user_id = 'assistant';
select results_eq(
    format('select (record).status, balance, replayed from nexus.confirm_reservation(%s)', id),
    $$values ('paid', 12, false)$$, 'an assistant confirms, and the credits are in the wallet'
) from reserved;
select results_eq(
    format('select (record).status, balance, replayed from nexus.confirm_reservation(%s)', id),
    $$values ('paid', 12, true)$$, 'again, nothing happens'
) from reserved;
select lives_ok('set constraints nexus.paid_is_credited immediate', 'what is paid is in the journal');
set constraints nexus.paid_is_credited deferred;
select results_eq(
    $$select t.delta, t.provider, t."externalId" = r."externalId", t."packId" from nexus.credit_tx as t
      join nexus.credit_wallets as w on w.id = t."walletId", reserved as r where w."userId" = 'buyer'$$,
    $$values (12, 'cash', true, 7002)$$, 'with one entry'
);
select throws_ok(
    format('select nexus.cancel_reservation(%s)', id),
    'NXP05', format('payment record %s cannot be cancelled: it is paid', id), 'what is paid is not cancelled'
) from reserved;

-- The constant reference of the old application let nobody confirm a second time, ever.
set local app.current_user_id = 'buyer';
create temporary table second as select * from nexus.reserve_pack('cash', 7002);
set local app.current_user_id = 'admin';
select results_eq(
    format('select (record).status, balance, replayed from nexus.confirm_reservation(%s)', id),
    $$values ('paid', 24, false)$$, 'another reservation is confirmed as well'
) from second;

set local app.current_user_id = 'buyer';
create temporary table third as select * from nexus.reserve_pack('wire', 7002, 'transfer 1');
update nexus.credit_packs set "priceTnd" = 200, bonus = 50 where id = 7002;
set local app.current_user_id = 'assistant';
select results_eq(
    format('select (record).status, balance from nexus.confirm_reservation(%s)', id),
    $$values ('paid', 36)$$, 'a transfer brings what was promised, whatever the pack is today'
) from third;

set local app.current_user_id = 'buyer';
create temporary table fourth as select * from nexus.reserve_pack('cash', 7002);
set local app.current_user_id = 'parent';
select throws_ok(
    format('select nexus.cancel_reservation(%s)', id),
    'NX002', 'only ADMIN or ASSISTANTE may do this, and the actor is PARENT', 'a stranger cancels nothing'
) from fourth;
set local app.current_user_id = 'buyer';
select is((nexus.cancel_reservation(id)).status, 'cancelled', 'who reserved gives it up') from fourth;
select is((nexus.cancel_reservation(id)).status, 'cancelled', 'again, nothing happens') from fourth;
set local app.current_user_id = 'assistant';
select throws_ok(
    format('select nexus.confirm_reservation(%s)', id),
    'NXP05', format('payment record %s cannot be confirmed: it is cancelled, by cash', id),
    'what was cancelled is not confirmed'
) from fourth;
-- One of before credits were noted with the record.
set local session_replication_role = replica;
insert into nexus.payment_records (id, provider, "externalId", "userId", "packId", "amountTnd", status)
    values (7009, 'wire', 'transfer of old', 'buyer', 7003, 50, 'pending');
set local session_replication_role = origin;
select results_eq(
    'select (record).status, balance from nexus.confirm_reservation(7009)', $$values ('paid', 41)$$,
    'a record that says no credits brings those of its pack, and of no other'
);
insert into nexus.payment_records (id, provider, "externalId", "userId", "packId", "amountTnd", credits)
    values (7010, 'wire', 'transfer of the application', 'buyer', 7003, 50, 5);
select results_eq(
    'select (record).status, balance from nexus.confirm_reservation(7010)', $$values ('paid', 46)$$,
    'one that was created and not pending is confirmed, too'
);
select throws_ok(
    'select nexus.confirm_reservation(7001)',
    'NXP05', 'payment record 7001 cannot be confirmed: it is created, by konnect', 'a card is not confirmed by hand'
);
select throws_ok(
    'select nexus.confirm_reservation(-1)',
    'NXP05', 'payment record -1 cannot be confirmed: it is not there', 'nor is what is not there'
);
select throws_ok(
    'select nexus.cancel_reservation(-1)', 'NXP05', 'payment record -1 cannot be cancelled: it is not there', 'nor cancelled'
);

select is((nexus.reserve_pack('cash', 7002, payer => 'buyer'))."userId", 'buyer', 'the staff reserves for a payer');
set local app.current_user_id = 'buyer';
select throws_ok(
    $$select nexus.reserve_pack('cash', 7002, payer => 'parent')$$,
    'NX002', 'only ADMIN or ASSISTANTE may do this, and the actor is PARENT', 'nobody else does'
);
select is((nexus.reserve_pack('cash', 7002, payer => 'buyer'))."userId", 'buyer', 'who names himself pays for himself');
select throws_ok(
    $$select nexus.reserve_pack('cash', 7003)$$, 'NXP06', 'pack 7003 is not on sale', 'a pack that is off is not sold'
);
select throws_ok(
    $$select nexus.reserve_pack('cash', 1)$$, 'NXP06', 'pack 1 is not on sale', 'nor is one that is not there'
);
select throws_ok(
    $$select nexus.reserve_pack('shells', 7002)$$, 'NXP06', 'a pack is not paid by shells now', 'shells are no money'
);
select throws_ok(
    $$select nexus.reserve_pack('konnect', 7002)$$,
    'NXP06', 'a pack is not paid by konnect now', 'a card payment has the provider''s reference'
);
update nexus.payment_settings set "allowCash" = false;
select throws_ok(
    $$select nexus.reserve_pack('cash', 7002)$$,
    'NXP06', 'a pack is not paid by cash now', 'what the settings switch off is refused'
);
select is((nexus.reserve_pack('wire', 7002)).status, 'pending', 'the others stay');
update nexus.payment_settings set "allowWire" = false, "allowCard" = false;
select throws_ok(
    $$select nexus.reserve_pack('wire', 7002)$$, 'NXP06', 'a pack is not paid by wire now', 'transfers are switched off too'
);
select throws_ok(
    $$select nexus.reserve_pack('konnect', 7002, 'k')$$, 'NXP06', 'a pack is not paid by konnect now', 'and cards'
);
update nexus.payment_settings set "allowCard" = true;
select is((nexus.reserve_pack('konnect', 7002, 'k 1')).status, 'created', 'a card payment waits for its provider');
select throws_ok(
    $$select nexus.reserve_pack('konnect', 7002, 'k 1')$$,
    '23505', 'duplicate key value violates unique constraint "payment_records_provider_externalId_key"',
    'under one reference once'
);
delete from nexus.payment_settings;
select is((nexus.reserve_pack(provider, 7002, reference)).status, status, format('without settings a pack is paid by %s', provider))
from (values ('cash', null, 'pending'), ('wire', null, 'pending'), ('konnect', 'k 2', 'created')) as offered (provider, reference, status);
set local app.current_user_id = '';
select throws_ok(
    $$select nexus.reserve_pack('wire', 7002)$$, 'NX001', 'nobody acts in this transaction', 'somebody pays'
);

select * from finish();
rollback;
