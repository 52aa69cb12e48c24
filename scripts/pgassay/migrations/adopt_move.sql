-- Statements that move what a context's migrations would have made out of the schema where another tool made it, and
-- hand it to whoever moves it. Parameters: source and target schema, and the names that the target is to hold.
with mine as (
    select unnest(%(names)s::text[]) as name
),
objects as (
    select 1 as place, c.oid, 'pg_class'::regclass as catalogue, c.relname as name,
           case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
                else 'table' end as kind,
           format('%%I.%%I', %(source)s::text, c.relname) as spelled,
           format('%%I.%%I', %(target)s::text, c.relname) as moved
    from pg_catalog.pg_class as c
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = %(source)s
      and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
      -- A sequence that a column owns goes with its table.
      and not exists (
          select from pg_catalog.pg_depend as d
          where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i') and d.refobjsubid > 0
      )
    union all
    select 0, t.oid, 'pg_type'::regclass, t.typname, 'type',
           format('%%I.%%I', %(source)s::text, t.typname), format('%%I.%%I', %(target)s::text, t.typname)
    from pg_catalog.pg_type as t
    join pg_catalog.pg_namespace as n on n.oid = t.typnamespace
    left join pg_catalog.pg_class as c on c.oid = t.typrelid
    where n.nspname = %(source)s and (t.typtype in ('e', 'd', 'r') or t.typtype = 'c' and c.relkind = 'c')
    union all
    select 2, p.oid, 'pg_proc'::regclass, p.proname, 'routine',
           format('%%I.%%I(%%s)', %(source)s::text, p.proname, pg_catalog.pg_get_function_identity_arguments(p.oid)),
           format('%%I.%%I(%%s)', %(target)s::text, p.proname, pg_catalog.pg_get_function_identity_arguments(p.oid))
    from pg_catalog.pg_proc as p
    join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
    where n.nspname = %(source)s
)
select o.kind, o.name, m.name is not null as moves,
       format('alter %%s %%s set schema %%I', o.kind, o.spelled, %(target)s::text) as move,
       format('alter %%s %%s owner to current_user', o.kind, o.moved) as own
from objects as o
left join mine as m on m.name = o.name
where not exists (
        select from pg_catalog.pg_depend as d where d.classid = o.catalogue and d.objid = o.oid and d.deptype = 'e'
    )
  -- Where the migrations are recorded.
  and o.name not in ('_yoyo_log', '_yoyo_migration', '_yoyo_version', 'yoyo_lock', '_pgassay_ledger')
order by o.place, o.name
