-- Two families beside each other, and what an actor reaches of either: the matrix of row security.

create function test.nexus_two_families()
returns void
language plpgsql
as $$
declare
    relation record;
    original jsonb;
begin
    perform test.nexus_world();
    -- The second family is the first with other ids, table by table; nothing but keys and what is unique differs.
    -- Rows are inserted where triggers and foreign keys do not see it: they are right by construction.
    set local session_replication_role = replica;
    for relation in
        select c.oid::regclass as name
        from pg_catalog.pg_class as c
        where c.relnamespace = 'nexus'::regnamespace and c.relkind = 'r' and c.relrowsecurity
          and c.relname <> all (test.nexus_common())
    loop
        for original in execute format('select to_jsonb(t) from %s as t', relation.name) loop
            if test.nexus_other(original) <> original then
                execute format('insert into %s overriding system value '
                               'select * from jsonb_populate_record(null::%1$s, $1)', relation.name)
                    using test.nexus_other(original);
            end if;
        end loop;
    end loop;
    set local session_replication_role = origin;
end
$$;

comment on function test.nexus_two_families() is
    'The family of test.nexus_world(), and another one with its own coach, whose keys end in 2.';

create function test.nexus_common()
returns text[]
language sql
immutable
as $$
    select array[
        'badges', 'pricing', 'product_pricing', 'credit_packs', 'credit_usage', 'offer_bindings', 'billing_policy',
        'payment_settings', 'LegalPage', 'LegalVersion', 'pedagogical_contents', 'audit_logs', 'cron_executions'
    ]
$$;

comment on function test.nexus_common() is 'Tables whose rows are no family''s.';

create function test.nexus_other(original jsonb)
returns jsonb
language sql
as $$
    select jsonb_object_agg(
        key,
        case
            when jsonb_typeof(value) = 'null' then value
            when key in ('requestedBy', 'processedBy', 'actor', 'updatedBy', 'editorId')
                or key ~ '(^id|Id|_id)$' and key not in ('badgeId', 'packId', 'pageId', 'lotId', 'messageId')
                then case
                    when value in ('"admin"', '"assistant"', '"badge"') then value
                    when jsonb_typeof(value) = 'number' then to_jsonb(value::text::bigint + 100000)
                    else to_jsonb((value #>> '{}') || '2')
                end
            when key = 'externalId' or key in ('pseudonym', 'storageKey') then to_jsonb((value #>> '{}') || '2')
            when key = 'email' and original ->> 'id' not in ('admin', 'assistant') then to_jsonb('2' || (value #>> '{}'))
            else value
        end
    )
    from jsonb_each(original)
$$;

comment on function test.nexus_other(jsonb) is
    'A row of the first family as it stands in the other; the same row where it belongs to neither.';

create function test.nexus_reach(actor text)
returns table ("table" text, command text, reach text)
language plpgsql
as $$
declare
    relation record;
    one record;
    columns text;
    denied boolean;
    count bigint;
begin
    if to_regclass('pg_temp.original_rows') is null then
        create temporary table original_rows (relation regclass, key text, content jsonb, family text);
        for relation in
            select c.oid::regclass as name, c.relname, format('t.%I', a.attname) as key
            from pg_catalog.pg_class as c
            join pg_catalog.pg_index as i on i.indrelid = c.oid and i.indisprimary
            join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attnum = i.indkey[0]
            where c.relnamespace = 'nexus'::regnamespace and c.relkind = 'r' and c.relrowsecurity
        loop
            execute format(
                'insert into original_rows select %L, %s::text, to_jsonb(t), '
                'case when %L = any (test.nexus_common()) or test.nexus_other(to_jsonb(t)) = to_jsonb(t) then ''='' '
                '     when %2$s::text ~ ''[^0-9].*2$|^1\d{5}$'' then ''2'' else ''1'' end from %1$s as t',
                relation.name, relation.key, relation.relname);
        end loop;
        grant select on original_rows to nexus_user;
    end if;
    perform set_config('app.current_user_id', actor, true);
    for relation in
        select c.oid, c.oid::regclass as name, c.relname, a.attname as key
        from pg_catalog.pg_class as c
        join pg_catalog.pg_index as i on i.indrelid = c.oid and i.indisprimary
        join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        where c.relnamespace = 'nexus'::regnamespace and c.relkind = 'r' and c.relrowsecurity
    loop
        "table" := relation.relname;
        foreach command in array array['select', 'insert', 'update', 'delete'] loop
            reach := '';
            columns := (
                select string_agg(quote_ident(a.attname), ', ' order by a.attnum)
                from pg_catalog.pg_attribute as a
                where a.attrelid = relation.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                  and has_column_privilege('nexus_user', relation.oid, a.attnum,
                                           case command when 'delete' then 'select' else command end)
            );
            if columns is null or command = 'delete' and not has_table_privilege('nexus_user', relation.oid, 'delete') then
                reach := '-';
                return next;
                continue;
            end if;
            for one in select * from original_rows as r where r.relation = relation.oid order by r.family loop
                denied := false;
                begin
                    set local role nexus_user;
                    if command = 'select' then
                        execute format('select count(*) from %s where %I::text = $1', relation.name, relation.key)
                            into count using one.key;
                    elsif command = 'insert' then
                        execute format(
                            'insert into %s (%s) %s select %2$s from jsonb_populate_record(null::%1$s, $1)',
                            relation.name, columns,
                            case when columns like '%id%' then 'overriding system value' else '' end
                        ) using one.content || case
                            when columns ~ '\mid\M' and jsonb_typeof(one.content -> 'id') = 'string'
                                then jsonb_build_object('id', 'new')
                            else '{}' end;
                        count := 1;
                    elsif command = 'update' then
                        execute format('update %s set %s = %2$s where %I::text = $1',
                                       relation.name, split_part(columns, ', ', 1), relation.key)
                            using one.key;
                        get diagnostics count = row_count;
                    else
                        execute format('delete from %s where %I::text = $1', relation.name, relation.key) using one.key;
                        get diagnostics count = row_count;
                    end if;
                    raise exception using errcode = 'XXUND';
                exception
                    when insufficient_privilege then count := 0;
                    when sqlstate 'XXUND' then null;
                    -- Past the policies: refused by what holds for everybody.
                    when integrity_constraint_violation or raise_exception then count := 1;
                end;
                if count > 0 and position(one.family in reach) = 0 then
                    reach := reach || one.family;
                end if;
            end loop;
            return next;
        end loop;
    end loop;
    reset role;
end
$$;

comment on function test.nexus_reach(text) is
    'What an actor reaches of each table through nexus_user: 1 rows of the first family, 2 of the other, = those of '
    'neither; - where nothing is granted. All of it is tried out and undone.';
