drop table nexus.payment_records;

drop table nexus.credit_tx;

drop table nexus.credit_wallets;

drop table nexus.payments;

drop table nexus.credit_transactions;

drop table nexus.credit_packs;
