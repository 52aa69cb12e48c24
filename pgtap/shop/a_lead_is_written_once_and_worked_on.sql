begin;
select plan(9);

create temporary table given as select test.shop_user() as ada, test.shop_admin() as admin;

select lives_ok(
    $$select shop.create_lead('Bob', ' Bob@Example.com ', 'When is  it
back?')$$,
    'nobody in particular may write'
);

select lives_ok(
    $$select shop.create_lead('Bob', 'bob@example.com', ' when is it back? ', consent => true)$$,
    'and write the same again'
);

select results_eq(
    $$select email::text, status, times, consent_at is not null, last_at is not null from shop.leads$$,
    $$values ('bob@example.com', 'new', 2, true, true)$$,
    'which is one lead, written twice, with the consent that was given'
);

select shop.create_lead('Bob', 'bob@example.com', 'And the other one?'),
       shop.create_lead('Eve', 'eve@example.com', 'When is it back?');

select is(
    (select count(*) from shop.leads), 3::bigint,
    'another message, and the same from another address, are others'
);

select throws_ok(
    $$select shop.create_lead('Bob', 'bob', 'Hello')$$,
    '23514', 'new row for relation "leads" violates check constraint "leads_email_is_plausible"',
    'an address that is none is refused'
);

select test.act(ada) from given;

select throws_ok(
    $$select shop.set_lead_status(id, 'contacted') from shop.leads where times = 2$$,
    'SH002', 'only an administrator may do this',
    'customers do not work on leads'
);

select test.act(admin) from given;

select lives_ok(
    $$select shop.set_lead_status(id, 'contacted') from shop.leads where times = 2$$,
    'administrators do'
);

select throws_ok(
    $$select shop.set_lead_status((select id from shop.leads where times = 2), 'eaten')$$,
    'SHL01', (select format('no lead %s becomes eaten', id) from shop.leads where times = 2),
    'with words that are known'
);

select set_eq(
    $$select old_values, new_values from test.logged('shop.leads') where action = 'update' and new_values ? 'status'$$,
    $$
        values ('{"status": "new"}'::jsonb, '{"status": "contacted"}'::jsonb)
    $$,
    'and leave a trace, while the message stays out of the log'
);

select * from finish();
rollback;
