-- depends: platform-0035-take-back-one-description
--
-- What must hold across rows and tables and no constraint can say, as queries that an operator runs at any time. A context
-- declares its checks in its migrations; platform runs them and knows none.
--
-- A check is a query over the tables of its context with two columns, record and problem; it finds nothing when all is
-- well. Text in a table and not a view or a function each: a view would forbid later migrations to change the columns it
-- reads, and a check is not called by anybody else. The query is tried out when it is declared. It runs with the privileges of
-- whoever runs the check, in a transaction that cannot write when the command runs it.
--
-- PFC is for checks. Locks nothing that exists, rewrites nothing, loses nothing.

set local role platform_owner;

insert into platform.errors (sqlstate, meaning, remedy) values
    ('PFC01', 'What was declared as a check is none.', 'Give one query with the columns record and problem.'),
    ('PFC02', 'There is no check of this name.', 'See platform.integrity_checks.');

create table platform.integrity_checks (
    context text not null,
    name text not null,
    meaning text not null,
    remedy text not null,
    query text not null,
    constraint integrity_checks_pkey primary key (context, name),
    constraint integrity_checks_name_is_a_name check (name ~ '^[a-z][a-z0-9_]*$'),
    constraint integrity_checks_meaning_is_not_blank check (meaning ~ '\S'),
    constraint integrity_checks_remedy_is_not_blank check (remedy ~ '\S')
);

comment on table platform.integrity_checks is
    'What must hold across rows and tables: run by pgassay integrity, or with platform.run_check().';
comment on column platform.integrity_checks.context is
    'Schema whose tables it reads.';
comment on column platform.integrity_checks.name is
    'What holds, in words joined by underscores: wallets_equal_their_journals.';
comment on column platform.integrity_checks.meaning is
    'What holds, as a sentence.';
comment on column platform.integrity_checks.remedy is
    'What to do about a row that it finds.';
comment on column platform.integrity_checks.query is
    'Finds what is wrong: record says where, problem what.';

create function platform.declare_check(context text, name text, meaning text, remedy text, query text) returns void
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
begin
    begin
        execute format('select found.record::text, found.problem::text from (%s) as found limit 0', query);
    exception when syntax_error or undefined_column or undefined_table or undefined_function or ambiguous_column
                or null_value_not_allowed then
        raise exception 'check % of % cannot be run: %', coalesce(name, 'NULL'), coalesce(context, 'NULL'), sqlerrm
            using errcode = 'PFC01',
                  hint = 'Give one query with the columns record and problem, every name in it qualified.';
    end;
    insert into platform.integrity_checks (context, name, meaning, remedy, query)
    values (declare_check.context, declare_check.name, declare_check.meaning, declare_check.remedy, declare_check.query);
end
$$;

comment on function platform.declare_check(text, text, text, text, text) is
    'Declares what must hold in a context, and the query that finds where it does not. Raises PFC01.';

create function platform.withdraw_check(context text, name text) returns void
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
begin
    delete from platform.integrity_checks as c
    where c.context = withdraw_check.context and c.name = withdraw_check.name;
    if not found then
        raise exception 'there is no check % of %', coalesce(name, 'NULL'), coalesce(context, 'NULL')
            using errcode = 'PFC02',
                  hint = 'See platform.integrity_checks.';
    end if;
end
$$;

comment on function platform.withdraw_check(text, text) is
    'Takes back what platform.declare_check() declared: for rollbacks, and before a check is declared anew. Raises PFC02.';

create function platform.run_check(context text, name text) returns table (record text, problem text)
    language plpgsql
    stable
    security invoker
    set search_path = ''
as $$
declare
    query text;
begin
    select c.query into query
    from platform.integrity_checks as c
    where c.context = run_check.context and c.name = run_check.name;
    if query is null then
        raise exception 'there is no check % of %', coalesce(name, 'NULL'), coalesce(context, 'NULL')
            using errcode = 'PFC02',
                  hint = 'See platform.integrity_checks.';
    end if;
    return query execute format('select found.record::text, found.problem::text from (%s) as found order by 1, 2', query);
end
$$;

comment on function platform.run_check(text, text) is
    'Where a check does not hold; nothing when all is well. Runs with the caller''s privileges. Raises PFC02.';

grant select, insert, delete on platform.integrity_checks to nexus_owner, shop_owner, learn_owner;

grant execute on function
    platform.declare_check(text, text, text, text, text),
    platform.withdraw_check(text, text),
    platform.run_check(text, text)
    to nexus_owner, shop_owner, learn_owner;
