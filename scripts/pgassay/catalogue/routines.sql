-- Functions, procedures and aggregates. A function is named by the types of its arguments: their names are attributes.
with routine as materialized (
    select p.*, n.nspname as schema, d.description as comment, array[
        n.nspname,
        p.proname,
        (
            select coalesce(string_agg(format_type(t, null), ', ' order by place), '')
            from unnest(p.proargtypes) with ordinality a (t, place)
        )
    ] as name
    from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    left join pg_description d on d.objoid = p.oid and d.classoid = 'pg_proc'::regclass
    where
        n.nspname !~ '^pg_'
        and n.nspname <> 'information_schema'
        -- the schemas that are asked for; all where none is named
        and coalesce(n.nspname = any (nullif(current_setting('pgassay.schemas', true), '')::text[]), true)
        and not exists (
            select from pg_depend e where e.classid = 'pg_proc'::regclass and e.objid = p.oid and e.deptype = 'e'
        )
)
select json_build_array(
    case p.prokind when 'p' then 'procedure' else 'function' end,
    p.name,
    json_build_object(
        'arguments', pg_get_function_arguments(p.oid),
        'result', pg_get_function_result(p.oid),
        'language', l.lanname,
        'volatility', case p.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end,
        'parallel', case p.proparallel when 's' then 'safe' when 'r' then 'restricted' else 'unsafe' end,
        'window', p.prokind = 'w',
        'strict', p.proisstrict,
        'security_definer', p.prosecdef,
        'leakproof', p.proleakproof,
        'cost', p.procost::text,
        'rows', nullif(p.prorows, 0)::text,
        'support', nullif(p.prosupport::oid, 0)::regprocedure::text,
        'settings', p.proconfig,
        'transforms', array(select format_type(t, null) from unnest(p.protrftypes) t order by 1),
        'body', coalesce(pg_get_function_sqlbody(p.oid), p.prosrc),
        'library', p.probin,
        'owner', pg_get_userbyid(p.proowner),
        'acl', p.proacl::text[],
        'comment', p.comment
    )
)::text
from routine p
join pg_language l on l.oid = p.prolang
where p.prokind <> 'a'

union all

select json_build_array(
    'aggregate',
    p.name,
    json_build_object(
        'arguments', pg_get_function_arguments(p.oid),
        'result', pg_get_function_result(p.oid),
        'parallel', case p.proparallel when 's' then 'safe' when 'r' then 'restricted' else 'unsafe' end,
        'kind', case a.aggkind when 'o' then 'ordered set' when 'h' then 'hypothetical set' end,
        'transition', a.aggtransfn::regprocedure::text,
        'state', format_type(a.aggtranstype, null),
        'state_size', nullif(a.aggtransspace, 0),
        'initial', a.agginitval,
        'final', nullif(a.aggfinalfn::oid, 0)::regprocedure::text,
        'final_extra', a.aggfinalextra,
        'final_modify', a.aggfinalmodify::text,
        'combine', nullif(a.aggcombinefn::oid, 0)::regprocedure::text,
        'serialize', nullif(a.aggserialfn::oid, 0)::regprocedure::text,
        'deserialize', nullif(a.aggdeserialfn::oid, 0)::regprocedure::text,
        'moving', case when a.aggmtransfn <> 0 then array[
            a.aggmtransfn::regprocedure::text, a.aggminvtransfn::regprocedure::text, format_type(a.aggmtranstype, null),
            a.aggmtransspace::text, nullif(a.aggmfinalfn::oid, 0)::regprocedure::text, a.aggmfinalextra::text,
            a.aggmfinalmodify::text, a.aggminitval
        ] end,
        'sort', nullif(a.aggsortop, 0)::regoperator::text,
        'owner', pg_get_userbyid(p.proowner),
        'acl', p.proacl::text[],
        'comment', p.comment
    )
)::text
from routine p
join pg_aggregate a on a.aggfnoid = p.oid
