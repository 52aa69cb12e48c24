-- depends: learn-0022-know-what-the-actor-sees
--
-- Row security on the tables of identity: every user is held to the own row, who has the permission sees others. What
-- signs people in (tokens, accounts elsewhere, encrypted data) is for the trusted server alone.
--
-- Row security is on before anything is granted. The owner, whose functions act for everybody, and the trusted server see all rows;
-- learn_user sees what the actor may see; learn_readonly what reports need.
--
-- Access exclusive on each table for the instant of its change; rewrites nothing, loses nothing.
--
-- pgassay: allow wide-lock-window because nothing was granted before, so that nobody uses these tables yet

set local role learn_owner;

alter table learn.users enable row level security;
alter table learn.users force row level security;

create policy everything on learn.users for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.users is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.users for select to learn_user
    using (id = (select learn.actor_id()) or (select learn.actor_may('users:view')));

comment on policy read on learn.users is
    'Everybody sees oneself; who may view users sees all. The hash of the password is granted to nobody here.';

create policy change on learn.users for update to learn_user
    using (id = (select learn.actor_id()))
    with check (id = (select learn.actor_id()));

comment on policy change on learn.users is
    'Everybody changes how they are called and served; role, status and points are not granted.';

grant select, insert, delete on learn.users to learn_app;
grant update (
    email, email_verified_at, username, name, avatar, password_hash, role, status, locale, time_zone,
    last_active_at
) on learn.users to learn_app;
grant select (
    id, email, email_verified_at, username, name, avatar, role, status, locale, time_zone, level, xp, streak,
    last_active_at, created_at, updated_at
) on learn.users to learn_user;
grant update (username, name, avatar, locale, time_zone) on learn.users to learn_user;

alter table learn.user_profiles enable row level security;
alter table learn.user_profiles force row level security;

create policy everything on learn.user_profiles for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.user_profiles is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.user_profiles for select to learn_user
    using (user_id = (select learn.actor_id()) or (select learn.actor_may('users:view')));

comment on policy read on learn.user_profiles is
    'Everybody sees the own profile, settings and consent included; others see what learn.people() shows.';

create policy add on learn.user_profiles for insert to learn_user
    with check (user_id = (select learn.actor_id()));

comment on policy add on learn.user_profiles is
    'Everybody makes the own profile.';

create policy change on learn.user_profiles for update to learn_user
    using (user_id = (select learn.actor_id()))
    with check (user_id = (select learn.actor_id()));

comment on policy change on learn.user_profiles is
    'Everybody changes the own profile.';

grant select, insert, update, delete on learn.user_profiles to learn_app;
grant select on learn.user_profiles to learn_user;
grant insert (
    user_id, bio, github_username, twitter_username, linkedin_url, website_url, skill_level, preferences,
    is_public, analytics_consent
) on learn.user_profiles to learn_user;
grant update (
    bio, github_username, twitter_username, linkedin_url, website_url, skill_level, preferences, is_public,
    analytics_consent
) on learn.user_profiles to learn_user;

alter table learn.user_pii enable row level security;
alter table learn.user_pii force row level security;

create policy everything on learn.user_pii for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.user_pii is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

grant select, insert, update, delete on learn.user_pii to learn_app;

alter table learn.auth_accounts enable row level security;
alter table learn.auth_accounts force row level security;

create policy everything on learn.auth_accounts for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.auth_accounts is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

grant select, insert, update, delete on learn.auth_accounts to learn_app;

alter table learn.auth_sessions enable row level security;
alter table learn.auth_sessions force row level security;

create policy everything on learn.auth_sessions for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.auth_sessions is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

grant select, insert, update, delete on learn.auth_sessions to learn_app;

alter table learn.verification_tokens enable row level security;
alter table learn.verification_tokens force row level security;

create policy everything on learn.verification_tokens for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.verification_tokens is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

grant select, insert, update, delete on learn.verification_tokens to learn_app;

alter table learn.rate_limit_counters enable row level security;
alter table learn.rate_limit_counters force row level security;

create policy everything on learn.rate_limit_counters for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.rate_limit_counters is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

grant select on learn.rate_limit_counters to learn_app;

alter table learn.role_permissions enable row level security;
alter table learn.role_permissions force row level security;

create policy everything on learn.role_permissions for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.role_permissions is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.role_permissions for select to learn_user
    using (true);

comment on policy read on learn.role_permissions is
    'What roles may do is no secret: clients show what they offer by it.';

create policy add on learn.role_permissions for insert to learn_user
    with check ((select learn.actor_may('users:manage_roles')));

comment on policy add on learn.role_permissions is
    'Who manages roles gives permissions.';

create policy remove on learn.role_permissions for delete to learn_user
    using ((select learn.actor_may('users:manage_roles')));

comment on policy remove on learn.role_permissions is
    'Who manages roles takes permissions away.';

create policy report on learn.role_permissions for select to learn_readonly using (true);

comment on policy report on learn.role_permissions is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select on learn.role_permissions to learn_app;
grant select on learn.role_permissions to learn_user;
grant insert on learn.role_permissions to learn_user;
grant delete on learn.role_permissions to learn_user;
grant select on learn.role_permissions to learn_readonly;

alter table learn.errors enable row level security;
alter table learn.errors force row level security;

create policy everything on learn.errors for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.errors is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.errors for select to learn_user
    using (true);

comment on policy read on learn.errors is
    'What errors mean is no secret.';

create policy report on learn.errors for select to learn_readonly using (true);

comment on policy report on learn.errors is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select on learn.errors to learn_app;
grant select on learn.errors to learn_user;
grant select on learn.errors to learn_readonly;

alter table learn.graphs enable row level security;
alter table learn.graphs force row level security;

create policy everything on learn.graphs for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.graphs is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

