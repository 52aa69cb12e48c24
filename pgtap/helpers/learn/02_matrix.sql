-- What row security lets each person do, as numbers: of the rows that there are, how many a command reaches. Triggers and
-- foreign keys, which might speak first, are not fired; whether a column may be written at all is a matter of grants.

create function test.learn_reach(actor text, relation text, command text)
returns text
language plpgsql
as $$
declare
    columns text[];
    listed text;
    image jsonb;
    reached bigint := 0;
begin
    perform set_config('session_replication_role', 'replica', true);
    -- The columns that may be named: of select and delete any, of the others those that are granted.
    columns := array(
        select a.attname::text from pg_attribute as a
        where a.attrelid = format('learn.%I', relation)::regclass and a.attnum > 0 and not a.attisdropped
          and has_column_privilege('learn_user', a.attrelid, a.attnum,
                                   case command when 'delete' then 'select' else command end)
        order by a.attnum
    );
    if columns = '{}' or command = 'delete' and not has_table_privilege('learn_user', format('learn.%I', relation), 'delete') then
        return '-';
    end if;
    perform test.learn_act(actor);
    if command = 'insert' then
        listed := (select string_agg(quote_ident(c), ', ') from unnest(columns) as c);
        for image in execute format('select to_jsonb(t) from learn.%I as t', relation) loop
            begin
                set local role learn_user;
                execute format('insert into learn.%1$I (%2$s) select %2$s from jsonb_populate_record(null::learn.%1$I, $1)',
                               relation, listed) using image;
                reached := reached + 1;
            exception
                -- The check of the policy comes before that of a key.
                when unique_violation or not_null_violation then reached := reached + 1;
                when insufficient_privilege then null;
            end;
            reset role;
        end loop;
        return reached::text;
    end if;
    begin
        set local role learn_user;
        if command = 'select' then
            execute format('select count(%I) from learn.%I', columns[1], relation) into reached;
        elsif command = 'update' then
            execute format('update learn.%I set %2$I = %2$I', relation, columns[1]);
            get diagnostics reached = row_count;
        else
            execute format('delete from learn.%I', relation);
            get diagnostics reached = row_count;
        end if;
        raise exception 'undone' using errcode = 'T0001';
    exception
        when sqlstate 'T0001' then null;
        when insufficient_privilege then reached := null;
    end;
    reset role;
    return coalesce(reached::text, 'refused');
end
$$;

comment on function test.learn_reach(text, text, text) is
    'How many rows of a table of learn a command reaches for an actor in role learn_user, and leaves as they are; - if the '
    'command is not granted, refused if it would leave a row as the policies do not allow it. For insert: how many of the rows that there are the actor could have written.';
