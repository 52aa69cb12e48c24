-- The catalogue of one schema as plain rows, to be compared whole with a list in a test (set_eq, results_eq).
-- What nobody listed fails, and so does what pgTAP's structural assertions do not see: a foreign key's action,
-- a check's expression, a constraint or an index left invalid, a predicate, a disabled trigger, an unlogged
-- table, a function's settings.
--
-- Everything is text or boolean, and printed under an empty search_path: names are always qualified.
-- Objects that belong to an extension are left out.

create function test.tables(in_schema text)
returns table ("table" text, kind text, persistence text, row_security boolean, forced boolean)
language sql
stable
set search_path = ''
as $$
    select c.relname::text,
           case c.relkind
               when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view'
               when 'm' then 'materialized view' when 'f' then 'foreign table' when 'S' then 'sequence'
               else c.relkind::text
           end,
           case c.relpersistence when 'p' then 'permanent' when 'u' then 'unlogged' else 'temporary' end,
           c.relrowsecurity,
           c.relforcerowsecurity
    from pg_catalog.pg_class as c
    where c.relnamespace = (select in_schema::regnamespace)
      and c.relkind not in ('i', 'I', 'c', 't')
      -- As a value, it is looked up for these few; as NOT EXISTS, for all there are.
      and (
          select d.refobjid from pg_catalog.pg_depend as d
          where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'
      ) is null
    order by c.relname
$$;

comment on function test.tables(text) is
    'Tables, views and sequences of a schema; with persistence and row security, which has_table() ignores.';

create function test.relation(in_schema text, in_table text)
returns oid
language sql
stable
set search_path = ''
as $$
    select c.oid from pg_catalog.pg_class as c
    where c.relnamespace = in_schema::regnamespace and c.relname = in_table
$$;

comment on function test.relation(text, text) is
    'The table, view or sequence of that name, as it stands in the catalogue; null if there is none.';

create function test.columns(in_schema text, in_table text)
returns table ("column" text, type text, nullable boolean, "default" text, kind text)
language sql
stable
set search_path = ''
as $$
    select a.attname::text,
           pg_catalog.format_type(a.atttypid, a.atttypmod),
           not a.attnotnull,
           pg_catalog.pg_get_expr(d.adbin, d.adrelid),
           case
               when a.attidentity = 'a' then 'identity always'
               when a.attidentity = 'd' then 'identity by default'
               when a.attgenerated = 's' then 'generated stored'
               when a.attgenerated = 'v' then 'generated virtual'
               else 'plain'
           end
    from pg_catalog.pg_attribute as a
    left join pg_catalog.pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = (select test.relation(in_schema, in_table))
      and a.attnum > 0
      and not a.attisdropped
    order by a.attnum
$$;

comment on function test.columns(text, text) is
    'Columns of a table in their order, with exact type, nullability, default and kind.';

create function test.constraints(in_schema text, in_table text default null)
returns table ("table" text, "constraint" text, definition text, validated boolean)
language sql
stable
set search_path = ''
as $$
    select c.conrelid::regclass::text, c.conname::text, pg_catalog.pg_get_constraintdef(c.oid), c.convalidated
    from pg_catalog.pg_constraint as c
    where c.connamespace = (select in_schema::regnamespace)
      and (in_table is null or c.conrelid = (select test.relation(in_schema, in_table)))
      -- Trigger constraints are listed as triggers. Not-null is listed with the columns: PostgreSQL 18 alone
      -- keeps it here as well.
      and c.contype not in ('t', 'n')
    order by c.conrelid::regclass::text collate "C", c.conname
$$;

comment on function test.constraints(text, text) is
    'Constraints of a schema, or of one table, by exact definition: expression, actions, deferrability, and whether validated.';

create function test.indexes(in_schema text, in_table text default null)
returns table ("table" text, index text, definition text, valid boolean)
language sql
stable
set search_path = ''
as $$
    select i.indrelid::regclass::text,
           c.relname::text,
           pg_catalog.pg_get_indexdef(i.indexrelid),
           i.indisvalid and i.indisready and i.indislive
    from pg_catalog.pg_index as i
    join pg_catalog.pg_class as c on c.oid = i.indexrelid
    where c.relnamespace = (select in_schema::regnamespace)
      and (in_table is null or i.indrelid = (select test.relation(in_schema, in_table)))
    order by i.indrelid::regclass::text collate "C", c.relname
$$;

comment on function test.indexes(text, text) is
    'Indexes of a schema, or of one table, by exact definition, those of constraints included, and whether they may be used.';

create function test.triggers(in_schema text, in_table text default null)
returns table ("table" text, trigger text, definition text, enabled text)
language sql
stable
set search_path = ''
as $$
    select t.tgrelid::regclass::text,
           t.tgname::text,
           pg_catalog.pg_get_triggerdef(t.oid),
           case t.tgenabled when 'O' then 'origin' when 'A' then 'always' when 'R' then 'replica' else 'disabled' end
    from pg_catalog.pg_trigger as t
    join pg_catalog.pg_class as c on c.oid = t.tgrelid
    where c.relnamespace = (select in_schema::regnamespace)
      and (in_table is null or t.tgrelid = (select test.relation(in_schema, in_table)))
      and not t.tgisinternal
    order by t.tgrelid::regclass::text collate "C", t.tgname
$$;

comment on function test.triggers(text, text) is
    'Triggers of a schema, or of one table, by exact definition, and whether they fire.';

create function test.policies(in_schema text, in_table text default null)
returns table (
    "table" text, policy text, command text, roles text, shown text, checked text, permissive boolean
)
language sql
stable
set search_path = ''
as $$
    select p.polrelid::regclass::text,
           p.polname::text,
           case p.polcmd
               when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all'
           end,
           (select pg_catalog.string_agg(case r when 0 then 'PUBLIC' else r::regrole::text end, ', '
                                         order by r::regrole::text collate "C")
            from pg_catalog.unnest(p.polroles) as r),
           -- White space differs between versions of PostgreSQL.
           pg_catalog.regexp_replace(pg_catalog.pg_get_expr(p.polqual, p.polrelid), '\s+', ' ', 'g'),
           pg_catalog.regexp_replace(pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid), '\s+', ' ', 'g'),
           p.polpermissive
    from pg_catalog.pg_policy as p
    join pg_catalog.pg_class as c on c.oid = p.polrelid
    where c.relnamespace = (select in_schema::regnamespace)
      and (in_table is null or p.polrelid = (select test.relation(in_schema, in_table)))
    order by p.polrelid::regclass::text collate "C", p.polname
$$;

comment on function test.policies(text, text) is
    'Policies of a schema, or of one table: for which command and roles, the rows shown, what is checked, and whether they permit.';

create function test.functions(in_schema text, in_names text default null)
returns table (
    function text, result text, language text, volatility text, parallel text, strict boolean, security text,
    settings text
)
language sql
stable
set search_path = ''
as $$
    select p.oid::regprocedure::text,
           pg_catalog.pg_get_function_result(p.oid),
           l.lanname::text,
           case p.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end
               || case when p.proleakproof then ' leakproof' else '' end,
           case p.proparallel when 's' then 'safe' when 'r' then 'restricted' else 'unsafe' end,
           p.proisstrict,
           case when p.prosecdef then 'definer' else 'invoker' end,
           case when p.prosqlbody is not null then 'names bound at creation'
                else pg_catalog.array_to_string(p.proconfig, ', ') end
    from pg_catalog.pg_proc as p
    join pg_catalog.pg_language as l on l.oid = p.prolang
    where case when p.pronamespace = (select in_schema::regnamespace) then in_names is null or p.proname ~ in_names end
      -- As a value, it is looked up for these few; as NOT EXISTS, for all there are.
      and (
          select d.refobjid from pg_catalog.pg_depend as d
          where d.classid = 'pg_catalog.pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'
      ) is null
    order by p.oid::regprocedure::text collate "C"
$$;

comment on function test.functions(text, text) is
    'Functions of a schema, or those whose names match, with everything but the body: attributes, and how their names are resolved.';

create function test.text_search_mappings(in_schema text)
returns table (configuration text, token text, dictionaries text[])
language sql
stable
set search_path = ''
as $$
    select c.cfgname::text, t.alias, array_agg(m.mapdict::regdictionary::text order by m.mapseqno)
    from pg_catalog.pg_ts_config as c
    join pg_catalog.pg_ts_config_map as m on m.mapcfg = c.oid
    join pg_catalog.ts_token_type(c.cfgparser) as t on t.tokid = m.maptokentype
    where c.cfgnamespace = in_schema::regnamespace
    group by c.cfgname, t.alias
$$;

comment on function test.text_search_mappings(text) is
    'For each text search configuration of a schema and each kind of token the dictionaries that it goes through, in order.';

create function test.granted_to_public(in_schema text)
returns table (object text, privilege text)
language sql
stable
set search_path = ''
-- What aclexplode() gives is taken for a thousand rows, and workers would be started for them.
set max_parallel_workers_per_gather = 0
as $$
    select case s.kind
               when 'schema' then 'schema ' || in_schema
               when 'function' then s.oid::regprocedure::text
               when 'column' then s.oid::regclass::text || '.' || pg_catalog.quote_ident(s.attribute)
               else s.oid::regclass::text
           end,
           a.privilege_type
    from (
        select 'schema', n.oid, null::name, coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner))
        from pg_catalog.pg_namespace as n
        where n.oid = in_schema::regnamespace
        union all
        select 'table', c.oid, null,
               coalesce(c.relacl, pg_catalog.acldefault(
                   case c.relkind when 'S' then 's'::"char" else 'r'::"char" end, c.relowner))
        from pg_catalog.pg_class as c
        where c.relnamespace = (select in_schema::regnamespace) and c.relkind not in ('i', 'I', 'c', 't')
        union all
        select 'column', c.oid, a.attname, a.attacl
        from pg_catalog.pg_class as c
        -- Kept apart by its offset: looked up for a few tables, instead of read for all there are.
        cross join lateral (
            select t.attname, t.attacl from pg_catalog.pg_attribute as t
            where t.attrelid = c.oid and t.attacl is not null and not t.attisdropped
            offset 0
        ) as a
        where c.relnamespace = (select in_schema::regnamespace) and c.relkind in ('r', 'p', 'v', 'm', 'f')
        union all
        select 'function', p.oid, null, coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))
        from pg_catalog.pg_proc as p
        where p.pronamespace = (select in_schema::regnamespace)
    ) as s (kind, oid, attribute, acl)
    cross join lateral pg_catalog.aclexplode(s.acl) as a
    where a.grantee = 0
    order by 1, 2
$$;

comment on function test.granted_to_public(text) is
    'What everybody may do with a schema, its tables, columns, sequences and functions; built-in defaults included.';

create function test.without_comment(in_schema text, obvious text[] default '{}')
returns setof text
language sql
stable
set search_path = ''
as $$
    with relations as (
        select c.oid, c.reltype, c.relkind
        from pg_catalog.pg_class as c
        where c.relnamespace = (select in_schema::regnamespace) and c.relkind in ('r', 'p', 'v', 'm', 'f', 'c')
    ),
    objects as (
        select 'schema' as kind, 'pg_catalog.pg_namespace'::regclass as class, n.oid, 0 as number, null::name as attribute
        from pg_catalog.pg_namespace as n
        where n.oid = in_schema::regnamespace
        union all
        select 'table', 'pg_catalog.pg_class'::regclass, c.oid, 0, null
        from relations as c
        where c.relkind <> 'c'
        union all
        select 'column', 'pg_catalog.pg_class'::regclass, c.oid, a.attnum, a.attname
        from relations as c
        -- Kept apart by its offset: looked up for a few tables, instead of read for all there are.
        cross join lateral (
            select t.attnum, t.attname from pg_catalog.pg_attribute as t
            where t.attrelid = c.oid and t.attnum > 0 and not t.attisdropped
            offset 0
        ) as a
        where c.relkind <> 'c' and a.attname <> all (obvious)
        union all
        select 'type', 'pg_catalog.pg_type'::regclass, t.oid, 0, null
        from pg_catalog.pg_type as t
        where t.typnamespace = (select in_schema::regnamespace)
          and (t.typtype in ('d', 'e', 'r') or t.oid in (select c.reltype from relations as c where c.relkind = 'c'))
        union all
        select 'function', 'pg_catalog.pg_proc'::regclass, p.oid, 0, null
        from pg_catalog.pg_proc as p
        where p.pronamespace = (select in_schema::regnamespace)
    )
    select case o.kind
               when 'schema' then 'schema ' || o.oid::regnamespace::text
               when 'type' then 'type ' || o.oid::regtype::text
               when 'function' then 'function ' || o.oid::regprocedure::text
               when 'table' then 'table ' || o.oid::regclass::text
               else 'column ' || o.oid::regclass::text || '.' || pg_catalog.quote_ident(o.attribute)
           end
    from objects as o
    where (
        select d.description from pg_catalog.pg_description as d
        where d.objoid = o.oid and d.classoid = o.class and d.objsubid = o.number
    ) is null
    order by 1
$$;

comment on function test.without_comment(text, text[]) is
    'The schema, its tables, columns other than the obvious ones, types and functions that carry no comment.';
