-- depends: platform-0032-let-owners-enqueue
--
-- The gate of personal data asked too much of tables whose rows belong to one person and name another, as a lesson
-- belongs to the pupil and names the coach: because the coach's erasure keeps the row, it asked that every column of it
-- could be emptied. It cannot, and need not: with the pupil the row goes, and with the coach only the column that names the
-- coach changes. So a row that only names somebody stays as it is but for the columns of that link.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role platform_owner;

create or replace function privacy.gaps() returns table (relation text, column_name text, gap text)
    language sql
    stable
    security invoker
    set search_path = ''
as $$
    with recursive described as (
        select t.*, to_regclass(format('%I.%I', t.table_schema, t.table_name)) as oid from privacy.tables as t
    ), foreign_keys as (
        select k.conrelid as child, k.confrelid as parent, k.conname,
               (select array_agg(a.attname::text order by o.n)
                from unnest(k.conkey) with ordinality as o (attnum, n)
                join pg_catalog.pg_attribute as a on a.attrelid = k.conrelid and a.attnum = o.attnum) as columns
        from pg_catalog.pg_constraint as k
        where k.contype = 'f' and k.conparentid = 0 and k.conrelid <> k.confrelid
    ), declared as (
        select c.oid as child, p.oid as parent, l.columns, l.belongs
        from privacy.links as l
        join described as c on (c.table_schema, c.table_name) = (l.table_schema, l.table_name)
        join described as p on (p.table_schema, p.table_name) = (l.parent_schema, l.parent_table)
    ), reached (oid) as (
        select d.oid from privacy.people as p join described as d using (table_schema, table_name)
        union
        select step.child
        from reached as r
        cross join lateral (
            select d.child from declared as d where d.parent = r.oid and d.belongs
            union all
            -- A foreign key that nobody declared leads on as well, until somebody says that it does not.
            select f.child from foreign_keys as f
            where f.parent = r.oid
              and not exists (
                  select from declared as d
                  where d.child = f.child and d.parent = f.parent and d.columns <@ f.columns
              )
        ) as step
    ), present as (
        select a.attrelid as oid, a.attname::text as name, a.attnotnull as required, a.atttypid::regtype as type
        from pg_catalog.pg_attribute as a
        where a.attnum > 0 and not a.attisdropped
    )
    select r.oid::regclass::text, p.name, 'is not classified'
    from (select oid from reached union select d.oid from described as d) as r
    join present as p on p.oid = r.oid
    join lateral privacy.name_of(r.oid::regclass) as n on true
    where not exists (
        select from privacy.columns as c
        where (c.table_schema, c.table_name, c.column_name) = (n.table_schema, n.table_name, p.name)
    )
    union all
    select f.child::regclass::text, array_to_string(f.columns, ', '),
           format('leads to a person through %s of %s, and no link says what erasure does', f.conname, f.parent::regclass)
    from foreign_keys as f
    join reached as r on r.oid = f.parent
    where not exists (
        select from declared as d where d.child = f.child and d.parent = f.parent and d.columns <@ f.columns
    )
    union all
    select format('%I.%I', d.table_schema, d.table_name), null, 'is described and does not exist'
    from described as d
    where d.oid is null
    union all
    select d.oid::regclass::text, w.name, format('is named by %s and does not exist', w.source)
    from described as d
    cross join lateral (
        select c.column_name, 'privacy.columns' from privacy.columns as c
        where (c.table_schema, c.table_name) = (d.table_schema, d.table_name)
        union all
        select d.clock_column, 'privacy.tables' where d.clock_column is not null
        union all
        select p.key_column, 'privacy.people' from privacy.people as p
        where (p.table_schema, p.table_name) = (d.table_schema, d.table_name)
        union all
        select unnest(l.columns), 'privacy.links' from privacy.links as l
        where (l.table_schema, l.table_name) = (d.table_schema, d.table_name)
        union all
        select unnest(l.parent_columns), 'privacy.links' from privacy.links as l
        where (l.parent_schema, l.parent_table) = (d.table_schema, d.table_name)
    ) as w (name, source)
    where d.oid is not null and not exists (select from present as p where p.oid = d.oid and p.name = w.name)
    union all
    select d.oid::regclass::text, c.column_name, problem.gap
    from privacy.columns as c
    join described as d using (table_schema, table_name)
    join present as p on p.oid = d.oid and p.name = c.column_name
    cross join lateral (
        select exists (
            -- Of a row that only names a person, nothing changes but the columns that do.
            select from privacy.links as l
            where (l.table_schema, l.table_name) = (c.table_schema, c.table_name) and l.on_erase = 'keep'
              and (l.belongs or c.column_name = any (l.columns))
            union all
            select from privacy.people as s
            where (s.table_schema, s.table_name) = (c.table_schema, c.table_name) and s.on_erase = 'keep'
            union all
            -- Rows that are kept refer to it, and go on doing so.
            select from privacy.links as k
            where (k.parent_schema, k.parent_table) = (c.table_schema, c.table_name) and k.on_erase = 'keep'
              and not exists (
                  select from privacy.columns as e
                  where (e.table_schema, e.table_name) = (k.table_schema, k.table_name)
                    and e.column_name = any (k.columns) and e.on_erase = 'delete'
              )
        ) as rows_may_stay
    ) as t
    cross join lateral (
        select 'is NOT NULL and cannot be deleted from a row that stays'
        where c.on_erase = 'delete' and p.required and t.rows_may_stay
        union all
        select 'is NOT NULL and is anonymised without a replacement'
        where c.on_erase = 'anonymise' and c.replacement is null and p.required and t.rows_may_stay
        union all
        select 'is unique and is anonymised with a replacement that is always the same'
        where c.on_erase = 'anonymise' and c.replacement !~ '%' and t.rows_may_stay
          and exists (
              select from pg_catalog.pg_index as i
              join pg_catalog.pg_attribute as a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
              where i.indrelid = d.oid and i.indisunique and i.indnkeyatts = 1 and a.attname = c.column_name
          )
        union all
        select 'is kept, and its table has no retention: for ever is not a time'
        where c.on_erase = 'keep' and c.category <> 'identifier' and d.retention is null
        union all
        select 'is masked or may mention people, and is neither text nor JSON'
        where (c.on_erase = 'mask' or c.mentions) and not privacy.is_text(p.type)
    ) as problem (gap)
    order by 1, 2, 3
$$;
