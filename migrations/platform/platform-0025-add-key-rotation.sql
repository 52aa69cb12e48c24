-- depends: platform-0024-add-encryption
--
-- A key is replaced while the application runs: new values are encrypted with the new key from the moment the application
-- names it, old values are encrypted anew in batches, each committed by itself.
--
-- What is left to do is known from the values themselves, which say their key: a rotation that is killed goes on where
-- it was, and rows written with the old key meanwhile are found. The table of rotations remembers how far one has read, so
-- that a batch does not read again what was done, and is the record of who replaced which key when. A rotation of a column
-- ends only when no row with another key is left.
--
-- Every column of type privacy.ciphertext is found in the catalogue; no list can forget one. A row that somebody has
-- locked is passed over and taken later. Rows are updated as usual: triggers fire.
--
-- What reads or writes the tables of every context, here and in the migrations that follow, runs with the privileges of
-- whoever calls it, an administrator, and is granted to nobody: no function lends a superuser's eyes. Its setting
-- row_security = off turns rows that a policy would hide from the caller into an error instead of leaving them out.
--
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback loses the record, not the values.

set local role platform_owner;

insert into platform.errors (sqlstate, meaning, remedy) values
    ('PFE05', 'A rotation lacks its key, or its batch has no size.', 'See the message: it has the limits.');

create table privacy.rotations (
    id bigint generated always as identity,
    key_id text not null,
    table_schema text not null,
    table_name text not null,
    column_name text not null,
    read_up_to tid not null default '(0,0)',
    rows_done bigint not null default 0,
    started_by text not null default session_user,
    started_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz,
    constraint rotations_pkey primary key (id),
    constraint rotations_rows_done_is_not_negative check (rows_done >= 0)
);

create unique index rotations_open_key on privacy.rotations (key_id, table_schema, table_name, column_name)
    where finished_at is null;

comment on table privacy.rotations is
    'Which column was encrypted anew with which key, how far it is, and who began it.';
comment on column privacy.rotations.id is
    'In the order of their beginning.';
comment on column privacy.rotations.key_id is
    'The new key.';
comment on column privacy.rotations.table_schema is
    'Schema of the table.';
comment on column privacy.rotations.table_name is
    'The table; of a partitioned one, the partition.';
comment on column privacy.rotations.column_name is
    'The column.';
comment on column privacy.rotations.read_up_to is
    'Up to which place in the table it has read.';
comment on column privacy.rotations.rows_done is
    'How many values were encrypted anew.';
comment on column privacy.rotations.started_by is
    'The database user.';
comment on column privacy.rotations.started_at is
    'When it began.';
comment on column privacy.rotations.finished_at is
    'When no value with another key was left; NULL before.';

create function privacy.encrypted_columns()
    returns table (table_schema text, table_name text, column_name text)
    language sql
    stable
    security invoker
    begin atomic
        select n.nspname::text, c.relname::text, a.attname::text
        from pg_catalog.pg_attribute as a
        join pg_catalog.pg_class as c on c.oid = a.attrelid
        join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
        where a.atttypid = 'privacy.ciphertext'::regtype
          and a.attnum > 0
          and not a.attisdropped
          and c.relkind = 'r'
        order by 1, 2, 3;
    end;

comment on function privacy.encrypted_columns() is
    'Every column that holds encrypted values, of tables and partitions.';

revoke execute on function privacy.encrypted_columns() from public;

create function privacy.key_usage()
    returns table (table_schema text, table_name text, column_name text, key_id text, "values" bigint)
    language plpgsql
    stable
    security invoker
    set search_path = ''
    set row_security = off
as $$
declare
    place record;
begin
    for place in select * from privacy.encrypted_columns() loop
        return query execute format(
            'select %L::text, %L::text, %L::text, privacy.key_id(%I), count(*)
             from %I.%I where %I is not null group by 4 order by 4',
            place.table_schema, place.table_name, place.column_name, place.column_name,
            place.table_schema, place.table_name, place.column_name
        );
    end loop;
end
$$;

comment on function privacy.key_usage() is
    'How many values each encrypted column holds with each key. Reads the tables whole. A key that is not listed may be '
    'forgotten once the backups that need it are.';

revoke execute on function privacy.key_usage() from public;

create function privacy.rotate_batch(
    new_key text,
    batch_size integer default 1000,
    out relation text,
    out column_name text,
    out changed bigint,
    out finished boolean
)
    language plpgsql
    volatile
    security invoker
    set search_path = ''
    set row_security = off
as $$
declare
    place record;
    rotation privacy.rotations;
    others boolean;
    last_read tid;
begin
    if batch_size is null or batch_size not between 1 and 100000 then
        raise exception 'a batch of % values: it is 1 to 100000', coalesce(batch_size::text, 'NULL')
            using errcode = 'PFE05',
                  hint = 'A batch is one transaction: its rows are locked until it ends.';
    end if;
    if new_key is null then
        raise exception 'a rotation names its new key'
            using errcode = 'PFE05',
                  hint = 'Make it and the old keys known with privacy.use_key(), then name its id.';
    end if;
    perform privacy.encryption_key(new_key);
    for place in select e.* from privacy.encrypted_columns() as e loop
        relation := format('%I.%I', place.table_schema, place.table_name);
        column_name := place.column_name;
        select * into rotation
        from privacy.rotations as r
        where r.key_id = new_key and r.table_schema = place.table_schema and r.table_name = place.table_name
          and r.column_name = place.column_name and r.finished_at is null
        for update;
        if rotation.id is null then
            execute format('select exists (select from %s where privacy.key_id(%I) <> $1)', relation, column_name)
                into others using new_key;
            continue when not others;
            insert into privacy.rotations (key_id, table_schema, table_name, column_name)
            values (new_key, place.table_schema, place.table_name, place.column_name)
            returning * into rotation;
        end if;
        execute format(
            'with chosen as materialized (
                 select t.ctid as place from %1$s as t
                 where t.ctid > $1 and privacy.key_id(t.%2$I) <> $2
                 limit $3
                 for update skip locked
             ), written as (
                 update %1$s as t
                 set %2$I = privacy.encrypt(privacy.decrypt(t.%2$I), $2)
                 from chosen
                 where t.ctid = chosen.place
                 returning 1
             )
             select (select count(*) from written), (select max(place) from chosen)',
            relation, column_name
        ) into changed, last_read using rotation.read_up_to, new_key, batch_size;
        if last_read is null then
            execute format('select exists (select from %s where privacy.key_id(%I) <> $1)', relation, column_name)
                into others using new_key;
            -- Only rows that somebody has locked are left: wait for one of them, and read from the start again.
            if others and changed = 0 then
                execute format(
                    'select from %s where privacy.key_id(%I) <> $1 limit 1 for update', relation, column_name
                ) using new_key;
            end if;
        end if;
        update privacy.rotations as r
        set read_up_to = coalesce(last_read, '(0,0)'),
            rows_done = r.rows_done + changed,
            finished_at = case when last_read is null and not others then clock_timestamp() end
        where r.id = rotation.id;
        finished := false;
        return;
    end loop;
    relation := null;
    column_name := null;
    changed := 0;
    finished := true;
end
$$;

comment on function privacy.rotate_batch(text, integer) is
    'Encrypts up to batch_size values anew with a key and says where; finished is true when no column has a value with '
    'another key. The transaction knows the new key and the old ones. Call it, commit, and call it again.';

revoke execute on function privacy.rotate_batch(text, integer) from public;
