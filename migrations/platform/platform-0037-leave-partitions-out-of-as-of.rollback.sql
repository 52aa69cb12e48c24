set local role platform_owner;

create or replace function audit.as_of(table_name text, key text, moment timestamptz) returns jsonb
    language sql
    stable
    security invoker
    set search_path = ''
as $$
    with entries as materialized (
        select id, at, action, old_values, new_values from audit.history(table_name, key)
    ),
    life as (
        select coalesce(max(id) filter (where at <= moment), 0) as after_id,
               coalesce(min(id) filter (where at > moment), 9223372036854775807) as until_id
        from entries
        where action = 'delete' or action = 'truncate' and old_values is null
    ),
    lived as (
        select entries.* from entries, life where id > after_id and id <= until_id
    ),
    told as (
        select e.key as name, e.value, 0 as later, -id as distance
        from lived cross join lateral jsonb_each(new_values) as e
        where at <= moment
        union all
        select e.key, e.value, 1, id
        from lived cross join lateral jsonb_each(old_values) as e
        where at > moment
    ),
    chosen as (
        select distinct on (name) name, value from told order by name, later, distance
    )
    -- A life that begins later than the moment begins with an insert.
    select jsonb_object_agg(name, value) from chosen
    where not exists (select from lived where action = 'insert' and at > moment)
$$;
