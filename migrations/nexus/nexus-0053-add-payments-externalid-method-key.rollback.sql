drop index concurrently nexus."payments_externalId_method_key";
