-- depends: shop-0001-create-schema
--
-- Accounts. One person has one account whatever the capitals of the address: the address is stored in lower
-- case, by a check, so that one plain unique index serves uniqueness, `on conflict (email)` and every lookup.
-- An index on lower(email) beside it would serve none of the three better and cost a second write.
--
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback loses the accounts.

create table shop.users (
    id uuid not null default gen_random_uuid(),
    email varchar(320) not null,
    password_hash text not null,
    role shop.user_role not null default 'customer',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint users_pkey primary key (id),
    constraint users_email_unique unique (email),
    constraint users_email_is_lower_case check (email = lower(email)),
    constraint users_email_is_plausible check (email ~ '^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$'),
    constraint users_password_hash_is_not_blank check (password_hash ~ '\S')
);

create trigger set_updated_at
    before update on shop.users
    for each row execute function platform.set_updated_at();

comment on table shop.users is
    'Who may sign in: customers and the administrators of the shop.';
comment on column shop.users.email is
    'Address the person signs in with: lower case, without white space, one account each.';
comment on column shop.users.password_hash is
    'Output of the password hashing function, parameters and salt included; never the password.';
comment on column shop.users.role is
    'What the person may do; nobody is an administrator by default.';
