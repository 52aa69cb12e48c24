drop index concurrently nexus."credit_tx_correctsId_key";
