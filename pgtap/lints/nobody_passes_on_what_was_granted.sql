begin;
select plan(2);

-- Whoever holds a grant option may open what a context keeps closed, and no migration would show it.
create function pg_temp.passed_on()
returns table (object text, role text, privilege text)
language sql
as $$
    select s.object, a.grantee::regrole::text, a.privilege_type
    from (
        select 'schema ' || n.nspname, n.nspowner, n.nspacl
        from pg_namespace as n
        union all
        select c.oid::regclass::text, c.relowner, c.relacl
        from pg_class as c
        union all
        select t.attrelid::regclass || '.' || t.attname, c.relowner, t.attacl
        from pg_attribute as t
        join pg_class as c on c.oid = t.attrelid
        union all
        select p.oid::regprocedure::text, p.proowner, p.proacl
        from pg_proc as p
        union all
        select 'type ' || t.oid::regtype, t.typowner, t.typacl
        from pg_type as t
        union all
        select 'database', d.datdba, d.datacl
        from pg_database as d where d.datname = current_database()
        union all
        select 'default ' || d.oid, d.defaclrole, d.defaclacl
        from pg_default_acl as d
    ) as s (object, owner, acl)
    cross join lateral aclexplode(s.acl) as a
    -- An asterisk stands for a grant option: what has none need not be taken apart, nor named.
    where s.acl::text like '%*%' and a.is_grantable and a.grantee <> s.owner
$$;

select is_empty('select * from pg_temp.passed_on()', 'nobody may pass on what was granted');

create schema planted;
create table planted.things (id integer);
grant select (id) on planted.things to shop_app with grant option;

select results_eq(
    'select * from pg_temp.passed_on()',
    $$values ('planted.things.id', 'shop_app', 'SELECT')$$,
    'a grant option is found, on a column, too'
);

select * from finish();
rollback;
