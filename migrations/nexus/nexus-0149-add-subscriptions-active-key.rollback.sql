drop index concurrently nexus.subscriptions_active_key;
