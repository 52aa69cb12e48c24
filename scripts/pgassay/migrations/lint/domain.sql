-- The tables and materialised views with a column of a domain, or of one made from it; empty where it is none.
with recursive kin(oid) as (
    select to_regtype(%(name)s)::oid
    union
    select t.oid from pg_type t join kin on t.typbasetype = kin.oid and t.typtype = 'd'
)
select distinct c.oid::bigint
from kin
join pg_attribute a on a.atttypid = kin.oid and a.attnum > 0 and not a.attisdropped
join pg_class c on c.oid = a.attrelid
where c.relkind in ('r', 'm')
