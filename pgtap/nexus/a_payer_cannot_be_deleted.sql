begin;
select plan(7);

select test.nexus_world();
alter table nexus.credit_tx disable trigger keep_journal;
delete from nexus.credit_tx;
delete from nexus.payment_records;

select test.is_restricted(
    $$delete from nexus.users where id = 'parent'$$, 'payments_userId_fkey', 'users', 'payments',
    'who paid cannot be deleted'
);

delete from nexus.payments;
insert into nexus.payment_records (provider, "externalId", "userId", "packId", "amountTnd")
    values ('cash', 'c-1', 'parent', 7001, 99.9);

select test.is_restricted(
    $$delete from nexus.users where id = 'parent'$$, 'payment_records_userId_fkey', 'users', 'payment_records',
    'who bought a pack cannot be deleted'
);

delete from nexus.payment_records;
insert into nexus.credit_tx ("walletId", delta, reason) values (7001, 10, 'A present');

select test.is_restricted(
    $$delete from nexus.users where id = 'parent'$$, 'credit_tx_walletId_fkey', 'credit_wallets', 'credit_tx',
    'whose wallet has entries cannot be deleted'
);

select test.is_restricted(
    'delete from nexus.credit_wallets', 'credit_tx_walletId_fkey', 'credit_wallets', 'credit_tx',
    'a wallet with entries cannot be deleted'
);

delete from nexus.credit_tx;

select lives_ok($$delete from nexus.users where id = 'parent'$$, 'who never paid can be deleted');
select is_empty('select from nexus.credit_wallets', 'and the empty wallet goes');
select isnt_empty('select from nexus.credit_packs', 'the packs stay');

select * from finish();
rollback;
