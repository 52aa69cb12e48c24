-- Tables partitioned by ranges of one time, each with one of its partitions, and tables that were one until they were
-- retired half way. has_privacy: whether there is a catalogue of what is kept how long.
with parents as (
    select c.oid, n.nspname, c.relname
    from pg_catalog.pg_partitioned_table as t
    join pg_catalog.pg_class as c on c.oid = t.partrelid
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attnum = t.partattrs[0]
    where t.partstrat = 'r' and t.partnatts = 1 and not c.relispartition
      and a.atttypid in ('timestamptz'::regtype, 'timestamp'::regtype, 'date'::regtype)
), parts as (
    select i.inhparent, c.oid, n.nspname, c.relname, i.inhdetachpending,
           pg_catalog.pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT' as is_default,
           substring(pg_catalog.pg_get_expr(c.relpartbound, c.oid) from 'TO \(''([^'']+)''\)')::timestamptz as ends
    from pg_catalog.pg_inherits as i
    join pg_catalog.pg_class as c on c.oid = i.inhrelid
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
)
select format('%I.%I', p.nspname, p.relname) as parent, format('%I.%I', s.nspname, s.relname) as part,
       s.is_default, s.ends, s.inhdetachpending as pending, false as detached
from parents as p
join parts as s on s.inhparent = p.oid
union all
select substring(obj_description(c.oid) from '^pgassay: retired from (.+)$'), format('%I.%I', n.nspname, c.relname),
       false, null, false, true
from pg_catalog.pg_class as c
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
where c.relkind = 'r' and not c.relispartition and obj_description(c.oid) like 'pgassay: retired from %'
order by 1, 4 nulls last, 2
