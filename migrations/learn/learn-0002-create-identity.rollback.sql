drop table learn.rate_limit_counters;

drop table learn.role_permissions;

drop table learn.verification_tokens;

drop table learn.auth_sessions;

drop table learn.auth_accounts;

drop table learn.user_pii;

drop table learn.user_profiles;

drop table learn.users;
