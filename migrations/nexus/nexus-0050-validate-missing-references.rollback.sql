-- NOT VALID again: there is no statement that forgets a validation, so each reference is replaced.

alter table nexus.credit_transactions
    drop constraint "credit_transactions_sessionId_fkey",
    add constraint "credit_transactions_sessionId_fkey" foreign key ("sessionId")
        references nexus."SessionBooking" (id) on delete set null on update cascade not valid;

alter table nexus.user_documents
    drop constraint "user_documents_ownerId_fkey",
    add constraint "user_documents_ownerId_fkey" foreign key ("ownerId")
        references nexus.users (id) on delete set null on update cascade not valid;

alter table nexus.ingest_jobs
    drop constraint "ingest_jobs_docId_fkey",
    add constraint "ingest_jobs_docId_fkey" foreign key ("docId")
        references nexus.user_documents (id) on delete cascade on update cascade not valid;

alter table nexus.notifications
    drop constraint "notifications_userId_fkey",
    add constraint "notifications_userId_fkey" foreign key ("userId")
        references nexus.users (id) on delete cascade on update cascade not valid;

alter table nexus.credit_wallets
    drop constraint "credit_wallets_userId_fkey",
    add constraint "credit_wallets_userId_fkey" foreign key ("userId")
        references nexus.users (id) on delete cascade on update cascade not valid;

alter table nexus.credit_tx
    drop constraint "credit_tx_packId_fkey",
    add constraint "credit_tx_packId_fkey" foreign key ("packId")
        references nexus.credit_packs (id) on delete restrict on update cascade not valid;

alter table nexus.payment_records
    drop constraint "payment_records_packId_fkey",
    add constraint "payment_records_packId_fkey" foreign key ("packId")
        references nexus.credit_packs (id) on delete restrict on update cascade not valid;

alter table nexus.payment_records
    drop constraint "payment_records_userId_fkey",
    add constraint "payment_records_userId_fkey" foreign key ("userId")
        references nexus.users (id) on delete restrict on update cascade not valid;
