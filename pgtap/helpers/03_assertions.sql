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
