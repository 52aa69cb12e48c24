-- One relation as JSON: what the lock of a statement on it depends on.
select json_build_object(
    'oid', c.oid::bigint,
    'schema', n.nspname,
    'name', c.relname,
    'kind', c.relkind,
    'partition', c.relispartition,
    'parents', (select coalesce(json_agg(i.inhparent::bigint), '[]') from pg_inherits i where i.inhrelid = c.oid),
    'children', (
        with recursive heir(oid) as (
            select i.inhrelid from pg_inherits i where i.inhparent = c.oid
            union
            select i.inhrelid from pg_inherits i join heir h on i.inhparent = h.oid
        )
        select coalesce(json_agg(oid::bigint), '[]') from heir
    ),
    'default_partition', (
        select nullif(p.partdefid, 0)::bigint from pg_partitioned_table p where p.partrelid = c.oid
    ),
    'partition_key', (
        select coalesce(to_json(p.partattrs::smallint[]), '[]') from pg_partitioned_table p where p.partrelid = c.oid
    ),
    'table', (select i.indrelid::bigint from pg_index i where i.indexrelid = c.oid),
    'columns', (
        select coalesce(json_object_agg(a.attname, json_build_object(
            'type', a.atttypid::bigint,
            'mod', a.atttypmod,
            'not_null', a.attnotnull,
            'number', a.attnum,
            'generated', a.attgenerated <> '',
            'identity', a.attidentity <> '',
            'collation', a.attcollation::bigint
        )), '{}')
        from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    ),
    'constraints', (
        select coalesce(json_agg(json_build_object(
            'oid', k.oid::bigint,
            'name', k.conname,
            'type', k.contype,
            'validated', k.convalidated,
            'columns', coalesce(k.conkey, '{}'),
            'definition', pg_get_constraintdef(k.oid),
            'references', nullif(k.confrelid, 0)::bigint,
            'referenced', coalesce(k.confkey, '{}')
        )), '[]')
        from pg_constraint k
        where k.conrelid = c.oid
    ),
    'referenced_by', (
        select coalesce(json_agg(json_build_object('table', k.conrelid::bigint, 'columns', k.confkey)), '[]')
        from pg_constraint k
        where k.confrelid = c.oid and k.contype = 'f'
    ),
    'indexes', (
        select coalesce(json_agg(json_build_object(
            'oid', i.indexrelid::bigint,
            'name', x.relname,
            'valid', i.indisvalid and i.indisready,
            'unique', i.indisunique,
            'partial', i.indpred is not null,
            'columns', i.indkey::smallint[],
            'expression', i.indexprs is not null or i.indpred is not null
        )), '[]')
        from pg_index i
        join pg_class x on x.oid = i.indexrelid
        where i.indrelid = c.oid
    ),
    'sequences', (
        select coalesce(json_agg(json_build_object('oid', d.objid::bigint, 'column', d.refobjsubid)), '[]')
        from pg_depend d
        join pg_class s on s.oid = d.objid and s.relkind = 'S'
        where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
            and d.refobjid = c.oid and d.deptype in ('a', 'i')
    ),
    'row_triggers', (select count(*) from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal)
)
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where c.oid = %(oid)s
