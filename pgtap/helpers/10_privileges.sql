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

create function test.meant()
returns table (grantee oid, role text, ours boolean)
language sql
stable
set search_path = ''
as $$
    with ours as (
        select r.oid, r.role from test.roles() as r
    )
    select g.oid, r.role, true
    from ours as r
    join pg_catalog.pg_roles as g on pg_catalog.pg_has_role(r.oid, g.oid, 'usage')
    union all
    select 0, r.role, true from ours as r
    union all
    select 0, 'PUBLIC', false
    union all
    select g.oid, g.rolname, false
    from pg_catalog.pg_roles as g
    where g.oid not in (select r.oid from ours as r)
$$;

comment on function test.meant() is
    'Who is meant by a grantee: it itself, those of our roles that have what it has, and by PUBLIC everybody.';

create function test.privileges(in_schema text, of_kind text default null, named text default null)
returns table (role text, object text, privileges text)
language sql
stable
set search_path = ''
-- What aclexplode() gives is taken for a thousand rows, and workers would be started for them.
set max_parallel_workers_per_gather = 0
as $$
    with objects as (
        select 'schema ' || n.nspname as name, n.nspowner as owner,
               coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner)) as acl, array['CREATE', 'USAGE'] as commands
        from pg_catalog.pg_namespace as n
        where n.oid = in_schema::regnamespace and coalesce(of_kind, 'schema') = 'schema'
        union all
        select c.oid::regclass::text, c.relowner,
               coalesce(c.relacl, pg_catalog.acldefault(
                   case c.relkind when 'S' then 's'::"char" else 'r'::"char" end, c.relowner)),
               case c.relkind when 'S' then array['SELECT', 'UPDATE', 'USAGE']
                   else array['DELETE', 'INSERT', 'REFERENCES', 'SELECT', 'TRIGGER', 'TRUNCATE', 'UPDATE'] end
        from pg_catalog.pg_class as c
        where c.relnamespace = (select in_schema::regnamespace) and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
          and coalesce(of_kind, 'table') = 'table' and (named is null or c.relname = named)
        union all
        select p.oid::regprocedure::text, p.proowner,
               coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner)), array['EXECUTE']
        from pg_catalog.pg_proc as p
        where case when p.pronamespace = (select in_schema::regnamespace) then named is null or p.proname ~ named end
          and coalesce(of_kind, 'functions') = 'functions'
        union all
        -- What a column alone grants; what its table grants is the table's.
        select a.attrelid::regclass::text || '.' || pg_catalog.quote_ident(a.attname), c.relowner,
               a.attacl, '{}'
        from pg_catalog.pg_class as c
        join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attacl is not null and not a.attisdropped
        where c.relnamespace = (select in_schema::regnamespace)
          and coalesce(of_kind, 'table') = 'table' and (named is null or c.relname = named)
    ),
    held as (
        select m.role, o.name, o.commands, bool_or(a.command is null) as owns,
               array_agg(distinct a.command collate "C" order by a.command collate "C")
                   filter (where a.command is not null) as held
        from objects as o
        cross join lateral (
            select e.grantee, e.privilege_type || case when e.is_grantable then '*' else '' end
            from pg_catalog.aclexplode(o.acl) as e
            union all
            -- Whose it is stands for itself: of it is told what it lacks.
            select o.owner, null
        ) as a (grantee, command)
        join test.meant() as m on m.grantee = a.grantee and (m.ours or a.grantee <> o.owner)
        group by m.role, o.name, o.commands
    ),
    told as (
        select h.role, h.name,
               case when h.owns then 'lacks ' || (
                   select pg_catalog.string_agg(c, ', ' order by c collate "C") from unnest(h.commands) as c
                   where c <> all (coalesce(h.held, '{}')) and c || '*' <> all (coalesce(h.held, '{}'))
               ) else pg_catalog.array_to_string(h.held, ', ') end as privileges
        from held as h
    )
    select t.role, t.name, t.privileges
    from told as t
    where t.privileges is not null
    order by t.role collate "C", t.name collate "C"
$$;

comment on function test.privileges(text, text, text) is
    'What each of our roles, PUBLIC and whoever else was granted something may do with a schema and what is in it, '
    'memberships included; with an asterisk what it may grant to others. An owner may do everything and is listed only '
    'with what it lacks. A kind restricts it: schema, table (one, with its columns) or functions (whose names match).';

create function test.callers(in_schema text, in_names text default null)
returns table (function text, roles text)
language sql
stable
set search_path = ''
as $$
    select f.name,
           pg_catalog.string_agg(
               case p.privileges
                   when 'EXECUTE' then p.role
                   when 'EXECUTE*' then p.role || '*'
                   else p.role || ' ' || p.privileges
               end, ', ' order by p.role collate "C"
           )
    from (
        select p.oid::regprocedure::text
        from pg_catalog.pg_proc as p
        where case when p.pronamespace = (select in_schema::regnamespace)
                   then in_names is null or p.proname ~ in_names end
    ) as f (name)
    left join test.privileges(in_schema, 'functions', in_names) as p on p.object = f.name
    group by f.name
    order by f.name collate "C"
$$;

comment on function test.callers(text, text) is
    'Every function of a schema, or each whose name matches, with the roles that may call it beside its owner; with an '
    'asterisk those that may let others.';

create function test.kinds(roles text)
returns text
language sql
immutable
set search_path = ''
as $$
    select pg_catalog.string_agg(k.named, ', ' order by k.named collate "C")
    from (
        select case count(*) when 3 then r.kind else pg_catalog.string_agg(r.role, ', ' order by r.role collate "C") end
        from (
            select role, pg_catalog.regexp_replace(role, '^(nexus|shop|learn)_', '')
            from pg_catalog.unnest(pg_catalog.string_to_array(roles, ', ')) as role
        ) as r (role, kind)
        group by r.kind
    ) as k (named)
$$;

comment on function test.kinds(text) is
    'Roles, with those that all three contexts have named once, by their kind: app, owner, readonly, user.';
