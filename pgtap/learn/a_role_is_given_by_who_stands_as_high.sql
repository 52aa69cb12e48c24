begin;
select plan(9);

select test.learn_user('ada'), test.learn_user('max', 'MODERATOR'), test.learn_user('eve', 'ADMIN'), test.learn_user('eva', 'ADMIN');
insert into learn.auth_sessions (user_id, token_hash, expires_at)
values (test.learn_id('ada'), sha256('token'), now() + interval '1 day');

select test.learn_act('max');
select throws_ok(
    $$select learn.set_user_role(test.learn_id('ada'), 'INSTRUCTOR')$$,
    'LN002', 'a user in role MODERATOR may not do this: it takes users:manage_roles', 'a moderator gives no roles'
);
select throws_ok(
    $$select learn.set_user_status(test.learn_id('eve'), 'SUSPENDED')$$,
    'LN005', 'a user in role ADMIN is above the actor', 'nor suspends an administrator'
);
select throws_ok(
    $$select learn.set_user_status(test.learn_id('max'), 'SUSPENDED')$$,
    'LN004', 'nobody changes the own role or standing', 'nor oneself'
);
select throws_ok(
    $$select learn.set_user_status(test.learn_id('nobody'), 'SUSPENDED')$$,
    'LN003', format('there is no user %s', test.learn_id('nobody')), 'nor who is not there'
);
select lives_ok($$select learn.set_user_status(test.learn_id('ada'), 'SUSPENDED')$$, 'but a student');
select results_eq(
    $$select u.status, s.revoked_at is not null from learn.users as u join learn.auth_sessions as s on s.user_id = u.id$$,
    $$values ('SUSPENDED', true)$$, 'who is signed out'
);
select ok(not learn.is_actor(test.learn_id('ada')::text, 'STUDENT'), 'and acts no more');
select test.learn_act('eve');
select lives_ok($$select learn.set_user_role(test.learn_id('eva'), 'STUDENT')$$, 'an administrator takes the role of another');
select throws_ok(
    $$select learn.set_user_role(test.learn_id('ada'), 'OWNER')$$,
    '23514', 'new row for relation "users" violates check constraint "users_role_is_known"', 'and gives none that is not known'
);

select * from finish();
rollback;
