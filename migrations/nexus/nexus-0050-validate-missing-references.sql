-- depends: nexus-0049-add-missing-references
-- transactional: false
--
-- The rows that were there before obey the new references, too.
--
-- SHARE UPDATE EXCLUSIVE on each table, ROW SHARE on those referred to, while it is scanned: reads and writes go
-- on. Each statement is a transaction of its own. Rewrites nothing, loses nothing.

alter table nexus.payment_records validate constraint "payment_records_userId_fkey";

alter table nexus.payment_records validate constraint "payment_records_packId_fkey";

alter table nexus.credit_tx validate constraint "credit_tx_packId_fkey";

alter table nexus.credit_wallets validate constraint "credit_wallets_userId_fkey";

alter table nexus.notifications validate constraint "notifications_userId_fkey";

alter table nexus.ingest_jobs validate constraint "ingest_jobs_docId_fkey";

alter table nexus.user_documents validate constraint "user_documents_ownerId_fkey";

alter table nexus.credit_transactions validate constraint "credit_transactions_sessionId_fkey";
