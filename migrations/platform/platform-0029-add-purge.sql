-- depends: platform-0028-add-export-and-erasure
--
-- Retention: rows whose time is over are deleted, in batches, each a transaction of its own. Rows of people under legal
-- hold stay. What refers to a purged row goes as its foreign key says. Nothing is purged that nobody gave a retention: to
-- ask for it is an error (PFP05) and not a purge of nothing.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role platform_owner;

insert into platform.errors (sqlstate, meaning, remedy) values
    ('PFP05', 'No retention is declared.', 'Declare one with privacy.describe_table().');

create function privacy.purge(
    dry_run boolean default true,
    batch_size integer default 1000,
    only_table regclass default null,
    request uuid default null
)
    returns table (relation text, rows bigint, held bigint)
    language plpgsql
    volatile
    security invoker
    set search_path = ''
    set row_security = off
as $$
declare
    policy record;
    leaf regclass;
    over text;
    on_hold text;
    changed bigint;
    receipt jsonb := '{}';
begin
    if batch_size is null or batch_size not between 1 and 100000 then
        raise exception 'a batch of % rows: it is 1 to 100000', coalesce(batch_size::text, 'NULL')
            using errcode = 'PFP06',
                  hint = 'A batch is one transaction: its rows are locked until it ends.';
    end if;
    if not exists (
        select from privacy.tables as t
        where t.retention is not null
          and (only_table is null or format('%I.%I', t.table_schema, t.table_name)::regclass = only_table)
    ) then
        raise exception '% no retention', coalesce(only_table::text || ' has', 'no table has')
            using errcode = 'PFP05',
                  hint = 'Declare one with privacy.describe_table(): how long rows are kept, and from which time on.';
    end if;
    for policy in
        select t.*, format('%I.%I', t.table_schema, t.table_name)::regclass as oid
        from privacy.tables as t
        where t.retention is not null
        order by t.table_schema, t.table_name
    loop
        continue when only_table is not null and policy.oid <> only_table;
        relation := format('%I.%I', policy.table_schema, policy.table_name);
        over := format('t0.%I < now() - $1', policy.clock_column);
        select string_agg(c.condition, ' or ') into on_hold
        from privacy.people as p
        cross join lateral privacy.belonging(p.kind, policy.table_schema, policy.table_name, held => true) as c (condition)
        where exists (select from privacy.holds as h where h.subject_kind = p.kind and h.released_at is null);
        on_hold := format('coalesce(%s, false)', coalesce(on_hold, 'false'));
        execute format('select count(*) from %s as t0 where %s and %s', relation, over, on_hold)
            into held using policy.retention;
        if dry_run then
            execute format('select count(*) from %s as t0 where %s and not %s', relation, over, on_hold)
                into rows using policy.retention;
        else
            rows := 0;
            for leaf in
                select t.relid from pg_catalog.pg_partition_tree(policy.oid) as t where t.isleaf
                union
                -- Of a table that is not partitioned the tree is empty.
                select c.oid from pg_catalog.pg_class as c where c.oid = policy.oid and c.relkind = 'r'
            loop
                execute format(
                    'delete from %s as d where d.ctid = any (array(
                         select t0.ctid from %s as t0 where %s and not %s limit $2 for update of t0 skip locked))',
                    leaf, leaf, over, on_hold
                ) using policy.retention, batch_size - rows;
                get diagnostics changed = row_count;
                rows := rows + changed;
                exit when rows >= batch_size;
            end loop;
            if rows > 0 then
                receipt := receipt || jsonb_build_object(relation, jsonb_build_object('delete', rows));
            end if;
        end if;
        if rows > 0 or held > 0 then
            return next;
        end if;
    end loop;
    if dry_run then
        return;
    end if;
    if request is null then
        insert into privacy.requests (action, status, finished_at, counters)
        values ('purge', 'done', clock_timestamp(), receipt);
        return;
    end if;
    update privacy.requests as r
    set counters = (
        select coalesce(jsonb_object_agg(s.key, jsonb_build_object('delete', s.rows)), '{}')
        from (
            select e.key, sum((e.value ->> 'delete')::bigint) as rows
            from (
                select * from jsonb_each(r.counters)
                union all
                select * from jsonb_each(receipt)
            ) as e
            group by e.key
        ) as s
    )
    where r.id = request and r.action = 'purge' and r.status = 'done';
    if not found then
        raise exception 'there is no purge %', request
            using errcode = 'PFP06',
                  hint = 'Leave the request out: the purge is entered by itself.';
    end if;
end
$$;

comment on function privacy.purge(boolean, integer, regclass, uuid) is
    'Deletes up to batch_size rows of each table, or of one, whose retention is over, and says how many, and how many are '
    'under legal hold; with dry_run (the default) it counts them all. Call it, commit, and call it again while it deletes. '
    'Raises PFP05 where no retention is declared. The receipt is added to the request, or to a new one.';

revoke execute on function privacy.purge(boolean, integer, regclass, uuid) from public;

create function privacy.begin_purge() returns uuid
    language sql
    volatile
    security invoker
    begin atomic
        insert into privacy.requests (action, status, finished_at, counters)
        values ('purge', 'done', clock_timestamp(), '{}')
        returning id;
    end;

comment on function privacy.begin_purge() is
    'Enters a purge of many batches; its id is passed to each.';

revoke execute on function privacy.begin_purge() from public;
