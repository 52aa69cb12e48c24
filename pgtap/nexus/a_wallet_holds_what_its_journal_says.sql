begin;
select plan(52);

select test.nexus_parent('parent'), test.nexus_user('assistant', 'ASSISTANTE');
insert into nexus.credit_packs (id, credits, "priceTnd", bonus, active) values (7001, 10, 99.9, 2, false);
insert into nexus.credit_usage (key, credits) values ('SOS_15', 3) on conflict (key) do update set credits = 3;

select results_eq(
    $$select balance, replayed from nexus.credit_pack('parent', 7001, 'konnect', 'ref-1')$$, $$values (12, false)$$,
    'a pack brings its credits and its bonus'
);
select results_eq(
    $$select balance, replayed from nexus.credit_pack('parent', 7001, 'konnect', 'ref-1')$$, $$values (12, true)$$,
    'once for a reference'
);
select results_eq(
    $$select balance, replayed from nexus.credit_pack('parent', 7001, 'cash', 'ref-1')$$, $$values (24, false)$$,
    'defect 6: the reference of another provider is another'
);
select results_eq(
    'select number, delta, "balanceBefore", "balanceAfter", "packId" from nexus.credit_tx order by number',
    $$values (1, 12, 0, 12, 7001), (2, 12, 12, 24, 7001)$$, 'an entry keeps the balance before and after'
);
select throws_ok(
    $$select nexus.credit_wallet('parent', 5, 'Gift', 'konnect', 'ref-1')$$, 'NXW04',
    format('reference ''ref-1'' of konnect is that of 12 credits in wallet %s, and not of 5 in wallet %1$s', id),
    'a reference is that of one entry'
) from nexus.credit_wallets;
select throws_ok(
    $$select nexus.credit_pack('parent', 7009, 'konnect', 'ref-2')$$, 'NXW03', 'there is no pack 7009', 'a pack is there'
);
select throws_ok(
    $$select nexus.credit_pack('parent', 7001, 'konnect', null)$$, 'NXW02', 'a pack of 12 credits without a reference', 'and has a reference'
);
select throws_ok(
    $$select nexus.credit_wallet('nobody', 5, 'Gift')$$, 'NXW03', 'there is no user ''nobody''', 'a wallet is somebody''s'
);
select throws_ok(
    $$select nexus.credit_wallet('parent', -5, 'Gift')$$, 'NXW02',
    'an entry over 0 credits, with reason ''Gift'' and reference NULL of NULL', 'a credit is positive'
);
select throws_ok(
    format('select nexus.debit_wallet(''parent'', %s, ''Lesson'')', amount), 'NXW02',
    'an entry over 0 credits, with reason ''Lesson'' and reference NULL of NULL', 'and so is a debit'
) from unnest(array[0, -5]) as amount;
select throws_ok(
    $$select nexus.debit_wallet('parent', 25, 'Lesson')$$, 'NXW01',
    format('INSUFFICIENT_CREDITS: 25 credits are needed, and wallet %s holds 24', id), 'INV-CRE-3: no wallet below zero'
) from nexus.credit_wallets;

select test.nexus_act('parent');
select results_eq(
    $$select balance_before, balance_after, replayed from nexus.spend_wallet('key-01', 'SOS_15')$$, $$values (24, 21, false)$$,
    'a usage costs its price'
);
select results_eq(
    $$select balance_before, balance_after, replayed from nexus.spend_wallet('key-01', 'SOS_15')$$, $$values (24, 21, true)$$,
    'once for a key'
);
select results_eq(
    $$select balance_before, balance_after, replayed from nexus.spend_wallet('key-02', amount => 1)$$, $$values (21, 20, false)$$,
    'or an amount is spent'
);
select throws_ok(
    $$select nexus.spend_wallet('key-02', amount => 2)$$, 'NXW04',
    format('reference ''parent:key-02'' of usage is that of -1 credits in wallet %s, and not of -2 in wallet %1$s', id),
    'a key is that of one spending'
) from nexus.credit_wallets;
select throws_ok(
    $$select nexus.spend_wallet('short', amount => 2)$$, 'NXW02', 'a spending under key ''short'', which has 5 characters', 'a key has six characters'
);
select throws_ok(
    $$select nexus.spend_wallet(repeat('k', 201), amount => 2)$$, 'NXW02',
    format('a spending under key %L, which has 201 characters', repeat('k', 201)), 'and no more than two hundred'
);
select throws_ok(
    $$select nexus.spend_wallet(null, amount => 2)$$, 'NXW02', 'a spending under key NULL, which has 0 characters', 'and is there'
);
select throws_ok(
    format('select nexus.spend_wallet(''key-03'', amount => %s)', amount), 'NXW02',
    format('a spending of %s credits for usage NULL', amount), why
) from (values (0, 'nothing is not spent'), (-2, 'nor less, which would bring something')) as tried (amount, why);
select throws_ok(
    $$select nexus.spend_wallet('key-03', 'SOS_15', 2)$$, 'NXW02', 'a spending of 2 credits for usage ''SOS_15''', 'a usage or an amount'
);
select throws_ok(
    $$select nexus.spend_wallet('key-03', 'OTHER')$$, 'NXW03', 'usage ''OTHER'' has no price', 'a usage has a price'
);
select throws_ok(
    $$select nexus.correct_wallet_entry(1, 'Mistake')$$, 'NX002',
    'only ADMIN or ASSISTANTE may do this, and the actor is PARENT', 'nobody corrects his own wallet'
);

select test.nexus_act('assistant');
create temporary table wrong as select id from nexus.credit_tx where number = 2;
select results_eq(
    $$select balance from wrong, nexus.correct_wallet_entry(id, 'Booked twice')$$, array[8], 'a mistake is taken back by a counter-entry'
);
select throws_ok(
    format('select nexus.correct_wallet_entry(%s, ''Again'')', id), 'NXW05', format('entry %s (12 credits) was taken back already', id), 'once'
) from wrong;
select throws_ok(
    format('select nexus.correct_wallet_entry(%s, '' '')', id), 'NXW02',
    format('entry %s (12 credits) was to be taken back without a reason', id), 'with a reason'
) from wrong;
select throws_ok(
    format('select nexus.correct_wallet_entry(%s, ''d'')', id), 'NXW01',
    format('INSUFFICIENT_CREDITS: 12 credits are needed, and wallet %s holds 8', "walletId"), 'what was spent is not taken back'
) from nexus.credit_tx where number = 1;

select throws_ok(
    'update nexus.credit_wallets set balance = 9', 'NX011',
    format('wallet %s was to hold 9 credits, and the journal says 8', id), 'INV-CRE-4: the balance is the sum of the entries'
) from nexus.credit_wallets;
select throws_ok(
    $$insert into nexus.credit_wallets (id, "userId", balance) values (7009, 'assistant', 1)$$, 'NX011',
    'wallet 7009 was to hold 1 credits, and the journal says 0', 'a wallet without entries holds nothing'
);
select throws_ok(
    'update nexus.credit_tx set delta = 13 where number = 1', 'NX010',
    format('entry %s of wallet %s was to be changed (it is a journal)', id, "walletId"), 'no entry is changed'
) from nexus.credit_tx where number = 1;
select throws_ok(
    'update nexus.credit_tx set reason = ''Another'' where number = 1', 'NX010',
    format('entry %s of wallet %s was to be changed (it is a journal)', id, "walletId"), 'nor told otherwise'
) from nexus.credit_tx where number = 1;
insert into nexus.credit_packs (id, credits, "priceTnd") values (7002, 10, 99.9);
select throws_ok(
    format('update nexus.credit_tx set %s where number = %s', change, number), 'NX010',
    format('entry %s of wallet %s was to be changed (it is a journal)', id, "walletId"), why
)
from (values
    (1, '"packId" = 7002', 'nor is it that of another pack'), (1, '"packId" = null', 'nor of none'),
    (3, '"packId" = 7002', 'nor of one, if it was of none'),
    (3, '"correctsId" = (select t.id from nexus.credit_tx as t where t.number = 1)', 'nor does it take another one back afterwards')
) as tried (number, change, why)
join nexus.credit_tx using (number);
select lives_ok(
    'update nexus.credit_tx set reason = ''[erased]'' where number = 3', 'but what it says of a person can be erased'
);
select throws_ok(
    'delete from nexus.credit_tx where number = 1', 'NX010',
    format('entry %s of wallet %s was to be deleted (it is a journal)', id, "walletId"), 'nor deleted'
) from nexus.credit_tx where number = 1;
select throws_ok(
    format('insert into nexus.credit_tx ("walletId", delta, reason, "correctsId") values (%s, -1, ''d'', %s)', "walletId", id), 'NXW05',
    format('entry %s (12 credits, wallet %s) cannot be taken back by -1 credits in wallet %2$s', id, "walletId"),
    'a counter-entry has the opposite amount, whoever writes it'
) from nexus.credit_tx where number = 1;
select throws_ok(
    format('select nexus.%s', call), 'NXW02', format('an entry over %s credits, with reason %s and reference NULL of NULL', amount, reason), why
) from (values
    ($$credit_wallet('parent', 1000000001, 'd')$$, '1000000001', '''d''', 'no entry is over more than a thousand millions'),
    ($$debit_wallet('parent', 1000000001, 'd')$$, '-1000000001', '''d''', 'in either direction'),
    ($$credit_wallet('parent', 1, null)$$, '1', 'NULL', 'each has a reason'),
    ($$credit_wallet('parent', 1, ' ')$$, '1', ''' ''', 'which says something')
) as tried (call, amount, reason, why);
select is(
    (nexus.credit_wallet('assistant', 5, 'Gift', 'cash', 'gift-1')).balance, 5, 'there are other wallets'
);
select results_eq(
    $$select balance, replayed from nexus.credit_wallet('assistant', 5, 'Gift', 'cash', 'gift-1')$$, $$values (5, true)$$,
    'and what is said again is said of the same one'
);
select is(
    (select c.balance from nexus.credit_tx as t, nexus.correct_wallet_entry(t.id, 'No gift') as c where t."externalId" = 'gift-1'), 0,
    'what is taken back is the amount of the entry'
);
select throws_ok(
    $$select nexus.correct_wallet_entry(-1, 'Mistake')$$, 'NXW03', 'there is no entry -1', 'of one that is there'
);
insert into nexus.credit_packs (id, credits, "priceTnd", bonus) values (7005, 10, 99.9, 0), (7006, 10, 99.9, 1);
select nexus.credit_pack('assistant', pack, 'cash', 'pack ' || pack) from unnest(array[7005, 7006]) as pack;
select results_eq(
    $$select "packId", reason, delta from nexus.credit_tx where "packId" in (7005, 7006) order by 1$$,
    $$values (7005, 'Pack de 10 crédits', 10), (7006, 'Pack de 10 crédits + 1', 11)$$, 'a pack is named with its bonus, if it has one'
);

insert into nexus.credit_tx ("walletId", delta, reason, at)
select w.id, 1, 'd', given
from nexus.credit_wallets as w
cross join unnest(array['2020-01-01', '2999-01-01']::timestamptz[]) as given
where w."userId" = 'assistant';
select is_empty(
    $$
        select t.number, t.at
        from nexus.credit_tx as t
        join nexus.credit_wallets as w on w.id = t."walletId"
        where w."userId" = 'assistant'
          and (t.at < now()::timestamptz(3) or t.at > clock_timestamp() + interval '1 second')
    $$,
    'no entry is later than now or earlier than the one before'
);
select lives_ok(format('update nexus.%s set id = 8000 + id', relation), why)
from (values ('credit_packs', 'packs may get other ids'), ('credit_wallets', 'and so may wallets')) as tried (relation, why);
select results_eq(
    $$
        select w."userId", array_agg(distinct t."packId" order by t."packId") filter (where t."packId" is not null)
        from nexus.credit_tx as t
        join nexus.credit_wallets as w on w.id = t."walletId"
        where w.id > 8000
        group by 1 order by 1
    $$,
    $$values ('assistant', array[15005, 15006]), ('parent', array[15001])$$, 'which the entries follow'
);

select * from finish();
rollback;
