set local role platform_owner;

create or replace function privacy.steps(of_kind text)
    returns table (table_schema text, table_name text, distance integer, belongs boolean)
    language sql
    stable
    security invoker
    begin atomic
        with recursive walk as (
            select p.table_schema, p.table_name, 0 as distance, true as belongs,
                   array[format('%I.%I', p.table_schema, p.table_name)] as path
            from privacy.people as p
            where p.kind = of_kind
            union all
            select l.table_schema, l.table_name, w.distance + 1, l.belongs,
                   w.path || format('%I.%I', l.table_schema, l.table_name)
            from walk as w
            join privacy.links as l on (l.parent_schema, l.parent_table) = (w.table_schema, w.table_name)
            where w.belongs and format('%I.%I', l.table_schema, l.table_name) <> all (w.path)
        )
        select w.table_schema, w.table_name, max(w.distance), bool_or(w.belongs)
        from walk as w
        group by w.table_schema, w.table_name
        order by 3 desc, 1, 2;
    end;
