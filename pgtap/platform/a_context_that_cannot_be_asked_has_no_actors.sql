begin;
select plan(7);

create schema declared;

select throws_ok(
    $$select platform.declare_actors('declared')$$,
    'PF003',
    'context ''declared'' has no function is_actor(text, text) that returns boolean and is security definer',
    'a context without the function is refused'
);

create function declared.is_actor(id text, role text) returns boolean language sql return true;

select throws_ok(
    $$select platform.declare_actors('declared')$$,
    'PF003',
    'context ''declared'' has no function is_actor(text, text) that returns boolean and is security definer',
    'so is one whose function runs with the caller''s privileges'
);

drop function declared.is_actor(text, text);
create function declared.is_actor(id text, role text) returns boolean language sql security definer return true;
revoke execute on function declared.is_actor(text, text) from public;

select throws_ok(
    $$select platform.declare_actors('declared')$$,
    'PF003', 'platform_owner may not execute declared.is_actor(text,text)',
    'so is one whose function platform may not call'
);

grant execute on function declared.is_actor(text, text) to platform_owner;

select throws_ok(
    $$select platform.declare_actors('declared')$$,
    'PF003', 'platform_owner may not execute declared.is_actor(text,text)',
    'or in whose schema it may not look'
);

grant usage on schema declared to platform_owner;

select lives_ok(
    $$select platform.declare_actors('declared')$$,
    'one that can be asked is accepted'
);

select ok(
    platform.is_actor('whoever', 'whatever'),
    'and asked'
);

select throws_ok(
    'select platform.declare_actors(null)',
    'PF003',
    'context NULL has no function is_actor(text, text) that returns boolean and is security definer',
    'no context is no context'
);

select * from finish();
rollback;
