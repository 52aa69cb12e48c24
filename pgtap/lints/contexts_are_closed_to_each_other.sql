begin;
select plan(2);

create function pg_temp.open()
returns table (context text, object text, role text, privilege text)
language sql
as $$
    select s.context, s.object, r.rolname::text, a.privilege_type
    from (
        select n.nspname::text, 'schema', n.nspacl
        from pg_namespace as n
        union all
        select n.nspname, c.relname, c.relacl
        from pg_class as c
        join pg_namespace as n on n.oid = c.relnamespace
        union all
        select n.nspname, c.relname || '.' || t.attname, t.attacl
        from pg_attribute as t
        join pg_class as c on c.oid = t.attrelid
        join pg_namespace as n on n.oid = c.relnamespace
        union all
        select n.nspname, p.proname, p.proacl
        from pg_proc as p
        join pg_namespace as n on n.oid = p.pronamespace
    ) as s (context, object, acl)
    cross join lateral aclexplode(s.acl) as a
    join pg_roles as r on r.oid = a.grantee
    where s.context in ('nexus', 'shop', 'learn')
      and r.rolname not in ('auditor', 'migrator')
      and r.rolname !~ ('^' || s.context || '_')
$$;

select set_eq(
    'select distinct object, role, privilege from pg_temp.open()',
    $$values
        ('schema', 'platform_owner', 'USAGE'),
        ('is_actor', 'platform_owner', 'EXECUTE')
    $$,
    'a context is open to nobody else, but that the platform may ask it who is an actor'
);

grant select on shop.users to learn_app;

select results_eq(
    $$select * from pg_temp.open() where role <> 'platform_owner'$$,
    $$values ('shop', 'users', 'learn_app', 'SELECT')$$,
    'a way from one context into another is found'
);

select * from finish();
rollback;
