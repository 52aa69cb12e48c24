begin;
select plan(13);

select test.learn_user('ada'), test.learn_user('max', 'MODERATOR'), test.learn_user('eve', 'ADMIN'), test.learn_user('eva', 'ADMIN');
insert into learn.auth_sessions (user_id, token_hash, expires_at, created_at, revoked_at)
values (test.learn_id('ada'), sha256('token'), now() + interval '1 day', now(), null),
       (test.learn_id('ada'), sha256('earlier'), now() + interval '1 day', now() - interval '1 day', now() - interval '1 hour'),
       (test.learn_id('eva'), sha256('other'), now() + interval '1 day', now(), null);
create function pg_temp.signed_in() returns text language sql as $$
    select string_agg(format('%s %s: %s', u.name, u.status, coalesce((now() - s.revoked_at)::text, 'signed in')), ', '
                      order by u.name, s.created_at)
    from learn.users as u left join learn.auth_sessions as s on s.user_id = u.id
$$;

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
select is(
    pg_temp.signed_in(),
    'ada SUSPENDED: 01:00:00, ada SUSPENDED: 00:00:00, eva ACTIVE: signed in, eve ACTIVE: signed in, max ACTIVE: signed in',
    'who is signed out, as nobody else is'
);
select ok(not learn.is_actor(test.learn_id('ada')::text, 'STUDENT'), 'and acts no more');
select test.learn_act('eve');
select lives_ok($$select learn.set_user_role(test.learn_id('eva'), 'STUDENT')$$, 'an administrator takes the role of another');
select throws_ok(
    $$select learn.set_user_role(test.learn_id('ada'), 'OWNER')$$,
    '23514', 'new row for relation "users" violates check constraint "users_role_is_known"', 'and gives none that is not known'
);
select is(
    (select string_agg(format('%s %s', name, role), ', ' order by name) from learn.users),
    'ada STUDENT, eva STUDENT, eve ADMIN, max MODERATOR', 'and of nobody else'
);
select learn.set_user_status(test.learn_id('eva'), 'ACTIVE');
select is(
    pg_temp.signed_in(),
    'ada SUSPENDED: 01:00:00, ada SUSPENDED: 00:00:00, eva ACTIVE: signed in, eve ACTIVE: signed in, max ACTIVE: signed in',
    'who becomes active stays signed in'
);
select test.learn_user('mia', 'MODERATOR'), test.learn_act('max');
select lives_ok($$select learn.set_user_status(test.learn_id('mia'), 'SUSPENDED')$$, 'a moderator suspends another');
select test.learn_act(null);
select throws_ok(
    $$select learn.set_user_status(test.learn_id('ada'), 'ACTIVE')$$, 'LN001',
    'nobody acts in this transaction, or somebody who is not an active user', 'nobody gives anybody anything'
);

select * from finish();
rollback;
