alter table nexus.credit_transactions drop constraint "credit_transactions_sessionId_fkey";

alter table nexus.user_documents drop constraint "user_documents_ownerId_fkey";

alter table nexus.ingest_jobs drop constraint "ingest_jobs_docId_fkey";

alter table nexus.notifications drop constraint "notifications_userId_fkey";

alter table nexus.credit_wallets drop constraint "credit_wallets_userId_fkey";

alter table nexus.credit_tx drop constraint "credit_tx_packId_fkey";

alter table nexus.payment_records drop constraint "payment_records_packId_fkey";

alter table nexus.payment_records drop constraint "payment_records_userId_fkey";
