-- Types that somebody made: neither those of tables nor arrays.
with type as materialized (
    select t.*, n.nspname as schema, d.description as comment
    from pg_type t
    join pg_namespace n on n.oid = t.typnamespace
    left join pg_description d on d.objoid = t.oid and d.classoid = 'pg_type'::regclass
    where
        n.nspname !~ '^pg_'
        and n.nspname <> 'information_schema'
        and t.typtype <> 'm'
        and (t.typrelid = 0 or exists (select from pg_class c where c.oid = t.typrelid and c.relkind = 'c'))
        and not exists (select from pg_type e where e.oid = t.typelem and e.typarray = t.oid)
        and not exists (
            select from pg_depend e where e.classid = 'pg_type'::regclass and e.objid = t.oid and e.deptype = 'e'
        )
)
select json_build_array(
    'enum',
    array[t.schema, t.typname],
    json_build_object(
        'labels', array(select e.enumlabel from pg_enum e where e.enumtypid = t.oid order by e.enumsortorder),
        'owner', pg_get_userbyid(t.typowner),
        'acl', t.typacl::text[],
        'comment', t.comment
    )
)::text
from type t
where t.typtype = 'e'

union all

select json_build_array(
    'domain',
    array[t.schema, t.typname],
    json_build_object(
        'type', format_type(t.typbasetype, t.typtypmod),
        'collation', case when t.typcollation <> b.typcollation then t.typcollation::regcollation::text end,
        'default', t.typdefault,
        'not_null', t.typnotnull,
        'owner', pg_get_userbyid(t.typowner),
        'acl', t.typacl::text[],
        'comment', t.comment
    )
)::text
from type t
join pg_type b on b.oid = t.typbasetype
where t.typtype = 'd'

union all

select json_build_array(
    'domain constraint',
    array[t.schema, t.typname, con.conname],
    json_build_object(
        'definition', pg_get_constraintdef(con.oid),
        'not_valid', not con.convalidated,
        'comment', d.description
    )
)::text
from type t
join pg_constraint con on con.contypid = t.oid and con.contype = 'c'
left join pg_description d on d.objoid = con.oid and d.classoid = 'pg_constraint'::regclass

union all

select json_build_array(
    'composite type',
    array[t.schema, t.typname],
    json_build_object('owner', pg_get_userbyid(t.typowner), 'acl', t.typacl::text[], 'comment', t.comment)
)::text
from type t
where t.typtype = 'c'

union all

select json_build_array(
    'range type',
    array[t.schema, t.typname],
    json_build_object(
        'subtype', format_type(r.rngsubtype, null),
        'multirange', r.rngmultitypid::regtype::text,
        'operator_class', (
            select quote_ident(n.nspname) || '.' || quote_ident(o.opcname)
            from pg_opclass o
            join pg_namespace n on n.oid = o.opcnamespace
            where o.oid = r.rngsubopc
        ),
        'collation', nullif(r.rngcollation, 0)::regcollation::text,
        'canonical', nullif(r.rngcanonical::oid, 0)::regprocedure::text,
        'difference', nullif(r.rngsubdiff::oid, 0)::regprocedure::text,
        'owner', pg_get_userbyid(t.typowner),
        'acl', t.typacl::text[],
        'comment', t.comment
    )
)::text
from type t
join pg_range r on r.rngtypid = t.oid

union all

select json_build_array(
    'base type',
    array[t.schema, t.typname],
    json_build_object(
        'shell', not t.typisdefined,
        'length', t.typlen,
        'by_value', t.typbyval,
        'category', t.typcategory::text,
        'preferred', t.typispreferred,
        'delimiter', t.typdelim::text,
        'element', nullif(t.typelem, 0)::regtype::text,
        'input', nullif(t.typinput::oid, 0)::regprocedure::text,
        'output', nullif(t.typoutput::oid, 0)::regprocedure::text,
        'receive', nullif(t.typreceive::oid, 0)::regprocedure::text,
        'send', nullif(t.typsend::oid, 0)::regprocedure::text,
        'modifier_input', nullif(t.typmodin::oid, 0)::regprocedure::text,
        'modifier_output', nullif(t.typmodout::oid, 0)::regprocedure::text,
        'analyze', nullif(t.typanalyze::oid, 0)::regprocedure::text,
        'subscript', nullif(t.typsubscript::oid, 0)::regprocedure::text,
        'alignment', t.typalign::text,
        'storage', t.typstorage::text,
        'default', t.typdefault,
        'collatable', t.typcollation <> 0,
        'owner', pg_get_userbyid(t.typowner),
        'acl', t.typacl::text[],
        'comment', t.comment
    )
)::text
from type t
where t.typtype in ('b', 'p')
