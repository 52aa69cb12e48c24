begin;
select plan(40);

select test.nexus_world();
set constraints all immediate;

select set_eq(
    $$select relation, old_status, new_status from nexus.transitions where relation in ('payments', 'payment_records')$$,
    $$values
        ('payment_records', 'created', 'cancelled'),
        ('payment_records', 'created', 'failed'),
        ('payment_records', 'created', 'pending'),
        ('payment_records', 'pending', 'cancelled'),
        ('payment_records', 'pending', 'failed'),
        ('payment_records', 'pending', 'paid'),
        ('payments', 'COMPLETED', 'REFUNDED'),
        ('payments', 'PENDING', 'COMPLETED'),
        ('payments', 'PENDING', 'FAILED')
    $$,
    'payments go these ways'
);

-- Every pair of states of payment_records, tried where constraints are not looked at.
create temporary table tried as
    select b as born, a as reached,
           exists (select from nexus.transitions as t
                   where (t.relation, t.old_status, t.new_status) = ('payment_records', b, a)) as listed
    from unnest('{created,pending,paid,failed,cancelled}'::text[]) as b,
         unnest('{created,pending,paid,failed,cancelled}'::text[]) as a
    where a <> b;

set constraints nexus.paid_is_credited, nexus.completed_is_fulfilled deferred;

create function pg_temp.attempt(born text, reached text) returns text language plpgsql as $$
begin
    set local session_replication_role = replica;
    update nexus.payment_records set status = born;
    set local session_replication_role = origin;
    return test.sqlstate(format('update nexus.payment_records set status = %L', reached));
end
$$;

select is(
    pg_temp.attempt(born, reached),
    case when not listed then
        format('NX004: payment_records 7001 cannot go from %s to %s', born, reached)
    end,
    format('from %s %s to %s', born, case when listed then 'it goes' else 'no way leads' end, reached)
)
from tried;

-- INV-PAY-2, and the old application's replay: an upsert that brings a paid record back to the beginning.
set local session_replication_role = replica;
update nexus.payment_records set status = 'paid';
update nexus.payments set status = 'FAILED';
set local session_replication_role = origin;

select throws_ok(
    $$insert into nexus.payment_records (provider, "externalId", "userId", "packId", "amountTnd", status)
      values ('konnect', 'ref-1', 'parent', 7001, 99.9, 'created')
      on conflict (provider, "externalId") do update set status = excluded.status$$,
    'NX004', 'payment_records 7001 cannot go from paid to created',
    'INV-PAY-2: a replay does not move a paid record back'
);
select throws_ok(
    $$insert into nexus.payment_records (provider, "externalId", "userId", "packId", "amountTnd", status)
      values ('konnect', 'ref-1', 'parent', 7001, 1, 'paid')
      on conflict (provider, "externalId") do update set "amountTnd" = excluded."amountTnd"$$,
    'NXP02', 'the terms of payment record 7001 do not change: 99.900 TND of parent for pack 7001, 10 credits',
    'nor does it overwrite the amount'
);
insert into nexus.credit_packs (id, credits, "priceTnd") values (7002, 10, 99.9);
select throws_ok(
    format('update nexus.payment_records set %s', change),
    'NXP02', 'the terms of payment record 7001 do not change: 99.900 TND of parent for pack 7001, 10 credits', why
)
from (values ('"userId" = ''assistant''', 'who pays does not change'), ('"packId" = 7002', 'nor does what is bought')) as tried (change, why);
select throws_ok(
    $$update nexus.payments set status = 'COMPLETED'$$,
    'NX004', 'payments payment cannot go from FAILED to COMPLETED', 'a payment that failed is not approved'
);
select throws_ok(
    $$update nexus.payments set amount = 1$$,
    'NXP02', 'the terms of payment payment do not change: 99.900 TND of parent for CREDIT_PACK',
    'the amount of a payment stays'
);
select throws_ok(
    $$update nexus.payments set "userId" = 'assistant'$$,
    'NXP02', 'the terms of payment payment do not change: 99.900 TND of parent for CREDIT_PACK',
    'so does who pays it'
);
select throws_ok(
    $$update nexus.payments set "externalId" = 'ref-2'$$,
    'NXP02', 'the terms of payment payment do not change: 99.900 TND of parent for CREDIT_PACK',
    'a reference is given once'
);
select lives_ok($$update nexus.users set id = 'parent 2' where id = 'parent'$$, 'a payer may get another id');
select results_eq(
    $$select p."userId", r."userId" from nexus.payments as p, nexus.payment_records as r$$,
    $$values ('parent 2', 'parent 2')$$, 'and the payments follow'
);

select throws_ok(
    $$insert into nexus.payment_records (provider, "externalId", "userId", "packId", "amountTnd")
      values ('konnect', 'ref-3', 'parent 2', 7001, 99)$$,
    'NXP01', 'pack 7001 costs 99.900 TND, and the record says 99.000 TND', 'a record takes the price of its pack'
);
select throws_ok(
    $$insert into nexus.payment_records (provider, "externalId", "userId", "packId", "amountTnd", currency)
      values ('konnect', 'ref-3', 'parent 2', 7001, 99.9, 'EUR')$$,
    'NXP01', 'pack 7001 costs 99.900 TND, and the record says 99.900 EUR', 'and its currency'
);

update nexus.credit_packs set bonus = 2;
insert into nexus.payment_records (id, provider, "externalId", "userId", "packId", "amountTnd", credits, status)
    values (7002, 'cash', 'ref-4', 'parent 2', 7001, 99.9, 1000, 'pending');
update nexus.credit_packs set bonus = 50;
select is(
    (select credits from nexus.payment_records where id = 7002), 12,
    'the credits of the pack are noted as they are that day, whatever the client says'
);

set constraints nexus.paid_is_credited immediate;
select throws_ok(
    'update nexus.payment_records set status = ''paid'' where id = 7002',
    'NXP03', 'payment record 7002 (cash ref-4) is paid, and its 12 credits are not in the wallet of parent 2',
    'a record is not paid without its credits'
);
select throws_ok(
    $$insert into nexus.payment_records (id, provider, "externalId", "userId", "packId", "amountTnd", status)
      values (7003, 'cash', 'ref-5', 'parent 2', 7001, 99.9, 'paid')$$,
    'NXP03', 'payment record 7003 (cash ref-5) is paid, and its 60 credits are not in the wallet of parent 2',
    'nor is it born so'
);
insert into nexus.credit_tx ("walletId", delta, reason, provider, "externalId") values (7001, 12, 'Cash', 'cash', 'ref-4');
select lives_ok('update nexus.payment_records set status = ''paid'' where id = 7002', 'with them it is');
update nexus.credit_packs set bonus = 2;
select throws_ok(
    $$insert into nexus.payment_records (id, provider, "externalId", "userId", "packId", "amountTnd", status)
      values (7003, 'wire', 'ref-4', 'parent 2', 7001, 99.9, 'paid')$$,
    'NXP03', 'payment record 7003 (wire ref-4) is paid, and its 12 credits are not in the wallet of parent 2',
    'but not with those that another provider brought under the same reference'
);

select is(
    (test.error(format('update nexus.payments set status = %L', status))).hint, hint, format('who is refused %s is told what there is', status)
) from (values ('COMPLETED', 'FAILED is final.')) as refused (status, hint);
set local session_replication_role = replica;
update nexus.payment_records set status = 'created' where id = 7001;
set local session_replication_role = origin;
select is(
    (test.error('update nexus.payment_records set status = ''paid'' where id = 7001')).hint,
    'From created it goes to cancelled, failed or pending.', 'or which ways there are'
);

select * from finish();
rollback;
