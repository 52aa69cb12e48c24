-- depends: shop-0022-classify-personal-data
--
-- The errors of the shop that a caller can act on, in one place: the SQLSTATE class SH. SH0 says who may and what is never
-- changed; each further subject takes a letter: SHS stock, SHC carts and checkout, SHO orders, SHP payments, SHL leads. A
-- migration that introduces an error adds its row; a test compares the rows with the functions.
--
-- And who acts, asked in one place. The actor is a text to the platform and a uuid to the shop; what is not a uuid is
-- nobody. The function is written with RETURN: names are bound at creation, and a policy pays nothing for the call.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role shop_owner;

create table shop.errors (
    sqlstate text not null,
    meaning text not null,
    remedy text not null,
    constraint errors_pkey primary key (sqlstate),
    constraint errors_sqlstate_is_of_our_class check (sqlstate ~ '^SH[0-9A-Z]{3}$'),
    constraint errors_meaning_is_not_blank check (meaning ~ '\S'),
    constraint errors_remedy_is_not_blank check (remedy ~ '\S')
);

comment on table shop.errors is
    'Every SQLSTATE that functions of shop raise, for whoever writes a client.';
comment on column shop.errors.sqlstate is
    'Five characters of class SH.';
comment on column shop.errors.meaning is
    'What was refused.';
comment on column shop.errors.remedy is
    'What the caller does about it.';

insert into shop.errors (sqlstate, meaning, remedy) values
    ('SH001', 'Nobody acts in this transaction.', 'call platform.act_as(id, role) after BEGIN.'),
    ('SH002', 'It is for administrators.', 'Let somebody do it whose account has the role admin.'),
    ('SH003', 'A journal was to be changed.', 'Write another entry; a mistaken one stays.');

create function shop.actor_id() returns uuid
    language sql
    stable
    parallel safe
    security invoker
    return case
        when platform.actor_id() ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
        then platform.actor_id()::uuid
    end;

comment on function shop.actor_id() is
    'The account for which this transaction works; NULL when there is none. Never an error.';

create function shop.require_actor() returns uuid
    language plpgsql
    stable
    security invoker
    set search_path = ''
as $$
declare
    actor constant uuid := shop.actor_id();
begin
    if actor is null then
        raise exception 'nobody acts in this transaction'
            using errcode = 'SH001',
                  hint = 'call platform.act_as(id, role) after BEGIN; it lasts until the transaction ends.';
    end if;
    return actor;
end
$$;

comment on function shop.require_actor() is
    'The account for which this transaction works. Raises SH001 when there is none.';

create function shop.require_admin() returns uuid
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := shop.require_actor();
begin
    if not exists (select from shop.users as u where u.id = actor and u.role = 'admin') then
        raise exception 'only an administrator may do this'
            using errcode = 'SH002',
                  hint = 'The role is that of the account, not what the session says of itself.';
    end if;
    return actor;
end
$$;

comment on function shop.require_admin() is
    'The account of the administrator who acts. Raises SH001 when nobody acts and SH002 when it is somebody else.';

create function shop.refuse_change() returns trigger
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
begin
    -- The end of a reference is no change of the entry: ON DELETE SET NULL of the column that is named.
    if tg_op = 'UPDATE' and tg_nargs = 1
        and to_jsonb(new) = to_jsonb(old) || jsonb_build_object(tg_argv[0], null)
    then
        return new;
    end if;
    raise exception '%.% is append-only: % refused', tg_table_schema, tg_table_name, lower(tg_op)
        using errcode = 'SH003',
              hint = 'A mistaken entry stays, and another follows it.';
end
$$;

comment on function shop.refuse_change() is
    'Trigger of journals: refuses to everybody what changes an entry. Its argument names a reference that may end.';

grant usage on schema shop to shop_app, shop_user, shop_readonly;

grant select on shop.errors to shop_app, shop_user, shop_readonly;

-- Policies call it on behalf of whoever reads.
grant execute on function shop.actor_id() to shop_app, shop_user, shop_readonly;
