begin;
select plan(5);

create temporary table given as select test.shop_user('ada@example.com') as ada;

select throws_ok(
    $$insert into shop.users (email, password_hash) values ('ada@example.com', 'hash')$$,
    '23505', 'duplicate key value violates unique constraint "users_email_unique"',
    'an address has one account'
);

select throws_ok(
    $$insert into shop.users (email, password_hash) values ('Ada@Example.com', 'hash')$$,
    '23514', 'new row for relation "users" violates check constraint "users_email_is_lower_case"',
    'capitals are no way to a second account'
);

select throws_ok(
    $$insert into shop.users (email, password_hash) values (' ada@example.com', 'hash')$$,
    '23514', 'new row for relation "users" violates check constraint "users_email_is_plausible"',
    'a space is no way to a second account'
);

select lives_ok(
    $$insert into shop.users (email, password_hash) values ('ada@example.org', 'hash')$$,
    'another address has another account'
);

select results_eq(
    $$
        insert into shop.users (email, password_hash) values ('ada@example.com', 'a newer hash')
        on conflict (email) do update set password_hash = excluded.password_hash
        returning id
    $$,
    'select ada from given',
    'on conflict (email) finds the account'
);

select * from finish();
rollback;
