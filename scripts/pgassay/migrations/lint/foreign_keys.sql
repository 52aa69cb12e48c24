-- Foreign keys with no valid index that begins with their columns, in any order among these, or with one of them that
-- alone names the referenced row. Of a partial index only one that leaves out the rows without a reference counts.
select n.nspname || '.' || c.relname, k.conname, array(
    select a.attname::text
    from unnest(k.conkey) with ordinality key (number, place)
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = key.number
    order by key.place
)
from pg_constraint k
join pg_class c on c.oid = k.conrelid
join pg_namespace n on n.oid = c.relnamespace
where k.contype = 'f' and k.conparentid = 0
    and not exists (
        select
        from pg_index i
        where i.indrelid = k.conrelid and i.indisvalid
            and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) like '%%IS NOT NULL%%')
            and (
                (i.indkey::smallint[])[0:cardinality(k.conkey) - 1] @> k.conkey
                    and k.conkey @> (i.indkey::smallint[])[0:cardinality(k.conkey) - 1]
                or exists (
                    select
                    from pg_index u
                    where u.indrelid = k.confrelid and u.indisunique and u.indisvalid and u.indpred is null
                        and u.indnkeyatts = 1 and u.indkey[0] = k.confkey[array_position(k.conkey, i.indkey[0])]
                )
            )
    )
order by 1, 2
