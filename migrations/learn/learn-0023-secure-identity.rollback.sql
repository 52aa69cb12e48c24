drop policy everything on learn.graphs;

alter table learn.graphs no force row level security;
alter table learn.graphs disable row level security;

revoke select on learn.errors from learn_app;
revoke select on learn.errors from learn_user;
revoke select on learn.errors from learn_readonly;

drop policy report on learn.errors;

drop policy read on learn.errors;

drop policy everything on learn.errors;

alter table learn.errors no force row level security;
alter table learn.errors disable row level security;

revoke select on learn.role_permissions from learn_app;
revoke select on learn.role_permissions from learn_user;
revoke insert on learn.role_permissions from learn_user;
revoke delete on learn.role_permissions from learn_user;
revoke select on learn.role_permissions from learn_readonly;

drop policy report on learn.role_permissions;

drop policy remove on learn.role_permissions;

drop policy add on learn.role_permissions;

drop policy read on learn.role_permissions;

drop policy everything on learn.role_permissions;

alter table learn.role_permissions no force row level security;
alter table learn.role_permissions disable row level security;

revoke select on learn.rate_limit_counters from learn_app;

drop policy everything on learn.rate_limit_counters;

alter table learn.rate_limit_counters no force row level security;
alter table learn.rate_limit_counters disable row level security;

revoke select, insert, update, delete on learn.verification_tokens from learn_app;

drop policy everything on learn.verification_tokens;

alter table learn.verification_tokens no force row level security;
alter table learn.verification_tokens disable row level security;

revoke select, insert, update, delete on learn.auth_sessions from learn_app;

drop policy everything on learn.auth_sessions;

alter table learn.auth_sessions no force row level security;
alter table learn.auth_sessions disable row level security;

revoke select, insert, update, delete on learn.auth_accounts from learn_app;

drop policy everything on learn.auth_accounts;

alter table learn.auth_accounts no force row level security;
alter table learn.auth_accounts disable row level security;

revoke select, insert, update, delete on learn.user_pii from learn_app;

drop policy everything on learn.user_pii;

alter table learn.user_pii no force row level security;
alter table learn.user_pii disable row level security;

revoke select, insert, update, delete on learn.user_profiles from learn_app;
revoke select on learn.user_profiles from learn_user;
revoke insert (
    user_id, bio, github_username, twitter_username, linkedin_url, website_url, skill_level, preferences,
    is_public, analytics_consent
) on learn.user_profiles from learn_user;
revoke update (
    bio, github_username, twitter_username, linkedin_url, website_url, skill_level, preferences, is_public,
    analytics_consent
) on learn.user_profiles from learn_user;

drop policy change on learn.user_profiles;

drop policy add on learn.user_profiles;

drop policy read on learn.user_profiles;

drop policy everything on learn.user_profiles;

alter table learn.user_profiles no force row level security;
alter table learn.user_profiles disable row level security;

revoke select, insert, delete on learn.users from learn_app;
revoke update (
    email, email_verified_at, username, name, avatar, password_hash, role, status, locale, time_zone,
    last_active_at
) on learn.users from learn_app;
revoke select (
    id, email, email_verified_at, username, name, avatar, role, status, locale, time_zone, level, xp, streak,
    last_active_at, created_at, updated_at
) on learn.users from learn_user;
revoke update (username, name, avatar, locale, time_zone) on learn.users from learn_user;

drop policy change on learn.users;

drop policy read on learn.users;

drop policy everything on learn.users;

alter table learn.users no force row level security;
alter table learn.users disable row level security;
