drop index concurrently nexus.sessions_status_idx;
