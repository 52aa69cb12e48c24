drop index concurrently nexus."credit_tx_walletId_number_key";
