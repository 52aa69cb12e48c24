begin;
select plan(6);

select is_empty(
    $$select * from test.granted_to_public('platform')$$,
    'PUBLIC holds no privilege in platform'
);

select is_empty(
    $$select * from test.granted_to_public('extensions') where object = 'schema extensions'$$,
    'PUBLIC does not see schema extensions'
);

select is_empty(
    $$select * from test.granted_to_public('public') where object = 'schema public' and privilege = 'CREATE'$$,
    'PUBLIC creates nothing in schema public'
);

-- A predefined role owns nothing of ours: it has what everybody has, and it exists on every server.
set local role pg_monitor;

select throws_ok(
    'select platform.actor_id()',
    '42501', 'permission denied for schema platform',
    'a stranger cannot call a function of platform'
);

select throws_ok(
    $$select extensions.unaccent('x')$$,
    '42501', 'permission denied for schema extensions',
    'a stranger cannot call a function of an extension'
);

select throws_ok(
    'create table public.leftover ()',
    '42501', 'permission denied for schema public',
    'a stranger cannot create a table in schema public'
);

reset role;

select * from finish();
rollback;
