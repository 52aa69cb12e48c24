-- depends: platform-0011-create-audit-log
--
-- A context says which of its tables are watched: select audit.watch('shop.orders'). What is watched, and how, stands in
-- the trigger's arguments and nowhere else, so that the two cannot disagree; audit.watched reads it back.
--
-- The row trigger runs with platform_owner's privileges, since nobody else may write to the log. It takes the table's name
-- from the trigger's context, so that whoever may create a trigger cannot log in the name of another table. It fires
-- after the row is written and sees what was stored.
--
-- Masked columns: personal data do not belong into a log that is never changed. The log keeps an HMAC-SHA256 under a
-- secret key: it shows that a value changed, and whether it is the one a person names, and nothing once the key is gone.
-- The keys lie in audit.mask_keys, which nobody but its owner reads; a dump contains them unless it is told otherwise:
-- pg_dump --exclude-table-data=audit.mask_keys, and the keys are kept elsewhere. Without a key, changes of a table with
-- masked columns are refused: neither clear text in the log nor a change that is not in it.
--
-- What the text of a key column depends on (time zone, date style) would make two ids of one record; so key columns
-- have a type whose text is always the same.
--
-- Errors: PFA01 there is no such table or column, or it cannot be watched so; PFA02 it is watched; PFA03 it is not;
-- PFA05 there is no key to mask with.
-- Locks nothing that exists, rewrites nothing, loses nothing. audit.watch() itself takes share row exclusive on the table
-- (no writes) for an instant. The rollback is refused while a table is watched.

set local role platform_owner;

insert into platform.errors (sqlstate, meaning, remedy) values
    ('PFA01', 'There is no such table or column, or it cannot be audited like this.', 'Name the table as schema.table.'),
    ('PFA02', 'The table is watched already.', 'Unwatch it first to watch it in another way.'),
    ('PFA03', 'The table is not watched.', 'See audit.watched.'),
    ('PFA05', 'There is no key to mask personal columns with.', 'Restore audit.mask_keys, or call audit.new_mask_key().');

create table audit.mask_keys (
    id integer not null generated always as identity,
    secret bytea not null,
    created_at timestamptz not null default now(),
    constraint mask_keys_pkey primary key (id),
    constraint mask_keys_secret_is_long check (octet_length(secret) >= 32)
);

comment on table audit.mask_keys is
    'Keys of the hashes that stand for personal data in the log; the last one is used. Readable by its owner only. '
    'Deleting a key makes every hash under it meaningless for good.';
comment on column audit.mask_keys.id is
    'Stands in each hash made with it: masked:<id>:<hex>.';
comment on column audit.mask_keys.secret is
    '32 random bytes or more.';
comment on column audit.mask_keys.created_at is
    'Since when it is used.';

create function audit.new_mask_key() returns integer
    language sql
    volatile
    security definer
    set search_path = ''
as $$
    insert into audit.mask_keys (secret) values (extensions.gen_random_bytes(32)) returning id
$$;

comment on function audit.new_mask_key() is
    'Makes the key that is used from now on. Hashes under different keys cannot be compared.';

select audit.new_mask_key();

create function audit.mask(given jsonb, masked_columns text[]) returns jsonb
    language plpgsql
    stable
    security invoker
    set search_path = ''
as $$
declare
    key audit.mask_keys;
    name text;
begin
    foreach name in array masked_columns loop
        continue when (given ->> name) is null;
        if key.id is null then
            select * into key from audit.mask_keys order by id desc limit 1;
            if not found then
                raise exception 'no key to mask % with', name
                    using errcode = 'PFA05',
                          hint = 'Restore audit.mask_keys, or, as platform_owner: select audit.new_mask_key();';
            end if;
        end if;
        given := jsonb_set(given, array[name], to_jsonb(
            'masked:' || key.id || ':'
            || encode(extensions.hmac(convert_to(given ->> name, 'UTF8'), key.secret, 'sha256'), 'hex')
        ));
    end loop;
    return given;
end
$$;

comment on function audit.mask(jsonb, text[]) is
    'The object with the values of these fields replaced by keyed hashes; NULL stays NULL. Raises PFA05 without a key.';

create function audit.record_id(image extensions.hstore, key_columns text[]) returns text
    language sql
    immutable
    parallel safe
    security invoker
    return case when cardinality(key_columns) = 1
        then image operator(extensions.->) key_columns[1]
        else to_jsonb(image operator(extensions.->) key_columns)::text
    end;

comment on function audit.record_id(extensions.hstore, text[]) is
    'What names a record in the log: the value of its key column, or a JSON array of the values of several.';

create function audit.record() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    key_columns text[] := tg_argv[0];
    hidden text[] := tg_argv[1];
    schema_name text := tg_table_schema;
    root_name text := tg_table_name;
    image extensions.hstore;
    done text := lower(tg_op);
    old_values jsonb;
    new_values jsonb;
begin
    if tg_argv[3] = 'partitioned' then
        select n.nspname, c.relname into schema_name, root_name
        from pg_catalog.pg_class as c
        join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
        where c.oid = pg_partition_root(tg_relid);
    end if;
    if tg_op = 'UPDATE' then
        image := extensions.hstore(new);
        -- The columns that stayed, and those that nobody wants to see.
        hidden := hidden || extensions.akeys(
            image operator(extensions.-) (image operator(extensions.-) extensions.hstore(old)));
        if key_columns <@ hidden then
            new_values := to_jsonb(new) - hidden;
            if new_values = '{}' then
                return null;
            end if;
            old_values := to_jsonb(old) - hidden;
        else
            hidden := tg_argv[1];
            old_values := to_jsonb(old) - hidden;
            if tg_argv[2] <> '{}' then
                old_values := audit.mask(old_values, tg_argv[2]::text[]);
            end if;
            insert into audit.log (
                actor_id, actor_role, request_id, context, table_name, record_id, action, old_values
            ) values (
                platform.actor_id(), platform.actor_role(), platform.request_id(),
                schema_name, root_name, audit.record_id(extensions.hstore(old), key_columns), 'delete', old_values
            );
            old_values := null;
            new_values := to_jsonb(new) - hidden;
            done := 'insert';
        end if;
    elsif tg_op = 'INSERT' then
        image := extensions.hstore(new);
        new_values := to_jsonb(new) - hidden;
    else
        image := extensions.hstore(old);
        old_values := to_jsonb(old) - hidden;
    end if;
    if tg_argv[2] <> '{}' then
        old_values := audit.mask(old_values, tg_argv[2]::text[]);
        new_values := audit.mask(new_values, tg_argv[2]::text[]);
    end if;
    insert into audit.log (
        actor_id, actor_role, request_id, context, table_name, record_id, action, old_values, new_values
    ) values (
        platform.actor_id(), platform.actor_role(), platform.request_id(),
        schema_name, root_name, audit.record_id(image, key_columns), done, old_values, new_values
    );
    return null;
end
$$;

comment on function audit.record() is
    'AFTER row trigger made by audit.watch(): writes one row of the log for a change, none for an update that changes '
    'nothing but ignored columns. Arguments: key, ignored and masked columns, and whether the table is partitioned.';

create function audit.record_truncate() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    insert into audit.log (actor_id, actor_role, request_id, context, table_name, action, old_values)
    select platform.actor_id(), platform.actor_role(), platform.request_id(), n.nspname, c.relname, 'truncate',
           case when c.oid <> tg_relid then jsonb_build_object('partition', tg_relid::regclass) end
    from pg_catalog.pg_class as c
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where c.oid = coalesce(pg_partition_root(tg_relid), tg_relid);
    return null;
end
$$;

comment on function audit.record_truncate() is
    'AFTER TRUNCATE trigger made by audit.watch(): one row of the log, which ends every record of the table. For a partition '
    'its name is kept as old value; which records it held is not known.';

create view audit.watched with (security_invoker = true) as
    select n.nspname::text collate "default" as context,
           c.relname::text collate "default" as table_name,
           a.arguments[1]::text[] as key_columns,
           a.arguments[2]::text[] as ignored_columns,
           a.arguments[3]::text[] as masked_columns
    from pg_catalog.pg_trigger as t
    join pg_catalog.pg_class as c on c.oid = t.tgrelid
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    -- Arguments are stored one after the other, each ended by a zero byte; three characters a byte keep the digits of
    -- two neighbours from looking like one.
    cross join lateral (
        select array_agg(
            convert_from(decode(replace(piece, ' ', ''), 'hex'), getdatabaseencoding()) collate "default" order by place
        ) as arguments
        from unnest(string_to_array(regexp_replace(encode(t.tgargs, 'hex'), '(..)', '\1 ', 'g'), '00 '))
            with ordinality as pieces (piece, place)
    ) as a
    where t.tgname = 'audit_changes' and t.tgparentid = 0 and t.tgfoid = 'audit.record()'::regprocedure;

comment on view audit.watched is
    'The tables whose changes are logged, and how; read from their triggers.';
comment on column audit.watched.context is
    'Schema of the table.';
comment on column audit.watched.table_name is
    'The table.';
comment on column audit.watched.key_columns is
    'What names a record of it in the log.';
comment on column audit.watched.ignored_columns is
    'Neither logged nor a reason to log.';
comment on column audit.watched.masked_columns is
    'Logged as keyed hashes.';

create function audit.watch(
    table_name text,
    key_columns text[] default null,
    ignored_columns text[] default '{}',
    masked_columns text[] default '{}'
)
    returns void
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
declare
    watched pg_catalog.pg_class;
    keys text[] := key_columns;
    problem text;
    leaf regclass;
begin
    select * into watched from pg_catalog.pg_class where oid = to_regclass(table_name);
    problem := case
        when watched.oid is null then 'there is no table ' || quote_nullable(table_name)
        when watched.relkind not in ('r', 'p') then table_name || ' is not a table'
        when watched.relpersistence = 't' then table_name || ' is temporary'
        when watched.relispartition then
            format('%s is a partition of %s', table_name, pg_partition_root(watched.oid))
        when watched.relnamespace = 'audit'::regnamespace then table_name || ' belongs to the audit itself'
    end;
    if problem is not null then
        raise exception 'cannot watch: %', problem
            using errcode = 'PFA01',
                  hint = 'Name an ordinary or partitioned table as schema.table.';
    end if;
    if exists (select from pg_catalog.pg_trigger where tgrelid = watched.oid and tgname = 'audit_changes') then
        raise exception '% is watched already', table_name
            using errcode = 'PFA02',
                  hint = 'To watch it in another way: select audit.unwatch(…) first, in the same transaction.';
    end if;
    if keys is null then
        select array_agg(a.attname::text order by array_position(i.indkey::int2[], a.attnum)) into keys
        from pg_catalog.pg_index as i
        join pg_catalog.pg_attribute as a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
        where i.indrelid = watched.oid and i.indisprimary;
    end if;
    if coalesce(cardinality(keys), 0) = 0 then
        raise exception 'cannot watch %: it has no primary key, and no key columns were named', table_name
            using errcode = 'PFA01',
                  hint = 'Name columns that are NOT NULL and name a record for ever.';
    end if;
    select string_agg(
        case
            when a.attname is null then format('there is no column %I', wanted.name)
            when wanted.doubly then format('column %I is key, ignored or masked at once', wanted.name)
            when not a.attnotnull then format('key column %I may be NULL', wanted.name)
            else format('key column %I is of type %s, whose text depends on settings',
                        wanted.name, format_type(a.atttypid, a.atttypmod))
        end, '; ' order by wanted.name
    ) into problem
    from (
        select name, bool_or(kind = 1) as is_key, count(distinct kind) > 1 as doubly
        from (
            select unnest(keys) as name, 1 as kind
            union all
            select unnest(ignored_columns), 2
            union all
            select unnest(masked_columns), 3
        ) as named
        group by name
    ) as wanted
    left join pg_catalog.pg_attribute as a
        on a.attrelid = watched.oid and a.attname = wanted.name and a.attnum > 0 and not a.attisdropped
    left join pg_catalog.pg_type as t on t.oid = a.atttypid
    where a.attname is null
       or wanted.doubly
       or wanted.is_key and (
           not a.attnotnull
           or not (
               t.typcategory in ('S', 'E', 'B')
               or a.atttypid in ('uuid'::regtype, 'smallint'::regtype, 'integer'::regtype, 'bigint'::regtype,
                                 'numeric'::regtype)
           )
       );
    if problem is not null then
        raise exception 'cannot watch %: %', table_name, problem
            using errcode = 'PFA01',
                  hint = 'A key is NOT NULL and of type uuid, text, integer, numeric, boolean or an enum; '
                         'it stays readable in the log, so it must not be personal.';
    end if;
    execute format(
        'create trigger audit_changes after insert or update or delete on %s '
        'for each row execute function audit.record(%L, %L, %L%s)',
        watched.oid::regclass, keys, coalesce(ignored_columns, '{}'), coalesce(masked_columns, '{}'),
        case watched.relkind when 'p' then ', ''partitioned''' end
    );
    -- Unlike row triggers, those of statements are not handed down to partitions.
    for leaf in
        select watched.oid::regclass union select relid from pg_partition_tree(watched.oid)
    loop
        execute format(
            'create trigger audit_truncate after truncate on %s '
            'for each statement execute function audit.record_truncate()', leaf
        );
    end loop;
end
$$;

comment on function audit.watch(text, text[], text[], text[]) is
    'Logs every change of a table from now on. Key columns: those that name a record, by default the primary key; ignored '
    'columns are neither logged nor a reason to log; masked ones are logged as keyed hashes. The caller needs the right '
    'to create triggers on it. A partition that is added later needs its own audit_truncate. Raises PFA01, PFA02.';

create function audit.unwatch(table_name text) returns void
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
declare
    watched constant regclass := to_regclass(table_name);
    leaf regclass;
begin
    if not exists (
        select from pg_catalog.pg_trigger
        where tgrelid = watched and tgname = 'audit_changes' and tgparentid = 0
    ) then
        raise exception '% is not watched', coalesce(table_name, 'NULL')
            using errcode = 'PFA03',
                  hint = 'See audit.watched.';
    end if;
    execute format('drop trigger audit_changes on %s', watched);
    for leaf in
        select tgrelid from pg_catalog.pg_trigger
        where tgname = 'audit_truncate'
          and (tgrelid = watched or tgrelid in (select relid from pg_partition_tree(watched)))
    loop
        execute format('drop trigger audit_truncate on %s', leaf);
    end loop;
end
$$;

comment on function audit.unwatch(text) is
    'Ends the logging of a table; what was logged stays. Raises PFA03.';

-- Contexts watch their tables in their own migrations, as their owners.
grant usage on schema audit to nexus_owner, shop_owner, learn_owner;

grant execute on function
    audit.watch(text, text[], text[], text[]), audit.unwatch(text), audit.record(), audit.record_truncate()
    to nexus_owner, shop_owner, learn_owner;

grant select on audit.watched to auditor, nexus_owner, shop_owner, learn_owner;
