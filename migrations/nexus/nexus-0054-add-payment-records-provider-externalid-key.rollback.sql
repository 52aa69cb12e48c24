drop index concurrently nexus."payment_records_provider_externalId_key";
