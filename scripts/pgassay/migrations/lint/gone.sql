-- The relations that lose something, or vanish, when these objects are dropped: the server locks each in ACCESS
-- EXCLUSIVE mode. Given are class, object and column, as pg_depend names them.
with recursive gone(classid, objid, objsubid) as (
    select s.classid, s.objid, s.objsubid
    from unnest(%(classes)s::oid[], %(objects)s::oid[], %(columns)s::integer[]) s (classid, objid, objsubid)
    union
    select x.classid, x.objid, x.objsubid
    from gone g
    cross join lateral (
        select d.classid, d.objid, d.objsubid
        from pg_depend d
        where d.refclassid = g.classid and d.refobjid = g.objid and (g.objsubid = 0 or d.refobjsubid = g.objsubid)
            and d.deptype in ('n', 'a', 'i', 'P', 'S')
            and (d.deptype <> 'n' or %(cascade)s)
        union all
        -- a view goes with the rule that makes it one
        select 'pg_class'::regclass::oid, w.ev_class, 0
        from pg_rewrite w
        where g.classid = 'pg_rewrite'::regclass and w.oid = g.objid and w.rulename = '_RETURN'
    ) x
),
locked as (
    select objid as oid from gone where classid = 'pg_class'::regclass
    union
    select i.indrelid from gone g join pg_index i on i.indexrelid = g.objid where g.classid = 'pg_class'::regclass
    union
    select unnest(array[k.conrelid, k.confrelid])
    from gone g join pg_constraint k on k.oid = g.objid
    where g.classid = 'pg_constraint'::regclass
    union
    select t.tgrelid from gone g join pg_trigger t on t.oid = g.objid where g.classid = 'pg_trigger'::regclass
    union
    select p.polrelid from gone g join pg_policy p on p.oid = g.objid where g.classid = 'pg_policy'::regclass
    union
    select w.ev_class from gone g join pg_rewrite w on w.oid = g.objid where g.classid = 'pg_rewrite'::regclass
    union
    select a.adrelid from gone g join pg_attrdef a on a.oid = g.objid where g.classid = 'pg_attrdef'::regclass
    union
    -- a partition that is dropped: its parent, and the default partition, whose bounds change
    select unnest(array[i.inhparent, nullif(p.partdefid, 0)])
    from gone g
    join pg_class c on c.oid = g.objid and c.relispartition and c.relkind in ('r', 'p')
    join pg_inherits i on i.inhrelid = c.oid
    left join pg_partitioned_table p on p.partrelid = i.inhparent
    where g.classid = 'pg_class'::regclass and g.objsubid = 0
)
select l.oid::bigint
from locked l
join pg_class c on c.oid = l.oid
where c.relkind in ('r', 'p', 'v', 'm', 'f', 'i', 'I', 'S')
