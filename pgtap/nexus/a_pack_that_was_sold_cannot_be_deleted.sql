begin;
select plan(4);

select test.nexus_world();
alter table nexus.credit_tx disable trigger keep_journal;

delete from nexus.credit_tx;

select test.is_restricted(
    'delete from nexus.credit_packs', 'payment_records_packId_fkey', 'credit_packs', 'payment_records',
    'a pack that was bought cannot be deleted'
);

delete from nexus.payment_records;
insert into nexus.credit_tx ("walletId", delta, reason, "packId") values (7001, 10, 'Ten credits', 7001);

select test.is_restricted(
    'delete from nexus.credit_packs', 'credit_tx_packId_fkey', 'credit_packs', 'credit_tx',
    'a pack that was credited cannot be deleted'
);

select lives_ok('update nexus.credit_packs set active = false', 'it can be taken off sale');

delete from nexus.credit_tx;

select lives_ok('delete from nexus.credit_packs', 'a pack nobody bought can be deleted');

select * from finish();
rollback;
