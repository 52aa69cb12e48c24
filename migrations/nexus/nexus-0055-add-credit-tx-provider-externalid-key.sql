-- depends: nexus-0054-add-payment-records-provider-externalid-key
-- transactional: false
--
-- A purchase is credited once to a wallet. Entries without a reference are left out.
--
-- SHARE UPDATE EXCLUSIVE on credit_tx: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it
-- and builds it again. If a duplicate is written in the meantime, the build fails and names it.

create unique index concurrently "credit_tx_provider_externalId_key"
    on nexus.credit_tx (provider, "externalId")
    where "externalId" is not null;
