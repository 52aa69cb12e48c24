-- Assertions in the manner of pgTAP: they return its lines, and are themselves tested with check_test().

create function test.uses_index(query text, index text, description text)
returns text
language plpgsql
as $$
declare
    plan jsonb;
    line text;
    lines text := '';
begin
    execute 'explain (format json) ' || query into plan;
    if jsonb_path_exists(plan, '$.**."Index Name" ? (@ == $index)', jsonb_build_object('index', index)) then
        return pgtap.ok(true, description);
    end if;
    for line in execute 'explain (costs off) ' || query loop
        lines := lines || E'\n' || line;
    end loop;
    return pgtap.ok(false, description) || E'\n' || pgtap.diag('the plan does not use ' || index || ':' || lines);
end
$$;

comment on function test.uses_index(text, text, text) is
    'Passes if the planner, left free, answers the query through the index; else shows the plan it chose.';

create function test.take_new_files(of_schema text)
returns void
language plpgsql
set session_replication_role = replica
as $$
declare
    relation regclass;
    is_empty boolean;
    chosen oid[] := '{}';
    referred oid[];
begin
    for relation in
        select c.oid from pg_catalog.pg_class as c
        where c.relnamespace = of_schema::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    loop
        execute format('select not exists (select from %s)', relation) into is_empty;
        if is_empty then
            chosen := chosen || relation::oid;
        end if;
    end loop;
    loop
        select array_agg(k.confrelid) into referred
        from pg_catalog.pg_constraint as k
        where k.contype = 'f' and k.confrelid = any (chosen) and k.conparentid = 0 and k.conrelid <> all (chosen);
        exit when referred is null;
        chosen := array(select each from unnest(chosen) as each where each <> all (referred));
    end loop;
    execute 'truncate ' || (select string_agg(each::regclass::text, ', ') from unnest(chosen) as each);
end
$$;

comment on function test.take_new_files(text) is
    'For the tables of a schema that are empty, and that no other row refers to: what was written to them before and rolled back weighs in no plan.';

create function test.is_restricted(statement text, "constraint" text, parent text, child text, description text)
returns text
language plpgsql
as $$
begin
    -- PostgreSQL 18 gave ON DELETE/UPDATE RESTRICT a message and the SQLSTATE of the standard.
    if current_setting('server_version_num')::integer >= 180000 then
        return pgtap.throws_ok(
            statement,
            '23001',
            format('update or delete on table "%s" violates RESTRICT setting of foreign key constraint "%s" on table "%s"',
                   parent, "constraint", child),
            description
        );
    end if;
    return pgtap.throws_ok(
        statement,
        '23503',
        format('update or delete on table "%s" violates foreign key constraint "%s" on table "%s"',
               parent, "constraint", child),
        description
    );
end
$$;

comment on function test.is_restricted(text, text, text, text, text) is
    'Passes if the statement is refused because rows of child still refer to parent through the constraint.';
