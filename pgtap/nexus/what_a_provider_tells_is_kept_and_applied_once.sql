begin;
select plan(67);

select test.nexus_world();
select test.nexus_user('admin', 'ADMIN');
delete from nexus.notifications;
delete from nexus.payment_records where id = 7001;
insert into nexus.credit_packs (id, credits, "priceTnd") values (7002, 12, 100);
insert into nexus.subscriptions (id, "studentId", "planName", "monthlyPrice", "creditsPerMonth", status, "startDate")
    values ('next', 'pupil', 'IMMERSION', 750, 8, 'INACTIVE', '2026-01-01 00:00+00');
select nexus.add_provider_secret('konnect', 'the secret of konnect'::bytea),
       nexus.add_provider_secret('wise', 'the secret of wise, too'::bytea);
set local app.current_user_id = 'parent';

create function pg_temp.body(id text, ref text, word text, amount text default '100', currency text default 'TND')
returns bytea language sql as $$
    select convert_to(json_build_object(
        'transactionId', id, 'paymentRef', ref, 'status', word, 'amount', amount, 'currency', currency)::text, 'UTF8')
$$;
create function pg_temp.tell(body bytea, secret text default 'the secret of konnect', provider text default 'konnect')
returns text language sql as $$
    select outcome || case when replayed then ' before' else '' end
    from nexus.receive_provider_event(provider, body, encode(extensions.hmac(body, secret::bytea, 'sha256'), 'hex'))
$$;
create function pg_temp.record(ref text) returns text language sql as $$
    select status from nexus.payment_records where provider = 'konnect' and "externalId" = ref
$$;
create function pg_temp.balance() returns integer language sql as $$
    select balance from nexus.credit_wallets where "userId" = 'parent'
$$;
create temporary table start as select pg_temp.balance() as balance;

select is((nexus.reserve_pack('konnect', 7002, 'r 1')).status, 'created', 'a card payment is made');
select is(pg_temp.tell(pg_temp.body('e 1', 'r 1', 'pending')), 'applied', 'the provider tells that it is pending');
select is(pg_temp.record('r 1'), 'pending', 'and it is');
select is(pg_temp.tell(pg_temp.body('e 2', 'r 1', 'completed')), 'applied', 'the provider tells that it was paid');
select is(pg_temp.record('r 1'), 'paid', 'and it is');
select is(pg_temp.balance(), (select balance + 12 from start), 'the credits are in the wallet');
select is(pg_temp.tell(pg_temp.body('e 2', 'r 1', 'completed')), 'applied before', 'delivered again, it tells what became of it');
select is(pg_temp.tell(pg_temp.body('e 3', 'r 1', 'completed')), 'ignored', 'told under another id, it changes nothing');
select is(pg_temp.tell(pg_temp.body('e 4', 'r 1', 'pending')), 'ignored', 'nor does what comes late');
select is(pg_temp.tell(pg_temp.body('e 5', 'r 1', 'failed')), 'ignored', 'nor a failure of before');
select is(pg_temp.balance(), (select balance + 12 from start), 'the credits are there once');
select results_eq(
    $$select event_id, word, outcome, deliveries, signature_valid, convert_from(payload, 'UTF8')::jsonb ->> 'paymentRef'
      from nexus.provider_events order by id$$,
    $$values ('e 1', 'pending', 'applied', 1, true, 'r 1'), ('e 2', 'completed', 'applied', 2, true, 'r 1'),
             ('e 3', 'completed', 'ignored', 1, true, 'r 1'), ('e 4', 'pending', 'ignored', 1, true, 'r 1'),
             ('e 5', 'failed', 'ignored', 1, true, 'r 1')$$,
    'each is kept as it came, and counted'
);

select nexus.reserve_pack('konnect', 7002, 'r 2');
select is(pg_temp.tell(pg_temp.body('e 6', 'r 2', 'completed')), 'applied', 'paid may come first');
select is(pg_temp.balance(), (select balance + 24 from start), 'and brings its credits');

select is(pg_temp.tell(pg_temp.body('e 7', 'r 3', 'completed')), 'waiting', 'an event may come before its payment');
select is(pg_temp.tell(pg_temp.body('e 7', 'r 3', 'completed')), 'waiting before', 'and again');
select is((nexus.reserve_pack('konnect', 7002, 'r 3')).status, 'paid', 'the payment finds it');
select is(pg_temp.balance(), (select balance + 36 from start), 'and brings its credits');
select is(pg_temp.tell(pg_temp.body('e 7', 'r 3', 'completed')), 'applied before', 'which the event tells from then on');

select nexus.reserve_pack('konnect', 7002, 'r 4');
select is(pg_temp.tell(pg_temp.body('e 8', 'r 4', 'completed', '1')), 'mismatched', 'another amount is not accepted');
select is(pg_temp.tell(pg_temp.body('e 9', 'r 4', 'completed', '100', 'EUR')), 'mismatched', 'nor another currency');
select is(pg_temp.tell(pg_temp.body('e 10', 'r 4', 'completed', null)), 'mismatched', 'nor none');
select is(pg_temp.record('r 4'), 'created', 'the payment stays as it was');
select is(pg_temp.tell(pg_temp.body('e 11', 'r 4', 'canceled')), 'applied', 'it is cancelled');
select is(pg_temp.tell(pg_temp.body('e 12', 'r 4', 'completed')), 'contradicted', 'money for what was cancelled is not taken');
select is(pg_temp.record('r 4'), 'cancelled', 'final is final');
select results_eq(
    $$select "userId", type, count(*) from nexus.notifications group by 1, 2 order by 1, 2$$,
    $$values ('admin', 'PAYMENT_CONTRADICTED', 1::bigint), ('admin', 'PAYMENT_MISMATCHED', 3),
             ('assistant', 'PAYMENT_CONTRADICTED', 1), ('assistant', 'PAYMENT_MISMATCHED', 3)$$,
    'and the staff is told'
);
select is(pg_temp.tell(pg_temp.body('e 13', 'r 4', 'sparkling')), 'ignored', 'an unknown word changes nothing');

-- A client that writes a payment itself, and asks nobody to settle what was told of it.
select pg_temp.tell(pg_temp.body('e 0', 'r 0', 'completed'));
insert into nexus.payment_records (provider, "externalId", "userId", "packId", "amountTnd") values ('konnect', 'r 0', 'parent', 7002, 100);
select nexus.reserve_pack('konnect', 7002, 'r 00');
select is(pg_temp.record('r 0'), 'created', 'what is told of one payment is not settled by another');

-- Forgeries.
select nexus.reserve_pack('konnect', 7002, 'r 5');
select is(pg_temp.tell(pg_temp.body('e 14', 'r 5', 'completed'), 'a guess'), 'refused', 'a forgery is refused');
select is(pg_temp.tell(pg_temp.body('e 14', 'r 5', 'completed'), 'a guess'), 'refused before', 'kept once, and counted');
select is(pg_temp.tell(pg_temp.body('e 14', 'r 5', 'completed')), 'applied', 'and takes no id from the genuine event');
select is(
    pg_temp.tell(pg_temp.body('e 15', 'r 5', 'completed'), 'the secret of wise, too'), 'refused',
    'the secret of another provider proves nothing'
);
select is(
    (select outcome from nexus.receive_provider_event('konnect', 'x'::bytea, null)), 'refused', 'nor does no signature'
);
select nexus.add_provider_secret('konnect', 'a new secret of konnect'::bytea, retire_others => true);
select is(pg_temp.tell(pg_temp.body('e 16', 'r 5', 'completed')), 'refused', 'nor a secret that was retired');
select is(pg_temp.tell(pg_temp.body('e 16', 'r 5', 'completed'), 'a new secret of konnect'), 'ignored', 'the new one does');
select is(pg_temp.tell('{"amount": ', 'a new secret of konnect'), 'unreadable', 'what cannot be read is kept');
select is(pg_temp.tell('[1]', 'a new secret of konnect'), 'unreadable', 'what is no event, too');
select is(pg_temp.tell(pg_temp.body(id, ref, word), 'a new secret of konnect'), 'unreadable', why)
from (values
    (null, 'r 5', 'completed', 'an event has an id'), ('e 17', null, 'completed', 'a reference'), ('e 17', 'r 5', ' ', 'and a word')
) as tried (id, ref, word, why);
select is(pg_temp.tell('[1]', 'a new secret of konnect'), 'unreadable before', 'told again, it is counted');
select is(
    pg_temp.tell(pg_temp.body('e 17', 'r 5', 'completed', amount), 'a new secret of konnect'), 'unreadable',
    format('and an amount of %s', amount)
)
from (values ('-100'), ('1000000000')) as tried (amount);
select is(
    (select array_agg(deliveries order by id) from nexus.provider_events
     where outcome = 'refused' and event_id is null and payload = pg_temp.body('e 14', 'r 5', 'completed')), '{2}'::integer[],
    'a forgery that came twice came twice'
);
select is(
    (select outcome from nexus.receive_provider_event('konnect', decode(repeat('00', 65536), 'hex'), repeat('s', 201))), 'refused',
    'an event has up to 64 KB'
);
select is(
    (select length(signature) from nexus.provider_events where octet_length(payload) = 65536), 200,
    'of a signature 200 characters are kept'
);
select throws_ok(
    format('select nexus.receive_provider_event(''konnect'', %s, ''x'')', body),
    'NXV01', format('an event of %s bytes from ''konnect''', bytes), why
) from (values
    ($$decode(repeat('00', 65537), 'hex')$$, '65537', 'and no more'), ('null', 'no', 'it is there'), ($$''$$, '0', 'and not empty')
) as tried (body, bytes, why);
select throws_ok(
    $$select nexus.receive_provider_event('shells', 'x', 'x')$$,
    'NXV01', 'an event of 1 bytes from ''shells''', 'a provider is known'
);

-- A payment of a subscription.
select nexus.pay_subscription('next', 'wise', 'w 1');
select is(
    pg_temp.tell(pg_temp.body('e 1', 'w 1', 'funds_converted', '750'), 'the secret of wise, too', 'wise'), 'applied',
    'a payment is completed by its provider, too'
);
select is((select status::text from nexus.subscriptions where id = 'next'), 'ACTIVE', 'and the subscription begins');
select nexus.pay_subscription('next', 'wise', 'w 2');
select nexus.cancel_subscription('next');
select is(
    pg_temp.tell(pg_temp.body('e 2', 'w 2', 'funds_converted', '750'), 'the secret of wise, too', 'wise'), 'contradicted',
    'money for a subscription that was cancelled is told to the staff'
);

-- A payment of a pack, by wise; another one beside it waits all the time.
create function pg_temp.wise(id text, ref text, word text) returns text language sql as $$
    select pg_temp.tell(pg_temp.body(id, ref, word), 'the secret of wise, too', 'wise')
$$;
create function pg_temp.payment(ref text) returns text language sql as $$
    select status::text from nexus.payments where method = 'wise' and "externalId" = ref
$$;
select nexus.pay_pack('pupil', 7002, 'wise', 'w 9');
select pg_temp.wise('e 3', 'w 3', 'funds_converted');
select is(
    (nexus.pay_pack('pupil', 7002, 'wise', 'w 3')).status::text, 'COMPLETED', 'a payment finds what was told of it before it was made'
);
select nexus.pay_pack('pupil', 7002, 'wise', 'w 4');
select is(pg_temp.wise('e 4', 'w 4', 'bounced_back'), 'applied', 'the provider tells that it failed');
select is(pg_temp.payment('w 4'), 'FAILED', 'and it did');
select is(pg_temp.wise('e 5', 'w 4', 'bounced_back'), 'ignored', 'once');
select is(pg_temp.wise('e 6', 'w 4', 'cancelled'), 'ignored', 'it is not cancelled any more');
select is(pg_temp.wise('e 7', 'w 4', 'funds_converted'), 'contradicted', 'and money for it is told to the staff');
select is(pg_temp.tell(pg_temp.body('e 18', 'r 4', 'failed'), 'a new secret of konnect'), 'ignored', 'what was cancelled does not fail');
set local app.current_user_id = 'admin';
select nexus.refund_payment(id) from nexus.payments where "externalId" = 'w 3';
select is(pg_temp.wise('e 8', 'w 3', 'funds_converted'), 'ignored', 'what was given back is not paid again');
select is(pg_temp.payment('w 9'), 'PENDING', 'and the other one is still to be paid');
select results_eq(
    $$select provider, event_id, detail from nexus.provider_events
      where outcome = 'ignored' and (provider, event_id) in
          (('konnect', 'e 3'), ('konnect', 'e 13'), ('konnect', 'e 18'), ('wise', 'e 5'), ('wise', 'e 6'), ('wise', 'e 8'))
      order by id$$,
    $$values ('konnect', 'e 3', 'the payment is paid'), ('konnect', 'e 13', 'sparkling means nothing to us'),
             ('wise', 'e 5', 'the payment is failed'), ('wise', 'e 6', 'the payment is failed'),
             ('konnect', 'e 18', 'the payment is cancelled'), ('wise', 'e 8', 'the payment is refunded')$$,
    'why something is ignored is kept'
);
select is(
    pg_temp.tell(pg_temp.body('e 30', 'w 30', 'funds_converted'), 'the secret of wise, too', 'wise'), 'waiting',
    'what is told of a payment without its reference waits'
);
select is((nexus.pay_pack('pupil', 7002, 'wise', 'w 30')).status::text, 'COMPLETED', 'and is found with it');
select lives_ok('set constraints all immediate', 'and all of it holds at commit');

select * from finish();
rollback;
