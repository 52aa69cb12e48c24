-- For each table that holds rows, of its own or in partitions, a text that changes when rows are written to it.
select n.nspname, root.relname,
       case when root.relkind = 'p' or not root.relhassubclass then  -- of what inherits, nothing is said
           string_agg(
               format(
                   '%s %s %s', c.oid, c.relfilenode,
                   pg_stat_get_tuples_inserted(c.oid) + pg_stat_get_tuples_updated(c.oid)
                       + pg_stat_get_tuples_deleted(c.oid)
               ),
               ', ' order by c.oid
           )
       end
from pg_catalog.pg_class c
join pg_catalog.pg_class root on root.oid = coalesce(pg_partition_root(c.oid), c.oid)
join pg_catalog.pg_namespace n on n.oid = root.relnamespace
where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
group by n.nspname, root.relname, root.relkind, root.relhassubclass
