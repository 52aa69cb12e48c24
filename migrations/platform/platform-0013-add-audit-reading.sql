-- depends: platform-0012-add-audit-watch
--
-- Two questions to the log: what happened to a record, and what it was at a time.
--
-- as_of() needs no first entry: a column has at a time the value that the last change up to then gave it, else the value
-- that the first change after then took from it. A column that never changed since the table is watched, in a record
-- that is older, is not known and not there; nor are ignored columns. A record ends with delete or truncate, and what
-- happened to another of the same key before or after is another life. Which records were in a partition that was
-- truncated alone the log does not know: they live on in as_of(), and history() shows the truncation.
--
-- Both run with the caller's privileges: who may read the log may ask.
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role platform_owner;

create function audit.history(table_name text, key text) returns setof audit.log
    language plpgsql
    stable
    security invoker
    set search_path = ''
as $$
declare
    names constant text[] := parse_ident(table_name);
begin
    if cardinality(names) is distinct from 2 then
        raise exception '% is not a table as schema.table', quote_nullable(table_name)
            using errcode = 'PFA01',
                  hint = 'Name the schema, too: the log holds the tables of every context.';
    end if;
    return query
        select l.* from audit.log as l
        where l.context = names[1] and l.table_name = names[2]
          and (l.record_id = key or l.action = 'truncate')
        order by l.id;
end
$$;

comment on function audit.history(text, text) is
    'Everything the log holds about a record, in order. key: value of the key column, or for several a JSON array of their '
    'values as strings, as ["a", "1"]. A table that was dropped or unwatched keeps its history. Raises PFA01.';

create function audit.as_of(table_name text, key text, moment timestamptz) returns jsonb
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

comment on function audit.as_of(text, text, timestamptz) is
    'The record as it was at a time, as far as the log knows it; NULL if it did not exist. A change counts from the time '
    'it was made, which is before its transaction committed. Raises PFA01.';

grant execute on function audit.history(text, text), audit.as_of(text, text, timestamptz) to auditor;
