drop index concurrently nexus."credit_tx_provider_externalId_key";
