create index concurrently "credit_tx_walletId_idx"
    on nexus.credit_tx ("walletId");
