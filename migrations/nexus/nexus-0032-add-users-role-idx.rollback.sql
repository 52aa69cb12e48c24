drop index concurrently nexus.users_role_idx;
