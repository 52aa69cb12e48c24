-- The database itself, schemas, extensions, languages, and what is neither relation, routine nor type.
-- The database's name, owner and locale belong to the server's set-up and are left out.
select json_build_array(
    'database',
    array['database'],
    json_build_object(
        'acl', d.datacl::text[],
        'owner', pg_get_userbyid(d.datdba),
        'connection_limit', nullif(d.datconnlimit, -1),
        'settings', array(
            select coalesce(nullif(s.setrole, 0)::regrole::text || ': ', '') || unnest(s.setconfig)
            from pg_db_role_setting s
            where s.setdatabase = d.oid
            order by 1
        ),
        'comment', shobj_description(d.oid, 'pg_database')
    )
)::text
from pg_database d
where d.datname = current_database()

union all

select json_build_array(
    'schema',
    array[n.nspname],
    json_build_object(
        'owner', pg_get_userbyid(n.nspowner),
        'acl', n.nspacl::text[],
        'comment', obj_description(n.oid, 'pg_namespace')
    )
)::text
from pg_namespace n
where
    n.nspname !~ '^pg_'
    and n.nspname <> 'information_schema'
    and not exists (
        select from pg_depend e where e.classid = 'pg_namespace'::regclass and e.objid = n.oid and e.deptype = 'e'
    )

union all

select json_build_array(
    'extension',
    array[x.extname],
    json_build_object(
        'version', x.extversion,
        'schema', n.nspname,
        'comment', obj_description(x.oid, 'pg_extension')
    )
)::text
from pg_extension x
join pg_namespace n on n.oid = x.extnamespace

union all

-- an object that goes when an extension goes, though the extension did not make it
select json_build_array(
    'extension dependency',
    array[x.extname, o.type, o.identity],
    json_build_object()
)::text
from pg_depend e
join pg_extension x on x.oid = e.refobjid and e.refclassid = 'pg_extension'::regclass
cross join lateral pg_identify_object(e.classid, e.objid, e.objsubid) o
where e.deptype = 'x'

union all

-- the server's and the extensions' own objects, where somebody changed who may use them
select json_build_array(
    'privileges',
    array[o.type, o.identity],
    json_build_object('acl', c.acl, 'owner', pg_get_userbyid(c.owner), 'code', c.code)
)::text
from (
    select p.tableoid, p.oid, 0 as subid, p.proowner as owner, p.proacl::text[] as acl, 'f' as code
    from pg_proc p
    left join pg_init_privs i on i.objoid = p.oid and i.classoid = p.tableoid
    where p.proacl is distinct from i.initprivs
    union all
    select c.tableoid, c.oid, 0, c.relowner, c.relacl::text[],
        case c.relkind when 'S' then 's' else 'r' end
    from pg_class c
    left join pg_init_privs i on i.objoid = c.oid and i.classoid = c.tableoid and i.objsubid = 0
    where c.relacl is distinct from i.initprivs
    union all
    select c.tableoid, c.oid, a.attnum, c.relowner, a.attacl::text[], 'c'
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    left join pg_init_privs i on i.objoid = c.oid and i.classoid = c.tableoid and i.objsubid = a.attnum
    where (a.attacl is not null or i.initprivs is not null) and a.attacl is distinct from i.initprivs
    union all
    select t.tableoid, t.oid, 0, t.typowner, t.typacl::text[], 'T'
    from pg_type t
    left join pg_init_privs i on i.objoid = t.oid and i.classoid = t.tableoid
    where t.typacl is distinct from i.initprivs
    union all
    select n.tableoid, n.oid, 0, n.nspowner, n.nspacl::text[], 'n'
    from pg_namespace n
    left join pg_init_privs i on i.objoid = n.oid and i.classoid = n.tableoid
    where n.nspacl is distinct from i.initprivs and n.nspname = 'pg_catalog'
) c
cross join lateral pg_identify_object(c.tableoid, c.oid, c.subid) o
where
    c.oid < 16384 and coalesce(o.schema, o.name) = 'pg_catalog'
    or exists (select from pg_depend e where e.classid = c.tableoid and e.objid = c.oid and e.deptype = 'e')

union all

select json_build_array(
    'default privileges',
    array[
        pg_get_userbyid(a.defaclrole),
        coalesce((select n.nspname from pg_namespace n where n.oid = a.defaclnamespace), ''),
        case a.defaclobjtype
            when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions' when 'T' then 'types'
            when 'n' then 'schemas' else 'large objects'
        end
    ],
    json_build_object(
        'acl', a.defaclacl::text[],
        'owner', pg_get_userbyid(a.defaclrole),
        'code', case a.defaclobjtype when 'S' then 's' else a.defaclobjtype::text end
    )
)::text
from pg_default_acl a

union all

select json_build_array(
    'language',
    array[l.lanname],
    json_build_object(
        'trusted', l.lanpltrusted,
        'handler', nullif(l.lanplcallfoid, 0)::regprocedure::text,
        'inline', nullif(l.laninline, 0)::regprocedure::text,
        'validator', nullif(l.lanvalidator, 0)::regprocedure::text,
        'owner', pg_get_userbyid(l.lanowner),
        'acl', l.lanacl::text[],
        'comment', obj_description(l.oid, 'pg_language')
    )
)::text
from pg_language l
where
    l.oid >= 16384
    and not exists (
        select from pg_depend e where e.classid = 'pg_language'::regclass and e.objid = l.oid and e.deptype = 'e'
    )

union all

select json_build_array(
    'event trigger',
    array[t.evtname],
    json_build_object(
        'event', t.evtevent,
        'tags', array(select unnest(t.evttags) order by 1),
        'function', t.evtfoid::regprocedure::text,
        'state', case t.evtenabled when 'D' then 'disabled' when 'R' then 'replica' when 'A' then 'always' end,
        'owner', pg_get_userbyid(t.evtowner),
        'comment', obj_description(t.oid, 'pg_event_trigger')
    )
)::text
from pg_event_trigger t
where not exists (
    select from pg_depend e where e.classid = 'pg_event_trigger'::regclass and e.objid = t.oid and e.deptype = 'e'
)

union all

select json_build_array(
    'publication',
    array[p.pubname],
    json_build_object(
        'all_tables', p.puballtables,
        'publishes', array(
            select e.name
            from (
                values (p.pubinsert, 'insert'), (p.pubupdate, 'update'), (p.pubdelete, 'delete'),
                    (p.pubtruncate, 'truncate')
            ) e (sent, name)
            where e.sent
        ),
        'via_root', p.pubviaroot,
        'generated_columns', nullif(to_jsonb(p) ->> 'pubgencols', 'n'),
        'tables', array(
            select r.prrelid::regclass::text
                || coalesce(
                    ' (' || (
                        select string_agg(quote_ident(a.attname), ', ' order by a.attname)
                        from pg_attribute a
                        where a.attrelid = r.prrelid and a.attnum = any (r.prattrs::smallint[])
                    ) || ')',
                    ''
                )
                || coalesce(' where ' || pg_get_expr(r.prqual, r.prrelid), '')
            from pg_publication_rel r
            where r.prpubid = p.oid
            order by 1
        ),
        'schemas', array(
            select n.nspname
            from pg_publication_namespace s
            join pg_namespace n on n.oid = s.pnnspid
            where s.pnpubid = p.oid
            order by 1
        ),
        'owner', pg_get_userbyid(p.pubowner),
        'comment', obj_description(p.oid, 'pg_publication')
    )
)::text
from pg_publication p

union all

select json_build_array(
    'security label',
    array[l.provider, l.objtype, l.objname],
    json_build_object('label', l.label)
)::text
from pg_seclabels l
where l.objtype not in ('database', 'role', 'tablespace', 'subscription')

union all

select json_build_array(
    'foreign data wrapper',
    array[w.fdwname],
    json_build_object(
        'handler', nullif(w.fdwhandler, 0)::regprocedure::text,
        'validator', nullif(w.fdwvalidator, 0)::regprocedure::text,
        'options', array(select o from unnest(w.fdwoptions) o where o !~* '^[^=]*pass' order by 1),
        'owner', pg_get_userbyid(w.fdwowner),
        'acl', w.fdwacl::text[],
        'comment', obj_description(w.oid, 'pg_foreign_data_wrapper')
    )
)::text
from pg_foreign_data_wrapper w
where not exists (
    select from pg_depend e
    where e.classid = 'pg_foreign_data_wrapper'::regclass and e.objid = w.oid and e.deptype = 'e'
)

union all

select json_build_array(
    'foreign server',
    array[s.srvname],
    json_build_object(
        'wrapper', w.fdwname,
        'type', s.srvtype,
        'version', s.srvversion,
        'options', array(select o from unnest(s.srvoptions) o where o !~* '^[^=]*pass' order by 1),
        'owner', pg_get_userbyid(s.srvowner),
        'acl', s.srvacl::text[],
        'comment', obj_description(s.oid, 'pg_foreign_server')
    )
)::text
from pg_foreign_server s
join pg_foreign_data_wrapper w on w.oid = s.srvfdw
where not exists (
    select from pg_depend e where e.classid = 'pg_foreign_server'::regclass and e.objid = s.oid and e.deptype = 'e'
)

union all

-- options only as far as the reader may see them, and no password
select json_build_array(
    'user mapping',
    array[m.srvname, m.usename],
    json_build_object('options', array(select o from unnest(m.umoptions) o where o !~* '^[^=]*pass' order by 1))
)::text
from pg_user_mappings m
