-- depends: shop-0005-create-orders
--
-- Messages of visitors who have no account yet. The address obeys the rules of an account's address, so that a
-- lead finds the account that the same person opens later, by a plain comparison.
--
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback loses the messages.

create table shop.leads (
    id uuid not null default gen_random_uuid(),
    name varchar(255) not null,
    email varchar(320) not null,
    message text not null,
    created_at timestamptz not null default now(),
    constraint leads_pkey primary key (id),
    constraint leads_name_is_not_blank check (name ~ '\S'),
    constraint leads_email_is_lower_case check (email = lower(email)),
    constraint leads_email_is_plausible check (email ~ '^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$'),
    constraint leads_message_is_not_blank check (message ~ '\S')
);

comment on table shop.leads is
    'What visitors wrote through the contact form; one person may write many times.';
comment on column shop.leads.name is
    'How the visitor signed.';
comment on column shop.leads.email is
    'Where to answer: lower case, without white space, as in users.';
comment on column shop.leads.message is
    'What the visitor wrote.';
