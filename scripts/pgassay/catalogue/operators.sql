-- Casts, operators and their classes and families, collations, conversions, transforms, access methods.
with member as materialized (
    select classid, objid from pg_depend where deptype = 'e'
)
select json_build_array(
    'cast',
    array[format_type(c.castsource, null), format_type(c.casttarget, null)],
    json_build_object(
        'function', nullif(c.castfunc, 0)::regprocedure::text,
        'method', case c.castmethod when 'f' then 'function' when 'i' then 'inout' else 'binary' end,
        'context', case c.castcontext when 'a' then 'assignment' when 'i' then 'implicit' else 'explicit' end,
        'comment', obj_description(c.oid, 'pg_cast')
    )
)::text
from pg_cast c
where c.oid >= 16384 and (c.tableoid, c.oid) not in (select classid, objid from member)

union all

select json_build_array(
    'operator',
    array[
        n.nspname, o.oprname, coalesce(nullif(o.oprleft, 0)::regtype::text, 'none'),
        coalesce(nullif(o.oprright, 0)::regtype::text, 'none')
    ],
    json_build_object(
        'function', nullif(o.oprcode::oid, 0)::regprocedure::text,
        'result', nullif(o.oprresult, 0)::regtype::text,
        'commutator', nullif(o.oprcom, 0)::regoperator::text,
        'negator', nullif(o.oprnegate, 0)::regoperator::text,
        'restrict', nullif(o.oprrest::oid, 0)::regprocedure::text,
        'join', nullif(o.oprjoin::oid, 0)::regprocedure::text,
        'hashes', o.oprcanhash,
        'merges', o.oprcanmerge,
        'owner', pg_get_userbyid(o.oprowner),
        'comment', obj_description(o.oid, 'pg_operator')
    )
)::text
from pg_operator o
join pg_namespace n on n.oid = o.oprnamespace
where o.oid >= 16384 and (o.tableoid, o.oid) not in (select classid, objid from member)

union all

select json_build_array(
    'operator family',
    array[n.nspname, f.opfname, am.amname],
    json_build_object(
        'operators', array(
            select a.amopstrategy || ' ' || a.amopopr::regoperator::text
                || coalesce(
                    ' for order by ' || (
                        select quote_ident(sn.nspname) || '.' || quote_ident(s.opfname)
                        from pg_opfamily s
                        join pg_namespace sn on sn.oid = s.opfnamespace
                        where s.oid = a.amopsortfamily
                    ),
                    ''
                )
            from pg_amop a
            where a.amopfamily = f.oid
            order by 1
        ),
        'functions', array(
            select p.amprocnum || ' (' || format_type(p.amproclefttype, null) || ', '
                || format_type(p.amprocrighttype, null) || ') ' || p.amproc::regprocedure::text
            from pg_amproc p
            where p.amprocfamily = f.oid
            order by 1
        ),
        'owner', pg_get_userbyid(f.opfowner),
        'comment', obj_description(f.oid, 'pg_opfamily')
    )
)::text
from pg_opfamily f
join pg_namespace n on n.oid = f.opfnamespace
join pg_am am on am.oid = f.opfmethod
where f.oid >= 16384 and (f.tableoid, f.oid) not in (select classid, objid from member)

union all

select json_build_array(
    'operator class',
    array[n.nspname, o.opcname, am.amname],
    json_build_object(
        'type', format_type(o.opcintype, null),
        'family', (
            select quote_ident(fn.nspname) || '.' || quote_ident(f.opfname)
            from pg_opfamily f
            join pg_namespace fn on fn.oid = f.opfnamespace
            where f.oid = o.opcfamily
        ),
        'default', o.opcdefault,
        'storage', nullif(o.opckeytype, 0)::regtype::text,
        'owner', pg_get_userbyid(o.opcowner),
        'comment', obj_description(o.oid, 'pg_opclass')
    )
)::text
from pg_opclass o
join pg_namespace n on n.oid = o.opcnamespace
join pg_am am on am.oid = o.opcmethod
where o.oid >= 16384 and (o.tableoid, o.oid) not in (select classid, objid from member)

union all

-- the version is that of the operating system's library, so it is no part of the schema
select json_build_array(
    'collation',
    array[n.nspname, c.collname],
    json_build_object(
        'provider', case c.collprovider when 'c' then 'libc' when 'i' then 'icu' when 'b' then 'builtin' end,
        'collate', c.collcollate,
        'ctype', c.collctype,
        'locale', coalesce(to_jsonb(c) ->> 'colliculocale', to_jsonb(c) ->> 'colllocale'),
        'rules', to_jsonb(c) ->> 'collicurules',
        'nondeterministic', not c.collisdeterministic,
        'encoding', nullif(c.collencoding, -1),
        'owner', pg_get_userbyid(c.collowner),
        'comment', obj_description(c.oid, 'pg_collation')
    )
)::text
from pg_collation c
join pg_namespace n on n.oid = c.collnamespace
where c.oid >= 16384 and n.nspname <> 'pg_catalog' and (c.tableoid, c.oid) not in (select classid, objid from member)

union all

select json_build_array(
    'conversion',
    array[n.nspname, c.conname],
    json_build_object(
        'from', pg_encoding_to_char(c.conforencoding),
        'to', pg_encoding_to_char(c.contoencoding),
        'function', c.conproc::regprocedure::text,
        'default', c.condefault,
        'owner', pg_get_userbyid(c.conowner),
        'comment', obj_description(c.oid, 'pg_conversion')
    )
)::text
from pg_conversion c
join pg_namespace n on n.oid = c.connamespace
where c.oid >= 16384 and (c.tableoid, c.oid) not in (select classid, objid from member)

union all

select json_build_array(
    'transform',
    array[format_type(t.trftype, null), l.lanname],
    json_build_object(
        'from_sql', nullif(t.trffromsql::oid, 0)::regprocedure::text,
        'to_sql', nullif(t.trftosql::oid, 0)::regprocedure::text,
        'comment', obj_description(t.oid, 'pg_transform')
    )
)::text
from pg_transform t
join pg_language l on l.oid = t.trflang
where (t.tableoid, t.oid) not in (select classid, objid from member)

union all

select json_build_array(
    'access method',
    array[a.amname],
    json_build_object(
        'type', case a.amtype when 't' then 'table' else 'index' end,
        'handler', a.amhandler::regprocedure::text,
        'comment', obj_description(a.oid, 'pg_am')
    )
)::text
from pg_am a
where a.oid >= 16384 and (a.tableoid, a.oid) not in (select classid, objid from member)

union all

select json_build_array(
    'text search configuration',
    array[n.nspname, c.cfgname],
    json_build_object(
        'parser', quote_ident(pn.nspname) || '.' || quote_ident(p.prsname),
        'mappings', array(
            select t.alias || ': ' || string_agg(m.mapdict::regdictionary::text, ', ' order by m.mapseqno)
            from pg_ts_config_map m
            join lateral ts_token_type(c.cfgparser) t on t.tokid = m.maptokentype
            where m.mapcfg = c.oid
            group by t.alias
            order by 1
        ),
        'owner', pg_get_userbyid(c.cfgowner),
        'comment', obj_description(c.oid, 'pg_ts_config')
    )
)::text
from pg_ts_config c
join pg_namespace n on n.oid = c.cfgnamespace
join pg_ts_parser p on p.oid = c.cfgparser
join pg_namespace pn on pn.oid = p.prsnamespace
where n.nspname <> 'pg_catalog' and (c.tableoid, c.oid) not in (select classid, objid from member)

union all

select json_build_array(
    'text search dictionary',
    array[n.nspname, d.dictname],
    json_build_object(
        'template', quote_ident(tn.nspname) || '.' || quote_ident(t.tmplname),
        'options', d.dictinitoption,
        'owner', pg_get_userbyid(d.dictowner),
        'comment', obj_description(d.oid, 'pg_ts_dict')
    )
)::text
from pg_ts_dict d
join pg_namespace n on n.oid = d.dictnamespace
join pg_ts_template t on t.oid = d.dicttemplate
join pg_namespace tn on tn.oid = t.tmplnamespace
where n.nspname <> 'pg_catalog' and (d.tableoid, d.oid) not in (select classid, objid from member)

union all

select json_build_array(
    'text search parser',
    array[n.nspname, p.prsname],
    json_build_object(
        'start', p.prsstart::regprocedure::text,
        'token', p.prstoken::regprocedure::text,
        'end', p.prsend::regprocedure::text,
        'headline', nullif(p.prsheadline::oid, 0)::regprocedure::text,
        'token_types', p.prslextype::regprocedure::text,
        'comment', obj_description(p.oid, 'pg_ts_parser')
    )
)::text
from pg_ts_parser p
join pg_namespace n on n.oid = p.prsnamespace
where n.nspname <> 'pg_catalog' and (p.tableoid, p.oid) not in (select classid, objid from member)

union all

select json_build_array(
    'text search template',
    array[n.nspname, t.tmplname],
    json_build_object(
        'init', nullif(t.tmplinit::oid, 0)::regprocedure::text,
        'lexize', t.tmpllexize::regprocedure::text,
        'comment', obj_description(t.oid, 'pg_ts_template')
    )
)::text
from pg_ts_template t
join pg_namespace n on n.oid = t.tmplnamespace
where n.nspname <> 'pg_catalog' and (t.tableoid, t.oid) not in (select classid, objid from member)
