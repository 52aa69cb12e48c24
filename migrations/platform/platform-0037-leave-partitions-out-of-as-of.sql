-- depends: platform-0036-add-integrity-checks
--
-- audit.as_of() took the entry of a partition that was emptied alone for a change of every record of its table: asked for
-- a time before, it told a column "partition" that no record has. Such an entry says nothing of a record.
--
-- The answer is put together more simply, too: each entry tells what a record became if it lies at or before the moment,
-- else what it was before.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role platform_owner;

create or replace function audit.as_of(table_name text, key text, moment timestamptz) returns jsonb
    language sql
    stable
    security invoker
    set search_path = ''
as $$
    with entries as materialized (
        select id, at, action, old_values, new_values from audit.history(table_name, key)
        where action <> 'truncate' or old_values is null
    ),
    life as (
        select max(id) filter (where at <= moment) as after_id, min(id) filter (where at > moment) as until_id
        from entries
        where action in ('delete', 'truncate')
    ),
    lived as (
        select entries.* from entries, life where (id <= after_id) is not true and (id > until_id) is not true
    ),
    told as (
        select e.key as name, e.value, id, at > moment as later
        from lived cross join lateral jsonb_each(case when at > moment then old_values else new_values end) as e
    ),
    chosen as (
        select distinct on (name) name, value from told order by name, later, case when later then id else -id end
    )
    -- A life that begins later than the moment begins with an insert.
    select jsonb_object_agg(name, value) from chosen
    where not exists (select from lived where action = 'insert' and at > moment)
$$;
