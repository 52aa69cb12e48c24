-- depends: nexus-0053-add-payments-externalid-method-key
-- transactional: false
--
-- A purchase is recorded once, however often the provider reports it.
--
-- SHARE UPDATE EXCLUSIVE on payment_records: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again. If a duplicate is written in the meantime, the build fails and names it.

create unique index concurrently "payment_records_provider_externalId_key"
    on nexus.payment_records (provider, "externalId");
