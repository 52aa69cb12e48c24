-- Who may do what, computed for every role of ours, every object of a schema and every command, to be compared with
-- the one list that a schema's test declares: a privilege nobody listed fails, and so does one that is missing.

create function test.roles()
returns table (oid oid, role text)
language sql
stable
set search_path = ''
as $$
    select r.oid, r.rolname::text
    from pg_catalog.pg_roles as r
    where r.rolname in ('platform_owner', 'auditor', 'migrator')
       or r.rolname ~ '^(nexus|shop|learn)_(owner|app|user|readonly)$'
$$;

comment on function test.roles() is
    'The group roles that migrations make; people and servers log in as members of these, made elsewhere.';

create function test.privileges(in_schema text)
returns table (role text, object text, privileges text)
language sql
stable
set search_path = ''
as $$
    with objects as (
        select 'schema ' || n.nspname as name, n.nspowner as owner,
               coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner)) as acl, array['CREATE', 'USAGE'] as commands
        from pg_catalog.pg_namespace as n
        where n.oid = in_schema::regnamespace
        union all
        select c.oid::regclass::text, c.relowner,
               coalesce(c.relacl, pg_catalog.acldefault('r', c.relowner)),
               array['DELETE', 'INSERT', 'REFERENCES', 'SELECT', 'TRIGGER', 'TRUNCATE', 'UPDATE']
        from pg_catalog.pg_class as c
        where c.relnamespace = in_schema::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
        union all
        select c.oid::regclass::text, c.relowner,
               coalesce(c.relacl, pg_catalog.acldefault('s', c.relowner)), array['SELECT', 'UPDATE', 'USAGE']
        from pg_catalog.pg_class as c
        where c.relnamespace = in_schema::regnamespace and c.relkind = 'S'
        union all
        select p.oid::regprocedure::text, p.proowner,
               coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner)), array['EXECUTE']
        from pg_catalog.pg_proc as p
        where p.pronamespace = in_schema::regnamespace
        union all
        -- What a column alone grants; what its table grants is the table's.
        select a.attrelid::regclass::text || '.' || pg_catalog.quote_ident(a.attname), c.relowner,
               a.attacl, '{}'
        from pg_catalog.pg_attribute as a
        join pg_catalog.pg_class as c on c.oid = a.attrelid
        where c.relnamespace = in_schema::regnamespace and a.attacl is not null and not a.attisdropped
    ),
    -- Who is meant by a grantee: it itself, those of our roles that have what it has, and by PUBLIC everybody.
    meant as (
        select g.oid as grantee, r.role, true as ours
        from test.roles() as r
        join pg_catalog.pg_roles as g on pg_catalog.pg_has_role(r.oid, g.oid, 'usage')
        union all
        select 0, r.role, true from test.roles() as r
        union all
        select 0, 'PUBLIC', false
        union all
        select g.oid, g.rolname, false
        from pg_catalog.pg_roles as g
        where g.oid not in (select r.oid from test.roles() as r)
    ),
    held as (
        select m.role, o.name, a.privilege_type as command
        from objects as o
        cross join lateral pg_catalog.aclexplode(o.acl) as a
        join meant as m on m.grantee = a.grantee
        where m.ours or a.grantee <> o.owner
        group by m.role, o.name, a.privilege_type
    ),
    owners as (
        select m.role, o.name, o.commands
        from objects as o
        join meant as m on m.grantee = o.owner and m.ours
    )
    select h.role, h.name, pg_catalog.string_agg(h.command, ', ' order by h.command)
    from held as h
    where not exists (select from owners as w where w.role = h.role and w.name = h.name)
    group by h.role, h.name
    union all
    select w.role, w.name, 'lacks ' || pg_catalog.string_agg(wanted, ', ' order by wanted)
    from owners as w
    cross join unnest(w.commands) as wanted
    where not exists (select from held as h where h.role = w.role and h.name = w.name and h.command = wanted)
    group by w.role, w.name
    order by 1, 2
$$;

comment on function test.privileges(text) is
    'What each of our roles, PUBLIC and whoever else was granted something may do with a schema and what is in it, '
    'memberships included. An owner may do everything and is listed only with what it lacks.';
