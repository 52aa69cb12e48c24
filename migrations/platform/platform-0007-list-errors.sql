-- depends: platform-0006-create-roles
--
-- The errors of platform and audit that a caller can act on, in one place: the SQLSTATE class PF. PF0 is for actors
-- and roles, PFA for the audit; each further subject takes a letter of its own. A migration that introduces an error
-- adds its row; a test compares the rows with the functions.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role platform_owner;

create table platform.errors (
    sqlstate text not null,
    meaning text not null,
    remedy text not null,
    constraint errors_pkey primary key (sqlstate),
    constraint errors_sqlstate_is_of_our_class check (sqlstate ~ '^PF[0-9A-Z]{3}$'),
    constraint errors_meaning_is_not_blank check (meaning ~ '\S'),
    constraint errors_remedy_is_not_blank check (remedy ~ '\S')
);

comment on table platform.errors is
    'Every SQLSTATE that functions of platform and audit raise, for whoever writes a client.';
comment on column platform.errors.sqlstate is
    'Five characters of class PF.';
comment on column platform.errors.meaning is
    'What was refused.';
comment on column platform.errors.remedy is
    'What the caller does about it.';

grant select on platform.errors to
    nexus_owner, nexus_app, nexus_user, nexus_readonly,
    shop_owner, shop_app, shop_user, shop_readonly,
    learn_owner, learn_app, learn_user, learn_readonly,
    auditor;
