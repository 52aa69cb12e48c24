-- depends: platform-0008-add-role-and-request
--
-- `call platform.act_as(id, role)` names the actor for the rest of the transaction, after asking the contexts
-- whether there is one. It is a procedure and not a function for one reason: outside a transaction block the
-- settings would be gone before the next statement, unnoticed, and a function cannot tell. A procedure can: COMMIT is
-- refused inside a transaction block because of the block, and outside one because of the exception handler round it.
-- Both have the same SQLSTATE and a text that may be translated; the text of the first is obtained by committing where
-- it is always refused, in a DO run by EXECUTE. Clocks do not tell: with the extended protocol a statement outside a
-- block begins later than its transaction as well.
--
-- For this a procedure must have no SET clause and not be SECURITY DEFINER (the server forbids COMMIT there);
-- every name in it is qualified, and it runs with the caller's privileges, so a search_path misleads nobody else.
--
-- Platform knows no context. A context that has actors says so once, with platform.declare_actors('shop'), and
-- answers in a function of its own, shop.is_actor(id, role), which runs with its owner's privileges.
--
-- Errors: PF001 not in a transaction block, PF002 nobody knows the actor, PF003 the context cannot be asked.
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role platform_owner;

insert into platform.errors (sqlstate, meaning, remedy) values
    ('PF001', 'act_as was called outside a transaction block.', 'Begin a transaction; the actor lasts as long as it does.'),
    ('PF002', 'No context knows the actor in that role.', 'Check the id and the role; declare the context if it is new.'),
    ('PF003', 'A context without a usable function is_actor was declared.', 'Create <context>.is_actor(text, text) first.');

create table platform.actor_sources (
    context text not null,
    constraint actor_sources_pkey primary key (context)
);

comment on table platform.actor_sources is
    'The contexts that have actors; each is asked through its function is_actor(id text, role text).';
comment on column platform.actor_sources.context is
    'Name of the schema.';

create function platform.declare_actors(context text) returns void
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
declare
    asked constant regprocedure := case
        when context is not null then to_regprocedure(format('%I.is_actor(text, text)', context))
    end;
begin
    if asked is null
        or not exists (
            select from pg_catalog.pg_proc as p
            where p.oid = asked and p.prorettype = 'boolean'::regtype and p.prosecdef and not p.proretset
        )
    then
        raise exception 'context % has no function is_actor(text, text) that returns boolean and is security definer',
            quote_nullable(context)
            using errcode = 'PF003',
                  hint = 'Create it before the context is declared; it says whether this id may act in this role.';
    end if;
    if not has_function_privilege('platform_owner', asked, 'execute')
        or not has_schema_privilege('platform_owner', context, 'usage')
    then
        raise exception 'platform_owner may not execute %', asked
            using errcode = 'PF003',
                  hint = format('grant usage on schema %I to platform_owner; '
                                'grant execute on function %s to platform_owner;', context, asked);
    end if;
    insert into platform.actor_sources (context) values (declare_actors.context) on conflict do nothing;
end
$$;

comment on function platform.declare_actors(text) is
    'Says that a context has actors, after checking that its function is_actor(id, role) can be asked. Once is enough. '
    'Raises PF003.';

create function platform.is_actor(id text, role text) returns boolean
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
declare
    source text;
    known boolean;
begin
    for source in select context from platform.actor_sources order by context loop
        execute format('select %I.is_actor($1, $2)', source) into known using id, role;
        if known then
            return true;
        end if;
    end loop;
    return false;
end
$$;

comment on function platform.is_actor(text, text) is
    'Whether any context knows somebody with this id who may act in this role.';

create procedure platform.act_as(id text, role text)
    language plpgsql
    security invoker
as $$
declare
    refusal text;
    refusal_in_a_block text;
begin
    begin
        commit;
    exception when invalid_transaction_termination then
        refusal := sqlerrm;
    end;
    begin
        execute 'do $do$ begin commit; end $do$';
    exception when invalid_transaction_termination then
        refusal_in_a_block := sqlerrm;
    end;
    if refusal operator(pg_catalog.<>) refusal_in_a_block then
        raise exception 'there is no transaction in which to act as %', pg_catalog.quote_nullable(id)
            using errcode = 'PF001',
                  hint = 'Send BEGIN first: the actor is known until COMMIT or ROLLBACK, and no longer.';
    end if;
    if platform.is_actor(id, role) is not true then
        raise exception 'nobody with id % may act as %', pg_catalog.quote_nullable(id), pg_catalog.quote_nullable(role)
            using errcode = 'PF002',
                  hint = 'Check both. If the context is new, it declares its actors with platform.declare_actors().';
    end if;
    perform pg_catalog.set_config('app.current_user_id', id, true);
    perform pg_catalog.set_config('app.current_user_role', role, true);
end
$$;

comment on procedure platform.act_as(text, text) is
    'Names the actor for the rest of the transaction: call platform.act_as(''…'', ''customer''). Raises PF001 outside a '
    'transaction block and PF002 if no context knows the actor in that role; then nothing is changed.';

grant execute on function platform.is_actor(text, text) to
    nexus_owner, nexus_app, nexus_user, shop_owner, shop_app, shop_user, learn_owner, learn_app, learn_user;

-- Procedures are functions to the default privileges, too.
grant execute on procedure platform.act_as(text, text) to
    nexus_owner, nexus_app, nexus_user, shop_owner, shop_app, shop_user, learn_owner, learn_app, learn_user;

-- A context declares itself in its own migration, as its owner.
grant execute on function platform.declare_actors(text) to nexus_owner, shop_owner, learn_owner;
grant select, insert, delete on platform.actor_sources to nexus_owner, shop_owner, learn_owner;
