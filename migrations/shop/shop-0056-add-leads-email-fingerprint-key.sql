-- depends: shop-0055-validate-checks-of-leads
-- transactional: false
--
-- The same message from the same address is the same lead, also if it is sent twice at the same time.
--
-- Share update exclusive on leads: reads and writes go on, the build waits for older transactions. Rewrites nothing, loses
-- nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it and builds it again.

create unique index concurrently leads_email_fingerprint_key
    on shop.leads (email, fingerprint) where fingerprint is not null;
