create function nexus.copy_change() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
declare
    copy constant regclass := tg_argv[0]::regclass;
    columns text;
    copied bigint;
begin
    if tg_op = 'DELETE' then
        execute format('delete from %s where id = $1', copy) using old.id;
        get diagnostics copied = row_count;
        -- A transaction with an older snapshot does not see what was copied since, and would leave it there.
        if copied = 0 and current_setting('transaction_isolation') <> 'read committed' then
            raise exception 'the row with id % of % is being copied', old.id, tg_relid::regclass
                using errcode = '40001',
                      hint = 'Try the transaction again.';
        end if;
        return null;
    end if;
    if tg_op = 'UPDATE' and new.id <> old.id then
        execute format('update %s set id = $1 where id = $2', copy) using new.id, old.id;
    end if;
    -- The copy has the same columns, and may be younger than what this transaction sees of the catalogue.
    select string_agg(format('%I = excluded.%1$I', a.attname), ', ' order by a.attnum) into strict columns
    from pg_catalog.pg_attribute as a
    where a.attrelid = tg_relid and a.attnum > 0 and not a.attisdropped;
    execute format('insert into %s select ($1).* on conflict (id) do update set %s', copy, columns) using new;
    return null;
end
$$;

comment on function nexus.copy_change() is
    'Writes each change of a row to the copy of its table, which the trigger names. Needed while tables are copied.';

revoke execute on function nexus.copy_change() from public;

create procedure nexus.copy_rows(source regclass, copy regclass, batch integer)
    language plpgsql
    security invoker
as $$
declare
    ids text[];
    id text := '';
begin
    -- Whoever changes a row that is being copied waits for it, and a row that is being changed is left for later: so
    -- nobody waits for the copy who has what the copy waits for.
    loop
        execute pg_catalog.format(
            'select array(select s.id from %s as s where s.id > $1 order by s.id limit $2)', source
        ) into ids using id, batch;
        exit when pg_catalog.cardinality(ids) = 0;
        execute pg_catalog.format(
            'insert into %s select s.* from %s as s where s.id = any ($1) for share skip locked
             on conflict (id) do nothing', copy, source
        ) using ids;
        commit;
        id := ids[pg_catalog.cardinality(ids)];
    end loop;
    loop
        execute pg_catalog.format(
            'select array(select s.id from %s as s where not exists (select from %s as c where c.id = s.id))',
            source, copy
        ) into ids;
        exit when pg_catalog.cardinality(ids) = 0;
        foreach id in array ids loop
            execute pg_catalog.format(
                'insert into %s select s.* from %s as s where s.id = $1 for share on conflict (id) do nothing',
                copy, source
            ) using id;
            commit;
        end loop;
    end loop;
end
$$;

comment on procedure nexus.copy_rows(regclass, regclass, integer) is
    'Copies the rows of one table to another, a batch a transaction, while a trigger copies what changes. What is '
    'there is left as it is: it may be called again. Needed while tables are copied.';

revoke execute on procedure nexus.copy_rows(regclass, regclass, integer) from public;

create function nexus.copy_privileges(source regclass, copy regclass) returns void
    language plpgsql
    security invoker
    set search_path = ''
as $$
declare
    command text;
begin
    for command in
        select format('alter table %s owner to %s', copy, c.relowner::regrole)
        from pg_catalog.pg_class as c
        where c.oid = source
        union all
        select format(
            'grant %s on %s to %s%s', g.privilege_type, copy,
            case when g.grantee = 0 then 'public' else g.grantee::regrole::text end,
            case when g.is_grantable then ' with grant option' else '' end)
        from pg_catalog.pg_class as c
        cross join lateral aclexplode(c.relacl) as g
        where c.oid = source and g.grantee <> c.relowner
    loop
        execute command;
    end loop;
end
$$;

comment on function nexus.copy_privileges(regclass, regclass) is
    'Gives one table the owner and the privileges of another. Needed while tables are copied.';

revoke execute on function nexus.copy_privileges(regclass, regclass) from public;
