-- depends: nexus-0052-validate-checks-of-references
-- transactional: false
--
-- INV-PAY-1: a reference of a provider is one payment, however often its webhook is called. Payments without a
-- reference yet are left out.
--
-- SHARE UPDATE EXCLUSIVE on payments: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it
-- and builds it again. If a duplicate is written in the meantime, the build fails and names it.

create unique index concurrently "payments_externalId_method_key"
    on nexus.payments ("externalId", method)
    where "externalId" is not null;
