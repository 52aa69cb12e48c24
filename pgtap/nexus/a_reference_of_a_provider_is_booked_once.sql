begin;
select plan(15);

select test.nexus_world();

-- INV-PAY-1.
select throws_ok(
    $$
        insert into nexus.payments (type, amount, description, "userId", method, "externalId")
        values ('CREDIT_PACK', 50, 'Again', 'coach', 'konnect', 'ref-1')
    $$,
    '23505', 'duplicate key value violates unique constraint "payments_externalId_method_key"',
    'INV-PAY-1: a reference and its method are one payment'
);
select lives_ok(
    $$
        insert into nexus.payments (type, amount, description, "userId", method, "externalId")
        values ('CREDIT_PACK', 50, 'Another provider', 'parent', 'wise', 'ref-1'),
               ('CREDIT_PACK', 50, 'Another reference', 'parent', 'konnect', 'ref-2')
    $$,
    'another method, or another reference, is another payment'
);
select lives_ok(
    $$
        insert into nexus.payments (type, amount, description, "userId", method)
        values ('CREDIT_PACK', 50, 'No reference yet', 'parent', 'konnect'),
               ('CREDIT_PACK', 50, 'No reference yet', 'parent', 'konnect')
    $$,
    'two payments may wait for their references'
);
select is_empty(
    $$
        insert into nexus.payments (type, amount, description, "userId", method, "externalId")
        values ('CREDIT_PACK', 50, 'Again', 'parent', 'konnect', 'ref-1')
        on conflict ("externalId", method) where "externalId" is not null do nothing
        returning id
    $$,
    'a webhook that comes again can be told to do nothing'
);
select is(
    (select count(*) from nexus.payments where "externalId" = 'ref-1' and method = 'konnect'), 1::bigint,
    'and has done nothing'
);

select throws_ok(
    $$
        insert into nexus.payment_records (provider, "externalId", "userId", "packId", "amountTnd")
        values ('konnect', 'ref-1', 'coach', 7001, 1)
    $$,
    '23505', 'duplicate key value violates unique constraint "payment_records_provider_externalId_key"',
    'a purchase is recorded once'
);
select lives_ok(
    $$
        insert into nexus.payment_records (provider, "externalId", "userId", "packId", "amountTnd")
        values ('cash', 'ref-1', 'parent', 7001, 99.9), ('konnect', 'ref-2', 'parent', 7001, 99.9)
    $$,
    'another provider, or another reference, is another purchase'
);
select is_empty(
    $$
        insert into nexus.payment_records (provider, "externalId", "userId", "packId", "amountTnd")
        values ('konnect', 'ref-1', 'parent', 7001, 1)
        on conflict (provider, "externalId") do nothing
        returning id
    $$,
    'a report that comes again can be told to do nothing'
);

select throws_ok(
    $$
        insert into nexus.credit_tx ("walletId", delta, reason, provider, "externalId")
        values (7001, 10, 'Again', 'konnect', 'ref-1')
    $$,
    '23505', 'duplicate key value violates unique constraint "credit_tx_provider_externalId_key"',
    'a purchase is credited once'
);
select lives_ok(
    $$
        insert into nexus.credit_tx ("walletId", delta, reason, provider, "externalId")
        values (7001, 10, 'Cash', 'cash', 'ref-1'), (7001, 10, 'Another', 'konnect', 'ref-2')
    $$,
    'another provider, or another reference, is another entry'
);
select lives_ok(
    $$
        insert into nexus.credit_tx ("walletId", delta, reason, provider)
        values (7001, -1, 'A question', null), (7001, -1, 'A question', null), (7001, 1, 'A present', 'cash'),
               (7001, 1, 'A present', 'cash')
    $$,
    'entries without a reference may be alike'
);

-- A reference without its method or provider would be equal to nothing.
select throws_ok(
    $$
        insert into nexus.payments (type, amount, description, "userId", "externalId")
        values ('CREDIT_PACK', 50, 'No method', 'parent', 'ref-9')
    $$,
    '23514', 'new row for relation "payments" violates check constraint "payments_externalId_names_its_method"',
    'a payment without a method has no reference'
);
select throws_ok(
    $$insert into nexus.credit_tx ("walletId", delta, reason, "externalId") values (7001, 1, 'No provider', 'ref-9')$$,
    '23514', 'new row for relation "credit_tx" violates check constraint "credit_tx_externalId_names_its_provider"',
    'an entry without a provider has no reference'
);
select throws_ok(
    $$update nexus.payments set "externalId" = 'ref-2' where "externalId" = 'ref-1' and method = 'konnect'$$,
    '23505', 'duplicate key value violates unique constraint "payments_externalId_method_key"',
    'a payment does not take the reference of another'
);
select throws_ok(
    $$update nexus.payment_records set provider = 'konnect' where provider = 'cash'$$,
    '23505', 'duplicate key value violates unique constraint "payment_records_provider_externalId_key"',
    'a purchase does not take the provider of another'
);

select * from finish();
rollback;
