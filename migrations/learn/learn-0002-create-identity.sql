-- depends: learn-0001-create-schema
--
-- Who uses the platform, how they sign in, and what each role may do.
--
-- What must not be read from a stolen backup is stored so that it cannot be: names, telephone numbers, dates of birth,
-- addresses and the tokens of other providers are encrypted (privacy.ciphertext); tokens of our own, which only ever have
-- to be recognised, are SHA-256 hashes. The address stays readable: it is what people sign in with and are written to.
--
-- One index answers for two of the design's: a unique index on the address that includes the status serves the lookup by
-- both, and (level, xp, streak) serves (level, xp).
--
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback loses the accounts.

set local role learn_owner;

create table learn.users (
    id uuid not null default platform.new_uuid(),
    email text not null,
    email_verified_at timestamptz,
    username text,
    name text not null,
    avatar text,
    password_hash text,
    role text not null default 'STUDENT',
    status text not null default 'ACTIVE',
    locale text not null default 'en',
    time_zone text not null default 'UTC',
    level integer not null default 1,
    xp integer not null default 0,
    streak integer not null default 0,
    last_active_at timestamptz not null default now(),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint users_pkey primary key (id),
    constraint users_email_key unique (email) include (status),
    constraint users_username_key unique (username) include (status),
    constraint users_email_is_lower_case check (email = lower(email)),
    constraint users_email_is_plausible check (email ~ '^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$' and length(email) <= 320),
    constraint users_username_is_plausible check (username ~ '^[a-z0-9][a-z0-9_-]{2,29}$'),
    constraint users_name_is_not_blank check (name ~ '\S' and length(name) <= 200),
    constraint users_avatar_is_an_address check (avatar ~ '^https://\S+$'),
    constraint users_role_is_known check (role in ('STUDENT', 'INSTRUCTOR', 'MODERATOR', 'ADMIN')),
    constraint users_status_is_known check (status in ('ACTIVE', 'SUSPENDED', 'DELETED')),
    constraint users_locale_is_known check (locale in ('en', 'fr')),
    constraint users_time_zone_is_a_name check (time_zone ~ '^[A-Za-z]+([/_+-][A-Za-z0-9]+)*$'),
    constraint users_level_is_positive check (level >= 1),
    constraint users_xp_is_not_negative check (xp >= 0),
    constraint users_streak_is_not_negative check (streak >= 0)
);

create index idx_users_learning_stats on learn.users (level, xp, streak);

create trigger set_updated_at
    before update on learn.users
    for each row execute function platform.set_updated_at();

comment on table learn.users is
    'Everybody with an account, one row a person. What is shown of people is in their profile, what must be kept secret in '
    'user_pii.';
comment on column learn.users.email is
    'Signs in with it; lower case.';
comment on column learn.users.email_verified_at is
    'When the address was confirmed; NULL: it was not.';
comment on column learn.users.username is
    'How others see the person; NULL until one is chosen.';
comment on column learn.users.name is
    'What the person wants to be called; not the legal name.';
comment on column learn.users.avatar is
    'Address of a picture.';
comment on column learn.users.password_hash is
    'Made by the application; NULL for who signs in through another provider only.';
comment on column learn.users.role is
    'STUDENT < INSTRUCTOR < MODERATOR < ADMIN; what each may do stands in role_permissions.';
comment on column learn.users.status is
    'Only ACTIVE users act. DELETED: asked to go, until the erasure is carried out.';
comment on column learn.users.locale is
    'Language in which the person reads: en or fr.';
comment on column learn.users.time_zone is
    'Name in the IANA database; days of a streak are days there.';
comment on column learn.users.level is
    'Highest level whose threshold xp reaches; derived from xp_events.';
comment on column learn.users.xp is
    'Sum of the person''s xp_events; derived.';
comment on column learn.users.streak is
    'Consecutive active days up to the last one; derived from user_streak_days.';
comment on column learn.users.last_active_at is
    'Last sign of life.';

create table learn.user_profiles (
    user_id uuid not null,
    bio text,
    github_username text,
    twitter_username text,
    linkedin_url text,
    website_url text,
    skill_level text not null default 'BEGINNER',
    preferences jsonb not null default '{}',
    is_public boolean not null default true,
    analytics_consent boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint user_profiles_pkey primary key (user_id),
    constraint user_profiles_user_id_fkey foreign key (user_id)
        references learn.users (id) on delete cascade on update restrict,
    constraint user_profiles_bio_is_short check (length(bio) <= 5000),
    constraint user_profiles_github_username_is_plausible check (github_username ~ '^[A-Za-z0-9-]{1,39}$'),
    constraint user_profiles_twitter_username_is_plausible check (twitter_username ~ '^[A-Za-z0-9_]{1,15}$'),
    constraint user_profiles_linkedin_url_is_an_address check (linkedin_url ~ '^https://\S+$'),
    constraint user_profiles_website_url_is_an_address check (website_url ~ '^https?://\S+$'),
    constraint user_profiles_skill_level_is_known check (
        skill_level in ('BEGINNER', 'INTERMEDIATE', 'ADVANCED', 'EXPERT')
    ),
    constraint user_profiles_preferences_is_an_object check (jsonb_typeof(preferences) = 'object')
);

create trigger set_updated_at
    before update on learn.user_profiles
    for each row execute function platform.set_updated_at();

comment on table learn.user_profiles is
    'What a person tells the others, and how they like the platform.';
comment on column learn.user_profiles.user_id is
    'Whose profile it is.';
comment on column learn.user_profiles.bio is
    'A few words about oneself.';
comment on column learn.user_profiles.github_username is
    'Account there.';
comment on column learn.user_profiles.twitter_username is
    'Account there.';
comment on column learn.user_profiles.linkedin_url is
    'Page there.';
comment on column learn.user_profiles.website_url is
    'A page of one''s own.';
comment on column learn.user_profiles.skill_level is
    'As the person sees it.';
comment on column learn.user_profiles.preferences is
    'Settings of the interface, an object.';
comment on column learn.user_profiles.is_public is
    'Whether other people see this row and the name on leaderboards.';
comment on column learn.user_profiles.analytics_consent is
    'Whether events may be stored under the person''s id; without it they are stored without one.';

create table learn.user_pii (
    user_id uuid not null,
    legal_name privacy.ciphertext,
    phone privacy.ciphertext,
    phone_index bytea,
    birth_date privacy.ciphertext,
    address privacy.ciphertext,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint user_pii_pkey primary key (user_id),
    constraint user_pii_user_id_fkey foreign key (user_id)
        references learn.users (id) on delete cascade on update restrict,
    constraint user_pii_phone_has_its_index check ((phone is null) = (phone_index is null)),
    constraint user_pii_phone_index_is_a_hash check (octet_length(phone_index) = 32)
);

create index user_pii_phone_index_idx on learn.user_pii (phone_index) where phone_index is not null;

create trigger set_updated_at
    before update on learn.user_pii
    for each row execute function platform.set_updated_at();

comment on table learn.user_pii is
    'Personal data that nobody reads without a key; see schema privacy.';
comment on column learn.user_pii.user_id is
    'Whose they are.';
comment on column learn.user_pii.legal_name is
    'As it is printed on certificates.';
comment on column learn.user_pii.phone is
    'Number in international form.';
comment on column learn.user_pii.phone_index is
    'privacy.blind_index(''phone'', …) of the number: finds equal ones.';
comment on column learn.user_pii.birth_date is
    'YYYY-MM-DD.';
comment on column learn.user_pii.address is
    'Postal address.';

create table learn.auth_accounts (
    id uuid not null default platform.new_uuid(),
    user_id uuid not null,
    type text not null,
    provider text not null,
    provider_account_id text not null,
    refresh_token privacy.ciphertext,
    access_token privacy.ciphertext,
    id_token privacy.ciphertext,
    token_type text,
    scope text,
    session_state text,
    expires_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint auth_accounts_pkey primary key (id),
    constraint auth_accounts_provider_account_key unique (provider, provider_account_id),
    constraint auth_accounts_user_id_fkey foreign key (user_id)
        references learn.users (id) on delete cascade on update restrict,
    constraint auth_accounts_type_is_known check (type in ('oauth', 'oidc', 'email', 'credentials', 'wallet')),
    constraint auth_accounts_provider_is_not_blank check (provider ~ '\S'),
    constraint auth_accounts_provider_account_id_is_not_blank check (provider_account_id ~ '\S')
);

create index auth_accounts_user_id_idx on learn.auth_accounts (user_id);

create trigger set_updated_at
    before update on learn.auth_accounts
    for each row execute function platform.set_updated_at();

comment on table learn.auth_accounts is
    'Accounts at other providers through which a person signs in.';
comment on column learn.auth_accounts.user_id is
    'Who signs in.';
comment on column learn.auth_accounts.type is
    'oauth, oidc, email, credentials or wallet.';
comment on column learn.auth_accounts.provider is
    'As the application names it: github, google.';
comment on column learn.auth_accounts.provider_account_id is
    'The person''s id there.';
comment on column learn.auth_accounts.refresh_token is
    'Encrypted.';
comment on column learn.auth_accounts.access_token is
    'Encrypted.';
comment on column learn.auth_accounts.id_token is
    'Encrypted.';
comment on column learn.auth_accounts.token_type is
    'As the provider said.';
comment on column learn.auth_accounts.scope is
    'As the provider said.';
comment on column learn.auth_accounts.session_state is
    'As the provider said.';
comment on column learn.auth_accounts.expires_at is
    'When the access token ends.';

create table learn.auth_sessions (
    id uuid not null default platform.new_uuid(),
    user_id uuid not null,
    token_hash bytea not null,
    ip_address inet,
    user_agent text,
    created_at timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    constraint auth_sessions_pkey primary key (id),
    constraint auth_sessions_token_hash_key unique (token_hash),
    constraint auth_sessions_user_id_fkey foreign key (user_id)
        references learn.users (id) on delete cascade on update restrict,
    constraint auth_sessions_token_hash_is_a_hash check (octet_length(token_hash) = 32),
    constraint auth_sessions_ends_after_it_began check (expires_at > created_at),
    constraint auth_sessions_revoked_after_it_began check (revoked_at >= created_at)
);

create index auth_sessions_user_id_idx on learn.auth_sessions (user_id);

create index auth_sessions_expires_at_idx on learn.auth_sessions (expires_at);

comment on table learn.auth_sessions is
    'Who is signed in, one row a device.';
comment on column learn.auth_sessions.user_id is
    'Who is signed in.';
comment on column learn.auth_sessions.token_hash is
    'SHA-256 of the token; the token itself is with the client only.';
comment on column learn.auth_sessions.ip_address is
    'From where it began.';
comment on column learn.auth_sessions.user_agent is
    'With what it began.';
comment on column learn.auth_sessions.last_seen_at is
    'Last request.';
comment on column learn.auth_sessions.expires_at is
    'It is not valid from here on.';
comment on column learn.auth_sessions.revoked_at is
    'When it was ended before its time.';

create table learn.verification_tokens (
    token_hash bytea not null,
    identifier text not null,
    purpose text not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at timestamptz,
    constraint verification_tokens_pkey primary key (token_hash),
    constraint verification_tokens_token_hash_is_a_hash check (octet_length(token_hash) = 32),
    constraint verification_tokens_identifier_is_lower_case check (identifier = lower(identifier) and identifier ~ '\S'),
    constraint verification_tokens_purpose_is_known check (purpose in ('verify_email', 'sign_in', 'reset_password')),
    constraint verification_tokens_ends_after_it_began check (expires_at > created_at)
);

create index verification_tokens_identifier_idx on learn.verification_tokens (identifier);

create index verification_tokens_expires_at_idx on learn.verification_tokens (expires_at);

comment on table learn.verification_tokens is
    'Links that were mailed: to confirm an address, to sign in, to set a new password. Good once.';
comment on column learn.verification_tokens.token_hash is
    'SHA-256 of the token; the token itself is in the mail only.';
comment on column learn.verification_tokens.identifier is
    'The address it was mailed to.';
comment on column learn.verification_tokens.purpose is
    'What it is good for.';
comment on column learn.verification_tokens.expires_at is
    'It is not valid from here on.';
comment on column learn.verification_tokens.used_at is
    'When it was used; it is not valid again.';

create table learn.role_permissions (
    role text not null,
    permission text not null,
    constraint role_permissions_pkey primary key (role, permission),
    constraint role_permissions_role_is_known check (role in ('STUDENT', 'INSTRUCTOR', 'MODERATOR', 'ADMIN')),
    constraint role_permissions_permission_is_known check (
        permission in (
            'courses:view', 'courses:create', 'courses:edit', 'courses:delete',
            'users:view', 'users:edit', 'users:delete', 'users:manage_roles',
            'collaboration:create', 'collaboration:join', 'collaboration:moderate',
            'analytics:view', 'system:manage', 'audit:view'
        )
    )
);

comment on table learn.role_permissions is
    'What each role may do. A role may do all that the one below it may.';
comment on column learn.role_permissions.role is
    'As in users.role.';
comment on column learn.role_permissions.permission is
    'Subject and verb; policies and functions ask for these, never for a role.';

insert into learn.role_permissions (role, permission)
select role, permission
from (values
    ('courses:view', 1), ('collaboration:create', 1), ('collaboration:join', 1),
    ('courses:create', 2), ('courses:edit', 2), ('collaboration:moderate', 2), ('users:view', 2),
    ('courses:delete', 3), ('users:edit', 3), ('analytics:view', 3),
    ('users:delete', 4), ('users:manage_roles', 4), ('system:manage', 4), ('audit:view', 4)
) as first_held (permission, rank)
join (values ('STUDENT', 1), ('INSTRUCTOR', 2), ('MODERATOR', 3), ('ADMIN', 4)) as roles (role, rank)
    on roles.rank >= first_held.rank;

create table learn.rate_limit_counters (
    subject text not null,
    action text not null,
    hits timestamptz[] not null default '{}',
    expires_at timestamptz not null,
    constraint rate_limit_counters_pkey primary key (subject, action),
    constraint rate_limit_counters_subject_is_not_blank check (subject ~ '\S'),
    constraint rate_limit_counters_action_is_not_blank check (action ~ '\S'),
    constraint rate_limit_counters_hits_are_few check (cardinality(hits) <= 10000)
);

create index rate_limit_counters_expires_at_idx on learn.rate_limit_counters (expires_at);

comment on table learn.rate_limit_counters is
    'When somebody did something lately: the sliding windows of rate limits.';
comment on column learn.rate_limit_counters.subject is
    'Who: the id of a user, else an address of the network.';
comment on column learn.rate_limit_counters.action is
    'What is limited: sign_in, submit_code, ask_tutor.';
comment on column learn.rate_limit_counters.hits is
    'The instants within the window, the oldest first.';
comment on column learn.rate_limit_counters.expires_at is
    'When the last of them leaves the window; then the row may go.';
